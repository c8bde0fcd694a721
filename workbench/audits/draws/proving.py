"""Proving: what an audit must read to be able to show something, in files, people and a date.

A plan starts from what is to be shown: a change against a baseline, a rate to within so many
points, or that a target holds. The share of files to which the question applies and the minutes a
file takes are learnt from the record, where it has read any.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from checklists.baselines import Baseline
from sampling.baselines import Words
from sampling.errors import SamplingError
from sampling.intervals import Interval
from sampling.planned_sizes import PlannedSize
from workbench.audits.desk import Desk
from workbench.audits.draws.planning import usual_minutes
from workbench.audits.opening import load_audit
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.declaring import find_baseline
from workbench.audits.results.figures import MeasuredBaseline, read_baseline
from workbench.audits.results.rates import (
    DEFAULT_CONFIDENCE,
    IntervalMethod,
    rates_of,
)
from workbench.errors import WorkbenchError
from workbench.record.tables import Audit

USUAL_MINUTES: Final = 25.0
"""What a review of one file takes where nobody has timed any: forces' own published practice."""
HOURS_A_DAY: Final = 5.0
"""Hours that a person reads in a working day; the rest goes to other work."""
FIRST_MEASURE_MARGIN: Final = 0.10
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Learnt:
    """A figure that a plan rests on, and where it comes from."""

    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Workload:
    """Files as people meet them.

    Attributes:
        files: Files to read in all.
        minutes: What a file takes.
        people: How many read.
        hours_a_day: How long each reads in a working day.
        starts: The first day of reading.
    """

    files: int
    minutes: float
    people: int
    hours_a_day: float
    starts: date

    @property
    def hours(self) -> float:
        """Hours of reading in all."""
        return self.files * self.minutes / 60

    @property
    def files_each(self) -> int:
        """The most files that one person reads."""
        return ceil(self.files / self.people)

    @property
    def hours_each(self) -> float:
        """The longest that one person reads."""
        return self.files_each * self.minutes / 60

    @property
    def working_days(self) -> int:
        """Working days until the last file is read."""
        return max(1, ceil(round(self.hours_each / self.hours_a_day, 9)))

    @property
    def finishes(self) -> date:
        """The day on which the last file is read; Saturdays and Sundays are not worked."""
        day = _first_working_day(self.starts)
        for _ in range(self.working_days - 1):
            day = _first_working_day(day + timedelta(days=1))
        return day


@dataclass(frozen=True, slots=True)
class ChangeProof:
    """What it takes to show a change against a baseline.

    Attributes:
        name: The baseline as it was named.
        size: The files, or that no number can and why.
        provable: Between these rates no change can ever be shown; None where nothing is measured.
        power: The chance that a size that was asked about has.
        first_measure: Where the baseline has no rate to compare: files for a first rate to within
            `FIRST_MEASURE_MARGIN` either way.
        caveats: What must be known of the baseline.
    """

    name: str
    size: PlannedSize
    provable: Interval | None
    power: float | None
    first_measure: PlannedSize | None
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NamedBaseline:
    """A baseline that a plan is made against: of the register, or typed as a figure."""

    name: str
    register: Baseline | None
    measured: MeasuredBaseline | None

    @property
    def measures(self) -> tuple[str, ...]:
        """The indicators and questions it is about, where it is of the register."""
        return self.register.measures if self.register is not None else ()


def name_baseline(text: str, folder: Path | None = None) -> NamedBaseline:
    """Return a baseline by its id, or as a figure: `24/60`, `88.4+-2.8` or `90%`.

    Raises:
        WorkbenchError: It is neither.
    """
    try:
        return NamedBaseline(text, None, read_baseline(text))
    except WorkbenchError as not_a_figure:
        try:
            found = find_baseline(text, folder)
        except WorkbenchError:
            raise WorkbenchError(
                f"{text!r} is not a baseline.",
                "Write an id that workbench baselines shows, a count 24/60, a figure 88.4+-2.8, "
                "or a target 90%.",
            ) from not_a_figure
    against = found.compliant
    return NamedBaseline(found.id, found, None if isinstance(against, Words) else against)


def limits_of(baseline: Baseline, *, confidence: float = DEFAULT_CONFIDENCE) -> Interval | None:
    """Return the limits of a baseline's own rate; None where it has no rate to compare."""
    against = baseline.compliant
    return None if isinstance(against, Words) else against.interval(confidence)


def prove_change(
    named: NamedBaseline,
    *,
    true_rate: float,
    power: float = 0.8,
    confidence: float = DEFAULT_CONFIDENCE,
    population: int | None = None,
    applicable_share: float = 1.0,
    size: int | None = None,
) -> ChangeProof:
    """Answer "how many files show that we are now at this rate?", or that no number can.

    Raises:
        SamplingError: A number cannot be used.
    """
    caveats = named.register.notes if named.register is not None else ()
    if named.measured is None:
        return _first_measure(
            named, caveats, confidence=confidence, population=population, share=applicable_share
        )
    from workbench.audits.results.figures import plan_change

    found = plan_change(
        named.measured,
        true_rate=true_rate,
        power=power,
        confidence=confidence,
        population=population,
        applicable_share=applicable_share,
        size=size,
    )
    return ChangeProof(named.name, found.size, found.provable, found.power, None, caveats)


def _first_measure(
    named: NamedBaseline,
    caveats: tuple[str, ...],
    *,
    confidence: float,
    population: int | None,
    share: float,
) -> ChangeProof:
    """Return the plan where there is nothing to compare with: a first rate to within 10 points."""
    from sampling.precision import sample_size_for_precision

    why = named.register.why_not if named.register is not None else ""
    size = sample_size_for_precision(
        FIRST_MEASURE_MARGIN,
        expected_rate=0.5,
        population=population,
        confidence=confidence,
        applicable_share=share,
    )
    return ChangeProof(named.name, PlannedSize(None, None, why), None, None, size, caveats)


def learn_share(desk: Desk | None, measures: Collection[str]) -> Learnt:
    """Return the share of answered files to which a question applied, over the record's audits.

    Args:
        desk: Whose record; None for no record.
        measures: The indicators and questions that will do, the best first.
    """
    counts = _answered(desk, measures) if desk is not None else {}
    for measure in measures:
        applicable, answered = counts.get(measure, (0, 0))
        if applicable:
            source = f"{measure} applied to {applicable} of {answered} files read"
            return Learnt(applicable / answered, source)
    return Learnt(1.0, "taken as every file: none was read on it yet")


def _answered(desk: Desk, measures: Collection[str]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    with desk.record.reading() as session:
        for name in session.scalars(select(col(Audit.name))).all():
            audit = load_audit(session, name)
            asked = {q.id for q in audit.questions}
            asked |= {each.id for checklist in audit.checklists for each in checklist.indicators}
            if audit.draw_id is None or asked.isdisjoint(measures):
                continue
            found = rates_of(
                audit,
                counted_cases(session, desk, audit),
                interval=IntervalMethod.WILSON,
                confidence=DEFAULT_CONFIDENCE,
            )
            for line in (*found.indicators, *found.questions):
                applicable, answered = counts.get(line.id, (0, 0))
                read = line.applicable + line.not_applicable
                counts[line.id] = (applicable + line.applicable, answered + read)
    return counts


def learn_minutes(desk: Desk | None) -> Learnt:
    """Return the median minutes of a complete file in the record, or the usual ones."""
    found = usual_minutes(desk) if desk is not None else None
    if found is None:
        return Learnt(USUAL_MINUTES, "the usual time: none was timed in this record yet")
    return Learnt(found, "the median of the complete files of this record")


def plan_reading(
    files: int,
    *,
    minutes: float,
    people: int = 1,
    hours_a_day: float = HOURS_A_DAY,
    starts: date,
) -> Workload:
    """Return what so many files mean for people and the calendar.

    Raises:
        SamplingError: There is nobody to read, or no time to read in.
    """
    for what, value in (("people", people), ("minutes a file", minutes), ("hours", hours_a_day)):
        if not value > 0:
            raise SamplingError(
                f"the number of {what} cannot be used",
                given=value,
                expected="more than 0",
                hint="Somebody must read, for some time.",
            )
    return Workload(files, minutes, people, hours_a_day, starts)


def _first_working_day(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
