"""Every stratum, cluster or unit all met or none met: rounding must not make an answer impossible.

Only the whole differs, never a part, so the variance within is a sum of zeros.
"""

from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.cluster_estimates import Cluster, estimate_cluster
from sampling.domains import DomainStratum, domain_moments, estimate_domain
from sampling.estimate_formulas import FORMULAS
from sampling.strata import Stratum, estimate_stratified
from sampling.weighted_estimates import WeightedCase, estimate_weighted

METHODS = st.sampled_from(sorted(FORMULAS))


@st.composite
def parts(draw):
    """Give a size, how many were read, to how many it applied, and how many of those complied."""
    size = draw(st.integers(1, 150))
    read = draw(st.integers(min(2, size), size))
    applicable = draw(st.sampled_from([read, draw(st.integers(0, read))]))
    return size, read, applicable, draw(st.sampled_from([0, applicable]))


DESIGNS = st.lists(parts(), min_size=2, max_size=8)


def check(got):
    assert 0 <= got.low <= got.estimate <= got.high <= 1
    assert got.standard_error >= 0
    assert all(map(isfinite, (got.low, got.high, got.standard_error)))


def test_a_share_that_rounds_among_strata_without_a_difference_has_its_limits():
    strata = [DomainStratum(10, 2, 2, 2), DomainStratum(9, 3, 3, 0), DomainStratum(4, 3, 0, 0)]
    got = estimate_domain(strata)
    check(got)
    assert got.estimate == pytest.approx(10 / 19)
    assert got.standard_error == 0


@given(DESIGNS)
def test_strata_to_which_it_applied_throughout_add_exactly_nothing(design):
    strata = [DomainStratum(size, n, n, met and n) for size, n, _, met in design]
    assert domain_moments(strata).variance == 0


@settings(max_examples=300)
@given(DESIGNS.filter(lambda design: any(inside for _, _, inside, _ in design)), METHODS)
def test_a_rate_among_applicable_cases(design, method):
    check(estimate_domain([DomainStratum(*part) for part in design], method=method))


@settings(max_examples=300)
@given(DESIGNS, METHODS)
def test_a_rate_of_strata(design, method):
    strata = [Stratum(size, n, n if met else 0) for size, n, _, met in design]
    check(estimate_stratified(strata, method=method))


def test_clusters_that_all_complied_have_a_rate_of_exactly_one():
    got = estimate_cluster([Cluster(1, 1, 1), Cluster(75, 73, 73)])
    assert (got.estimate, got.high, got.standard_error) == (1, 1, 0)


@settings(max_examples=300)
@given(DESIGNS, METHODS, st.booleans())
def test_a_rate_of_clusters(design, method, known):
    clusters = [Cluster(size, n, n if met else 0) for size, n, _, met in design]
    among = 2 * len(clusters) if known else None
    check(estimate_cluster(clusters, clusters_in_population=among, method=method))


@settings(max_examples=200)
@given(DESIGNS.filter(lambda design: any(inside for _, _, inside, _ in design)), METHODS)
def test_a_rate_of_cases_by_their_weights(design, method):
    cases = [
        WeightedCase(
            size / n, applicable=number < inside, success=number < min(inside, met), unit=str(unit)
        )
        for unit, (size, n, inside, met) in enumerate(design)
        for number in range(n)
    ]
    check(estimate_weighted(cases, method=method))
