"""Reading a checklist file: YAML in, a `Checklist` out, or every fault at once with its line."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from checklists.faults import ChecklistFaults, Fault, FaultList
from checklists.fields import YES_OR_NO, declared_values
from checklists.indicator_reading import IndicatorsReader
from checklists.nodes import Section, Text
from checklists.parameter_reading import Wording, read_parameters
from checklists.question_reading import QuestionsReader
from checklists.questions import Checklist
from checklists.sections import SectionReader
from checklists.short_forms import KEY as SHORT_FORM
from checklists.short_forms import full_text
from checklists.writing import yaml_text

__all__ = [
    "ChecklistFaults",
    "Fault",
    "checklist_from",
    "parse_checklist",
    "read_checklist",
    "read_text",
    "tree_of",
]

_NEEDED = (
    "id",
    "title",
    "version",
    "effective_from",
    "unit_of_audit",
    "population",
    "stage",
    "questions",
)
_OPTIONAL = ("parameters", "settings", "fields", "indicators", "drawn_from")
_ID = re.compile(r"[A-Z][A-Z0-9]{1,11}")
_FIELD = re.compile(r"[a-z][a-z0-9_]*")


def read_checklist(path: Path) -> Checklist:
    """Read a checklist from a file.

    Raises:
        ChecklistFaults: With every fault of the file.
        OSError: The file cannot be opened.
    """
    return parse_checklist(read_text(path), name=path.name, folder=path.parent)


def read_text(path: Path) -> str:
    """Return the text of a file, with line feeds.

    Raises:
        ChecklistFaults: It is not UTF-8.
        OSError: The file cannot be opened.
    """
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(path.name, line, "this is not UTF-8 text", "Save the file as UTF-8.")
        raise ChecklistFaults((fault,)) from error


def parse_checklist(text: str, *, name: str, folder: Path | None = None) -> Checklist:
    """Read a checklist from its text.

    Args:
        text: The YAML text.
        name: What to call the file in messages.
        folder: Where the longer checklists of a short form may be, before the library.

    Raises:
        ChecklistFaults: With every fault of the text.
    """
    from checklists.parsing import read_section

    source = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = FaultList(name)
    reader = SectionReader(read_section(source, faults), "the checklist", faults)
    if reader.has(SHORT_FORM):
        return parse_checklist(_full_text(reader, folder), name=name)
    checklist = _checklist(reader, source)
    faults.refuse()
    return checklist


def checklist_from(tree: Section, faults: FaultList) -> Checklist:
    """Read a checklist from a tree that came from elsewhere than a YAML file, such as a sheet.

    Its source is the YAML text of the tree. Faults have the lines of the tree.

    Raises:
        ChecklistFaults: With every fault of the tree, and those noted before.
    """
    title = tree.entries.get("title")
    named = title.node.value if title and isinstance(title.node, Text) else "a checklist"
    checklist = _checklist(
        SectionReader(tree, "the checklist", faults), yaml_text(tree, heading=f"{named}.")
    )
    faults.refuse()
    return checklist


def tree_of(checklist: Checklist) -> Section:
    """Return the text of a checklist as a tree, as it stands in its file."""
    from checklists.parsing import read_section

    return read_section(checklist.source, FaultList(checklist.id))


def _full_text(reader: SectionReader, folder: Path | None) -> str:
    reader.keys(needed=(*_NEEDED, SHORT_FORM), optional=("indicators",))
    for key in _NEEDED[:-1]:
        reader.text(key)
    reader.day("effective_from")
    return full_text(reader, _checklist_id(reader), folder)


def _checklist(reader: SectionReader, source: str) -> Checklist:
    reader.keys(needed=_NEEDED, optional=_OPTIONAL)
    checklist_id = _checklist_id(reader)
    fields, drawn_from = dict(_fields(reader)), dict(_drawn_from(reader))
    parameters = read_parameters(reader)
    prefixes = tuple(drawn_from) or ((checklist_id,) if checklist_id else ())
    questions = QuestionsReader(reader, prefixes, fields, parameters).read()
    asked = tuple(question.id for question in questions)
    return Checklist(
        id=checklist_id,
        title=reader.text("title"),
        version=reader.text("version"),
        effective_from=reader.day("effective_from"),
        unit_of_audit=reader.text("unit_of_audit"),
        population=reader.text("population"),
        stage=reader.text("stage"),
        fields=fields,
        questions=questions,
        indicators=IndicatorsReader(reader, checklist_id, asked, Wording(parameters)).read(),
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
        parameters=tuple(parameters.values()),
        drawn_from=drawn_from,
    )


def _drawn_from(reader: SectionReader) -> Iterator[tuple[str, str]]:
    part = reader.part("drawn_from", "`drawn_from`")
    for name in () if part is None else part.section.entries:
        if part is not None:
            yield name, part.text(name)


def _checklist_id(reader: SectionReader) -> str:
    checklist_id = reader.text("id")
    if not checklist_id or _ID.fullmatch(checklist_id):
        return checklist_id
    reader.faults.add(
        reader.line("id"),
        f"`{checklist_id}` is not an id for a checklist",
        "Write 2 to 12 capitals and digits, a capital first: `SUP`.",
    )
    return ""


def _fields(reader: SectionReader) -> Iterator[tuple[str, str]]:
    part = reader.part("fields", "`fields`")
    if part is None:
        return
    for name in part.section.entries:
        words = part.text(name)
        _check_field(part, name, words)
        yield name, words


def _check_field(part: SectionReader, name: str, words: str) -> None:
    if not _FIELD.fullmatch(name):
        part.faults.add(
            part.line(name),
            f"`{name}` is not a name for a case field",
            "Write small letters, digits and underscores: `domestic_abuse`.",
        )
    if len(declared_values(words)) < len(YES_OR_NO):
        part.faults.add(
            part.line(name),
            f"the case field `{name}` has fewer than two values between its braces",
            "Write them with bars between: `the investigation is {open|closed}`.",
        )
