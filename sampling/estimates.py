"""A rate estimated from a designed sample, with its limits.

The limits are those of Korn and Graubard (1998) unless another method is asked for. A variance of
0 that is not a census says only that nothing differed in what was read: no method here turns it
into a certainty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from sampling.errors import SamplingError
from sampling.estimate_formulas import FORMULAS, Moments
from sampling.interval_formulas import Limits
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
