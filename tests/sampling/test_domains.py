"""Rates among the cases to which a question applies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.domains import DomainStratum, domain_moments, estimate_domain
from sampling.errors import SamplingError
from sampling.strata import Stratum, estimate_stratified

SAMPLE = [
    DomainStratum(800, 40, 12, 9),
    DomainStratum(300, 30, 10, 4),
    DomainStratum(100, 20, 0, 0),
]


@st.composite
def strata(draw):
    size = draw(st.integers(2, 150))
    n = draw(st.integers(2, size))
    inside = draw(st.integers(0, n))
    return DomainStratum(size, n, inside, draw(st.integers(0, inside)))


samples = st.lists(strata(), min_size=1, max_size=4).filter(
    lambda sample: any(one.applicable for one in sample)
)


def variance_case_by_case(sample):
    """Linearise every case of the whole sample: z = d(y - p)/N_d, then Cochran's formula."""
    size = sum(one.population / one.sampled * one.applicable for one in sample)
    share = sum(one.population / one.sampled * one.successes for one in sample) / size
    total = 0.0
    for one in sample:
        z = np.zeros(one.sampled)
        z[: one.applicable] = -share / size
        z[: one.successes] = (1 - share) / size
        unread = 1 - one.sampled / one.population
        total += one.population**2 * unread * z.var(ddof=1) / one.sampled
    return total


@given(samples)
def test_the_variance_is_that_of_the_linearised_cases(sample):
    expected = variance_case_by_case(sample)
    assert domain_moments(sample).variance == pytest.approx(expected, abs=1e-12)


@given(samples, st.sampled_from(["korn-graubard", "logit", "wald", "beta", "likelihood"]))
def test_the_interval_contains_the_estimate_and_mirrors(sample, method):
    failed = [
        DomainStratum(one.population, one.sampled, one.applicable, one.applicable - one.successes)
        for one in sample
    ]
    got, mirror = (estimate_domain(each, method=method) for each in (sample, failed))
    assert 0 <= got.low <= got.estimate <= got.high <= 1
    assert got.low == pytest.approx(1 - mirror.high, abs=1e-9)


def test_where_the_question_applies_to_all_it_is_the_stratified_estimate():
    counts = [(900, 30, 21), (100, 20, 11)]
    domain = estimate_domain([DomainStratum(size, n, n, x) for size, n, x in counts])
    whole = estimate_stratified([Stratum(*each) for each in counts])
    assert domain.standard_error == pytest.approx(whole.standard_error)
    assert (domain.low, domain.high) == pytest.approx((whole.low, whole.high))


def test_filtering_first_would_be_too_sure():
    """The number of applicable cases is itself uncertain, so the error is larger."""
    filtered = estimate_stratified([Stratum(240, 12, 9), Stratum(100, 10, 4)])
    assert estimate_domain(SAMPLE).standard_error > filtered.standard_error


def test_a_stratum_without_an_applicable_case_still_counts_as_read():
    got = estimate_domain(SAMPLE)
    assert got.estimate == pytest.approx((20 * 9 + 10 * 4) / (20 * 12 + 10 * 10))
    assert got.degrees_of_freedom == 20


def test_all_met_keeps_a_limit_and_says_that_the_sizes_are_estimates():
    got = estimate_domain([DomainStratum(900, 20, 10, 10), DomainStratum(100, 50, 40, 40)])
    assert got.high == 1
    assert 0.5 < got.low < 0.8
    assert got.method == "exact-estimated-sizes"


def test_a_question_that_applied_to_no_case_has_no_rate():
    got = estimate_domain([DomainStratum(900, 20, 0, 0)])
    assert (got.estimate, got.low, got.high, got.method) == (None, None, None, "no cases")


def test_a_census_has_no_sampling_error():
    got = estimate_domain([DomainStratum(30, 30, 12, 9), DomainStratum(20, 20, 5, 1)])
    assert got.low == got.estimate == got.high == pytest.approx(10 / 17)
    assert got.method == "census"


def test_single_cases_follow_the_named_policy():
    sample = [DomainStratum(50, 5, 4, 3), DomainStratum(20, 1, 1, 1)]
    with pytest.raises(SamplingError, match="single case"):
        estimate_domain(sample)
    removed = estimate_domain(sample, single="remove")
    assert estimate_domain(sample, single="adjust").standard_error > removed.standard_error


def test_two_applicable_cases_in_two_strata_still_have_limits():
    got = estimate_domain([DomainStratum(500, 20, 1, 1), DomainStratum(500, 20, 1, 0)])
    assert got.degrees_of_freedom == 1
    assert got.low < 0.1
    assert got.high > 0.9


@pytest.mark.parametrize(
    "counts", [(10, 5, 6, 1), (10, 5, 3, 4), (10, 11, 3, 1), (0, 0, 0, 0), (10, 5, 2.5, 1)]
)
def test_a_stratum_that_cannot_be_is_refused(counts):
    with pytest.raises(SamplingError, match="cannot be used"):
        DomainStratum(*counts)


@pytest.mark.parametrize(
    ("sample", "settings"),
    [([], {}), ([DomainStratum(9, 0, 0, 0)], {}), (SAMPLE, {"method": "exact"})],
)
def test_what_cannot_be_estimated_is_refused(sample, settings):
    with pytest.raises(SamplingError):
        estimate_domain(sample, **settings)
