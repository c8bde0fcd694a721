"""First readings: who reads which case of an audit first, and how far each of them is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.allocating import begun_by, seed_of
from workbench.audits.people.conflict_rules import Rules, conflict, rules_of
from workbench.audits.people.people import Person, people
from workbench.audits.results.counting import blind_cases, counted_cases
from workbench.audits.reviews.standing import FIRST_READING
from workbench.audits.second_readings.second_reading import HIDDEN
from workbench.record.tables import Allocation

NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class FirstReadingLine:
    """A case, and who reads it first.

    Attributes:
        order: The place of the case in the sample.
        case: Its reference.
        reader: Who reads it; empty for nobody, HIDDEN from its blind second reader.
        why: How it came to that reader.
        state: `complete`, `begun`, `open`, or HIDDEN.
        conflict: Why its reader must not read it; empty where they may.
    """

    order: int
    case: str
    reader: str
    why: str
    state: str
    conflict: str


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """What one person has to read of an audit, and how much of it is complete."""

    name: str
    cases: int
    complete: int


@dataclass(frozen=True, slots=True)
class FirstReadings:
    """Who reads which case of an audit first.

    Attributes:
        audit: The audit.
        seed: The seed of its draw, which decides.
        rules: The column that tells of each kind of conflict.
        readers: Who reads, by name.
        lines: Every case, in the order of the sample.
    """

    audit: str
    seed: str
    rules: Mapping[str, str]
    readers: tuple[ReaderLine, ...]
    lines: tuple[FirstReadingLine, ...]

    @property
    def allocated(self) -> bool:
        """Whether any case is allocated."""
        return any(line.reader not in {NOBODY, HIDDEN} for line in self.lines)

    @property
    def unallocated(self) -> int:
        """The number of cases that are allocated to nobody."""
        return sum(line.reader == NOBODY for line in self.lines)

    @property
    def in_conflict(self) -> tuple[FirstReadingLine, ...]:
        """The cases whose reader must not read them."""
        return tuple(line for line in self.lines if line.conflict)


def first_readings(desk: Desk, audit_name: str) -> FirstReadings:
    """Return who reads which case first, as far as this desk may see it.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        rules = rules_of(session, audit.id)
        lines = _lines(session, desk, audit, rules)
        return FirstReadings(
            audit=audit.name,
            seed=seed_of(session, audit),
            rules={kind.value: column for kind, column in rules.items()},
            readers=_readers(lines),
            lines=lines,
        )


def _lines(
    session: Session, desk: Desk, audit: OpenAudit, rules: Rules
) -> tuple[FirstReadingLine, ...]:
    given = _given(session, audit)
    begun = begun_by(session, audit)
    blind = blind_cases(session, desk, audit)
    known = people(session)
    complete = {c.case.id for c in counted_cases(session, desk, audit) if c.complete}
    lines = []
    for case in audit.cases:
        if case.id in blind:
            hidden = FirstReadingLine(case.order, case.reference, HIDDEN, HIDDEN, HIDDEN, "")
            lines.append(hidden)
            continue
        reader, why = given.get(case.id, (NOBODY, ""))
        state = "complete" if case.id in complete else "begun" if case.id in begun else "open"
        barred = _conflict(case, known.get(reader), rules)
        lines.append(FirstReadingLine(case.order, case.reference, reader, why, state, barred))
    return tuple(lines)


def _conflict(case: AuditCase, reader: Person | None, rules: Rules) -> str:
    found = conflict(reader, case.fields, rules) if reader is not None else None
    return "" if found is None else found.value


def _given(session: Session, audit: OpenAudit) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        select(col(Allocation.case_id), col(Allocation.auditor), col(Allocation.why)).where(
            col(Allocation.case_id).in_([case.id for case in audit.cases]),
            col(Allocation.reading) == FIRST_READING,
        )
    )
    return {case: (auditor, why) for case, auditor, why in rows}


def _readers(lines: tuple[FirstReadingLine, ...]) -> tuple[ReaderLine, ...]:
    cases = Counter(line.reader for line in lines if line.reader not in {NOBODY, HIDDEN})
    complete = Counter(line.reader for line in lines if line.state == "complete")
    return tuple(ReaderLine(name, cases[name], complete[name]) for name in sorted(cases))
