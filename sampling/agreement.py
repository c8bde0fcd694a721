"""How far people agree who read the same cases, beyond what chance would give.

All coefficients are (observed - chance) / (1 - chance), and differ in what they take chance to
be (Gwet, Handbook of Inter-Rater Reliability, 2014). None is quoted without the raw agreement:
where nearly all files pass, kappa can be near 0 while the readers agree on all but a few.

Every function takes the ratings as one row for each case and one column for each rater, with None
where a rater did not read a case; the categories in order, or those seen when not given; and
weights, which count near misses in part where categories have an order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Final

import numpy as np

from sampling.chance_agreement import (
    Chance,
    conger_chance,
    fleiss_chance,
    gwet_chance,
    no_chance,
    uniform_chance,
)
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile
from sampling.intervals import proportion_interval, two_sided_tail
from sampling.rating_tables import Label, Ratings, RatingTable, Real, rating_table

NOBODY_PAIRED: Final = "no case was read by two people, so there is no agreement to measure"
CHANCE_CERTAIN: Final = (
    "undefined: all ratings are the same, so agreement by chance is certain; "
    "the raw agreement is {raw:.0%}, cases read twice: {cases}"
)
NO_SPREAD: Final = "every case was agreed on alike, so there is no interval"
ONE_CASE: Final = "one case alone gives no interval"
TWO_RATERS: Final = 2
ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient of agreement.

    Attributes:
        name: Which coefficient.
        value: At most 1, and seldom below -1; None where it is undefined.
        low: The lower limit; None where there is none.
        high: The upper limit; None where there is none.
        standard_error: None where there is none.
        raw_agreement: The share of pairs of ratings that agree, weighted as the coefficient is;
            None where no case was read twice.
        cases: Cases that two people or more have read.
        reason: Why there is no value or no interval, or empty.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    raw_agreement: float | None
    cases: int
    reason: str


def percent_agreement(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return the share of pairs of ratings that agree.

    Where every case was wholly agreed on or not at all, as always with two readers and no
    weights, the limits are Wilson's.

    Raises:
        SamplingError: The ratings, the categories, the weights or the confidence cannot be used.
    """
    table = rating_table(ratings, categories=categories, weights=weights)
    answer = _coefficient("percent agreement", table, no_chance, confidence)
    agreed = table.pairable().agreement
    if answer.value is None or not np.all((agreed == 0) | (agreed == 1)):
        return answer
    wilson = proportion_interval(int(agreed.sum()), len(agreed), confidence=confidence)
    return replace(answer, low=wilson.low, high=wilson.high, reason="")


def cohen_kappa(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Cohen's kappa of two raters (1960; weighted 1968), on the cases that both read.

    The standard error is that of Fleiss, Cohen and Everitt (1969).

    Raises:
        SamplingError: As for `percent_agreement`, or there are not two raters.
    """
    table = rating_table(ratings, categories=categories, weights=weights).pairable()
    if table.given.shape[1] != TWO_RATERS:
        raise SamplingError(
            "Cohen's kappa is for two raters",
            given=f"{table.given.shape[1]} raters",
            expected="two ratings for each case",
            hint="Use gwet_ac1 or krippendorff_alpha for more.",
        )
    return _coefficient("Cohen's kappa", table, conger_chance, confidence, endless=True)


def conger_kappa(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Conger's kappa (1980): Cohen's for more raters, each with habits of their own.

    Raises:
        SamplingError: As for `percent_agreement`.
    """
    table = rating_table(ratings, categories=categories, weights=weights)
    return _coefficient("Conger's kappa", table, conger_chance, confidence)


def fleiss_kappa(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Fleiss' kappa (1971), with missing ratings as in Gwet (2014).

    Raises:
        SamplingError: As for `percent_agreement`.
    """
    table = rating_table(ratings, categories=categories, weights=weights)
    return _coefficient("Fleiss' kappa", table, fleiss_chance, confidence)


def gwet_ac1(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Gwet's AC1 (2008), or AC2 with weights: steady where nearly all files pass.

    Give the categories: it depends on how many there are, seen or not.

    Raises:
        SamplingError: As for `percent_agreement`.
    """
    table = rating_table(ratings, categories=categories, weights=weights)
    return _coefficient("Gwet's AC1", table, gwet_chance, confidence)


def brennan_prediger(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Brennan and Prediger's coefficient (1981): chance throws for every category alike.

    Raises:
        SamplingError: As for `percent_agreement`.
    """
    table = rating_table(ratings, categories=categories, weights=weights)
    return _coefficient("Brennan-Prediger coefficient", table, uniform_chance, confidence)


def krippendorff_alpha(
    ratings: Ratings,
    *,
    categories: Sequence[Label] | None = None,
    weights: str = "unweighted",
    confidence: float = 0.95,
) -> Agreement:
    """Return Krippendorff's alpha (1970): nominal, or ordered by linear or quadratic weights.

    Cases that one person alone read are left out. The standard error is Gwet's (2014), of alpha
    before its small-sample term.

    Raises:
        SamplingError: As for `percent_agreement`.
    """
    table = rating_table(ratings, categories=categories, weights=weights).pairable()
    plain = _coefficient("Krippendorff's alpha", table, _alpha_chance, confidence)
    if plain.value is None:
        return plain
    chance, mean = _alpha_chance(table), float(table.raters_of.mean())
    agreed = table.raters_of * table.agreement / mean
    small = 1 / float(table.counts.sum())
    left = 1 - chance.expected
    before = (float(agreed.mean()) - chance.expected) / left
    own = agreed - float(agreed.mean()) * table.raters_of / mean
    influence = np.asarray((own - (1 - before) * chance.influence) / left)
    value = ((1 - small) * float(agreed.mean()) + small - chance.expected) / left
    return _with_limits(replace(plain, value=value), influence, confidence)


def _alpha_chance(table: RatingTable) -> Chance:
    """Return Krippendorff's chance: two ratings thrown from all, a case weighing by its raters."""
    mean = float(table.raters_of.mean())
    shares = table.counts.sum(axis=0) / table.counts.sum()
    expected = float(shares @ table.weights @ shares)
    own = table.counts @ table.weights @ shares / mean
    return Chance(expected, np.asarray(2 * (own - expected * table.raters_of / mean)))


def _coefficient(
    name: str,
    table: RatingTable,
    chance_of: Callable[[RatingTable], Chance],
    confidence: float,
    *,
    endless: bool = False,
) -> Agreement:
    """Return (observed - chance) / (1 - chance), with limits from the influence of each case."""
    two_sided_tail(confidence)
    paired = table.raters_of >= TWO_RATERS
    cases = int(paired.sum())
    if not cases:
        return Agreement(name, None, None, None, None, None, 0, NOBODY_PAIRED)
    raw = float(table.agreement[paired].mean())
    chance = chance_of(table)
    left = 1 - chance.expected
    if left < ROUNDING:
        reason = CHANCE_CERTAIN.format(raw=raw, cases=cases)
        return Agreement(name, None, None, None, None, raw, cases, reason)
    value = (raw - chance.expected) / left
    own = len(paired) / cases * paired * (table.agreement - chance.expected)
    influence = (own - (raw - chance.expected) - (1 - value) * chance.influence) / left
    plain = Agreement(name, value, None, None, None, raw, cases, "")
    return _with_limits(plain, influence, confidence, endless=endless)


def _with_limits(
    plain: Agreement, influence: Real, confidence: float, *, endless: bool = False
) -> Agreement:
    """Return the coefficient with limits by Student's t, or by the normal for `endless`."""
    from scipy.special import stdtrit

    cases, value = len(influence), plain.value
    if value is None or plain.cases == 1:
        return replace(plain, reason=plain.reason or ONE_CASE)
    error = sqrt(float(influence @ influence) / (cases * (cases if endless else cases - 1)))
    if error < ROUNDING:
        return replace(plain, low=None, high=None, standard_error=0.0, reason=NO_SPREAD)
    tail = two_sided_tail(confidence)
    times = normal_quantile(tail) if endless else float(stdtrit(cases - 1, 1 - float(tail)))
    low, high = value - times * error, value + times * error
    return replace(
        plain, low=max(min(-1.0, value), low), high=min(1.0, high), standard_error=error, reason=""
    )
