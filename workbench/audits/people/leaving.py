"""Leaving: what somebody who leaves leaves behind, to be read by others."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import col

from workbench.audits.desk import Desk
from workbench.audits.opening import load_audit
from workbench.audits.people.allocating import allocated
from workbench.audits.reviews.assessing import assessed_cases
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.record.tables import Audit


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The cases of an audit that somebody was to read, first or second, and did not complete."""

    audit: str
    cases: int


def left_behind(desk: Desk, name: str) -> tuple[LeftBehind, ...]:
    """Return what somebody was given and has not completed, audit by audit."""
    found = []
    with desk.record.reading() as session:
        for audit_name in session.scalars(select(col(Audit.name)).order_by(col(Audit.id))).all():
            audit = load_audit(session, audit_name)
            left = 0
            for reading in (FIRST_READING, SECOND_READING):
                given = allocated(session, audit, reading=reading)
                theirs = tuple(case for case in audit.cases if given.get(case.id) == name)
                read = assessed_cases(session, replace(audit, cases=theirs), reading=reading)
                left += sum(not case.complete for case in read)
            if left:
                found.append(LeftBehind(audit_name, left))
    return tuple(found)
