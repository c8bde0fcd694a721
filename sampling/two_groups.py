"""Planning two audits to be compared with each other: power and size by the usual approximations.

For a baseline that has been published already use `sampling.power`, which is exact and takes the
baseline's own uncertainty as it is.
"""

from math import asin, sqrt
from statistics import NormalDist
from typing import Final, Literal, TypeAlias

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile
from sampling.intervals import one_sided_tail, two_sided_tail

Approximation: TypeAlias = Literal["normal", "arcsine"]
NORMAL: Final = NormalDist()
HALVINGS: Final = 60


def effect_size(p1: float, p2: float) -> float:
    """Return Cohen's h (1988): the difference of two rates on the arcsine scale."""
    first = check_share("the first rate", p1)
    second = check_share("the second rate", p2)
    return 2 * asin(sqrt(first)) - 2 * asin(sqrt(second))


def two_group_size(
    p1: float,
    p2: float,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
    method: Approximation = "normal",
) -> float:
    """Answer "how many files in each of two audits tell these rates apart?"; round it up.

    `normal`: Fleiss, Levin and Paik (2003, 4.2) without continuity correction; `arcsine`: Cohen
    (1988, chapter 6).

    Raises:
        SamplingError: The rates are equal, a number cannot be used, or there is no such method.
    """
    h = effect_size(p1, p2)
    check_share("the power", power, open_ends=True)
    if h == 0:
        raise SamplingError(
            "equal rates cannot be told apart",
            given=(p1, p2),
            expected="two different rates",
            hint="Give the smallest difference that would matter.",
        )
    z = normal_quantile(two_sided_tail(confidence))
    if _approximation(method) == "arcsine":
        return 2 * (_shift_for(power, z) / h) ** 2
    return ((z * _pooled(p1, p2) + NORMAL.inv_cdf(power) * _apart(p1, p2)) / (p1 - p2)) ** 2


def two_group_power(
    p1: float,
    p2: float,
    n1: int,
    n2: int,
    *,
    confidence: float = 0.95,
    method: Approximation = "arcsine",
) -> float:
    """Answer "how likely are two audits of these sizes to tell these rates apart?".

    The sizes may differ for `arcsine` (Cohen 1988); `normal` needs them equal.

    Raises:
        SamplingError: A number cannot be used, or there is no such method for these sizes.
    """
    h = effect_size(p1, p2)
    sizes = [check_whole_number("the size of an audit", n, at_least=1) for n in (n1, n2)]
    z = normal_quantile(two_sided_tail(confidence))
    if _approximation(method) == "arcsine":
        return _outside(abs(h) * sqrt(sizes[0] * sizes[1] / sum(sizes)), z)
    if n1 != n2:
        raise SamplingError(
            "the normal approximation is for audits of one size",
            given=(n1, n2),
            expected="two equal sizes",
            hint="Use the arcsine approximation.",
        )
    if not 0 < p1 + p2 < 2:  # noqa: PLR2004 # both rates 0 or both 1
        return 0.0
    return NORMAL.cdf((sqrt(n1) * abs(p1 - p2) - z * _pooled(p1, p2)) / (_apart(p1, p2) or 1e-12))


def target_power(true_rate: float, n: int, *, target: float, confidence: float = 0.95) -> float:
    """Return the one-sided power of n files to show a rate above a target, arcsine (Cohen 1988).

    Raises:
        SamplingError: A number cannot be used.
    """
    h = effect_size(true_rate, target)
    check_whole_number("the number of files", n, at_least=1)
    return NORMAL.cdf(h * sqrt(n) - normal_quantile(one_sided_tail(confidence)))


def _outside(shift: float, z: float) -> float:
    """Return the chance that a normal value about `shift` lies beyond z on either side."""
    return NORMAL.cdf(shift - z) + NORMAL.cdf(-shift - z)


def _shift_for(power: float, z: float) -> float:
    """Return the shift that gives the power, both tails counted, by halving."""
    low, high = 0.0, z + NORMAL.inv_cdf(max(power, 0.5)) + 1
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if _outside(middle, z) >= power else (middle, high)
    return high


def _pooled(p1: float, p2: float) -> float:
    """Return the standard deviation of the difference of two answers if the rates were equal."""
    return sqrt((p1 + p2) * (1 - (p1 + p2) / 2))


def _apart(p1: float, p2: float) -> float:
    """Return the standard deviation of the difference of two answers at their own rates."""
    return sqrt(p1 * (1 - p1) + p2 * (1 - p2))


def _approximation(method: str) -> str:
    if method not in {"normal", "arcsine"}:
        raise SamplingError(
            "there is no such approximation",
            given=method,
            expected="normal or arcsine",
            hint="They differ by a few files.",
        )
    return method
