"""Second reading: which cases are read twice, by whom, and how far that is.

A share of the cases is chosen by lot, once for each draw, by a seed that stands in the history
with the readers; anybody can choose them again once every first reading is finished. Until then the
lot is kept from whoever reads first: see `lots`. The second reader is never one who reads first.
"""

from dataclasses import dataclass
from typing import Final

from sqlmodel import Session

from sampling.reading_allocation import Conflicts, Reader
from sampling.second_readings import (
    USUAL_SHARE,
    allocate_second_readings,
    draw_second_readings,
    second_reading_size,
)
from sampling.seeds import make_seed
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.allocating import seed_of
from workbench.audits.people.conflict_rules import rules_of
from workbench.audits.people.duties import Duty, check_may, may
from workbench.audits.people.people import people
from workbench.audits.reviews.assessing import assessed_cases
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.finishing import finish_reading
from workbench.audits.second_readings.joining import (
    CHOSEN,
    allocate,
    first_readers,
    join_critical_fails,
    join_in,
    second_reading_of,
    waiting_fails,
)
from workbench.audits.second_readings.lots import NOT_YET, lot_is_known, seed_of_lot
from workbench.audits.second_readings.second_readers import (
    check_somebody,
    conflicts_of_readers,
    named_readers,
)
from workbench.audits.second_readings.twice_read import BY_LOT, TwiceRead, cases_read_twice
from workbench.errors import Refused
from workbench.record.inserting import insert_row
from workbench.record.tables import SecondReading

HIDDEN: Final = "not shown"
"""Stands for what a second reader is blind to."""


@dataclass(frozen=True, slots=True)
class SecondReadingAsked:
    """What is to be read twice.

    Attributes:
        readers: Who may read second, by name.
        share: The share of the cases that is chosen by lot, a fraction of 1.
        critical_fails: Whether every case joins whose first reading finds a critical fail.
        seed: What dice gave; None to have one made.
    """

    readers: tuple[str, ...]
    share: float = USUAL_SHARE
    critical_fails: bool = False
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class SecondReadingLine:
    """A case that is read twice, as whoever looks may see it.

    `why` and `first` are HIDDEN from its second reader until both readings are finished.
    """

    order: int
    reference: str
    reader: str
    why: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SecondReadings:
    """What of an audit is read twice, as whoever looks may see it.

    Attributes:
        audit: The audit.
        share: The share by lot, a fraction of 1; None where none was chosen.
        critical_fails: Whether every critical fail is read twice too.
        seed: What the lot was drawn by; NOT_YET where that must not be known yet.
        chosen_at: When it was.
        chosen_by: Who did.
        by_lot: How many cases were drawn.
        lines: The cases that are read twice, in the order of the sample; where the lot must not be
            known yet, those that whoever looks reads second, and those whose readings are closed.
        waiting: How many critical fails wait for somebody to read them second.
        join_later: Whether those are given one as soon as somebody looks who may know the seed;
            else nobody who was named may read them.
    """

    audit: str
    share: float | None
    critical_fails: bool = False
    seed: str = ""
    chosen_at: str = ""
    chosen_by: str = ""
    by_lot: int = 0
    lines: tuple[SecondReadingLine, ...] = ()
    waiting: int = 0
    join_later: bool = False

    @property
    def lot_is_known(self) -> bool:
        """Whether the lines are all there are."""
        return self.seed != NOT_YET


def choose_second_readings(
    desk: Desk,
    audit_name: str,
    asked: SecondReadingAsked,
    *,
    conflicts: Conflicts = frozenset(),
) -> SecondReadings:
    """Choose the cases that are read twice, and who reads them second.

    First readings that are complete by now count as finished. Where second readings were chosen
    already and critical fails wait for a reader, the readers named now are given those.

    Args:
        desk: Who, and on which record.
        audit_name: The audit.
        asked: What is to be read twice.
        conflicts: Pairs of a reference and a name, beside those of the audit's conflict rules.

    Raises:
        Refused: Second readings were chosen already, and nothing waits for a reader; nobody may
            read a case second; or the role of this login may not.
        SamplingError: The share or the seed cannot be used.
        WorkbenchError: There is no such audit, it has no sample, or nobody was named.
    """
    check_may(desk, Duty.SECOND)
    audit = open_drawn_audit(desk, audit_name)
    readers = named_readers(asked.readers)
    with desk.record.writing() as session:
        barred = conflicts_of_readers(session, audit, [reader.name for reader in readers])
        conflicts = conflicts | barred
        chosen_before = second_reading_of(session, audit) is not None
        if chosen_before:
            _check_waiting(session, audit)
        else:
            _choose(session, desk, audit, asked, readers, conflicts)
    names = tuple(reader.name for reader in readers) if chosen_before else ()
    join_critical_fails(desk, audit, readers=names, conflicts=conflicts)
    return second_readings(desk, audit_name)


def _check_waiting(session: Session, audit: OpenAudit) -> None:
    if not waiting_fails(session, audit):
        raise Refused(
            f"The second readings of {audit.name} were chosen already: once for each draw.",
            f"See them with: workbench second {audit.name!r}.",
        )


def _choose(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    asked: SecondReadingAsked,
    readers: tuple[Reader, ...],
    conflicts: Conflicts,
) -> None:
    by_reference = {case.reference: case for case in audit.cases}
    firsts = first_readers(session, audit)
    reads_first = {(c.reference, name) for c in audit.cases for name in firsts.get(c.id, ())}
    seed = _seed(session, audit, asked.seed)
    drawn = draw_second_readings(by_reference, seed=seed, share=asked.share)
    check_somebody(
        [by_reference[reference] for reference in drawn],
        [reader.name for reader in readers],
        reads_first=reads_first,
        conflicts=conflicts,
        known=people(session),
        rules=rules_of(session, audit.id),
    )
    found = allocate_second_readings(
        dict.fromkeys(by_reference, ""),
        readers,
        seed=seed,
        share=asked.share,
        conflicts=reads_first | set(conflicts),
    )
    for reference, reader in found.allocation.reader_of.items():
        allocate(session, desk, by_reference[reference], reader, why=BY_LOT)
    _seal(session, desk, audit, asked, readers, seed, drawn)


def _seed(session: Session, audit: OpenAudit, typed: str | None) -> str:
    """Return the seed of a lot: what was typed, or one from the computer's own chance.

    Raises:
        Refused: What was typed is the seed of the draw, which everybody knows.
    """
    if typed is not None and typed == seed_of(session, audit):
        raise Refused(
            "This is the seed of the draw, which the first readers know.",
            "Type another that dice gave, or leave --seed out and one is made.",
        )
    return make_seed() if typed is None else typed


def _seal(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    asked: SecondReadingAsked,
    readers: tuple[Reader, ...],
    seed: str,
    drawn: tuple[str, ...],
) -> None:
    chosen = {
        "share": str(asked.share),
        "critical_fails": asked.critical_fails,
        "seed": seed,
    }
    by = {"draw_id": audit.draw_id, "chosen_at": desk.now(), "chosen_by": desk.auditor}
    insert_row(session, SecondReading, chosen | by)
    for each in assessed_cases(session, audit):
        if each.complete:
            finish_reading(session, desk, each.case.id, reading=FIRST_READING)
    names = [reader.name for reader in readers]
    details = {"audit": audit.name, **chosen, "readers": names, "cases": list(drawn)}
    desk.enter(session, CHOSEN, about=f"audit:{audit.id}", details=details)


def second_readings(desk: Desk, audit_name: str) -> SecondReadings:
    """Return what of an audit is read twice, and how far that is, as this desk may see it.

    Critical fails that could not join when they were found do so first, where this desk may say
    who reads what.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    join_in(desk, audit)
    leads = may(desk, Duty.SECOND)
    with desk.record.reading() as session:
        chosen = second_reading_of(session, audit)
        if chosen is None:
            return SecondReadings(audit=audit.name, share=None)
        known = lot_is_known(session, desk, audit.draw_id)
        twice = cases_read_twice(session, audit)
        waiting = len(waiting_fails(session, audit)) if leads else 0
        shown = [c for c in audit.cases if c.id in twice and (known or _is_told(twice[c.id], desk))]
        return SecondReadings(
            audit=audit.name,
            share=chosen.share,
            critical_fails=chosen.critical_fails,
            seed=(seed_of_lot(session, audit.draw_id) if known else None) or NOT_YET,
            chosen_at=chosen.chosen_at,
            chosen_by=chosen.chosen_by,
            by_lot=second_reading_size(audit.drawn, chosen.share),
            lines=tuple(_line(case, twice[case.id], desk) for case in shown),
            waiting=waiting,
            join_later=bool(waiting) and seed_of_lot(session, audit.draw_id) is None,
        )


def _is_told(twice: TwiceRead, desk: Desk) -> bool:
    """Whether a desk is told of a case that it is read twice, though the lot is not known yet."""
    return twice.both_finished or twice.second_reader == desk.auditor


def _line(case: AuditCase, twice: TwiceRead, desk: Desk) -> SecondReadingLine:
    blind = twice.hides(FIRST_READING, desk.auditor)
    return SecondReadingLine(
        order=case.order,
        reference=case.reference,
        reader=twice.second_reader,
        why=HIDDEN if blind else twice.why or HIDDEN,
        first=HIDDEN if blind else _state(twice, FIRST_READING),
        second=_state(twice, SECOND_READING),
    )


def _state(twice: TwiceRead, reading: int) -> str:
    return "finished" if reading in twice.finished else "open"
