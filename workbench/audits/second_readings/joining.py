"""Joining: who reads a case second, and how a case comes to be read twice after the lot was drawn.

Where every critical fail is read twice, a case joins when its first reading is finished and a
critical question in it is not met. It goes to the reader who has the fewest so far. On a server the
login of an auditor may not say who reads second: there the case joins when an owner, or a
supervisor who reads no case first, next looks at what waits.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from sampling.reading_allocation import AUDITOR, Conflicts
from sampling.tickets import ticket
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, load_audit
from workbench.audits.people.conflict_rules import unconflicted
from workbench.audits.people.duties import Duty, may
from workbench.audits.reviews.assessing import AssessedCase, assessed_cases
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.lots import seed_of_lot
from workbench.audits.second_readings.twice_read import CRITICAL_FAIL, cases_read_twice
from workbench.errors import NotSaved
from workbench.record.history import entries
from workbench.record.inserting import insert_row
from workbench.record.tables import (
    Allocation,
    AnswerRow,
    Audit,
    Review,
    SampledCase,
    SecondReading,
)

CHOSEN: Final = "second readings chosen"
JOINED: Final = "second reading added"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of an audit is read twice; its seed is not told here: see `lots`."""

    share: float
    critical_fails: bool
    chosen_at: str
    chosen_by: str


def second_reading_of(session: Session, audit: OpenAudit) -> Chosen | None:
    """Return what share of an audit is read twice; None where none was chosen."""
    row = session.execute(
        select(
            col(SecondReading.share),
            col(SecondReading.critical_fails),
            col(SecondReading.chosen_at),
            col(SecondReading.chosen_by),
        ).where(col(SecondReading.draw_id) == audit.draw_id)
    ).first()
    return None if row is None else Chosen(float(row[0]), bool(row[1]), row[2], row[3])


def first_readers(session: Session, audit: OpenAudit) -> dict[int, set[str]]:
    """Return everybody who reads a case first, or answered anything in its first reading."""
    of_draw = (
        col(SampledCase.draw_id) == audit.draw_id,
        col(Review.reading) == FIRST_READING,
    )
    begun = (
        select(col(Review.case_id), col(Review.auditor))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(*of_draw)
    )
    answered = (
        select(col(Review.case_id), col(AnswerRow.changed_by))
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(*of_draw, col(AnswerRow.changed_by).is_not(None))
    )
    allocated = (
        select(col(Allocation.case_id), col(Allocation.auditor))
        .join(SampledCase, col(Allocation.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(Allocation.reading) == FIRST_READING)
    )
    found: dict[int, set[str]] = {}
    for query in (begun, answered, allocated):
        for case, reader in session.execute(query):
            found.setdefault(case, set()).add(reader)
    return found


def readers_named(session: Session, audit: OpenAudit) -> tuple[str, ...]:
    """Return who reads second in an audit: those named when its second readings were chosen."""
    names: tuple[str, ...] = ()
    for entry in entries(session, about=f"audit:{audit.id}"):
        if entry.action == CHOSEN:
            names = tuple(json.loads(entry.payload)["readers"])
    return names


def allocate(session: Session, desk: Desk, case: AuditCase, reader: str, *, why: str) -> None:
    """Write who reads a case second, within the caller's transaction, which makes the entry."""
    insert_row(
        session,
        Allocation,
        {
            "case_id": case.id,
            "reading": SECOND_READING,
            "auditor": reader,
            "why": why,
            "allocated_at": desk.now(),
            "allocated_by": desk.auditor,
        },
    )


# Critical fails


def join_critical_fails(
    desk: Desk,
    audit: OpenAudit,
    *,
    readers: Sequence[str] = (),
    conflicts: Conflicts = frozenset(),
) -> None:
    """Have every finished critical fail that waits for it read twice, if that was wanted.

    A case that nobody may read second keeps waiting; so do all where this desk may not say who
    reads what, or a server keeps from it the seed by which that is decided.

    Args:
        desk: Who, and on which record.
        audit: The audit.
        readers: Who may read second; those named when the second readings were chosen if none.
        conflicts: Pairs of a reference and a name.
    """
    if not may(desk, Duty.SECOND):
        return
    with suppress(NotSaved), desk.record.writing() as session:
        seed = seed_of_lot(session, audit.draw_id)
        waiting = waiting_fails(session, audit) if seed else ()
        names = (readers or readers_named(session, audit)) if waiting else ()
        firsts = first_readers(session, audit) if names else {}
        for case in waiting:
            taken = firsts.get(case.id, set()) | {
                n for ref, n in conflicts if ref == case.reference
            }
            able = unconflicted(session, audit, case.fields, names)
            left = [name for name in able if name not in taken]
            if seed and left:
                _join(session, desk, audit, case, _least_laden(session, audit, left, seed=seed))


def join_what_waits(desk: Desk) -> None:
    """Have the critical fails of every audit read twice that could not join when they were found.

    For whoever opens a team's record: nothing is written where nothing waits.
    """
    if not desk.record.on_server:
        return
    with desk.record.reading() as session:
        names = session.scalars(select(col(Audit.name)).order_by(col(Audit.id))).all()
        audits = [load_audit(session, name) for name in names]
    for audit in audits:
        join_in(desk, audit)


def join_in(desk: Desk, audit: OpenAudit) -> None:
    """Do the same in one audit."""
    if not (desk.record.on_server and may(desk, Duty.SECOND)):
        return
    with desk.record.reading() as session:
        waits = bool(waiting_fails(session, audit))
    if waits:
        join_critical_fails(desk, audit)


def waiting_fails(session: Session, audit: OpenAudit) -> tuple[AuditCase, ...]:
    """Return the cases with a critical fail that are to be read twice and have no reader yet."""
    chosen = second_reading_of(session, audit)
    if chosen is None or not chosen.critical_fails:
        return ()
    twice = cases_read_twice(session, audit)
    finished = _finished_first(session, audit)
    return tuple(
        each.case
        for each in assessed_cases(session, audit)
        if each.case.id in finished and each.case.id not in twice and fails_critically(each)
    )


def fails_critically(assessed: AssessedCase) -> bool:
    """Whether a critical question of a case is not met."""
    return any(
        state.question.critical and state.standing is Answer.NOT_MET
        for assessment in assessed.by_checklist.values()
        for state in assessment.states
    )


def _finished_first(session: Session, audit: OpenAudit) -> frozenset[int]:
    rows = session.scalars(
        select(col(Review.case_id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(
            col(SampledCase.draw_id) == audit.draw_id,
            col(Review.reading) == FIRST_READING,
            col(Review.finished_at).is_not(None),
        )
    )
    return frozenset(rows)


def _join(session: Session, desk: Desk, audit: OpenAudit, case: AuditCase, reader: str) -> None:
    allocate(session, desk, case, reader, why=CRITICAL_FAIL)
    desk.enter(
        session,
        JOINED,
        about=f"audit:{audit.id}/case:{case.id}",
        details={"case_id": case.id, "reading": FIRST_READING, "reader": reader},
    )


def _least_laden(session: Session, audit: OpenAudit, able: Iterable[str], *, seed: str) -> str:
    """Return who has the fewest second readings; of several, the one with the lowest ticket."""
    twice = cases_read_twice(session, audit).values()
    has: Mapping[str, int] = Counter(each.second_reader for each in twice)
    return min(able, key=lambda name: (has.get(name, 0), ticket(seed, f"{AUDITOR}|{name}"), name))
