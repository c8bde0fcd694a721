"""Handing on: who reads the reserve that took the place of a case.

Its readers are those of the case, unless it is their own or their team's; then it goes to the
other reader of the audit who has the fewest, of several to the one with the lowest ticket. Where
there is none, nobody has it until somebody is named.
"""

import json
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.reading_allocation import AUDITOR
from sampling.tickets import ticket
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.people.allocating import allocated, give, seed_of
from workbench.audits.people.conflict_rules import unconflicted
from workbench.record.tables import Allocation, SampledCase


def hand_on_readings(
    session: Session, desk: Desk, audit: OpenAudit, out: AuditCase, reserve: SampledCase
) -> None:
    """Give a reserve its readers, within the caller's transaction, which makes the entry."""
    query = select(Allocation).where(col(Allocation.case_id) == out.id)
    rows = session.scalars(query.order_by(col(Allocation.reading))).all()
    taken = {row.auditor for row in rows}
    fields = json.loads(reserve.fields)
    for row in rows:
        if unconflicted(session, audit, fields, [row.auditor]):
            give(session, desk, reserve.id, row.auditor, why=row.why, reading=row.reading)
        elif other := _another(session, audit, fields, row.reading, taken):
            taken.add(other)
            give(session, desk, reserve.id, other, why=row.why, reading=row.reading)


def _another(
    session: Session,
    audit: OpenAudit,
    fields: Mapping[str, str],
    reading: int,
    taken: set[str],
) -> str | None:
    """Return who else reads the audit so, has the fewest cases and may have this one."""
    has = Counter(allocated(session, audit, reading=reading).values())
    able = unconflicted(session, audit, fields, has.keys() - taken)
    seed = seed_of(session, audit)
    return min(
        able, key=lambda name: (has[name], ticket(seed, f"{AUDITOR}|{name}"), name), default=None
    )
