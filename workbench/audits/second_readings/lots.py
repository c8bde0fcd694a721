"""The lot: which cases were drawn for a second reading, by which seed, and who may know it yet.

Whoever knows the seed can work out the tickets of their own cases, and so which of them are likely
to be read twice. So nobody is told it who reads a case first, until every first reading of the draw
is finished; those who lead are, where they read none of the cases first themselves. On a server the
database holds to it for every login but an owner's: see `role_sight`.
"""

from typing import Final

from sqlalchemy import ColumnElement, exists, func, select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.people.people import LEADING, people
from workbench.audits.reviews.standing import FIRST_READING
from workbench.record.roles import is_shown_part
from workbench.record.tables import (
    Allocation,
    AnswerRow,
    Replacement,
    Review,
    SampledCase,
    SecondReading,
)

NOT_YET: Final = "shown once every first reading is finished"
"""Stands for the seed of a lot that must not be known yet."""


def lot_is_known(session: Session, desk: Desk, draw_id: int | None) -> bool:
    """Whether this desk may know the lot of a draw."""
    if draw_id is None:
        return False
    if is_shown_part(session.connection()):
        return _seed_shown(session, draw_id) is not None
    if not _first_reading_open(session, draw_id):
        return True
    me = people(session).get(desk.auditor)
    leads = me is not None and me.active and me.role in LEADING
    return leads and not _reads_first(session, draw_id, desk.auditor)


def seed_of_lot(session: Session, draw_id: int | None) -> str | None:
    """Return by which seed the lot of a draw was drawn, for the work that rests on it.

    It is not to be shown where the lot may not be known. None where there is no lot, or where a
    server keeps its seed from this login.
    """
    if draw_id is None:
        return None
    if is_shown_part(session.connection()):
        return _seed_shown(session, draw_id)
    query = select(col(SecondReading.seed)).where(col(SecondReading.draw_id) == draw_id)
    return session.scalars(query).first()


def _seed_shown(session: Session, draw_id: int) -> str | None:
    found: str | None = session.scalars(select(func.team_lot_seed(draw_id))).one()
    return found


def _first_reading_open(session: Session, draw_id: int) -> bool:
    """Whether the first reading of a case that counts is not finished."""
    finished = exists().where(
        col(Review.case_id) == col(SampledCase.id),
        col(Review.reading) == FIRST_READING,
        col(Review.finished_at).is_not(None),
    )
    still_open = select(col(SampledCase.id)).where(
        col(SampledCase.draw_id) == draw_id, _counts(), ~finished
    )
    return session.execute(still_open.limit(1)).first() is not None


def _counts() -> ColumnElement[bool]:
    """Return that a case is read: it was drawn, or stands in for one that was, and none for it."""
    stands_in = exists().where(col(Replacement.reserve_id) == col(SampledCase.id))
    replaced = exists().where(col(Replacement.case_id) == col(SampledCase.id))
    return ((col(SampledCase.role) == "sample") | stands_in) & ~replaced


def _reads_first(session: Session, draw_id: int, name: str) -> bool:
    """Whether somebody was given a case of a draw to read first, began one, or answered in it."""
    begun = select(col(Review.case_id)).where(
        col(Review.reading) == FIRST_READING, col(Review.auditor) == name
    )
    answered = (
        select(col(Review.case_id))
        .join(AnswerRow, col(AnswerRow.review_id) == col(Review.id))
        .where(col(Review.reading) == FIRST_READING, col(AnswerRow.changed_by) == name)
    )
    given = select(col(Allocation.case_id)).where(
        col(Allocation.reading) == FIRST_READING, col(Allocation.auditor) == name
    )
    of_draw = select(col(SampledCase.id)).where(
        col(SampledCase.draw_id) == draw_id,
        col(SampledCase.id).in_(begun)
        | col(SampledCase.id).in_(answered)
        | col(SampledCase.id).in_(given),
    )
    return session.execute(of_draw.limit(1)).first() is not None
