"""Allocating: who reads which case of an audit first; fair, without conflict, fixed by the seed.

The seed of the draw decides, not a person, so anybody can allocate again and find the same. A case
that was begun stays with who began it and counts as theirs when the shares are made even.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.reading_allocation import Conflicts, Reader, allocate_reading
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.calibration_sets import check_is_no_set
from workbench.audits.people.conflict_rules import (
    NO_RULE_ASKED,
    Rules,
    RulesAsked,
    check_can_tell,
    conflict,
    conflicts_of,
    refusal,
    rules_of,
    set_rules,
)
from workbench.audits.people.dealt import Dealt, check_somebody
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.people import Person, check_readers, people
from workbench.audits.results.counting import blind_cases
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.errors import Refused, WorkbenchError
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import Allocation, Draw, Review, SampledCase

ALLOCATED: Final = "first readings allocated"
HANDED_OVER: Final = "first reading handed over"
BY_SEED: Final = "by the seed"
BEGUN: Final = "begun before"


@dataclass(frozen=True, slots=True)
class AllocationAsked:
    """How the first readings of an audit are to be allocated.

    Attributes:
        readers: Who reads, with their capacities.
        rules: Conflict rules to set first; those that stand hold as well.
        again: Whether what was allocated before may change.
    """

    readers: tuple[Reader, ...]
    rules: RulesAsked = NO_RULE_ASKED
    again: bool = False


def allocate_first_readings(desk: Desk, audit_name: str, asked: AllocationAsked) -> None:
    """Allocate the first reading of every case, in one transaction.

    Raises:
        Refused: It was allocated before, a case can be read by nobody, or this desk may not.
        SamplingError: An auditor is named twice, or a capacity cannot be used.
        WorkbenchError: There is no such audit, column or person.
    """
    check_may(desk, Duty.ALLOCATE)
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.writing() as session:
        check_asked(session, audit, asked)
        rules = set_rules(session, desk, audit, asked.rules)
        found = deal(session, desk, audit, asked.readers, rules)
        for case in found.given_to_another(audit.cases):
            why = BEGUN if case.id in found.begun else BY_SEED
            give(session, desk, case.id, found.reader_of[case.id], why=why)
        desk.enter(
            session,
            ALLOCATED,
            about=f"audit:{audit.id}",
            details={
                "audit": audit.name,
                "readers": {reader.name: reader.weight for reader in asked.readers},
                "cases": len(audit.cases),
                "begun": len(found.begun),
                "again": bool(found.before),
                "rules": {kind.value: column for kind, column in rules.items()},
            },
        )


def check_asked(session: Session, audit: OpenAudit, asked: AllocationAsked) -> None:
    """Check that first readings can be allocated as they are asked for.

    Raises:
        Refused: They were allocated before, or the audit is a calibration set.
        WorkbenchError: Nobody was named, or somebody who cannot be given cases.
    """
    names = [reader.name for reader in asked.readers]
    if not names:
        raise WorkbenchError("Nobody was named who reads.", "Name one or more: --to NAME.")
    check_is_no_set(session, audit)
    check_readers(session, people(session), names)
    if allocated(session, audit) and not asked.again:
        raise Refused(
            f"The first readings of {audit.name} were allocated already.",
            "To allocate what is not begun anew, say --again; for one case: --case CASE --to NAME.",
        )


def set_conflict_rules(desk: Desk, audit_name: str, asked: RulesAsked) -> None:
    """Set conflict rules without allocating; what is allocated stays, and is held against them.

    Raises:
        Refused: This desk may not.
        WorkbenchError: There is no such audit or column.
    """
    check_may(desk, Duty.ALLOCATE)
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.writing() as session:
        set_rules(session, desk, audit, asked)


def deal(
    session: Session, desk: Desk, audit: OpenAudit, readers: tuple[Reader, ...], rules: Rules
) -> Dealt:
    """Work out who is to read which case first, and write nothing.

    Raises:
        Refused: A case can be read by nobody, or it cannot be told.
        SamplingError: An auditor is named twice, or a capacity cannot be used.
    """
    before = allocated(session, audit)
    begun = _staying(session, desk, audit, before)
    names = [reader.name for reader in readers]
    kept_from = _conflicts(session, audit, names, begun, rules)
    dealt = [case for case in audit.cases if begun.get(case.id, names[0]) in names]
    known = people(session)
    check_somebody(dealt, [known[name] for name in names], kept_from, rules)
    found = allocate_reading(
        [case.reference for case in dealt],
        readers,
        seed=seed_of(session, audit),
        conflicts=kept_from,
    )
    reader_of = {
        case.id: begun.get(case.id) or found.reader_of[case.reference] for case in audit.cases
    }
    return Dealt(before, begun, reader_of)


def _staying(
    session: Session, desk: Desk, audit: OpenAudit, before: Mapping[int, str]
) -> dict[int, str]:
    """Return whose cases stay with them: begun, or not to be looked into by a blind reader."""
    hidden = blind_cases(session, desk, audit) & before.keys()
    return {case: before[case] for case in hidden} | begun_by(session, audit)


def _conflicts(
    session: Session,
    audit: OpenAudit,
    names: Iterable[str],
    begun: Mapping[int, str],
    rules: Rules,
) -> Conflicts:
    """Return who must not be given which case: by the rules, or since another has it."""
    by_rule = conflicts_of(session, audit, names, rules)
    seconds = allocated(session, audit, reading=SECOND_READING)
    taken: set[tuple[str, str]] = set()
    for case in audit.cases:
        if case.id in begun:
            taken |= {(case.reference, name) for name in names if name != begun[case.id]}
        elif case.id in seconds:
            taken.add((case.reference, seconds[case.id]))
    own = {(case.reference, begun[case.id]) for case in audit.cases if case.id in begun}
    return frozenset((by_rule - own) | taken)


# One case


def hand_over(desk: Desk, audit_name: str, *, case: str, to: str, reason: str) -> None:
    """Give the first reading of one case to somebody else.

    A case that was begun stays with who began it, unless they have left.

    Raises:
        Refused: It was begun, it is in conflict with its new reader, there is no reason, or this
            desk may not.
        WorkbenchError: There is no such audit, case or person.
    """
    check_may(desk, Duty.ALLOCATE)
    audit = open_drawn_audit(desk, audit_name)
    if not reason.strip():
        raise Refused("Handing a case over needs its reason.", "Say why: --reason TEXT.")
    with desk.record.writing() as session:
        taken = audit.case(case)
        known = people(session)
        check_readers(session, known, [to])
        _check_can_be_handed(session, audit, taken, to, known)
        before = allocated(session, audit).get(taken.id, "")
        if before == to:
            return  # tried again, perhaps, after a server went away as it was saved
        give(session, desk, taken.id, to, why=f"handed over: {reason.strip()}")
        desk.enter(
            session,
            HANDED_OVER,
            about=f"audit:{audit.id}/case:{taken.id}",
            details={
                "case_id": taken.id,
                "reading": FIRST_READING,
                "from": before,
                "to": to,
                "reason": reason.strip(),
            },
        )


def _check_can_be_handed(
    session: Session, audit: OpenAudit, case: AuditCase, to: str, known: Mapping[str, Person]
) -> None:
    begun = begun_by(session, audit).get(case.id)
    if begun is not None and begun != to and (begun not in known or known[begun].active):
        raise Refused(
            f"{begun} has begun {case.reference}: a case that was begun stays with who began it.",
            "Only one whose reader has left can be handed over: workbench people leave NAME.",
        )
    if allocated(session, audit, reading=SECOND_READING).get(case.id) == to:
        raise Refused(
            f"{to} reads {case.reference} second, and nobody reads a case twice.",
            "Choose somebody else.",
        )
    rules = rules_of(session, audit.id)
    if rules and (kind := conflict(check_can_tell(session, known, to, rules), case.fields, rules)):
        raise refusal(kind, case.reference, to)


# What stands


def allocated(
    session: Session, audit: OpenAudit, *, reading: int = FIRST_READING
) -> dict[int, str]:
    """Return who a reading of each case is allocated to, by the number of the case."""
    rows = session.execute(
        select(col(Allocation.case_id), col(Allocation.auditor)).where(
            col(Allocation.case_id).in_([case.id for case in audit.cases]),
            col(Allocation.reading) == reading,
        )
    )
    return {row[0]: row[1] for row in rows}


def begun_by(session: Session, audit: OpenAudit) -> dict[int, str]:
    """Return who began the first reading of each case that was begun, by number."""
    rows = session.execute(
        select(col(Review.case_id), col(Review.auditor))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(Review.reading) == FIRST_READING)
    )
    return {row[0]: row[1] for row in rows}


def seed_of(session: Session, audit: OpenAudit) -> str:
    """Return the seed of an audit's draw."""
    return session.scalars(select(col(Draw.seed)).where(col(Draw.id) == audit.draw_id)).one()


def give(
    session: Session,
    desk: Desk,
    case_id: int,
    reader: str,
    *,
    why: str,
    reading: int = FIRST_READING,
) -> None:
    """Write who is to read a case, within the caller's transaction, which makes the entry."""
    values = {
        "auditor": reader,
        "why": why,
        "allocated_at": desk.now(),
        "allocated_by": desk.auditor,
    }
    here = (col(Allocation.case_id) == case_id) & (col(Allocation.reading) == reading)
    if change_row(session, Allocation, here, values) is None:
        insert_row(session, Allocation, {"case_id": case_id, "reading": reading} | values)
