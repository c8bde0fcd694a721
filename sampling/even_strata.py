"""Strata in which all, or none, of the cases read complied, among others that differ.

Such a stratum adds nothing to the variance, although its true rate may be anything its few cases
do not rule out: a large stratum, thinly read, can carry the whole error of the estimate without
showing any. Then the limits are never taken closer than those recovered from each stratum's own
Wilson limits (MOVER: Zou and Donner 2008; for strata, Yan and Su 2010).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import hypot

from sampling.estimates import Estimate
from sampling.interval_formulas import Count, Limits, wilson

WIDENED = "korn-graubard-widened"


@dataclass(frozen=True, slots=True)
class Part:
    """A stratum with its weight: the share of the population that it holds."""

    weight: float
    count: Count

    @property
    def read_whole(self) -> bool:
        """Every case of the stratum was read."""
        return self.count.n == self.count.population


def widened(estimate: Estimate, parts: Sequence[Part], tail: Fraction) -> Estimate:
    """Return the estimate with limits that allow for strata which show no difference.

    Args:
        estimate: With limits by Korn and Graubard; any other is returned as it is.
        parts: The strata.
        tail: The chance of error on each side.
    """
    unread = [part for part in parts if not part.read_whole]
    if estimate.method != "korn-graubard" or not any(part.count.at_an_end for part in unread):
        return estimate
    below, above = _distances(unread, tail)
    return _reaching(estimate, below, above)


def _reaching(estimate: Estimate, below: float, above: float) -> Estimate:
    """Return the estimate with limits at least so far below and above it."""
    if estimate.estimate is None or estimate.low is None or estimate.high is None:
        return estimate
    low = min(estimate.low, max(0.0, estimate.estimate - below))
    high = max(estimate.high, min(1.0, estimate.estimate + above))
    if (low, high) == (estimate.low, estimate.high):
        return estimate
    return replace(estimate, low=low, high=high, method=WIDENED)


def _distances(parts: Sequence[Part], tail: Fraction) -> Limits:
    """Return how far the limits lie below and above: the weighted distances of all, squared."""
    limits = [wilson(part.count, tail) for part in parts]
    pairs = list(zip(parts, limits, strict=True))
    below = hypot(*(part.weight * (part.count.share - low) for part, (low, _) in pairs))
    return below, hypot(*(part.weight * (high - part.count.share) for part, (_, high) in pairs))
