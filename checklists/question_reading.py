"""Reading the questions and indicators of a checklist from its sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checklists.faults import FaultList
from checklists.nodes import Section, Text
from checklists.questions import Change, Guidance, Indicator, Question, Requirement
from checklists.recommendations import register
from checklists.rule_reading import RuleReader, read_answers
from checklists.rules import Always, Rule
from checklists.sections import SectionReader

_QUESTION_KEYS = ("id", "text", "applies_when", "traces", "evidence", "guidance")
_NUMBERED = re.compile(r"\d{2,}[a-z]?")
_WORDED = re.compile(r"[A-Z][A-Z0-9-]*")


@dataclass(frozen=True, slots=True)
class QuestionsReader:
    """Reads the `questions:` of one checklist.

    Attributes:
        top: The whole checklist.
        checklist_id: Its id, with which every question id begins; blank where it is faulty.
        fields: The declared case fields with their phrases.
    """

    top: SectionReader
    checklist_id: str
    fields: Mapping[str, str]

    def read(self) -> tuple[Question, ...]:
        """Return the questions in order, noting every fault in them."""
        readers = tuple(self.top.parts("questions", _name_of_question))
        ids = tuple(reader.text("id") if reader.has("id") else "" for reader in readers)
        note_repeats(readers, ids)
        return tuple(
            self._question(reader, ids[:index], ids[index:]) for index, reader in enumerate(readers)
        )

    def _question(
        self, reader: SectionReader, earlier: tuple[str, ...], later: tuple[str, ...]
    ) -> Question:
        reader.keys(needed=_QUESTION_KEYS, optional=("critical", "changed_since"))
        self._check_id(reader, later[0])
        return Question(
            id=later[0],
            text=reader.text("text"),
            guidance=_guidance(reader),
            evidence=reader.text("evidence"),
            critical=reader.yes_or_no("critical"),
            traces=read_traces(reader),
            applies_when=self._rule(reader, earlier, later),
            changed_since=_change(reader),
        )

    def _check_id(self, reader: SectionReader, question_id: str) -> None:
        if not (question_id and self.checklist_id):
            return
        start = f"{self.checklist_id}-"
        if question_id.startswith(start) and _NUMBERED.fullmatch(question_id[len(start) :]):
            return
        reader.faults.add(
            reader.line("id"),
            f"`{question_id}` is not an id for a question of {self.checklist_id}",
            f"Write {start} and a number of two digits: `{start}01`.",
        )

    def _rule(
        self, reader: SectionReader, earlier: tuple[str, ...], later: tuple[str, ...]
    ) -> Rule:
        node = reader.node("applies_when")
        if node is None:
            return Always()
        return RuleReader(reader.name, earlier, later, self.fields, reader.faults).rule(node)


def _name_of_question(number: int, section: Section) -> str:
    entry = section.entries.get("id")
    if entry is not None and isinstance(entry.node, Text) and entry.node.value:
        return f"question {entry.node.value}"
    return f"question number {number}"


def _guidance(reader: SectionReader) -> Guidance:
    part = reader.part("guidance", f"the guidance of {reader.name}")
    if part is None:
        return Guidance("", "")
    part.keys(needed=("met", "not_met"), optional=("partly_met",))
    return Guidance(part.text("met"), part.text("not_met"), part.text("partly_met"))


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


def read_indicators(
    top: SectionReader, questions: tuple[Question, ...], checklist_id: str
) -> tuple[Indicator, ...]:
    """Return the indicators of a checklist, noting every fault in them."""
    readers = tuple(top.parts("indicators", _name_of_indicator))
    ids = tuple(reader.text("id") if reader.has("id") else "" for reader in readers)
    note_repeats(readers, ids)
    asked = tuple(question.id for question in questions)
    return tuple(_indicator(reader, asked, checklist_id) for reader in readers)


def _name_of_indicator(number: int, section: Section) -> str:
    return _name_of_question(number, section).replace("question", "indicator", 1)


def _indicator(reader: SectionReader, asked: tuple[str, ...], checklist_id: str) -> Indicator:
    reader.keys(needed=("id", "title", "text", "requires", "traces"))
    _check_indicator_id(reader, checklist_id)
    return Indicator(
        id=reader.text("id"),
        title=reader.text("title"),
        text=reader.text("text"),
        requires=tuple(_requirements(reader, asked)),
        traces=read_traces(reader),
    )


def _check_indicator_id(reader: SectionReader, checklist_id: str) -> None:
    name, start = reader.text("id"), f"{checklist_id}-"
    if not (name and checklist_id):
        return
    if not (name.startswith(start) and _WORDED.fullmatch(name[len(start) :])):
        reader.faults.add(
            reader.line("id"),
            f"`{name}` is not an id for an indicator of {checklist_id}",
            f"Write {start} and a word in capitals: `{start}EFFECTIVE`.",
        )


def _requirements(reader: SectionReader, asked: tuple[str, ...]) -> Iterator[Requirement]:
    for part in reader.parts(
        "requires", lambda number, _: f"requirement {number} of {reader.name}"
    ):
        part.keys(needed=("question", "is"))
        question = part.text("question")
        if question and question not in asked:
            part.faults.add(
                part.line("question"),
                f"{part.name} is about {question}, and there is no such question",
                f"The questions are {', '.join(asked)}.",
            )
        yield Requirement(question, read_answers(part, "is"))


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
