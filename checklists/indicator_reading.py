"""Reading the indicators of a checklist: headline findings over its questions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checklists.nodes import Section
from checklists.parameter_reading import Wording
from checklists.question_reading import name_of_question, note_repeats, read_traces
from checklists.questions import Indicator, Requirement
from checklists.rule_reading import RuleReader, read_answers
from checklists.rules import Always, Rule
from checklists.sections import SectionReader

_WORDED = re.compile(r"[A-Z][A-Z0-9-]*")


@dataclass(frozen=True, slots=True)
class IndicatorsReader:
    """Reads the `indicators:` of one checklist.

    Attributes:
        top: The whole checklist.
        checklist_id: Its id, with which every indicator id begins; blank where it is faulty.
        asked: The ids of the questions.
        wording: Puts the parameters into the texts.
    """

    top: SectionReader
    checklist_id: str
    asked: tuple[str, ...]
    wording: Wording

    def read(self) -> tuple[Indicator, ...]:
        """Return the indicators in order, noting every fault in them."""
        readers = tuple(self.top.parts("indicators", _name_of_indicator))
        ids = tuple(reader.text("id") if reader.has("id") else "" for reader in readers)
        note_repeats(readers, ids)
        return tuple(self._indicator(reader) for reader in readers)

    def _indicator(self, reader: SectionReader) -> Indicator:
        reader.keys(
            needed=("id", "title", "text", "requires", "traces"), optional=("applies_when",)
        )
        _check_indicator_id(reader, self.checklist_id)
        return Indicator(
            id=reader.text("id"),
            title=self.wording.text(reader, "title"),
            text=self.wording.text(reader, "text"),
            requires=tuple(_requirements(reader, self.asked)),
            traces=read_traces(reader),
            applies_when=self._rule(reader),
        )

    def _rule(self, reader: SectionReader) -> Rule:
        """Return when the indicator applies: a rule over questions, whose rules know the fields."""
        node = reader.node("applies_when")
        if node is None:
            return Always()
        return RuleReader(reader.name, self.asked, (), {}, reader.faults).rule(node)


def _name_of_indicator(number: int, section: Section) -> str:
    return name_of_question(number, section).replace("question", "indicator", 1)


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
