"""Merging: what stands at a question once some packs came back, whatever the order they came in.

Each part of what stands (the answer, the note, the flag, the mark of good practice) is looked at
by itself. What a person did in the record, and what each pack brings, are *contributions*; one
supersedes another if who made it could see the other: it was in the record when the pack went
out, or had come back when it was changed here, or is an earlier state of the same pack. What is
left stands side by side. So the outcome is a function of the set of contributions, and not of
their order (a multi-value register; Shapiro et al., "A comprehensive study of Convergent and
Commutative Replicated Data Types", 2011, section 3.2.2). Pure: no record, no clock.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from checklists.answers import Answer

IN_RECORD: Final = "record"
"""The source of what a person did in the record itself."""
NOTE_JOINT: Final = " / "


class Part(StrEnum):
    """A part of what stands at a question."""

    ANSWER = "answer"
    NOTE = "note"
    FLAG = "flag"
    GOOD_PRACTICE = "good practice"


ALL_PARTS: Final = frozenset(Part)


@dataclass(frozen=True, slots=True)
class Content:
    """What stands at a question, with the text of its note."""

    value: Answer | None = None
    measured: str | None = None
    note: str = ""
    flagged: bool = False
    good_practice: bool = False

    def part(self, part: Part) -> "tuple[Answer | None, str | None] | str | bool":
        """Return one part of it."""
        match part:
            case Part.ANSWER:
                return self.value, self.measured
            case Part.NOTE:
                return self.note
            case Part.FLAG:
                return self.flagged
            case Part.GOOD_PRACTICE:
                return self.good_practice

    def differing(self, other: "Content") -> frozenset[Part]:
        """Return the parts in which two differ."""
        return frozenset(part for part in Part if self.part(part) != other.part(part))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a person did at a question, in the record or in a pack.

    Attributes:
        source: IN_RECORD, or the identity of the pack.
        content: What stood when they had done it.
        touched: The parts that they changed.
        seen: The newest entry of the record that they could see.
        seq: The entry of the record by which it came to stand there.
        by: Who.
        at: When, as it was hashed.
        trail: For a pack: the hashes of its entries about the question, the last one last.
    """

    source: str
    content: Content
    touched: frozenset[Part]
    seen: int
    seq: int
    by: str
    at: str
    trail: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """What tells it from any other of a pack."""
        return self.trail[-1] if self.trail else f"{IN_RECORD}:{self.seq}"

    def supersedes(self, other: "Contribution") -> bool:
        """Whether it was made by one who could see the other."""
        return self.seen >= other.seq


NOTHING_YET: Final = Contribution(
    source=IN_RECORD, content=Content(), touched=ALL_PARTS, seen=0, seq=0, by="", at=""
)
"""What stands before anybody did anything."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What stands at a question once everything was merged.

    Attributes:
        content: It; without an answer where there are rivals.
        rivals: The contributions whose answers differ, of which a person has to choose.
        by: Whose answer it is: the earliest of those who gave the same one; where nobody gave any,
            the earliest of those who noted or marked something.
        at: When they did.
    """

    content: Content
    rivals: tuple[Contribution, ...]
    by: str
    at: str


def merge(contributions: Iterable[Contribution]) -> Merged:
    """Return what stands after all that was contributed, in whatever order it is given."""
    current = latest((NOTHING_YET, *contributions))
    answers = _heads(current, Part.ANSWER)
    agreed = len({each.content.part(Part.ANSWER) for each in answers}) == 1
    answer = answers[0].content if agreed else Content()
    who = _author(answers[0] if agreed else answers[-1], current)
    return Merged(
        content=Content(
            value=answer.value,
            measured=answer.measured,
            note=_joined(each.content.note for each in _heads(current, Part.NOTE)),
            flagged=any(each.content.flagged for each in _heads(current, Part.FLAG)),
            good_practice=any(
                each.content.good_practice for each in _heads(current, Part.GOOD_PRACTICE)
            ),
        ),
        rivals=() if agreed else answers,
        by=who.by,
        at=who.at,
    )


def _author(of_answer: Contribution, current: Sequence[Contribution]) -> Contribution:
    """Return whose it is: who answered; the first who did anything, where nobody did that."""
    if of_answer is not NOTHING_YET:
        return of_answer
    somebody = [each for each in current if each is not NOTHING_YET]
    return min(somebody, key=lambda each: (each.at, each.by), default=NOTHING_YET)


def latest(contributions: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Return the contributions without those states of a pack of which a later one is known."""
    once = {each.identity: each for each in sorted(contributions, key=lambda c: -c.seq)}
    earlier = {link for each in once.values() for link in each.trail[:-1]}
    return tuple(each for each in once.values() if each.identity not in earlier)


def _heads(current: Sequence[Contribution], part: Part) -> tuple[Contribution, ...]:
    """Return those who changed a part and whom nobody who changed it after had seen, in order."""
    changed = [each for each in current if part in each.touched]
    left = [
        each
        for each in changed
        if not any(other is not each and other.supersedes(each) for other in changed)
    ]
    return tuple(sorted(left, key=lambda each: (each.at, each.by, each.identity)))


def _joined(texts: Iterable[str]) -> str:
    return NOTE_JOINT.join(dict.fromkeys(text for text in texts if text))
