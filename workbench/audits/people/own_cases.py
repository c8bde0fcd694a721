"""Own cases: which cases of an audit are whose to read first, as seen from one desk.

One's own come first; those that one must not read are not there at all, and asking for one says
why. The rules are looked at again on opening, since they may have been set after a case was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.allocating import allocated, begun_by
from workbench.audits.people.conflict_rules import Kind, check_can_tell, conflict, refusal, rules_of
from workbench.audits.people.people import people
from workbench.audits.reviews.standing import FIRST_READING


@dataclass(frozen=True, slots=True)
class OwnCases:
    """Whose cases are whose.

    Attributes:
        allocated: Whether the first readings of the audit are allocated.
        mine: The numbers of the cases that are this desk's to read first.
        barred: Those that it must not read, and why.
    """

    allocated: bool = False
    mine: frozenset[int] = frozenset()
    barred: Mapping[int, Kind] = field(default_factory=dict)

    def arranged(self, cases: Iterable[AuditCase]) -> tuple[AuditCase, ...]:
        """Return the cases that this desk may read, its own first, else in their order."""
        allowed = [case for case in cases if case.id not in self.barred]
        return tuple(sorted(allowed, key=lambda case: case.id not in self.mine))


def own_cases(session: Session, desk: Desk, audit: OpenAudit) -> OwnCases:
    """Return whose cases of an audit are whose, for its first readings.

    Raises:
        Refused: The audit has conflict rules, and what they need is not registered of this person.
    """
    given = allocated(session, audit)
    begun = begun_by(session, audit)
    mine = {
        case.id for case in audit.cases if given.get(case.id, begun.get(case.id)) == desk.auditor
    }
    return OwnCases(
        allocated=bool(given),
        mine=frozenset(mine) if given else frozenset(),
        barred=_barred(
            session, desk, audit, {c for c, who in begun.items() if who == desk.auditor}
        ),
    )


def mine_of(session: Session, desk: Desk, audit: OpenAudit, *, reading: int) -> frozenset[int]:
    """Return the cases that were allocated to this desk to read first; none in other readings."""
    if reading != FIRST_READING:
        return frozenset()
    given = allocated(session, audit)
    return frozenset(case for case, reader in given.items() if reader == desk.auditor)


def _barred(session: Session, desk: Desk, audit: OpenAudit, begun: set[int]) -> dict[int, Kind]:
    """Return the cases that this desk must not read; one that it has begun stays with it."""
    rules = rules_of(session, audit.id)
    if not rules:
        return {}
    me = check_can_tell(session, people(session), desk.auditor, rules)
    found = {case.id: conflict(me, case.fields, rules) for case in audit.cases}
    return {case: kind for case, kind in found.items() if kind is not None and case not in begun}


def check_may_open(desk: Desk, audit_name: str, wanted: str) -> None:
    """Check that this desk may read a case of an audit, by its reference or `#` and its order.

    Where the audit has no such case, there is nothing to check.

    Raises:
        Refused: It is the reader's own case, or their team's.
        WorkbenchError: There is no such audit.
    """
    audit = open_drawn_audit(desk, audit_name)
    case = next((c for c in audit.cases if wanted in {c.reference, f"#{c.order}"}), None)
    if case is None:
        return
    with desk.record.reading() as session:
        kind = own_cases(session, desk, audit).barred.get(case.id)
    if kind is not None:
        raise refusal(kind, case.reference, desk.auditor)


def in_conflict(session: Session, audit: OpenAudit, given: Mapping[int, str]) -> int:
    """Return how many cases are with a reader who must not read them and has not begun."""
    rules = rules_of(session, audit.id)
    if not rules:
        return 0
    known, begun = people(session), begun_by(session, audit)
    return sum(
        bool(conflict(known[given[case.id]], case.fields, rules))
        for case in audit.cases
        if case.id not in begun and given.get(case.id) in known
    )
