"""Unallocated: whether anybody reads what was allocated to nobody, and who only sees that it is.

On a server such cases are closed to auditors unless a supervisor opened them; in a file anybody
reads any case.
"""

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, load_audit
from workbench.audits.people.allocating import allocated, begun_by
from workbench.audits.people.calibration_sets import calibration_set
from workbench.audits.people.people import LEADING, people
from workbench.audits.people.sight import sight_of
from workbench.record.role_rules import Role
from workbench.record.role_sight import OPEN, UNALLOCATED
from workbench.record.settings import read_setting


def closed_to_auditors(session: Session, desk: Desk) -> bool:
    """Return whether the auditors of a team read no case before it is allocated to one of them.

    It is not so where there is no auditor yet: there is nobody to be kept from anything.
    """
    if not desk.record.on_server or read_setting(session, UNALLOCATED) == OPEN:
        return False
    return _auditors_beside(session, desk)


def waits_to_be_allocated(session: Session, desk: Desk, audit: OpenAudit) -> bool:
    """Return whether nobody has a case of this sample, and no auditor reads one until they do."""
    if calibration_set(session, audit.id) is not None:
        return False
    if allocated(session, audit) or begun_by(session, audit):
        return False
    return closed_to_auditors(session, desk)


def sample_waits(desk: Desk, audit_name: str) -> bool:
    """Return whether the sample of an audit waits to be allocated: see `waits_to_be_allocated`."""
    with desk.record.reading() as session:
        return waits_to_be_allocated(session, desk, load_audit(session, audit_name))


def leads_auditors(session: Session, desk: Desk) -> bool:
    """Return whether this desk leads others who read, so that reading is not its own work."""
    me = people(session).get(desk.auditor)
    role = sight_of(desk).role if me is None else me.role
    return role in LEADING and _auditors_beside(session, desk)


def _auditors_beside(session: Session, desk: Desk) -> bool:
    others = (each for each in people(session).values() if each.name != desk.auditor)
    return any(each.active and each.role is Role.AUDITOR for each in others)
