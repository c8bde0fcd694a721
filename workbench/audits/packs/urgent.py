"""Urgent matters that were passed on in a pack: read from it, and kept in the record once."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.reviews.answer_rows import notes
from workbench.record.tables import Escalation


@dataclass(frozen=True, slots=True)
class Urgent:
    """An urgent matter as it was recorded in a pack: who was told of it, when, and by whom."""

    case_id: int
    reading: int
    question: str
    told: str
    told_at: str
    escalated_at: str
    escalated_by: str


def urgent_in(session: Session) -> dict[Urgent, str]:
    """Return the urgent matters that a record holds, each with what was seen."""
    rows = session.scalars(select(Escalation).order_by(col(Escalation.id))).all()
    texts = notes(session, {row.note_id for row in rows if row.note_id is not None})
    return {_urgent(row): texts.get(row.note_id or 0, "") for row in rows}


def not_here(session: Session, matters: Iterable[Urgent]) -> tuple[Urgent, ...]:
    """Return those of some urgent matters that this record does not hold yet."""
    found = list(matters)
    cases = {each.case_id for each in found}
    rows = session.scalars(select(Escalation).where(col(Escalation.case_id).in_(cases)))
    here = {_urgent(row) for row in rows}
    return tuple(each for each in found if each not in here)


def columns_of(urgent: Urgent) -> dict[str, object]:
    """Return an urgent matter as the columns of its row."""
    return asdict(urgent)


def _urgent(row: Escalation) -> Urgent:
    return Urgent(
        case_id=row.case_id,
        reading=row.reading,
        question=row.question,
        told=row.told,
        told_at=row.told_at,
        escalated_at=row.escalated_at,
        escalated_by=row.escalated_by,
    )
