"""How far apart two rates are, with an interval: two counts, or two rates with limits (MOVER).

Samples are taken as independent. Where the same cases may stand in both, the interval is too wide
or wrong; `sampling.significance.mcnemar` is for the same cases read twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import inf, sqrt
from typing import Final, Protocol

from sampling.checked_numbers import check_count
from sampling.errors import SamplingError
from sampling.interval_formulas import Count, Limits, normal_quantile, wilson
from sampling.intervals import Interval, two_sided_tail

HALVINGS: Final = 60


@dataclass(frozen=True, slots=True)
class TwoCounts:
    """Two independent counts to compare: x1 of n1 and x2 of n2."""

    x1: int
    n1: int
    x2: int
    n2: int

    @property
    def p1(self) -> float:
        """The first rate."""
        return self.x1 / self.n1

    @property
    def p2(self) -> float:
        """The second rate."""
        return self.x2 / self.n2

    @property
    def difference(self) -> float:
        """The first rate less the second."""
        return self.p1 - self.p2


def difference_interval(
    x1: int, n1: int, x2: int, n2: int, *, method: str = "newcombe", confidence: float = 0.95
) -> Interval:
    """Answer "by how much does the first rate exceed the second, and how sure are we?".

    Args:
        x1: Cases that complied in the first sample.
        n1: Size of the first sample.
        x2: Cases that complied in the second sample.
        n2: Size of the second sample.
        method: `newcombe` (1998, hybrid score, the default), `miettinen-nurminen` (1985, score)
            or `wald`, which is far too narrow for small samples and near 0 and 1.
        confidence: Between 0 and 1.

    Returns:
        The first rate less the second with its limits, from -1 to 1.

    Raises:
        SamplingError: A count cannot be used, or there is no such method.
    """
    counts = TwoCounts(*check_count("first sample", x1, n1), *check_count("second sample", x2, n2))
    if method not in DIFFERENCES:
        raise SamplingError(
            "there is no such interval for a difference",
            given=method,
            expected="one of " + ", ".join(DIFFERENCES),
            hint="Newcombe is the usual choice.",
        )
    low, high = DIFFERENCES[method](counts, two_sided_tail(confidence))
    return Interval(counts.difference, max(-1.0, low), min(1.0, high), method)


class RateWithLimits(Protocol):
    """Anything with an estimate and its limits: an `Interval`, or an estimate over strata."""

    @property
    def estimate(self) -> float | None:
        """The rate."""

    @property
    def low(self) -> float | None:
        """Its lower limit."""

    @property
    def high(self) -> float | None:
        """Its upper limit."""


def mover_difference(first: RateWithLimits, second: RateWithLimits) -> Interval:
    """Return the first rate less the second, from the limits of each.

    The method of variance estimates recovery (Zou and Donner 2008) needs only the limits, so it
    serves where a baseline was published as 88.4 +/- 2.8, and for weighted estimates. With
    Wilson limits on both sides it is Newcombe's interval.

    Raises:
        SamplingError: One of the two has no estimate.
    """
    p1, low1, high1 = _known(first)
    p2, low2, high2 = _known(second)
    difference = p1 - p2
    low = difference - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = difference + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return Interval(difference, max(-1.0, low), min(1.0, high), "mover")


def _known(rate: RateWithLimits) -> tuple[float, float, float]:
    if rate.estimate is None or rate.low is None or rate.high is None:
        raise SamplingError(
            "there is nothing to compare",
            given="a rate without a single applicable case",
            expected="a rate with its limits",
            hint="Say that there is no applicable case; it is neither 0% nor 100%.",
        )
    return rate.estimate, rate.low, rate.high


def _newcombe(counts: TwoCounts, tail: Fraction) -> Limits:
    """Newcombe (1998), method 10: the Wilson limits of each rate, squared and added."""
    answer = mover_difference(
        Interval(counts.p1, *wilson(Count(counts.x1, counts.n1), tail), "wilson"),
        Interval(counts.p2, *wilson(Count(counts.x2, counts.n2), tail), "wilson"),
    )
    _, low, high = _known(answer)
    return low, high


def _wald(counts: TwoCounts, tail: Fraction) -> Limits:
    """Return the difference and the same normal margin on both sides."""
    first = counts.p1 * (1 - counts.p1) / counts.n1
    second = counts.p2 * (1 - counts.p2) / counts.n2
    margin = normal_quantile(tail) * sqrt(first + second)
    return counts.difference - margin, counts.difference + margin


def _miettinen_nurminen(counts: TwoCounts, tail: Fraction) -> Limits:
    """Miettinen and Nurminen (1985): the differences that their score test does not reject."""
    z = normal_quantile(tail)

    def not_rejected(difference: float) -> bool:
        return _score_distance(counts, difference) < z

    middle = counts.difference
    return _edge(not_rejected, middle, -1.0), _edge(not_rejected, middle, 1.0)


def _edge(inside: Callable[[float], bool], within: float, beyond: float) -> float:
    """Return where `inside` stops being true between the two, by halving."""
    for _ in range(HALVINGS):
        middle = (within + beyond) / 2
        within, beyond = (middle, beyond) if inside(middle) else (within, middle)
    return within


def _score_distance(counts: TwoCounts, difference: float) -> float:
    """Return how many standard errors the observed difference lies from the supposed one."""
    p2 = _constrained_rate(counts, difference)
    p1 = p2 + difference
    total = counts.n1 + counts.n2
    variance = (p1 * (1 - p1) / counts.n1 + p2 * (1 - p2) / counts.n2) * total / (total - 1)
    apart = abs(counts.difference - difference)
    return apart / sqrt(variance) if variance > 0 else inf


def _constrained_rate(counts: TwoCounts, difference: float) -> float:
    """Return the likeliest second rate when the first is higher by `difference`.

    The slope of the log-likelihood falls all the way, so halving finds where it passes 0.
    """
    low, high = max(0.0, -difference), min(1.0, 1.0 - difference)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _slope(counts, middle, difference) > 0 else (low, middle)
    return (low + high) / 2


def _slope(counts: TwoCounts, p2: float, difference: float) -> float:
    return _score(counts.x1, counts.n1, p2 + difference) + _score(counts.x2, counts.n2, p2)


def _score(x: int, n: int, p: float) -> float:
    """Return the slope of the log-likelihood of x of n at the rate p, ends included."""
    met = x / p if p > 0 else (inf if x else 0.0)
    failed = (n - x) / (1 - p) if p < 1 else (inf if n - x else 0.0)
    return met - failed


DIFFERENCES: Final[Mapping[str, Callable[[TwoCounts, Fraction], Limits]]] = {
    "newcombe": _newcombe,
    "miettinen-nurminen": _miettinen_nurminen,
    "wald": _wald,
}
