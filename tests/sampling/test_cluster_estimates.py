"""Rates from clusters read whole or in part."""

from itertools import combinations
from statistics import fmean, pvariance

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sampling.cluster_estimates import Cluster, cluster_moments, estimate_cluster
from sampling.errors import SamplingError

TEAMS = [Cluster(20, 4, 2), Cluster(25, 5, 4), Cluster(15, 3, 2), Cluster(30, 6, 4)]


@st.composite
def clusters(draw):
    size = draw(st.integers(2, 60))
    n = draw(st.integers(2, size))
    return Cluster(size, n, draw(st.integers(0, n)))


@given(st.lists(clusters(), min_size=2, max_size=6), st.sampled_from(["korn-graubard", "wald"]))
@example([Cluster(55, 55, 24)] * 2, "wald")
def test_the_interval_contains_the_estimate_and_mirrors(drawn, method):
    failed = [Cluster(one.size, one.sampled, one.sampled - one.successes) for one in drawn]
    got, mirror = (
        estimate_cluster(each, clusters_in_population=40, method=method) for each in (drawn, failed)
    )
    assert 0 <= got.low <= got.estimate <= got.high <= 1
    assert got.low == pytest.approx(1 - mirror.high, abs=1e-9)


def test_the_variance_of_equal_clusters_is_right_on_average_over_every_draw():
    """Three of six teams of four, read whole: unbiased over all twenty draws (Cochran 9.3)."""
    met = [4, 3, 3, 2, 1, 4]
    draws = [[Cluster(4, 4, x) for x in some] for some in combinations(met, 3)]
    moments = [cluster_moments(draw, clusters_in_population=6) for draw in draws]
    truth = pvariance([one.share for one in moments])
    assert fmean([one.variance for one in moments]) == pytest.approx(truth)


def test_clusters_are_weighted_by_their_size_not_by_what_was_read():
    got = estimate_cluster([Cluster(100, 10, 9), Cluster(10, 10, 1)])
    assert got.estimate == pytest.approx((90 + 1) / 110)


def test_reading_in_part_adds_the_error_within():
    whole = [Cluster(4, 4, 2), Cluster(5, 5, 4), Cluster(3, 3, 2)]
    part = [Cluster(20, 4, 2), Cluster(25, 5, 4), Cluster(15, 3, 2)]
    one_stage = estimate_cluster(whole, clusters_in_population=6)
    two_stage = estimate_cluster(part, clusters_in_population=6)
    assert two_stage.standard_error > one_stage.standard_error


def test_without_the_number_of_clusters_no_finite_correction_is_made():
    whole = [Cluster(4, 4, 2), Cluster(5, 5, 4), Cluster(3, 3, 2)]
    known = estimate_cluster(whole, clusters_in_population=6)
    ratio = known.standard_error / estimate_cluster(whole).standard_error
    assert ratio == pytest.approx((1 - 3 / 6) ** 0.5)
    assert estimate_cluster([Cluster(20, 1, 1), Cluster(30, 1, 0), Cluster(9, 1, 1)]).low >= 0


def test_all_met_counts_each_cluster_as_one_case():
    got = estimate_cluster([Cluster(50, 50, 50), Cluster(60, 60, 60), Cluster(40, 40, 40)])
    assert got.low == pytest.approx(0.025 ** (1 / 3))
    assert got.method == "clusters-as-cases"


def test_every_case_of_every_cluster_is_a_census():
    for met in (4, 2):
        drawn = [Cluster(4, 4, met), Cluster(5, 5, 5)]
        got = estimate_cluster(drawn, clusters_in_population=2)
        assert got.low == got.estimate == got.high
        assert got.method == "census"


def test_clusters_that_are_all_alike_inside_say_less_than_their_cases():
    alike = [Cluster(10, 10, 10), Cluster(10, 10, 0), Cluster(10, 10, 10), Cluster(10, 10, 0)]
    assert estimate_cluster(alike, clusters_in_population=100).design_effect > 5


@pytest.mark.parametrize(
    ("drawn", "settings", "says"),
    [
        ([], {}, "too few clusters"),
        ([Cluster(10, 5, 3)], {}, "too few clusters"),
        (TEAMS, {"clusters_in_population": 3}, "number of clusters"),
        (TEAMS, {"clusters_in_population": 4.5}, "number of clusters"),
        ([*TEAMS, Cluster(9, 1, 1)], {"clusters_in_population": 40}, "single case"),
        (TEAMS, {"method": "exact"}, "korn-graubard"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_reason(drawn, settings, says):
    with pytest.raises(SamplingError, match=says):
        estimate_cluster(drawn, **settings)


@pytest.mark.parametrize("counts", [(0, 0, 0), (5, 0, 0), (5, 6, 1), (5, 3, 4), (5, 3, -1)])
def test_a_cluster_that_cannot_be_is_refused(counts):
    with pytest.raises(SamplingError):
        Cluster(*counts)
