"""Leases: who has a case open now, so that two people do not read the same one unawares.

A lease saves wasted work; that nothing is lost is seen to by the version of each answer. It holds
for ten minutes, is renewed by each step in the case, and is given up on leaving it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, delete, insert, select, update
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused
from workbench.record.tables import Lease, SampledCase

HOLDS: Final = timedelta(minutes=10)
CLOCKS_DIFFER: Final = timedelta(minutes=10)
"""By so much the clocks of two computers of a team may differ."""


@dataclass(frozen=True, slots=True)
class Held:
    """A case that somebody has open.

    Attributes:
        auditor: Who.
        until: When that ends, unless they go on with it; as it is stored.
    """

    auditor: str
    until: str

    @property
    def words(self) -> str:
        """Who has it, and when they were last at work on it."""
        at = (datetime.fromisoformat(self.until) - HOLDS).astimezone()
        return f"{self.auditor}, at work on it at {at:%H:%M}"


class CaseHeld(Refused):
    """Somebody else has a case open; it can be opened all the same."""

    def __init__(self, case: AuditCase, held: Held) -> None:
        super().__init__(f"Case {case.order} ({case.reference}) is open at {held.words}.")
        self.case = case
        self.held = held


def keep_lease(session: Session, desk: Desk, place: Place) -> Held | None:
    """Take or renew the lease of a case, within the caller's transaction.

    Returns:
        Who has it, where somebody else does; it is then theirs still.
    """
    here = (col(Lease.case_id) == place.case_id) & (col(Lease.reading) == place.reading)
    mine = (col(Lease.auditor) == desk.auditor) | ~_holds(desk)
    values = {"auditor": desk.auditor, "until": _until(desk)}
    renewed = session.execute(
        update(Lease).where(here & mine).values(**values).returning(col(Lease.case_id))
    ).first()
    if renewed is not None:
        return None
    theirs = session.execute(select(col(Lease.auditor), col(Lease.until)).where(here)).first()
    if theirs is not None:
        return Held(*theirs)
    session.execute(insert(Lease).values(case_id=place.case_id, reading=place.reading, **values))
    return None


def leases_of_others(
    session: Session, desk: Desk, audit: OpenAudit, *, reading: int
) -> dict[int, Held]:
    """Return the cases of an audit that others have open, by number."""
    rows = session.execute(
        select(col(Lease.case_id), col(Lease.auditor), col(Lease.until)).where(
            col(Lease.case_id).in_(_cases_of(audit)),
            col(Lease.reading) == reading,
            col(Lease.auditor) != desk.auditor,
            _holds(desk),
        )
    )
    return {case: Held(auditor, until) for case, auditor, until in rows}


def give_up_leases(
    session: Session, desk: Desk, audit: OpenAudit, *, reading: int, but: int | None = None
) -> None:
    """Give up this auditor's leases in an audit, but that of the case gone to."""
    gone = (
        (col(Lease.auditor) == desk.auditor)
        & (col(Lease.reading) == reading)
        & col(Lease.case_id).in_(_cases_of(audit))
    )
    if but is not None:
        gone &= col(Lease.case_id) != but
    session.execute(delete(Lease).where(gone))


def _holds(desk: Desk) -> ColumnElement[bool]:
    """Return that a lease is not over, nor of a clock that was ahead and kept a case for days."""
    latest = (desk.clock() + HOLDS + CLOCKS_DIFFER).isoformat(timespec="microseconds")
    return col(Lease.until).between(desk.now(), latest)


def _until(desk: Desk) -> str:
    return (desk.clock() + HOLDS).isoformat(timespec="microseconds")


def _cases_of(audit: OpenAudit) -> Select[int]:
    return select(col(SampledCase.id)).where(col(SampledCase.draw_id) == audit.draw_id)
