"""How a checklist lies in a workbook: one sheet for each part, one row for each thing in it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    LIST = "list"
    """Words with commas between them."""
    STRUCTURE = "structure"
    """What a checklist file has on one line: `{question: SUP-01, is: [met, partly_met]}`."""


@dataclass(frozen=True, slots=True)
class ChecklistColumn:
    """A column of a sheet.

    Attributes:
        title: Its title, that of the key in a file.
        width: In characters.
        path: The keys that lead to the value.
        kind: What its cells hold.
    """

    title: str
    width: float
    path: tuple[str, ...]
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """A sheet of the workbook.

    Attributes:
        title: The title of the sheet.
        key: The key of the part in a file; blank for the head, whose keys are its rows.
        guide: One line on how to fill it in.
        columns: Its columns, the first naming the row.
        listed: Whether the part is a list, as questions are, or has keys, as fields have.
    """

    title: str
    key: str
    guide: str
    columns: tuple[ChecklistColumn, ...]
    listed: bool = False


_RULE: Final = ChecklistColumn("applies_when", 44, ("applies_when",), Kind.STRUCTURE)
_TRACES: Final = ChecklistColumn("traces", 18, ("traces",), Kind.LIST)

HEAD: Final = ChecklistPart(
    title="Checklist",
    key="",
    guide="What the checklist is. Change the version whenever a wording or a rule changes.",
    columns=(ChecklistColumn("key", 18, ()), ChecklistColumn("value", 80, (), Kind.STRUCTURE)),
)
QUESTIONS: Final = ChecklistPart(
    title="Questions",
    key="questions",
    guide=(
        "One question a row, put so that met is good. applies_when is always, or a rule such as "
        "{question: SUP-01, is: met}."
    ),
    columns=(
        ChecklistColumn("id", 12, ("id",)),
        ChecklistColumn("text", 44, ("text",)),
        ChecklistColumn("critical", 10, ("critical",)),
        _RULE,
        _TRACES,
        ChecklistColumn("evidence", 32, ("evidence",)),
        ChecklistColumn("met", 48, ("guidance", "met")),
        ChecklistColumn("partly_met", 48, ("guidance", "partly_met")),
        ChecklistColumn("not_met", 48, ("guidance", "not_met")),
        ChecklistColumn("measure of", 30, ("measure", "of")),
        ChecklistColumn("measure unit", 14, ("measure", "unit")),
        ChecklistColumn("measure within", 34, ("measure", "within"), Kind.STRUCTURE),
        ChecklistColumn("changed_since", 30, ("changed_since",), Kind.STRUCTURE),
    ),
    listed=True,
)
FIELDS: Final = ChecklistPart(
    title="Fields",
    key="fields",
    guide="The case fields that rules and measures use, each with the words shown on the screen.",
    columns=(ChecklistColumn("field", 24, ()), ChecklistColumn("words", 80, ())),
)
PARAMETERS: Final = ChecklistPart(
    title="Parameters",
    key="parameters",
    guide="Standards that a force may set, named in texts as {review_interval}.",
    columns=(
        ChecklistColumn("parameter", 26, ()),
        ChecklistColumn("words", 60, ("words",)),
        ChecklistColumn("unit", 14, ("unit",)),
        ChecklistColumn("default", 24, ("default",)),
        ChecklistColumn("earlier", 44, ("earlier",), Kind.STRUCTURE),
    ),
)
SETTINGS: Final = ChecklistPart(
    title="Settings",
    key="settings",
    guide="The force's own values, which hold in place of the defaults.",
    columns=(ChecklistColumn("parameter", 26, ()), ChecklistColumn("value", 40, ())),
)
INDICATORS: Final = ChecklistPart(
    title="Indicators",
    key="indicators",
    guide="Headline findings: the questions each requires, with the answers that it accepts.",
    columns=(
        ChecklistColumn("id", 24, ("id",)),
        ChecklistColumn("title", 30, ("title",)),
        ChecklistColumn("text", 44, ("text",)),
        ChecklistColumn("requires", 60, ("requires",), Kind.STRUCTURE),
        _TRACES,
        _RULE,
    ),
    listed=True,
)
PARTS: Final = (PARAMETERS, SETTINGS, FIELDS, QUESTIONS, INDICATORS)
"""The sheets after the head, in the order in which a file has them."""
