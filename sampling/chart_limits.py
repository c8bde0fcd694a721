"""The formulas of control charts: a centre line and three-sigma limits, before any judgement.

`sampling.charts` decides whether such limits may be drawn at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import Final

SIGMAS: Final = 3.0
MEAN_RANGE_OF_TWO: Final = 1.128
"""The mean range of two normal values, in standard deviations (d2)."""


@dataclass(frozen=True, slots=True)
class ControlLimits:
    """A centre line with the limits of each point, unclipped.

    Attributes:
        centre: The centre line.
        sigmas: One standard deviation at each point.
        dispersion: Laney's sigma of z; 1 where the chart does not use it.
    """

    centre: float
    sigmas: tuple[float, ...]
    dispersion: float = 1.0

    def low(self, place: int, *, sigmas: float = SIGMAS) -> float:
        """The lower limit of one point, so many sigmas below the centre."""
        return self.centre - sigmas * self.dispersion * self.sigmas[place]

    def high(self, place: int, *, sigmas: float = SIGMAS) -> float:
        """The upper limit of one point."""
        return self.centre + sigmas * self.dispersion * self.sigmas[place]


def p_limits(successes: Sequence[int], sizes: Sequence[int]) -> ControlLimits:
    """Shewhart's p chart (1931): binomial limits, wider for a month with fewer files."""
    centre = sum(successes) / sum(sizes)
    return ControlLimits(centre, tuple(sqrt(centre * (1 - centre) / n) for n in sizes))


def laney_limits(successes: Sequence[int], sizes: Sequence[int]) -> ControlLimits:
    """Laney's p' chart (2002): the p chart stretched by how much months really differ."""
    plain = p_limits(successes, sizes)
    if not all(plain.sigmas):
        return plain
    scores = [
        (x / n - plain.centre) / sigma
        for x, n, sigma in zip(successes, sizes, plain.sigmas, strict=True)
    ]
    return ControlLimits(plain.centre, plain.sigmas, _mean_step(scores) / MEAN_RANGE_OF_TWO)


def xmr_limits(values: Sequence[float]) -> ControlLimits:
    """Individual values with moving ranges (Wheeler 1993): centre +/- 2.66 mean ranges."""
    sigma = _mean_step(values) / MEAN_RANGE_OF_TWO
    return ControlLimits(sum(values) / len(values), (sigma,) * len(values))


def _mean_step(values: Sequence[float]) -> float:
    steps = [abs(after - before) for before, after in pairwise(values)]
    return sum(steps) / len(steps)
