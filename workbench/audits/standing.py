"""What stands: the answer, flag and note of each question of a case, and how they changed."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from workbench.record.tables import AnswerRow, Review

FIRST_READING = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands for one question in one case.

    `measured` is the time that gave the answer, as it was typed, in the question's unit.
    """

    value: Answer | None = None
    flagged: bool = False
    note_id: int | None = None
    measured: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A question in a case: where an auditor is, or is to go back to."""

    case_id: int
    question: str


@dataclass(frozen=True, slots=True)
class Change:
    """One change that was saved, as the history holds it."""

    place: Place
    old: Standing
    new: Standing


def standings(session: Session, case_id: int) -> dict[str, Standing]:
    """Return what stands for each question of a case that was touched."""
    rows = session.execute(
        select(
            col(AnswerRow.question),
            col(AnswerRow.value),
            col(AnswerRow.flagged),
            col(AnswerRow.note_id),
            col(AnswerRow.measured),
        )
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .where(col(Review.case_id) == case_id, col(Review.reading) == FIRST_READING)
    )
    return {question: standing_of(*kept) for question, *kept in rows}


def standing_of(
    value: str | None, flagged: object, note_id: int | None, measured: str | None
) -> Standing:
    """Return what stands, from the columns of a row."""
    return Standing(
        value=None if value is None else Answer(value),
        flagged=bool(flagged),
        note_id=note_id,
        measured=measured,
    )
