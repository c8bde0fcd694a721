"""The offer of an allocation: who can be given cases, and which columns can tell of a conflict."""

from dataclasses import dataclass

from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.people.calibration_sets import calibration_set
from workbench.audits.people.duties import Duty, may
from workbench.audits.people.people import Person, people
from workbench.audits.people.team import team


@dataclass(frozen=True, slots=True)
class AllocationOffer:
    """What the first readings of an audit can be allocated by.

    Attributes:
        people: Those who can be given cases, in the order in which they were registered.
        columns: The columns that the population keeps, of which one may tell of a conflict.
        may_allocate: Whether this desk may say who reads what.
        on_server: Whether the record is on a server, where an owner adds members with a login.
        is_set: Whether the audit is a calibration set, which has no first readings.
        open_to_all: Whether what was given to nobody is read by anybody: always in a file.
    """

    people: tuple[Person, ...]
    columns: tuple[str, ...]
    may_allocate: bool
    on_server: bool
    is_set: bool
    open_to_all: bool


def allocation_offer(desk: Desk, audit_name: str) -> AllocationOffer:
    """Return what the first readings of an audit can be allocated by.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    allocates, on_server = may(desk, Duty.ALLOCATE), desk.record.on_server
    open_to_all = not on_server or team(desk).unallocated_open
    with desk.record.reading() as session:
        return AllocationOffer(
            people=tuple(person for person in people(session).values() if person.reads),
            columns=tuple(audit.population.part.kept_columns),
            may_allocate=allocates,
            on_server=on_server,
            is_set=calibration_set(session, audit.id) is not None,
            open_to_all=open_to_all,
        )
