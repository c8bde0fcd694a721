"""A rate estimated from a designed sample, and its limits from the estimate and its variance.

The limits are those of Korn and Graubard (1998) unless another method is asked for. A variance of
0 that is not a census says only that nothing differed in what was read: no method here turns it
into a certainty.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import asin, exp, inf, isclose, log, pi, sin, sqrt
from typing import Final

from sampling.errors import SamplingError
from sampling.interval_formulas import Limits, beta_limits
from sampling.quotas import EqualQuotaWarning


@dataclass(frozen=True, slots=True)
class Estimate:
    """A rate from a designed sample, as shares of 1.

    Attributes:
        estimate: The rate, every stratum or cluster at its weight; None when no case applied.
        standard_error: Of the estimate; 0 for a census and where nothing differed.
        degrees_of_freedom: Of the standard error.
        low: The lower limit.
        high: The upper limit.
        design_effect: Variance over that of a simple sample of as many cases from the same list
            (Kish 1965); None where either is 0.
        effective_n: The size of the simple sample that would be as precise; None likewise.
        method: What made the limits; it differs from what was asked where that had no limit.
        warning: What to know before the rate is quoted, or None.
    """

    estimate: float | None
    standard_error: float | None
    degrees_of_freedom: int
    low: float | None
    high: float | None
    design_effect: float | None
    effective_n: float | None
    method: str
    warning: EqualQuotaWarning | None = None


@dataclass(frozen=True, slots=True)
class Moments:
    """What the limits of a designed estimate are made from.

    Attributes:
        share: The weighted share.
        variance: Of the share, under the design.
        degrees_of_freedom: Of that variance.
        n: Cases read to which the question applied.
        simple_variance: What a simple sample of n from the same list would have had.
    """

    share: float
    variance: float
    degrees_of_freedom: int
    n: int
    simple_variance: float

    @property
    def design_effect(self) -> float | None:
        """The variance over that of a simple sample; None where either is 0."""
        if self.variance <= 0 or self.simple_variance <= 0:
            return None
        return self.variance / self.simple_variance

    @property
    def effective_n(self) -> float | None:
        """The size of the simple sample that would be as precise."""
        return None if self.design_effect is None else self.n / self.design_effect

    @property
    def at_an_end(self) -> bool:
        """All or none of the cases read complied."""
        return self.share <= 0 or self.share >= 1 or isclose(self.share, 1, abs_tol=1e-12)


def t_quantile(degrees_of_freedom: float, tail: Fraction) -> float:
    """Return the t that leaves `tail` above it."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees_of_freedom, 1 - float(tail)))


def korn_graubard(moments: Moments, tail: Fraction) -> Limits:
    """Korn and Graubard (1998): Clopper-Pearson at the effective size, never above the real one."""
    size = min(float(moments.n), _adjusted_size(moments, tail))
    return beta_limits(moments.share * size, size, float(tail))


def beta(moments: Moments, tail: Fraction) -> Limits:
    """Return Korn-Graubard without the cap, as R's `svyciprop(method = "beta")` gives it."""
    size = _adjusted_size(moments, tail)
    return beta_limits(moments.share * size, size, float(tail))


def _adjusted_size(moments: Moments, tail: Fraction) -> float:
    """Return p(1 - p)/v, shrunk for the degrees of freedom that the design has lost."""
    if moments.variance <= 0:
        return inf
    p, n = moments.share, moments.n
    lost = t_quantile(n - 1, tail) / t_quantile(moments.degrees_of_freedom, tail)
    return p * (1 - p) / moments.variance * lost * lost


def wald(moments: Moments, tail: Fraction) -> Limits:
    """Return the share and t standard errors on both sides, which may pass 0 or 1."""
    margin = _t_margin(moments, tail)
    return moments.share - margin, moments.share + margin


def logit(moments: Moments, tail: Fraction) -> Limits:
    """Return t standard errors on the log odds, put back on the share."""
    p = moments.share
    centre, half = log(p / (1 - p)), _t_margin(moments, tail) / (p * (1 - p))
    return 1 / (1 + exp(half - centre)), 1 / (1 + exp(-half - centre))


def arcsine(moments: Moments, tail: Fraction) -> Limits:
    """Return t standard errors on the angle whose sine is the root of the share, put back."""
    p = moments.share
    angle, half = asin(sqrt(p)), _t_margin(moments, tail) / (2 * sqrt(p * (1 - p)))
    return sin(max(0.0, angle - half)) ** 2, sin(min(pi / 2, angle + half)) ** 2


def _t_margin(moments: Moments, tail: Fraction) -> float:
    return t_quantile(moments.degrees_of_freedom, tail) * sqrt(moments.variance)


FORMULAS: Final[Mapping[str, Callable[[Moments, Fraction], Limits]]] = {
    "korn-graubard": korn_graubard,
    "logit": logit,
    "wald": wald,
    "arcsine": arcsine,
    "beta": beta,
}


def check_design_method(method: str, *, also: tuple[str, ...] = ()) -> None:
    """Refuse a method that does not exist.

    Raises:
        SamplingError: It is none of `FORMULAS` and `also`.
    """
    if method not in {*FORMULAS, *also}:
        raise SamplingError(
            "there is no such interval for a designed sample",
            given=method,
            expected="one of " + ", ".join([*FORMULAS, *also]),
            hint="korn-graubard is the usual choice.",
        )


def estimate_from(
    moments: Moments,
    *,
    method: str,
    tail: Fraction,
    at_the_ends: Callable[[Moments, Fraction], tuple[Limits, str]],
    warning: EqualQuotaWarning | None = None,
) -> Estimate:
    """Return the estimate with limits by the method, or by what holds where the method has none.

    Args:
        moments: Share, variance and what goes with them.
        method: A key of `FORMULAS`, or another for which `at_the_ends` has the limits.
        tail: The chance of error on each side.
        at_the_ends: Gives limits and the name of their method when all or none complied.
        warning: What to know before the rate is quoted.
    """
    limits, used = _limits(moments, method, tail, at_the_ends)
    return Estimate(
        estimate=moments.share,
        standard_error=sqrt(moments.variance),
        degrees_of_freedom=moments.degrees_of_freedom,
        low=min(moments.share, max(0.0, limits[0])),
        high=max(moments.share, min(1.0, limits[1])),
        design_effect=moments.design_effect,
        effective_n=moments.effective_n,
        method=used,
        warning=warning,
    )


def _limits(
    moments: Moments,
    method: str,
    tail: Fraction,
    at_the_ends: Callable[[Moments, Fraction], tuple[Limits, str]],
) -> tuple[Limits, str]:
    if moments.simple_variance <= 0 and not moments.at_an_end:
        return (moments.share, moments.share), "census"
    if moments.at_an_end or method not in FORMULAS:
        return at_the_ends(moments, tail)
    used = method if moments.variance > 0 else "korn-graubard"
    return FORMULAS[used](moments, tail), used


def no_estimate(degrees_of_freedom: int) -> Estimate:
    """Return the answer for a question that applied to no case."""
    return Estimate(None, None, degrees_of_freedom, None, None, None, None, "no cases")
