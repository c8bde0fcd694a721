"""What stands: the answer, flag and note of each question of a case, and how they changed."""

from dataclasses import asdict, dataclass, field, replace
from typing import TypedDict, Unpack

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from workbench.record.tables import AnswerRow, Review

FIRST_READING = 1
SECOND_READING = 2
AGREED_READING = 3
"""The answers that were agreed where the first and the second reading differ."""


class Parts(TypedDict, total=False):
    """The parts of what stands that a change can set."""

    value: Answer | None
    flagged: bool
    note_id: int | None
    measured: str | None
    good_practice: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one question in one case.

    `measured` is the time that gave the answer, as it was typed, in the question's unit. `version`
    counts the changes that were made: the same answer given again is another version.
    """

    value: Answer | None = None
    flagged: bool = False
    note_id: int | None = None
    measured: str | None = None
    good_practice: bool = False
    version: int = field(default=0, compare=False)

    def become(self, **parts: Unpack[Parts]) -> "Standing":
        """Return what stands once some parts of it were changed: the next version."""
        return replace(self, version=self.version + 1, **parts)

    def told(self) -> dict[str, object]:
        """Return what the history holds of it: all but how often it changed, which is told by it.

        A column that came with a later schema is empty in the entries from before.
        """
        return {name: value for name, value in asdict(self).items() if name != "version"}


@dataclass(frozen=True, slots=True)
class Place:
    """A question in a reading of a case: where an auditor is, or is to go back to."""

    case_id: int
    question: str
    reading: int = FIRST_READING


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was saved, as the history holds it.

    `also_by` names who had saved the same before, so that nothing had to be written.
    """

    place: Place
    old: Standing
    new: Standing
    also_by: str | None = None

    def told(self) -> dict[str, object]:
        """Return the change as the history holds it."""
        return {"place": asdict(self.place), "old": self.old.told(), "new": self.new.told()}


KEPT = (
    col(AnswerRow.value),
    col(AnswerRow.flagged),
    col(AnswerRow.note_id),
    col(AnswerRow.measured),
    col(AnswerRow.good_practice),
    col(AnswerRow.version),
)
"""The columns of what stands, in the order in which `standing_of` takes them."""


def standings(
    session: Session, case_id: int, *, reading: int = FIRST_READING
) -> dict[str, Standing]:
    """Return what stands for each question of a case that was touched, in one reading of it."""
    rows = session.execute(
        select(col(AnswerRow.question), *KEPT)
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .where(col(Review.case_id) == case_id, col(Review.reading) == reading)
    )
    return {question: standing_of(*kept) for question, *kept in rows}


def standing_at(session: Session, place: Place) -> Standing:
    """Return what stands for one question in a reading of a case."""
    here = standings(session, place.case_id, reading=place.reading)
    return here.get(place.question, Standing())


def standing_of(
    value: str | None,
    flagged: object,
    note_id: int | None,
    measured: str | None,
    good_practice: object,
    version: int,
) -> Standing:
    """Return what stands, from the columns of a row."""
    return Standing(
        value=None if value is None else Answer(value),
        flagged=bool(flagged),
        note_id=note_id,
        measured=measured,
        good_practice=bool(good_practice),
        version=version,
    )
