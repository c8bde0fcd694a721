"""First readings: who reads which case of an audit first, and how far each of them is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.allocating import allocated, begun_by, seed_of
from workbench.audits.people.conflict_rules import Rules, conflict, rules_of
from workbench.audits.people.duties import Duty, may
from workbench.audits.people.idle_rules import idle_columns
from workbench.audits.people.people import Person, people
from workbench.audits.people.sight import sight_of
from workbench.audits.results.counting import blind_cases, counted_cases
from workbench.audits.reviews.standing import FIRST_READING
from workbench.audits.second_readings.finishing import ToFinish, readings_to_finish
from workbench.audits.second_readings.second_reading import HIDDEN
from workbench.audits.second_readings.twice_read import whys
from workbench.record.tables import SampledCase

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
        finished: Whether its reading was said to be finished, where it has to be.
    """

    order: int
    case: str
    reader: str
    why: str
    state: str
    conflict: str
    finished: bool = False

    @property
    def hidden(self) -> bool:
        """Whether it is kept from whoever looks, who reads the case second and blind."""
        return self.reader == HIDDEN


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """What one person has to read of an audit, how much of it is complete, and finished."""

    name: str
    cases: int
    complete: int
    finished: int


@dataclass(frozen=True, slots=True)
class FirstReadings:
    """Who reads which case of an audit first.

    Attributes:
        audit: The audit.
        seed: The seed of its draw, which decides.
        rules: The column that tells of each kind of conflict.
        readers: Who reads, by name.
        lines: Every case, in the order of the sample.
        allocated: Whether any case is allocated.
        to_finish: Whether readings have to be said to be finished, since cases are read twice.
        shown: What of a team's record is shown, in a few words; empty where it is everything.
        idle: The columns of those rules that keep nobody from any case; none to whoever may not
            allocate, to whom not every case may be shown.
    """

    audit: str
    seed: str
    rules: Mapping[str, str]
    readers: tuple[ReaderLine, ...]
    lines: tuple[FirstReadingLine, ...]
    allocated: bool
    to_finish: bool
    shown: str
    idle: tuple[str, ...] = ()

    @property
    def unallocated(self) -> int:
        """The number of cases that are allocated to nobody."""
        return len(self.to_nobody)

    @property
    def to_nobody(self) -> tuple[FirstReadingLine, ...]:
        """The cases that are allocated to nobody."""
        return tuple(line for line in self.lines if line.reader == NOBODY)

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
    shown, allocates = sight_of(desk).words, may(desk, Duty.ALLOCATE)
    with desk.record.reading() as session:
        rules = rules_of(session, audit.id)
        left = readings_to_finish(session, desk, audit, FIRST_READING)
        given = _given(session, audit)
        lines = _lines(session, desk, audit, rules, given, left)
        return FirstReadings(
            audit=audit.name,
            seed=seed_of(session, audit),
            rules={kind.value: column for kind, column in rules.items()},
            readers=_readers(lines),
            lines=lines,
            allocated=bool(given),
            to_finish=left.wanted,
            shown=shown,
            idle=idle_columns(session, audit, rules) if allocates else (),
        )


def _lines(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    rules: Rules,
    given: Mapping[int, tuple[str, str]],
    left: ToFinish,
) -> tuple[FirstReadingLine, ...]:
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
        finished = left.wanted and case.id not in left.cases
        lines.append(
            FirstReadingLine(case.order, case.reference, reader, why, state, barred, finished)
        )
    return tuple(lines)


def _conflict(case: AuditCase, reader: Person | None, rules: Rules) -> str:
    found = conflict(reader, case.fields, rules) if reader is not None else None
    return "" if found is None else found.value


def _given(session: Session, audit: OpenAudit) -> dict[int, tuple[str, str]]:
    why = whys(session, col(SampledCase.draw_id) == audit.draw_id, FIRST_READING)
    given = allocated(session, audit)
    return {case: (reader, why.get(case, "")) for case, reader in given.items()}


def _readers(lines: tuple[FirstReadingLine, ...]) -> tuple[ReaderLine, ...]:
    cases = Counter(line.reader for line in lines if line.reader not in {NOBODY, HIDDEN})
    complete = Counter(line.reader for line in lines if line.state == "complete")
    finished = Counter(line.reader for line in lines if line.finished)
    return tuple(
        ReaderLine(name, cases[name], complete[name], finished[name]) for name in sorted(cases)
    )
