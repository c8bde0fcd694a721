"""Planning: what a draw will be able to show, and how long it takes to read, before it is made."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Final, Literal

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.allocation import allocate
from sampling.assurance import chance_of_seeing
from sampling.errors import SamplingError
from sampling.foreseen_widths import foreseen_half_width, foreseen_stratified_half_width
from sampling.frames import CHUNK_ROWS
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Allocation, DesignAsked, DesignKind
from workbench.audits.opening import load_audit
from workbench.audits.populations import check_held, population
from workbench.audits.results.counting import counted_cases
from workbench.audits.reviews.standing import FIRST_READING
from workbench.record import frames
from workbench.record.tables import Audit, Review

EXPECTED_RATES: Final = (0.5, 0.7, 0.9)
FAILURE_RATES: Final = (0.01, 0.02, 0.05, 0.1)
CLUSTERED: Final = frozenset({DesignKind.CLUSTER, DesignKind.TWO_STAGE})
STRATUM_RATE: Final = 0.7


@dataclass(frozen=True, slots=True)
class DrawnFrom:
    """What a draw is planned for.

    Attributes:
        size: Cases in the population.
        groups: Cases with each value of the column that the design uses; empty where none is.
    """

    size: int
    groups: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StratumPlan:
    """How many cases of a stratum are read, and what they show of the stratum by itself."""

    name: str
    population: int
    files: int
    half_width: float


@dataclass(frozen=True, slots=True)
class DrawForesight:
    """What a draw would show.

    Attributes:
        files: Cases to read; with clusters about so many.
        population: Cases in the population.
        half_widths: For each of `EXPECTED_RATES` the half-width of its 95% interval; empty for
            clusters, whose cases resemble each other by an amount that no one knows beforehand.
        chances: For each of `FAILURE_RATES` the chance of seeing at least one case that fails, if
            that share of the population fails; empty for clusters.
        hours: Of reading; None where the minutes per case are not known.
        strata: What each stratum would show by itself, if `STRATUM_RATE` of it complies.
    """

    files: int
    population: int
    half_widths: tuple[tuple[float, float], ...]
    chances: tuple[tuple[float, float], ...]
    hours: float | None
    strata: tuple[StratumPlan, ...] = ()

    @property
    def census(self) -> bool:
        """Every case is read: there is no sampling error."""
        return self.files == self.population


def foresee(
    asked: DesignAsked, drawn_from: DrawnFrom, *, minutes: float | None = None
) -> DrawForesight:
    """Answer "what would this draw show, and how long would it take to read?".

    Args:
        asked: The draw as it would be asked for.
        drawn_from: The population, and its groups where the design has any.
        minutes: Per case.

    Raises:
        SamplingError: The draw cannot be made: more cases than there are, or fewer than needed.
    """
    if asked.kind in CLUSTERED:
        return _clustered(asked, drawn_from, minutes)
    if asked.size > drawn_from.size:
        raise SamplingError(
            "more cases than there are",
            given=asked.size,
            expected=f"at most {drawn_from.size:,}, the whole population",
            hint="Draw fewer.",
        )
    strata = _strata(asked, drawn_from)
    sizes = [(s.population, s.files) for s in strata] or [(drawn_from.size, asked.size)]
    return DrawForesight(
        files=sum(files for _, files in sizes),
        population=drawn_from.size,
        half_widths=tuple(
            (rate, foreseen_stratified_half_width(rate, sizes)) for rate in EXPECTED_RATES
        ),
        chances=tuple(
            (share, chance_of_seeing(asked.size, failure_rate=share, population=drawn_from.size))
            for share in FAILURE_RATES
        ),
        hours=_hours(asked.size, minutes),
        strata=strata,
    )


def _strata(asked: DesignAsked, drawn_from: DrawnFrom) -> tuple[StratumPlan, ...]:
    if asked.kind is not DesignKind.STRATIFIED:
        return ()
    rule: Literal["equal", "proportional"] = (
        "equal" if asked.allocation is Allocation.EQUAL else "proportional"
    )
    groups = dict(sorted(drawn_from.groups.items()))
    sizes = dict(asked.sizes) or allocate(asked.size, groups, rule=rule, minimum=asked.minimum)
    return tuple(
        StratumPlan(
            name=name,
            population=held,
            files=sizes[name],
            half_width=foreseen_half_width(STRATUM_RATE, sizes[name], population=held),
        )
        for name, held in groups.items()
    )


def _clustered(asked: DesignAsked, drawn_from: DrawnFrom, minutes: float | None) -> DrawForesight:
    held = sorted(drawn_from.groups.values())
    if asked.clusters > len(held):
        raise SamplingError(
            "more clusters than there are",
            given=asked.clusters,
            expected=f"at most {len(held):,}",
            hint="Draw fewer.",
        )
    most = asked.size if asked.kind is DesignKind.TWO_STAGE else drawn_from.size
    mean = sum(min(most, cases) for cases in held) / max(1, len(held))
    files = round(asked.clusters * mean)
    return DrawForesight(
        files=files,
        population=drawn_from.size,
        half_widths=(),
        chances=(),
        hours=_hours(files, minutes),
    )


def _hours(files: int, minutes: float | None) -> float | None:
    return None if minutes is None else files * minutes / 60


def groups_of(desk: Desk, population_name: str, column: str) -> DrawnFrom:
    """Count the cases of a population with each value of a column.

    Raises:
        WorkbenchError: There is no such population.
        SamplingError: The population has no such column.
    """
    view = population(desk, population_name)
    check_held(view)
    counts: Counter[str] = Counter()
    with desk.record.reading() as session:
        for values in _column(session, view.id, view.part.frame_size, column):
            counts.update(values)
    return DrawnFrom(size=view.part.frame_size, groups=dict(sorted(counts.items())))


def _column(
    session: Session, population_id: int, size: int, column: str
) -> Iterator[tuple[str, ...]]:
    for start in range(0, size, CHUNK_ROWS):
        window = frames.load_rows(session, population_id, start=start, count=CHUNK_ROWS)
        yield tuple(window.column(column))


def usual_minutes(desk: Desk) -> float | None:
    """Return the median minutes that a complete case took, over every audit of the record.

    Pauses are not in it; None before there is a complete case that was timed.
    """
    with desk.record.reading() as session:
        timed = {
            case_id: seconds / 60
            for case_id, seconds in session.execute(
                select(col(Review.case_id), col(Review.active_seconds)).where(
                    col(Review.active_seconds) > 0, col(Review.reading) == FIRST_READING
                )
            )
        }
        minutes = [
            timed[case]
            for name in session.scalars(select(col(Audit.name))).all()
            for case in _complete_cases(session, desk, name)
            if case in timed
        ]
    return median(minutes) if minutes else None


def _complete_cases(session: Session, desk: Desk, audit_name: str) -> list[int]:
    audit = load_audit(session, audit_name)
    if audit.draw_id is None:
        return []
    return [case.case.id for case in counted_cases(session, desk, audit) if case.complete]
