"""The exact stratified limit, against every way of spreading the unseen cases."""

from fractions import Fraction
from itertools import product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.interval_formulas import beta_limits
from sampling.intervals import one_sided_bound
from sampling.stratified_exact import most_unseen

TWO_SIDED_95, ONE_SIDED_95 = Fraction(1, 40), Fraction(1, 20)
TAILS = [TWO_SIDED_95, ONE_SIDED_95, Fraction(1, 10), Fraction(1, 2)]


def by_brute_force(populations, sampled, tail):
    """Try every spread of failures over the strata, in whole numbers."""
    spreads = product(*(range(size - n + 1) for size, n in zip(populations, sampled, strict=True)))
    return max(
        sum(spread) for spread in spreads if chance_of_none(populations, sampled, spread) > tail
    )


def chance_of_none(populations, sampled, spread):
    return prod(
        Fraction(comb(size - hidden, n), comb(size, n))
        for size, n, hidden in zip(populations, sampled, spread, strict=True)
    )


@st.composite
def strata(draw):
    sizes = draw(st.lists(st.integers(1, 14), min_size=1, max_size=3))
    return sizes, [draw(st.integers(0, size)) for size in sizes]


@settings(max_examples=200, deadline=None)
@given(strata(), st.sampled_from(TAILS))
def test_the_worst_spread_is_that_of_brute_force(sample, tail):
    populations, sampled = sample
    assert most_unseen(populations, sampled, tail=tail) == by_brute_force(
        populations, sampled, tail
    )


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize(
    ("populations", "sampled"),
    [
        ([40], [1]),
        ([20, 20], [1, 1]),
        ([10, 30], [2, 3]),
        ([2, 4, 6], [1, 2, 3]),
        ([30, 3], [3, 3]),
    ],
)
def test_small_cases_agree_even_where_a_chance_equals_the_level(populations, sampled, tail):
    got = most_unseen(populations, sampled, tail=tail)
    assert got == by_brute_force(populations, sampled, tail)


def test_a_spread_whose_chance_equals_the_level_is_ruled_out():
    """One of 40 read: 39 hidden cases stay unseen with chance 1/40 exactly, which is not above."""
    assert most_unseen([40], [1], tail=TWO_SIDED_95) == 38


@pytest.mark.parametrize(("tail", "limit"), [(TWO_SIDED_95, 0.276), (ONE_SIDED_95, 0.231)])
def test_900_and_100_with_10_and_40_read_can_hide_a_quarter(tail, limit):
    assert most_unseen([900, 100], [10, 40], tail=tail) / 1000 == limit


def test_what_peers_say_of_that_sample_is_wrong():
    """R's svyciprop and svy use the 50 cases as if from one list: 7.1% for 27.6%."""
    peers = beta_limits(0, 50, 0.025)[1]
    assert peers == pytest.approx(0.0711, abs=1e-4)
    hidden = 200  # 20% fail, all in the stratum that is thinly read
    assert chance_of_none([900, 100], [10, 40], [hidden, 0]) > 0.079


@given(st.integers(1, 200), st.data())
def test_one_stratum_is_the_hypergeometric_bound(population, data):
    n = data.draw(st.integers(1, population))
    bound = one_sided_bound(0, n, side="upper", method="hypergeometric", population=population)
    assert most_unseen([population], [n], tail=ONE_SIDED_95) / population == bound


def test_a_stratum_read_whole_hides_nothing():
    assert most_unseen([50, 30], [50, 30], tail=TWO_SIDED_95) == 0
    assert most_unseen([50, 30], [10, 30], tail=TWO_SIDED_95) == most_unseen(
        [50], [10], tail=TWO_SIDED_95
    )


@pytest.mark.parametrize(("populations", "sampled"), [([], []), ([10], [1, 2])])
def test_no_stratum_or_a_mismatch_is_refused(populations, sampled):
    with pytest.raises(SamplingError, match="strata"):
        most_unseen(populations, sampled, tail=TWO_SIDED_95)
