"""The formulas behind `sampling.estimates`: each takes a share with its variance and a tail.

Lumley's survey package for R has the same ones in `svyciprop`, and is what they are tested with.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import asin, exp, inf, isclose, log, pi, sin, sqrt
from typing import Final

from sampling.interval_formulas import HALVINGS, Limits, beta_limits


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


def likelihood(moments: Moments, tail: Fraction) -> Limits:
    """Return where the deviance, scaled by the design, is t squared (Rao and Scott 1984)."""
    n, p = moments.n, moments.share
    inflation = moments.variance * n / (p * (1 - p))
    level = inflation * t_quantile(moments.degrees_of_freedom, tail) ** 2
    low = _where_deviance_is(level, moments, outside=0.0)
    return low, _where_deviance_is(level, moments, outside=1.0)


def deviance(moments: Moments, share: float) -> float:
    """Return how far the sample lies from a share: twice n - 1 times the relative entropy."""
    p = moments.share
    if share <= 0 or share >= 1:
        return inf
    return 2 * (moments.n - 1) * (p * log(p / share) + (1 - p) * log((1 - p) / (1 - share)))


def _where_deviance_is(level: float, moments: Moments, *, outside: float) -> float:
    inside = moments.share
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        if deviance(moments, middle) < level:
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2


def _t_margin(moments: Moments, tail: Fraction) -> float:
    return t_quantile(moments.degrees_of_freedom, tail) * sqrt(moments.variance)


FORMULAS: Final[Mapping[str, Callable[[Moments, Fraction], Limits]]] = {
    "korn-graubard": korn_graubard,
    "logit": logit,
    "wald": wald,
    "arcsine": arcsine,
    "likelihood": likelihood,
    "beta": beta,
}
