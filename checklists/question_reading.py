"""Reading the questions of a checklist from its sections."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checklists.faults import FaultList
from checklists.measure_reading import MeasureReader
from checklists.nodes import Section, Text
from checklists.parameter_reading import Wording
from checklists.parameters import Parameter
from checklists.questions import Change, Guidance, Question
from checklists.recommendations import register
from checklists.rule_reading import RuleReader
from checklists.rules import Always, Rule
from checklists.sections import SectionReader

_QUESTION_KEYS = ("id", "text", "applies_when", "traces", "evidence", "guidance")
_OPTIONAL_KEYS = ("critical", "measure", "changed_since")
_NUMBERED = re.compile(r"\d{2,}[a-z]?")


@dataclass(frozen=True, slots=True)
class QuestionsReader:
    """Reads the `questions:` of one checklist.

    Attributes:
        top: The whole checklist.
        prefixes: What question ids begin with: the id of the checklist, or of those it draws
            from; none where the id is faulty.
        fields: The declared case fields with their phrases.
        parameters: The declared parameters.
    """

    top: SectionReader
    prefixes: tuple[str, ...]
    fields: Mapping[str, str]
    parameters: Mapping[str, Parameter]

    def read(self) -> tuple[Question, ...]:
        """Return the questions in order, noting every fault in them."""
        readers = tuple(self.top.parts("questions", name_of_question))
        ids = tuple(reader.text("id") if reader.has("id") else "" for reader in readers)
        note_repeats(readers, ids)
        return tuple(
            self._question(reader, ids[:index], ids[index:]) for index, reader in enumerate(readers)
        )

    def _question(
        self, reader: SectionReader, earlier: tuple[str, ...], later: tuple[str, ...]
    ) -> Question:
        reader.keys(needed=_QUESTION_KEYS, optional=_OPTIONAL_KEYS)
        self._check_id(reader, later[0])
        wording = Wording(self.parameters)
        return Question(
            id=later[0],
            text=wording.text(reader, "text"),
            guidance=_guidance(reader, wording),
            evidence=wording.text(reader, "evidence"),
            critical=reader.yes_or_no("critical"),
            traces=read_traces(reader),
            applies_when=self._rule(reader, earlier, later),
            changed_since=_change(reader),
            measure=MeasureReader(self.fields, self.parameters).read(reader),
        )

    def _check_id(self, reader: SectionReader, question_id: str) -> None:
        if not (question_id and self.prefixes):
            return
        of, _, number = question_id.rpartition("-")
        if of in self.prefixes and _NUMBERED.fullmatch(number):
            return
        start = f"{self.prefixes[0]}-"
        reader.faults.add(
            reader.line("id"),
            f"`{question_id}` is not an id for a question of {', '.join(self.prefixes)}",
            f"Write {start} and a number of two digits: `{start}01`.",
        )

    def _rule(
        self, reader: SectionReader, earlier: tuple[str, ...], later: tuple[str, ...]
    ) -> Rule:
        node = reader.node("applies_when")
        if node is None:
            return Always()
        return RuleReader(reader.name, earlier, later, self.fields, reader.faults).rule(node)


def name_of_question(number: int, section: Section) -> str:
    """Return what to call a question in messages: by its id, or by its place where it has none."""
    entry = section.entries.get("id")
    if entry is not None and isinstance(entry.node, Text) and entry.node.value:
        return f"question {entry.node.value}"
    return f"question number {number}"


def _guidance(reader: SectionReader, wording: Wording) -> Guidance:
    part = reader.part("guidance", f"the guidance of {reader.name}")
    if part is None:
        return Guidance("", "")
    part.keys(needed=("met", "not_met"), optional=("partly_met",))
    return Guidance(*(wording.text(part, key) for key in ("met", "not_met", "partly_met")))


def _change(reader: SectionReader) -> Change | None:
    part = reader.part("changed_since", f"`changed_since` of {reader.name}")
    if part is None:
        return None
    part.keys(needed=("version", "same_meaning"))
    return Change(part.text("version"), part.yes_or_no("same_meaning"))


def read_traces(reader: SectionReader) -> tuple[str, ...]:
    """Return the traces of a question or indicator; one that the register lacks is a fault."""
    known = register()
    found = reader.texts("traces")
    for line, trace in found:
        if trace not in known:
            reader.faults.add(
                line,
                f"{reader.name}: the register of recommendations has no `{trace}`",
                "`workbench recommendations` lists them; `local` is the force's own standard.",
            )
    return tuple(trace for _, trace in found)


def note_repeats(readers: tuple[SectionReader, ...], ids: tuple[str, ...]) -> None:
    """Note every id that another section has already taken."""
    first: dict[str, int] = {}
    for reader, name in zip(readers, ids, strict=True):
        if name in first:
            _note_repeat(reader.faults, reader.line("id"), name, first[name])
        elif name:
            first[name] = reader.line("id")


def _note_repeat(faults: FaultList, line: int, name: str, first: int) -> None:
    faults.add(
        line,
        f"the id {name} is taken in line {first}",
        "Give it the next free number: an id stays with its question for ever.",
    )
