"""Escalating: an urgent matter of safeguarding that was found in a case: who was told, and when.

The words of what was seen are a note, so that they can be erased; the history has a salted hash.
What the first reader escalated is not shown to a blind second reader, nor the reverse; everybody
else sees all of it, because a matter that is urgent must not wait for the other reading.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.sight import sight_of
from workbench.audits.reviews import answering
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING, Place
from workbench.audits.second_readings.twice_read import (
    TwiceRead,
    all_read_twice,
    case_read_twice,
    cases_read_twice,
)
from workbench.errors import Refused
from workbench.record.inserting import insert_row
from workbench.record.tables import Draw, Escalation, SampledCase

ESCALATED: Final = "escalation recorded"
BOTH: Final = (FIRST_READING, SECOND_READING)


@dataclass(frozen=True, slots=True)
class EscalationLine:
    """An urgent matter that was passed on.

    Attributes:
        order: The place of the case in the sample.
        case: Its reference.
        question: The question at which it was found; empty where none was named.
        told: Who was told.
        told_at: When, as an ISO time.
        saw: What was seen; empty where nothing was written, or it was erased.
        by: Who recorded it.
        at: When it was recorded.
        reading: In which reading of the case.
        in_sample: Whether the case is still of the sample: not replaced, nor of an earlier draw.
            What is urgent stays listed all the same.
    """

    order: int
    case: str
    question: str
    told: str
    told_at: str
    saw: str
    by: str
    at: str
    reading: int
    in_sample: bool


@dataclass(frozen=True, slots=True)
class UrgentMatters:
    """The urgent matters of an audit that were passed on, as far as one desk may see them.

    Attributes:
        audit: The audit.
        lines: Each of them, the latest last.
        left_out: What is left out for whoever looks, in a sentence or two; empty for nothing. It
            is the same whether there is anything to be left out or not.
    """

    audit: str
    lines: tuple[EscalationLine, ...]
    left_out: str


def escalate(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    *,
    told: str,
    told_at: datetime,
    saw: str = "",
    within: timedelta = timedelta(0),
) -> bool:
    """Record that somebody was told of an urgent matter in a case; it cannot be taken back.

    A server can go away after it has saved and before it says so. The same matter, tried again, is
    found to stand already, and is not recorded twice.

    Args:
        desk: Who records it, and where.
        audit: The audit.
        place: The case, the reading and the question (empty for none).
        told: Who was told: a role, as duty inspector.
        told_at: When, with its time zone.
        saw: What was seen, without names.
        within: How far apart two times may be at which the same person was told the same: nothing
            where a time was typed, a while where the clock gave it.

    Returns:
        False where it stood already.

    Raises:
        Refused: Nobody was named, the time is still to come, the case is no longer read, or the
            second reading is another's.
        NotSaved: The record could not be written; nothing was changed.
    """
    _check_told(desk, told, told_at)
    with desk.record.writing() as session:
        answering.check_current(session, audit, place.case_id)
        here = _own_reading(session, desk, place)
        words = (told.strip(), saw.strip())
        if _stands(session, desk, here, words, (told_at - within, told_at + within)):
            return False
        _record(session, desk, audit, here, words, told_at)
    return True


def _stands(
    session: Session,
    desk: Desk,
    place: Place,
    words: tuple[str, str],
    between: tuple[datetime, datetime],
) -> bool:
    """Whether this person has recorded the same words at the same place, at such a time."""
    query = select(Escalation).where(
        col(Escalation.case_id) == place.case_id,
        col(Escalation.reading) == place.reading,
        col(Escalation.question) == place.question,
        col(Escalation.escalated_by) == desk.auditor,
    )
    rows = session.scalars(query).all()
    texts = answering.notes(session, {row.note_id for row in rows if row.note_id is not None})
    first, last = (moment.replace(microsecond=0) for moment in between)
    return any(
        (row.told, texts.get(row.note_id or 0, "")) == words
        and first <= datetime.fromisoformat(row.told_at) <= last
        for row in rows
    )


def _check_told(desk: Desk, told: str, told_at: datetime) -> None:
    if not told.strip():
        raise Refused("Nobody was named who was told.", "Name the role, as: duty inspector.")
    if told_at > desk.clock():
        raise Refused("The time at which somebody was told is still to come.", "Correct the time.")


def _record(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    words: tuple[str, str],
    told_at: datetime,
) -> None:
    told, saw = words
    values: dict[str, object] = {
        "case_id": place.case_id,
        "reading": place.reading,
        "question": place.question,
        "told": told,
        "told_at": told_at.isoformat(timespec="seconds"),
    }
    note_id, digest = answering.keep_text(session, desk, place, saw) if saw else (None, "")
    made = {"note_id": note_id, "escalated_at": desk.now(), "escalated_by": desk.auditor}
    insert_row(session, Escalation, values | made)
    about = f"audit:{audit.id}/case:{place.case_id}"
    hashed = {"note_sha256": digest} if digest else {}
    desk.enter(session, ESCALATED, about=about, details=values | hashed)


def _own_reading(session: Session, desk: Desk, place: Place) -> Place:
    """Return the place in the reading that is this desk's: a second reader finds things there."""
    twice = case_read_twice(session, place.case_id)
    if twice is not None and desk.auditor == twice.second_reader:
        return replace(place, reading=SECOND_READING)
    if place.reading == SECOND_READING:
        raise Refused("The second reading of this case is not yours.", "Nothing was recorded.")
    return place


def escalations(desk: Desk, audit_name: str) -> tuple[EscalationLine, ...]:
    """Return the urgent matters of an audit that were passed on, the latest last.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        rows = _rows(session, desk, audit)
        texts = answering.notes(session, {row.note_id for row in rows if row.note_id is not None})
        current = {case.id: case.order for case in audit.cases}
        return tuple(
            EscalationLine(
                order=current.get(case.id, case.position),
                case=case.reference,
                question=row.question,
                told=row.told,
                told_at=row.told_at,
                saw=texts.get(row.note_id or 0, ""),
                by=row.escalated_by,
                at=row.escalated_at,
                reading=row.reading,
                in_sample=case.id in current,
            )
            for row in rows
            for case in [session.get_one(SampledCase, row.case_id)]
        )


def urgent_matters(desk: Desk, audit_name: str) -> UrgentMatters:
    """Return the urgent matters of an audit, and what of them is not shown at this desk.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    lines = escalations(desk, audit_name)
    shown = sight_of(desk).words
    with desk.record.reading() as session:
        said = (_blind_words(session, desk, audit), f"Shown: {shown}." if shown else "")
    return UrgentMatters(audit.name, lines, " ".join(filter(None, said)))


def _blind_words(session: Session, desk: Desk, audit: OpenAudit) -> str:
    twice = cases_read_twice(session, audit)
    blind = sum(
        any(hides_escalation(twice.get(case.id), reading, desk.auditor) for reading in BOTH)
        for case in audit.cases
    )
    if not blind:
        return ""
    cases = "1 case that is" if blind == 1 else f"{blind} cases that are"
    return (
        f"Blind: what the other reader passed on in {cases} read twice is left out until both "
        "readings are finished."
    )


def count_escalations(session: Session, desk: Desk, audit: OpenAudit) -> int:
    """Return how many urgent matters of an audit were passed on, as far as this desk may know."""
    return len(_rows(session, desk, audit))


def _rows(session: Session, desk: Desk, audit: OpenAudit) -> list[Escalation]:
    """Return what was passed on in any case that was ever drawn for an audit."""
    drawn = (
        select(col(SampledCase.id))
        .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(Draw.audit_id) == audit.id)
    )
    query = select(Escalation).where(col(Escalation.case_id).in_(drawn))
    rows = session.scalars(query.order_by(col(Escalation.id))).all()
    twice = all_read_twice(session) if rows else {}
    return [
        row
        for row in rows
        if not hides_escalation(twice.get(row.case_id), row.reading, desk.auditor)
    ]


def hides_escalation(twice: TwiceRead | None, reading: int, auditor: str) -> bool:
    """Whether an urgent matter found in a reading would tell the other reader of it."""
    if twice is None:
        return False
    if reading == SECOND_READING and auditor != twice.first_reader:
        return False
    return reading in BOTH and twice.hides(reading, auditor)
