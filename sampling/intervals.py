"""A rate with its interval: what share complied, and between which limits the true share lies.

`proportion_interval` gives both limits, `one_sided_bound` one of them with all the error on its
side. Both are for one simple random sample; for strata see `sampling.strata`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from sampling import interval_formulas as formulas
from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import Count, Limits

FORMULAS: Final[Mapping[str, Callable[[Count, Fraction], Limits]]] = {
    "wilson": formulas.wilson,
    "wald": formulas.wald,
    "hmicfrs": formulas.hmicfrs,
    "clopper-pearson": formulas.clopper_pearson,
    "mid-p": formulas.mid_p,
    "jeffreys": formulas.jeffreys,
    "agresti-coull": formulas.agresti_coull,
    "logit": formulas.logit,
    "arcsine": formulas.arcsine,
    "hypergeometric": formulas.hypergeometric,
}
ONE_SIDED_FORMULAS: Final = {**FORMULAS, "poisson": formulas.poisson}
MARGINS: Final[Mapping[str, Callable[[Count, Fraction], float]]] = {
    "wald": formulas.wald_margin,
    "hmicfrs": formulas.hmicfrs_margin,
}
NO_LIMIT_AT_THE_ENDS: Final = frozenset({"wald", "hmicfrs", "logit", "arcsine"})
METHOD_NAMES: Final[Mapping[str, str]] = {
    "wilson": "Wilson",
    "wald": "Wald (normal)",
    "hmicfrs": "HMICFRS style (normal with finite population correction)",
    "clopper-pearson": "Clopper-Pearson (exact for an endless population)",
    "mid-p": "mid-P",
    "jeffreys": "Jeffreys",
    "agresti-coull": "Agresti-Coull",
    "logit": "logit",
    "arcsine": "arcsine",
    "hypergeometric": "hypergeometric (exact for this list)",
    "poisson": "Poisson",
    "census": "census, no sampling error",
    "no cases": "no applicable case",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """A rate and the limits of its interval, as shares of 1.

    Attributes:
        estimate: The share of the cases read that complied; None when none was applicable.
        low: The lower limit, never below 0; None when there is no estimate.
        high: The upper limit, never above 1; None when there is no estimate.
        method: What made the limits: a key of `METHOD_NAMES`. It may differ from what was asked:
            `census`, `no cases`, or the exact method where the one asked for has no limit.
        margin: What the method puts after the ± sign, where it is of that kind, before the limits
            are cut at 0 and 1; else None.
    """

    estimate: float | None
    low: float | None
    high: float | None
    method: str
    margin: float | None = None

    @property
    def half_width(self) -> float | None:
        """The margin where the method has one, else half the distance between the limits."""
        if self.margin is not None or self.low is None or self.high is None:
            return self.margin
        return (self.high - self.low) / 2


def proportion_interval(
    successes: int,
    n: int,
    *,
    method: str = "wilson",
    population: int | None = None,
    confidence: float = 0.95,
) -> Interval:
    """Answer "what share complies, and how sure are we?" from one simple random sample.

    The finite population correction applies when `population` is given, except to
    `clopper-pearson`, which stays on the safe side; `hypergeometric` is exact for a list. Reading
    the whole list is a census: no sampling error by any method. Where all or none complied,
    `wald`, `hmicfrs`, `logit` and `arcsine` have no limit to give; the exact one takes its place,
    and `method` in the result says so.

    Coverage at a nominal 95% (docs/coverage.md): averaged over the lists it falls below 94% for
    `wald` and `hmicfrs`; for single lists it does so for all but `clopper-pearson` and
    `hypergeometric`, mostly at rates near 0 and 1 and where most of a short list is read.

    Args:
        successes: Cases that complied, a whole number.
        n: Cases read to which the question applied.
        method: A key of `FORMULAS`, or `exact` for hypergeometric where the population is known
            and Clopper-Pearson where it is not.
        population: Size of the list that was sampled, if known.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: A count is negative, a fraction or larger than what contains it; the method
            is unknown, or needs a population that is not given.
    """
    count = checked_count(successes, n, population)
    asked = checked_method(method, FORMULAS, population)
    tail = two_sided_tail(confidence)
    return _plain_answer(count) or _interval(count, asked, tail)


def one_sided_bound(
    successes: int,
    n: int,
    *,
    side: Literal["lower", "upper"],
    method: str = "exact",
    population: int | None = None,
    confidence: float = 0.95,
) -> float | None:
    """Answer "at least" or "at most which share?", with all the chance of error on that side.

    Coverage at a nominal 95% (docs/coverage.md) falls below 94% for some lists by any method but
    `clopper-pearson`, `hypergeometric` and, for rare events, `poisson`.

    Args:
        successes: Cases of the kind that is counted, compliant or not, a whole number.
        n: Cases read to which the question applied.
        side: `lower` for at least, `upper` for at most.
        method: As for `proportion_interval`, or `poisson`.
        population: Size of the list that was sampled, if known.
        confidence: Between 0 and 1.

    Returns:
        The bound as a share, or None when no case was applicable.

    Raises:
        SamplingError: As for `proportion_interval`, or the side is neither.
    """
    count = checked_count(successes, n, population)
    asked = checked_method(method, ONE_SIDED_FORMULAS, population)
    _check_side(side)
    answer = _plain_answer(count) or _interval(count, asked, one_sided_tail(confidence))
    return answer.low if side == "lower" else answer.high


def checked_count(successes: int, n: int, population: int | None) -> Count:
    """Return the counts when they can be true together.

    Raises:
        SamplingError: One is negative, a fraction, or larger than what contains it.
    """
    if population is not None:
        population = check_whole_number("the size of the population", population, at_least=1)
    n = check_whole_number("the number of cases read", n, at_most=population)
    successes = check_whole_number("the number that complied", successes, at_most=n)
    return Count(successes, n, population)


def checked_method(method: str, known: Mapping[str, object], population: int | None) -> str:
    """Return the method that will be used; `exact` becomes the exact one for what is known.

    Raises:
        SamplingError: There is no such method.
    """
    if method == "exact":
        return "clopper-pearson" if population is None else "hypergeometric"
    if method not in known:
        raise SamplingError(
            "there is no such interval",
            given=method,
            expected="one of " + ", ".join([*known, "exact"]),
            hint="Wilson is the usual choice.",
        )
    return method


def two_sided_tail(confidence: float) -> Fraction:
    """Return the chance of error on each side, exactly: 1/40 for 0.95."""
    return one_sided_tail(confidence) / 2


def one_sided_tail(confidence: float) -> Fraction:
    """Return the chance of error on the one side, exactly: 1/20 for 0.95."""
    return 1 - Fraction(repr(check_share("the confidence", confidence, open_ends=True)))


def _plain_answer(count: Count) -> Interval | None:
    """Return the answer that needs no formula: no case, or every case of the list."""
    if count.n == 0:
        return Interval(None, None, None, "no cases")
    if count.n == count.population:
        return Interval(count.share, count.share, count.share, "census", 0.0)
    return None


def _interval(count: Count, asked: str, tail: Fraction) -> Interval:
    method = _with_a_limit(asked, count)
    low, high = ONE_SIDED_FORMULAS[method](count, tail)
    margin = MARGINS[method](count, tail) if method in MARGINS else None
    return Interval(count.share, max(0.0, low), min(1.0, high), method, margin)


def _with_a_limit(asked: str, count: Count) -> str:
    if count.at_an_end and asked in NO_LIMIT_AT_THE_ENDS:
        return checked_method("exact", FORMULAS, count.population)
    return asked


def _check_side(side: str) -> None:
    if side not in {"lower", "upper"}:
        raise SamplingError(
            "a bound has one side",
            given=side,
            expected="lower or upper",
            hint="Use lower for 'at least' and upper for 'at most'.",
        )
