"""The hypergeometric tails and limits, against full scans in whole numbers."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from sampling.hypergeometric import at_most, at_most_exceeds, highest_total, lowest_total

TWO_SIDED_95 = Fraction(1, 40)


def tail_in_whole_numbers(x, total, n, population):
    ways = sum(
        comb(total, i) * comb(population - total, n - i)
        for i in range(max(0, n - population + total), x + 1)
    )
    return Fraction(ways, comb(population, n))


@st.composite
def samples(draw):
    population = draw(st.integers(1, 90))
    n = draw(st.integers(1, population))
    return population, n, draw(st.integers(0, n))


@given(samples(), st.data())
def test_the_tail_is_that_of_scipy(sample, data):
    population, n, x = sample
    total = data.draw(st.integers(0, population))
    ours = at_most(x, total, n, population=population)
    assert ours == pytest.approx(hypergeom.cdf(x, population, total, n), abs=1e-10)


@given(samples(), st.sampled_from([TWO_SIDED_95, Fraction(1, 20), Fraction(1, 200)]))
def test_limits_are_those_of_a_full_scan_in_whole_numbers(sample, tail):
    population, n, x = sample
    allowed = range(x, population - (n - x) + 1)
    kept = [k for k in allowed if tail_in_whole_numbers(x, k, n, population) > tail]
    assert highest_total(x, n, population=population, tail=tail) == max(kept)


def test_a_total_whose_tail_equals_the_level_is_ruled_out():
    """One case of 40 that complies: a sample of 1 finds it with chance 1/40, not above 1/40."""
    assert lowest_total(1, 1, population=40, tail=TWO_SIDED_95) == 2
    assert lowest_total(1, 1, population=39, tail=TWO_SIDED_95) == 1
    assert highest_total(0, 1, population=40, tail=TWO_SIDED_95) == 38


@given(samples(), st.data())
def test_a_level_is_met_or_missed_by_any_difference_however_small(sample, data):
    population, n, x = sample
    total = data.draw(st.integers(0, population))
    exact = tail_in_whole_numbers(x, total, n, population)
    hair = Fraction(1, 10**12)

    def exceeds(tail):
        return at_most_exceeds(x, total, n, population=population, tail=tail)

    assert not exceeds(exact + hair)
    assert exact == 0 or exceeds(exact * (1 - hair))
    assert not exceeds(exact)


def test_the_list_sampled_whole_leaves_one_total():
    assert highest_total(9, 10, population=10, tail=TWO_SIDED_95) == 9
    assert lowest_total(9, 10, population=10, tail=TWO_SIDED_95) == 9


def test_large_lists_keep_their_precision():
    top = highest_total(2500, 5000, population=76_700, tail=TWO_SIDED_95)
    assert hypergeom.cdf(2500, 76_700, top, 5000) > 0.025
    assert hypergeom.cdf(2500, 76_700, top + 1, 5000) <= 0.025
