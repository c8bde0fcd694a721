"""Control charts: does this month differ from the run of months, or is it noise?

A chart refuses limits, and says why, where they would mislead: too short a run, too few files, or
limits beyond 0% and 100%, which no month could ever cross.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from sampling.chart_limits import ControlLimits, laney_limits, p_limits, xmr_limits
from sampling.checked_numbers import check_count
from sampling.errors import SamplingError
from sampling.run_rules import signals_of

SHORTEST_RUN: Final = 12
FEWEST_FILES: Final = 10
TOO_SHORT: Final = "the run is too short for limits: {given} points, and it takes {needed}"
TOO_FEW: Final = "every month has fewer than {needed} files: limits would mean nothing"
NO_VARIATION: Final = "nothing varies: every point is {centre:.4g}, so there are no limits to cross"
BEYOND_REACH: Final = (
    "with so few files the limits lie beyond 0% and 100%: no month could ever cross them"
)
UPPER_BEYOND: Final = "no month could cross the upper limit: this chart cannot show a rise by it"
LOWER_BEYOND: Final = "no month could cross the lower limit: this chart cannot show a fall by it"


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One month.

    Attributes:
        value: What was measured; a share of 1 on p charts. None where no file was read.
        n: Files read; None on charts of single values.
        low: The lower limit; None where it is refused or beyond reach.
        high: The upper limit; None likewise.
        signals: The run rules that this point completes, in the words of `sampling.run_rules`.
        flag: Why this point has no limits of its own, or empty.
    """

    value: float | None
    n: int | None
    low: float | None
    high: float | None
    signals: tuple[str, ...]
    flag: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A control chart.

    Attributes:
        kind: `p`, `laney` or `xmr`.
        centre: The centre line; None where there is nothing to centre on.
        points: The months, in order.
        refusal: Why no limits are drawn at all, or None. A refused chart has no signals.
        notes: What the limits that are drawn cannot show.
        dispersion: Laney's sigma of z, on his chart: above 1, months differ more than chance.
    """

    kind: str
    centre: float | None
    points: tuple[ChartPoint, ...]
    refusal: str | None
    notes: tuple[str, ...]
    dispersion: float | None = None


def p_chart(successes: Sequence[int], sizes: Sequence[int]) -> Chart:
    """Chart monthly rates with binomial limits (Shewhart 1931).

    Args:
        successes: Cases that complied in each month, in order.
        sizes: Cases read in each month to which the question applied, in step; 0 is a gap.

    Raises:
        SamplingError: The two are not in step, or a count cannot be used.
    """
    return _rate_chart("p", p_limits, successes, sizes)


def laney_p_chart(successes: Sequence[int], sizes: Sequence[int]) -> Chart:
    """Chart monthly rates with limits that allow for months differing by more than chance.

    Laney's p' chart (2002). With small samples use `p_chart`: the stretch is then itself noise.

    Raises:
        SamplingError: As for `p_chart`.
    """
    return _rate_chart("laney", laney_limits, successes, sizes)


def xmr_chart(
    values: Sequence[float], *, lowest: float | None = None, highest: float | None = None
) -> Chart:
    """Chart single values, as days or a percentage whose count is lost (Wheeler 1993).

    Args:
        values: One for each month, in order.
        lowest: The least the value can be, as 0; a limit below it is beyond reach.
        highest: The most the value can be, as 100.

    Raises:
        SamplingError: There is no value.
    """
    if not values:
        raise _nothing_to_chart(0)
    numbers = _finite(values)
    if len(numbers) < SHORTEST_RUN:
        return _refused("xmr", numbers, [None] * len(numbers), _too_short(len(numbers)))
    limits = xmr_limits(numbers)
    if not limits.sigmas[0]:
        refusal = NO_VARIATION.format(centre=limits.centre)
        return _refused("xmr", numbers, [None] * len(numbers), refusal)
    return _drawn("xmr", limits, numbers, [None] * len(numbers), (lowest, highest))


def _rate_chart(
    kind: str,
    formula: Callable[[Sequence[int], Sequence[int]], ControlLimits],
    successes: Sequence[int],
    sizes: Sequence[int],
) -> Chart:
    counts = _checked(successes, sizes)
    rates = [x / n if n else None for x, n in counts]
    read = [(x, n) for x, n in counts if n]
    if not read:
        raise _nothing_to_chart(len(counts))
    if len(read) < SHORTEST_RUN:
        return _refused(kind, rates, sizes, _too_short(len(read)))
    if max(sizes) < FEWEST_FILES:
        return _refused(kind, rates, sizes, TOO_FEW.format(needed=FEWEST_FILES))
    limits = formula([x for x, _ in read], [n for _, n in read])
    if not limits.dispersion * max(limits.sigmas):
        return _refused(kind, rates, sizes, NO_VARIATION.format(centre=limits.centre))
    return _drawn(kind, _with_gaps(limits, sizes), rates, sizes, (0.0, 1.0))


def _checked(successes: Sequence[int], sizes: Sequence[int]) -> list[tuple[int, int]]:
    if len(successes) != len(sizes):
        raise SamplingError(
            "every month needs a count and a size",
            given=f"{len(successes)} counts and {len(sizes)} sizes",
            expected="one of each for every month",
            hint="A month without a file is 0 of 0.",
        )
    return [
        (0, 0) if x == n == 0 else check_count(f"month {month}", x, n)
        for month, (x, n) in enumerate(zip(successes, sizes, strict=True), start=1)
    ]


def _finite(values: Sequence[float]) -> list[float]:
    for value in values:
        if not isfinite(value):
            raise SamplingError(
                "a value cannot be charted",
                given=value,
                expected="a number",
                hint="Leave the month out; a chart of single values has no gaps.",
            )
    return [float(value) for value in values]


def _nothing_to_chart(months: int) -> SamplingError:
    return SamplingError(
        "there is nothing to chart",
        given=f"{months} months without a file",
        expected="one month or more in which a file was read",
        hint="Read some files first.",
    )


def _too_short(given: int) -> str:
    return TOO_SHORT.format(given=given, needed=SHORTEST_RUN)


def _with_gaps(limits: ControlLimits, sizes: Sequence[int]) -> ControlLimits:
    """Put a place without limits where a month had no file."""
    known = iter(limits.sigmas)
    sigmas = tuple(next(known) if n else 0.0 for n in sizes)
    return ControlLimits(limits.centre, sigmas, limits.dispersion)


def _refused(
    kind: str, values: Sequence[float | None], sizes: Sequence[int | None], refusal: str
) -> Chart:
    points = tuple(
        ChartPoint(value, n, None, None, (), _flag(n))
        for value, n in zip(values, sizes, strict=True)
    )
    return Chart(kind, _plain_centre(values, sizes), points, refusal, ())


def _plain_centre(values: Sequence[float | None], sizes: Sequence[int | None]) -> float | None:
    """Return the mean, each month weighing as many files as it has."""
    weighed = [
        (value, 1 if n is None else n)
        for value, n in zip(values, sizes, strict=True)
        if value is not None
    ]
    return sum(value * n for value, n in weighed) / sum(n for _, n in weighed)


def _flag(n: int | None) -> str:
    if n == 0:
        return "no applicable file"
    return f"fewer than {FEWEST_FILES} files" if n is not None and n < FEWEST_FILES else ""


def _drawn(
    kind: str,
    limits: ControlLimits,
    values: Sequence[float | None],
    sizes: Sequence[int | None],
    scale: tuple[float | None, float | None],
) -> Chart:
    flags = [_flag(n) for n in sizes]
    lows = [
        None if flag else _above(limits.low(place), scale[0]) for place, flag in enumerate(flags)
    ]
    highs = [
        None if flag else _below(limits.high(place), scale[1]) for place, flag in enumerate(flags)
    ]
    if lows.count(None) == highs.count(None) == len(values):
        return _refused(kind, values, sizes, BEYOND_REACH)
    signals = signals_of(values, limits, lows, highs)
    return Chart(
        kind=kind,
        centre=limits.centre,
        points=tuple(
            ChartPoint(*each)
            for each in zip(values, sizes, lows, highs, signals, flags, strict=True)
        ),
        refusal=None,
        notes=_notes(lows, highs),
        dispersion=limits.dispersion if kind == "laney" else None,
    )


def _above(limit: float, lowest: float | None) -> float | None:
    """Return the limit if a value could lie below it."""
    return limit if lowest is None or limit > lowest else None


def _below(limit: float, highest: float | None) -> float | None:
    """Return the limit if a value could lie above it."""
    return limit if highest is None or limit < highest else None


def _notes(lows: Sequence[float | None], highs: Sequence[float | None]) -> tuple[str, ...]:
    notes = []
    if all(high is None for high in highs):
        notes.append(UPPER_BEYOND)
    if all(low is None for low in lows):
        notes.append(LOWER_BEYOND)
    return tuple(notes)
