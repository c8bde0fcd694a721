"""Strata that show no difference, among others that do."""

from fractions import Fraction
from math import comb

import pytest

from sampling.even_strata import WIDENED, Part, widened
from sampling.interval_formulas import Count, wilson_at
from sampling.strata import Stratum, estimate_stratified, parts_of

TAIL = Fraction(1, 40)
THIN_STRATUM_ALL_MET = [Stratum(900, 10, 10), Stratum(100, 40, 36)]


def test_a_thin_stratum_that_was_all_met_widens_the_interval():
    """Ten of ten comply in 90% of the list: its rate may be 75%, whatever the other 40 say."""
    got = estimate_stratified(THIN_STRATUM_ALL_MET)
    assert got.method == WIDENED
    assert got.low < 0.76
    assert estimate_stratified(THIN_STRATUM_ALL_MET, method="beta").low > 0.85


def test_the_distance_is_the_weighted_sum_of_each_stratum_s_wilson_distance():
    got = estimate_stratified(THIN_STRATUM_ALL_MET)
    thin = 1 - wilson_at(1, 10 * 899 / 890, 1.959964)[0]
    other = 0.9 - wilson_at(0.9, 40 * 99 / 60, 1.959964)[0]
    expected = 0.99 - ((0.9 * thin) ** 2 + (0.1 * other) ** 2) ** 0.5
    assert got.low == pytest.approx(expected, abs=1e-6)


def test_it_contains_the_truth_nearly_always_where_peers_miss_it_one_time_in_three():
    """Every sample from 900 (90% comply) and 100 (90%), 10 and 40 read, added up exactly."""
    covered = {"korn-graubard": 0.0, "beta": 0.0}
    for x in range(11):
        for y in range(30, 41):
            chance = Fraction(comb(810, x) * comb(90, 10 - x), comb(900, 10)) * Fraction(
                comb(90, y) * comb(10, 40 - y), comb(100, 40)
            )
            sample = [Stratum(900, 10, x), Stratum(100, 40, y)]
            for method in covered:
                got = estimate_stratified(sample, method=method)
                covered[method] += chance * (got.low <= 0.9 <= got.high)
    assert covered["korn-graubard"] > 0.98
    assert covered["beta"] < 0.7


def test_nothing_changes_where_every_stratum_shows_a_difference():
    got = estimate_stratified([Stratum(900, 10, 9), Stratum(100, 40, 36)])
    assert got.method == "korn-graubard"


def test_a_stratum_read_whole_hides_nothing():
    got = estimate_stratified([Stratum(30, 30, 30), Stratum(900, 60, 36)])
    assert got.method == "korn-graubard"


def test_other_methods_stay_what_they_are_called():
    for method in ("wald", "logit", "arcsine", "beta", "likelihood"):
        assert estimate_stratified(THIN_STRATUM_ALL_MET, method=method).method == method


def test_limits_that_are_wide_enough_keep_their_name():
    sample = [Stratum(100, 10, 10), Stratum(200, 20, 14), Stratum(300, 30, 27)]
    got = estimate_stratified(sample)
    assert widened(got, parts_of(sample), TAIL) == got


def test_weights_are_shares_of_the_list():
    parts = parts_of(THIN_STRATUM_ALL_MET)
    assert parts == [Part(0.9, Count(10, 10, 900)), Part(0.1, Count(36, 40, 100))]
