"""Foreseeing: who would get how many cases, before an allocation is sealed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.people.allocating import AllocationAsked, check_asked, deal, seed_of
from workbench.audits.people.conflict_rules import rules_with
from workbench.audits.people.dealt import Dealt
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.idle_rules import idle_columns
from workbench.audits.results.counting import blind_cases


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What one person would have to read first.

    Attributes:
        name: The person.
        cases: How many cases they would have.
        begun: How many of them they have begun, which stay theirs whoever else reads.
        before: How many cases they have now.
    """

    name: str
    cases: int
    begun: int
    before: int


@dataclass(frozen=True, slots=True)
class AllocationForeseen:
    """What an allocation would come to, of which nothing is written.

    Attributes:
        audit: The audit.
        seed: The seed of its draw, which decides.
        rules: The column that would tell of each kind of conflict.
        readers: Who would read, by name; who has cases now and would have none, too. Cases that
            whoever looks reads second and blind are not counted.
        changed: How many cases would go to somebody else than now.
        again: Whether it was allocated before.
        idle: The columns of those rules that would keep nobody from any case.
    """

    audit: str
    seed: str
    rules: Mapping[str, str]
    readers: tuple[Foreseen, ...]
    changed: int
    again: bool
    idle: tuple[str, ...] = ()


def foresee_allocation(desk: Desk, audit_name: str, asked: AllocationAsked) -> AllocationForeseen:
    """Return what an allocation would come to; it is refused where the allocation would be.

    Raises:
        Refused: It was allocated before, a case can be read by nobody, or this desk may not.
        SamplingError: An auditor is named twice, or a capacity cannot be used.
        WorkbenchError: There is no such audit, column or person.
    """
    check_may(desk, Duty.ALLOCATE)
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        check_asked(session, audit, asked)
        rules = rules_with(session, audit, asked.rules)
        found = deal(session, desk, audit, asked.readers, rules)
        readers = _readers(found, blind_cases(session, desk, audit))
        return AllocationForeseen(
            audit=audit.name,
            seed=seed_of(session, audit),
            rules={kind.value: column for kind, column in rules.items()},
            readers=readers,
            changed=len(found.given_to_another(audit.cases)),
            again=bool(found.before),
            idle=idle_columns(session, audit, rules),
        )


def _readers(found: Dealt, blind: frozenset[int]) -> tuple[Foreseen, ...]:
    after, begun, before = (
        Counter(reader for case, reader in whose.items() if case not in blind)
        for whose in (found.reader_of, found.begun, found.before)
    )
    names = sorted(after.keys() | before.keys())
    return tuple(Foreseen(name, after[name], begun[name], before[name]) for name in names)
