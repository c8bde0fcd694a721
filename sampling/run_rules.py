"""The run rules of control charts: patterns that chance alone makes seldom.

Those of NHS England's "Making Data Count": a point outside the limits, seven on one side of the
centre, seven rising or falling, and two of three close to the same limit.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from sampling.chart_limits import ControlLimits

OUTSIDE: Final = "outside the limits"
SHIFT: Final = "seven in a row on one side of the centre"
TREND: Final = "seven in a row rising or falling"
NEAR: Final = "two of three close to one limit"
RUN: Final = 7
NEAR_SIGMAS: Final = 2.0

Values = Sequence[float | None]


def signals_of(
    values: Values, limits: ControlLimits, lows: Values, highs: Values
) -> tuple[tuple[str, ...], ...]:
    """Return the rules that each point completes.

    Args:
        values: The points; None is a gap, which breaks every run.
        limits: The centre and the sigma of each point.
        lows: The lower limits that are drawn.
        highs: The upper limits that are drawn.
    """
    rules: dict[str, Callable[[int], bool]] = {
        OUTSIDE: lambda place: _outside(values[place], lows[place], highs[place]),
        SHIFT: lambda place: _one_side(_run_up_to(values, place), limits.centre),
        TREND: lambda place: _one_way(_run_up_to(values, place)),
        NEAR: lambda place: _near_one_limit(values, limits, place),
    }
    return tuple(
        tuple(name for name, holds in rules.items() if holds(place)) for place in range(len(values))
    )


def _outside(value: float | None, low: float | None, high: float | None) -> bool:
    if value is None:
        return False
    return (low is not None and value < low) or (high is not None and value > high)


def _run_up_to(values: Values, place: int) -> list[float]:
    """Return the seven points that end here, or none if there are fewer or a gap."""
    run = [value for value in values[max(0, place - RUN + 1) : place + 1] if value is not None]
    return run if len(run) == RUN else []


def _one_side(run: Sequence[float], centre: float) -> bool:
    return bool(run) and (all(value > centre for value in run) or all(v < centre for v in run))


def _one_way(run: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(run)]
    return bool(steps) and (all(step > 0 for step in steps) or all(step < 0 for step in steps))


def _near_one_limit(values: Values, limits: ControlLimits, place: int) -> bool:
    """Tell whether this point and one of the two before it lie beyond two sigmas on one side."""
    sides = [_side(values, limits, each) for each in range(max(0, place - 2), place + 1)]
    return sides[-1] != 0 and sides.count(sides[-1]) > 1


def _side(values: Values, limits: ControlLimits, place: int) -> int:
    """Return 1 beyond two sigmas above, -1 below, else 0."""
    value = values[place]
    if value is None or not limits.sigmas[place]:
        return 0
    if value > limits.high(place, sigmas=NEAR_SIGMAS):
        return 1
    return -1 if value < limits.low(place, sigmas=NEAR_SIGMAS) else 0
