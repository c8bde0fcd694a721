"""The formulas behind `sampling.intervals`: each takes a count and a tail and gives two limits.

Brown, Cai and DasGupta (2001) compare most of them. Where the size of the population is known,
the approximations use the finite population correction through an effective sample size
n(N - 1)/(N - n): the sample that would be as precise in an endless population (Cochran 1977).
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import asin, exp, log, pi, sin, sqrt
from statistics import NormalDist
from typing import Final, TypeAlias

from sampling.errors import SamplingError
from sampling.hypergeometric import highest_total, lowest_total

Limits: TypeAlias = tuple[float, float]
HALVINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Count:
    """Cases that complied among those read, and the size of the list they came from, if known."""

    successes: int
    n: int
    population: int | None = None

    @property
    def share(self) -> float:
        """The share of the cases read that complied."""
        return self.successes / self.n

    @property
    def effective_n(self) -> float:
        """The size of the sample from an endless population that would be as precise."""
        if self.population is None:
            return float(self.n)
        return self.n * (self.population - 1) / (self.population - self.n)

    @property
    def at_an_end(self) -> bool:
        """All or none of the cases read complied."""
        return self.successes in {0, self.n}


@lru_cache(maxsize=64)
def normal_quantile(tail: Fraction) -> float:
    """Return the z that leaves `tail` above it: 1.96 for 1/40."""
    return -NormalDist().inv_cdf(float(tail))


def wilson(count: Count, tail: Fraction) -> Limits:
    """Wilson (1927): the shares that a score test does not reject."""
    low, high = wilson_at(count.share, count.effective_n, normal_quantile(tail))
    return 0.0 if count.successes == 0 else low, 1.0 if count.successes == count.n else high


def wilson_at(share: float, n: float, z: float) -> Limits:
    """Return Wilson's limits of a share seen in n cases, which need not be whole."""
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return centre - half, centre + half


def wald_margin(count: Count, tail: Fraction) -> float:
    """Return the textbook half-width z * sqrt(p(1 - p)/n)."""
    p = count.share
    return normal_quantile(tail) * sqrt(p * (1 - p) / count.effective_n)


def hmicfrs_margin(count: Count, tail: Fraction) -> float:
    """Return the half-width that reproduces the inspectorate's figures: sqrt((1 - n/N)p(1 - p)/n).

    75.4 +/- 5.3 for 181 of 240 from a list of 3,360 to 6,765 (found by search; HMICFRS states
    neither its formula nor the size of the list).
    """
    p = count.share
    left = 1.0 if count.population is None else 1 - count.n / count.population
    return normal_quantile(tail) * sqrt(left * p * (1 - p) / count.n)


def wald(count: Count, tail: Fraction) -> Limits:
    """Laplace (1812): the share and the same margin on both sides, which may pass 0 or 1."""
    margin = wald_margin(count, tail)
    return count.share - margin, count.share + margin


def hmicfrs(count: Count, tail: Fraction) -> Limits:
    """Return the share and the inspectorate's margin on both sides, which may pass 0 or 1."""
    margin = hmicfrs_margin(count, tail)
    return count.share - margin, count.share + margin


def clopper_pearson(count: Count, tail: Fraction) -> Limits:
    """Clopper and Pearson (1934): exact for an endless population, so on the safe side for a list.

    No finite correction: the guarantee would be lost. `hypergeometric` is the exact one for lists.
    """
    return beta_limits(count.successes, count.n, float(tail))


def beta_limits(successes: float, n: float, tail: float) -> Limits:
    """Return the Clopper-Pearson limits, for effective counts too, which need not be whole."""
    from scipy.special import betaincinv

    low = 0.0 if successes <= 0 else float(betaincinv(successes, n - successes + 1, tail))
    high = 1.0 if successes >= n else float(betaincinv(successes + 1, n - successes, 1 - tail))
    return low, high


def jeffreys(count: Count, tail: Fraction) -> Limits:
    """Return the quantiles of Jeffreys' posterior, opened to 0 and 1 at the ends."""
    from scipy.special import betaincinv

    x, n = count.share * count.effective_n, count.effective_n
    quantile = float(tail)
    low = 0.0 if count.successes == 0 else float(betaincinv(x + 0.5, n - x + 0.5, quantile))
    high = (
        1.0 if count.successes == count.n else float(betaincinv(x + 0.5, n - x + 0.5, 1 - quantile))
    )
    return low, high


def agresti_coull(count: Count, tail: Fraction) -> Limits:
    """Agresti and Coull (1998): Wald after adding z squared cases, half of them compliant."""
    z, n = normal_quantile(tail), count.effective_n
    padded = n + z * z
    centre = (count.share * n + z * z / 2) / padded
    half = z * sqrt(centre * (1 - centre) / padded)
    return centre - half, centre + half


def logit(count: Count, tail: Fraction) -> Limits:
    """Return Wald on the log odds, put back on the share; there is none when all or none comply."""
    p, z = count.share, normal_quantile(tail)
    centre, half = log(p / (1 - p)), z / sqrt(count.effective_n * p * (1 - p))
    return 1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre))


def arcsine(count: Count, tail: Fraction) -> Limits:
    """Return Wald on the angle whose sine is the root of the share, put back on the share."""
    angle = asin(sqrt(count.share))
    half = normal_quantile(tail) / (2 * sqrt(count.effective_n))
    return sin(max(0.0, angle - half)) ** 2, sin(min(pi / 2, angle + half)) ** 2


def mid_p(count: Count, tail: Fraction) -> Limits:
    """Lancaster (1961): Clopper-Pearson with only half of the chance of what was seen."""
    x, n = count.share * count.effective_n, count.effective_n
    low = 0.0 if count.successes == 0 else 1 - _mid_p_high(n - x, n, float(tail))
    high = 1.0 if count.successes == count.n else _mid_p_high(x, n, float(tail))
    return low, high


def _mid_p_high(x: float, n: float, tail: float) -> float:
    from scipy.special import betainc

    def middle_tail(p: float) -> float:
        below = float(betainc(n - x + 1, x, 1 - p)) if x > 0 else 0.0
        return (below + float(betainc(n - x, x + 1, 1 - p))) / 2

    return _where_falling_meets(middle_tail, tail)


def _where_falling_meets(falling: Callable[[float], float], level: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if falling(middle) > level else (low, middle)
    return (low + high) / 2


def hypergeometric(count: Count, tail: Fraction) -> Limits:
    """Return the totals in the list that the sample does not rule out, as shares (Wright 1991).

    Raises:
        SamplingError: The size of the list is not known.
    """
    population = count.population
    if population is None:
        raise SamplingError(
            "the hypergeometric interval needs the size of the list",
            given=population,
            expected="the population, as a whole number",
            hint="Give the population, or use clopper-pearson.",
        )
    low = lowest_total(count.successes, count.n, population=population, tail=tail)
    high = highest_total(count.successes, count.n, population=population, tail=tail)
    return low / population, high / population


def poisson(count: Count, tail: Fraction) -> Limits:
    """Garwood (1936): limits of a count of rare events, per case read; used in auditing money."""
    from scipy.special import gammaincinv

    x, quantile = count.successes, float(tail)
    low = 0.0 if x == 0 else float(gammaincinv(x, quantile)) / count.n
    return low, float(gammaincinv(x + 1, 1 - quantile)) / count.n
