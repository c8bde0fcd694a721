"""The hypergeometric distribution: how likely a sample is, given how many of the list comply.

Tails are summed in floating point from the outside in; where one comes so close to the level that
rounding could decide, the sum is done again in whole numbers. A limit is never off by one case.
"""

from fractions import Fraction
from math import comb, exp, lgamma
from typing import Final

TOO_CLOSE: Final = 1e-6
NEGLIGIBLE: Final = 1e-18


def highest_total(successes: int, n: int, *, population: int, tail: Fraction) -> int:
    """Return the largest number in the population that the sample does not rule out.

    The largest K with P(X <= successes | K) > tail, for K that the sample allows at all:
    from `successes` to `population - (n - successes)` (Wright 1991).

    Args:
        successes: Cases found in the sample, of the kind that is counted.
        n: Sample size.
        population: Size of the list that was sampled.
        tail: The chance of error allowed on this side, as 1/40 for two-sided 95%.
    """
    low, high = successes, population - (n - successes)
    while low < high:
        middle = (low + high + 1) // 2
        if at_most_exceeds(successes, middle, n, population=population, tail=tail):
            low = middle
        else:
            high = middle - 1
    return low


def lowest_total(successes: int, n: int, *, population: int, tail: Fraction) -> int:
    """Return the smallest number in the population that the sample does not rule out.

    The mirror of `highest_total`: the smallest K with P(X >= successes | K) > tail.
    """
    return population - highest_total(n - successes, n, population=population, tail=tail)


def at_most_exceeds(x: int, total: int, n: int, *, population: int, tail: Fraction) -> bool:
    """Tell whether P(X <= x) > tail, when `total` of the population are of the kind counted."""
    probability = at_most(x, total, n, population=population)
    level = float(tail)
    if abs(probability - level) < TOO_CLOSE * level:
        return _at_most_exceeds_exactly(x, total, n, population=population, tail=tail)
    return probability > level


def at_most(x: int, total: int, n: int, *, population: int) -> float:
    """Return P(X <= x): the chance that a sample of n holds at most x of the `total`."""
    lowest, highest = max(0, n - (population - total)), min(n, total)
    if x < lowest:
        return 0.0
    if x >= highest:
        return 1.0
    if x * population > n * total:
        return 1 - _upwards(x + 1, total, n, population)
    return _downwards(x, total, n, population)


def probability_of(x: int, total: int, n: int, *, population: int) -> float:
    """Return P(X = x) for an x that can occur."""
    return exp(
        _log_comb(total, x) + _log_comb(population - total, n - x) - _log_comb(population, n)
    )


def _log_comb(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _downwards(x: int, total: int, n: int, population: int) -> float:
    """Return P(X <= x), from x below the mean to the first term that no longer counts."""
    others = population - total
    term = probability_of(x, total, n, population=population)
    added = term
    while x > 0 and term > added * NEGLIGIBLE:
        term *= x * (others - n + x) / ((total - x + 1) * (n - x + 1))
        added += term
        x -= 1
    return added


def _upwards(x: int, total: int, n: int, population: int) -> float:
    """Return P(X >= x) for x above the mean: P(at most n - x of the others), counted downwards."""
    return _downwards(n - x, population - total, n, population)


def _at_most_exceeds_exactly(
    x: int, total: int, n: int, *, population: int, tail: Fraction
) -> bool:
    others = population - total
    ways = sum(comb(total, i) * comb(others, n - i) for i in range(max(0, n - others), x + 1))
    return ways * tail.denominator > tail.numerator * comb(population, n)
