"""Making the example force: its lists, its truth, and a record with audits on their way."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from exports.whole_files import write_text
from workbench.audits.demo.auditors import Clock, Reader
from workbench.audits.demo.lists import HEADER, as_csv, mended_rows, raw_rows
from workbench.audits.demo.places import DemoPlace, finish, prepare
from workbench.audits.demo.population import Crime, crimes
from workbench.audits.demo.truth import TRUTH_HEADER, true_rates
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.intake.exclusions import Exclusion
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.profiles import load_profile
from workbench.audits.opening import OpenAudit
from workbench.audits.populations import import_population
from workbench.record.engine import open_record
from workbench.record.settings import write_setting

DEFAULT_SEED: Final = "northshire-88"
PROFILE: Final = "crime-register"
WHOLE: Final = "Northshire crimes, May to September 2026"
MAY: Final = "Northshire crimes, May 2026"
SEPTEMBER: Final = "Northshire crimes, September 2026"
VICTIMS: Final = "Northshire crimes with a victim, September 2026"
FAULTS_HEADER: Final = ("line", "fault", "value")
FIRST_MORNING: Final = datetime(2026, 10, 19, 9, 2, tzinfo=UTC)

Tell = Callable[[str], None]
"""Told what is being made, a line at a time."""


@dataclass(frozen=True, slots=True)
class PlannedAudit:
    """An audit of the example: what is drawn, who scored it, and how far they came."""

    name: str
    population: str
    checklists: tuple[str, ...]
    size: int
    reserve: int
    scored: int
    auditor: str
    drawn_on: datetime
    one_restricted: bool = False


AUDITS: Final = (
    PlannedAudit(
        name="Supervision, May 2026",
        population=MAY,
        checklists=("SUP",),
        size=30,
        reserve=6,
        scored=30,
        auditor="central-audit-1",
        drawn_on=FIRST_MORNING,
        one_restricted=True,
    ),
    PlannedAudit(
        name="Plans, supervision and victims, September 2026",
        population=VICTIMS,
        checklists=("PLAN", "SUP", "VCOP"),
        size=12,
        reserve=4,
        scored=6,
        auditor="central-audit-2",
        drawn_on=FIRST_MORNING + timedelta(days=7),
    ),
    PlannedAudit(
        name="Supervision, September 2026",
        population=SEPTEMBER,
        checklists=("SUP",),
        size=60,
        reserve=10,
        scored=58,
        auditor="central-audit-1",
        drawn_on=FIRST_MORNING + timedelta(days=8),
    ),
)
"""The last is the newest, and so the one that is to be gone on with."""


def make_demo(folder: Path, *, seed: str = DEFAULT_SEED, tell: Tell = lambda _: None) -> DemoPlace:
    """Make the example force in a folder of its own, which must be new or empty.

    Args:
        folder: Where to; it is made, for its owner alone.
        seed: Another seed is another force: every figure differs, and the truth with them.
        tell: Told what is being made.

    Raises:
        WorkbenchError: The folder holds something already, or cannot be written.
    """
    place = replace(prepare(folder), audit=AUDITS[-1].name)
    tell("Inventing the crimes of five months, and the truth about them ...")
    population = crimes(seed)
    _write_lists(place, seed, population)
    _write(place.truth, TRUTH_HEADER, [rate.row for rate in true_rates(seed, population)])
    tell("Bringing the list in and drawing samples ...")
    clock = Clock(FIRST_MORNING - timedelta(minutes=30))
    record = open_record(place.record)
    try:
        desk = Desk(record=record, auditor=AUDITS[0].auditor, clock=clock)
        with record.writing() as session:
            texts = f"northshire:{seed}"
            write_setting(session, "case_texts", texts)
            about = "setting:case_texts"
            desk.enter(session, "setting written", about=about, details={"value": texts})
        _import_all(desk, place)
        for planned in AUDITS:
            tell(f"{planned.name}: scoring {planned.scored} of {planned.size} cases ...")
            _carry_out(replace(desk, auditor=planned.auditor), clock, planned, seed)
    finally:
        record.close()
    finish(folder, seed)
    return place


def _write_lists(place: DemoPlace, seed: str, population: Iterable[Crime]) -> None:
    mended = mended_rows(population)
    raw, faults = raw_rows(seed, mended)
    _write(place.list, HEADER, mended)
    _write(place.raw_list, HEADER, raw)
    lines = [(str(fault.line), fault.kind, fault.value) for fault in faults]
    _write(place.planted_faults, FAULTS_HEADER, lines)


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    write_text(path, as_csv(header, rows))


def _import_all(desk: Desk, place: DemoPlace) -> None:
    today = desk.clock().date()
    may = (date(2026, 5, 1), date(2026, 5, 31))
    september = (date(2026, 9, 1), date(2026, 9, 30))
    no_victim = Exclusion("victim", "no", "no identifiable victim")
    for name, options in (
        (WHOLE, ReadingOptions(today=today)),
        (MAY, ReadingOptions(today=today, period=may)),
        (VICTIMS, ReadingOptions(today=today, period=september, exclude=(no_victim,))),
        (SEPTEMBER, ReadingOptions(today=today, period=september)),
    ):
        import_population(
            desk, place.list, name=name, profile=load_profile(PROFILE), options=options
        )


def _carry_out(desk: Desk, clock: Clock, planned: PlannedAudit, seed: str) -> None:
    clock.now = planned.drawn_on
    audit = draw_sample(desk, _plan(planned, seed))
    if planned.one_restricted:
        audit = _replace_one(desk, audit)
    reader = Reader(seed=seed, desk=desk, clock=clock, audit=audit)
    reader.score(audit.cases[: planned.scored])


def _plan(planned: PlannedAudit, seed: str) -> DrawPlan:
    return DrawPlan(
        audit=planned.name,
        population=planned.population,
        checklists=planned.checklists,
        design=DesignAsked(size=planned.size, reserve=planned.reserve),
        seed=_dice(seed, planned.name),
    )


def _dice(seed: str, audit: str) -> str:
    """Return the 20 digits that the dice of this force gave for a draw."""
    return str(int(sha256(f"{seed}|{audit}".encode()).hexdigest(), 16))[-20:]


def _replace_one(desk: Desk, audit: OpenAudit) -> OpenAudit:
    return replace_case(
        desk, audit.name, audit.cases[3].reference, reason=ReplacementReason.RESTRICTED
    )
