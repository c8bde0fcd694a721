"""Rates from stratified samples: weights, errors, singles, ends, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.estimate_formulas import FORMULAS
from sampling.intervals import proportion_interval
from sampling.strata import Stratum, estimate_stratified, stratified_moments

METHODS = sorted(FORMULAS)
FOUR_DISTRICTS = [
    Stratum(6000, 10, 9),
    Stratum(2500, 10, 6),
    Stratum(1200, 10, 4),
    Stratum(300, 10, 1),
]
ALL_MET = [Stratum(900, 10, 10), Stratum(100, 40, 40)]
NONE_MET = [Stratum(900, 10, 0), Stratum(100, 40, 0)]


@st.composite
def strata(draw, *, least=2):
    size = draw(st.integers(least, 200))
    n = draw(st.integers(least, size))
    return Stratum(size, n, draw(st.integers(0, n)))


samples = st.lists(strata(), min_size=1, max_size=5)
methods = st.sampled_from(METHODS)


@given(samples, methods)
def test_the_interval_contains_the_estimate_and_stays_within_0_and_1(sample, method):
    got = estimate_stratified(sample, method=method)
    assert 0 <= got.low <= got.estimate <= got.high <= 1


@given(samples, methods)
def test_the_share_that_did_not_comply_is_the_mirror(sample, method):
    failed = [Stratum(one.population, one.sampled, one.sampled - one.successes) for one in sample]
    got, mirror = (estimate_stratified(each, method=method) for each in (sample, failed))
    assert got.estimate == pytest.approx(1 - mirror.estimate)
    assert got.low == pytest.approx(1 - mirror.high, abs=1e-9)
    assert got.high == pytest.approx(1 - mirror.low, abs=1e-9)
    assert got.standard_error == pytest.approx(mirror.standard_error, abs=1e-12)


@given(samples, methods)
def test_the_order_of_the_strata_does_not_matter(sample, method):
    one, other = (estimate_stratified(each, method=method) for each in (sample, sample[::-1]))
    assert (one.low, one.high) == pytest.approx((other.low, other.high))


@given(samples, methods)
def test_a_census_of_every_stratum_has_no_width(sample, method):
    census = [Stratum(one.sampled, one.sampled, one.successes) for one in sample]
    got = estimate_stratified(census, method=method)
    assert got.low == got.estimate == got.high
    assert got.standard_error == 0
    assert got.method == "census"


@given(samples, methods)
def test_four_times_the_cases_at_the_same_shares_are_surer(sample, method):
    few = [Stratum(10_000, one.sampled, one.successes) for one in sample]
    many = [Stratum(10_000, 4 * one.sampled, 4 * one.successes) for one in sample]
    narrow, wide = (estimate_stratified(each, method=method) for each in (many, few))
    assert narrow.high - narrow.low < wide.high - wide.low


def test_equal_quotas_never_give_the_unweighted_mean():
    got = estimate_stratified(FOUR_DISTRICTS)
    assert got.estimate == pytest.approx(0.6 * 0.9 + 0.25 * 0.6 + 0.12 * 0.4 + 0.03 * 0.1)
    assert got.estimate != pytest.approx(20 / 40)
    assert got.warning is not None


@given(st.lists(st.integers(0, 10), min_size=4, max_size=4))
def test_equal_quotas_always_weight_the_four_districts(met):
    sizes = (6000, 2500, 1200, 300)
    sample = [Stratum(size, 10, x) for size, x in zip(sizes, met, strict=True)]
    exact = sum(
        Fraction(size, 10_000) * Fraction(x, 10) for size, x in zip(sizes, met, strict=True)
    )
    got = estimate_stratified(sample)
    assert got.estimate == pytest.approx(float(exact))
    assert got.warning.unweighted == pytest.approx(sum(met) / 40)
    assert got.warning.weighted == pytest.approx(float(exact))


def test_the_variance_is_cochran_s_worked_by_hand():
    got = estimate_stratified([Stratum(100, 10, 4), Stratum(300, 20, 15)])
    first = 0.25**2 * 0.9 * 0.4 * 0.6 / 9
    second = 0.75**2 * (1 - 20 / 300) * 0.75 * 0.25 / 19
    assert got.standard_error**2 == pytest.approx(first + second)
    assert got.degrees_of_freedom == 28
    assert got.effective_n == pytest.approx(30 / got.design_effect)


def test_proportional_strata_that_are_alike_have_a_design_effect_near_1():
    got = estimate_stratified([Stratum(1000, 50, 30), Stratum(2000, 100, 60)])
    assert got.design_effect == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("method", [*METHODS, "exact"])
def test_all_met_and_none_met_are_exact_by_any_method(method):
    met = estimate_stratified(ALL_MET, method=method)
    none = estimate_stratified(NONE_MET, method=method)
    assert (met.estimate, met.low, met.high) == (1, pytest.approx(1 - 0.276), 1)
    assert (none.estimate, none.low, none.high) == (0, 0, pytest.approx(0.276))
    assert met.method == none.method == "exact"


def test_ninety_per_cent_on_both_sides_is_a_one_sided_95_bound():
    got = estimate_stratified(NONE_MET, method="exact", confidence=0.9)
    assert got.high == pytest.approx(0.231)


def test_strata_without_a_difference_of_their_own_do_not_make_a_certainty():
    """All of one stratum and none of the other complied: every variance is 0, the rate is not."""
    sample = [Stratum(60, 30, 30), Stratum(25, 10, 0)]
    for method in METHODS:
        got = estimate_stratified(sample, method=method)
        assert got.low < got.estimate < got.high
        assert got.method == "korn-graubard"


def test_one_stratum_is_a_simple_sample():
    got = estimate_stratified([Stratum(4658, 240, 181)], method="beta")
    near = proportion_interval(181, 240, method="clopper-pearson", population=4658)
    assert got.estimate == near.estimate
    assert got.high - got.low < near.high - near.low


def test_korn_graubard_never_uses_more_cases_than_were_read():
    """60 of 80 read: R's uncapped interval counts as 236 cases, the capped one as 60."""
    capped = estimate_stratified([Stratum(80, 60, 36)])
    simple = proportion_interval(36, 60, method="clopper-pearson")
    assert (capped.low, capped.high) == pytest.approx((simple.low, simple.high))
    assert capped.low < estimate_stratified([Stratum(80, 60, 36)], method="beta").low


def test_wald_limits_stop_at_0_and_1():
    got = estimate_stratified([Stratum(500, 23, 3)], method="wald")
    assert got.low == 0


def test_the_finite_correction_is_in_the_standard_error():
    near = stratified_moments([Stratum(40, 36, 25)]).variance
    far = stratified_moments([Stratum(400_000, 36, 25)]).variance
    assert near / far == pytest.approx(1 - 36 / 40, rel=1e-3)


SINGLE = [Stratum(50, 5, 3), Stratum(20, 1, 1)]


def test_a_single_case_in_a_stratum_is_refused_until_a_policy_is_named():
    with pytest.raises(SamplingError, match="average, adjust or remove"):
        estimate_stratified(SINGLE)
    errors = {
        single: estimate_stratified(SINGLE, single=single).standard_error
        for single in ("remove", "adjust", "average")
    }
    assert errors["remove"] < errors["adjust"] < errors["average"]


def test_a_stratum_of_one_case_that_was_read_is_a_census_of_it():
    got = estimate_stratified([Stratum(50, 5, 3), Stratum(1, 1, 1)])
    assert got.standard_error > 0


@pytest.mark.parametrize("single", ["refuse", "average", "adjust", "remove"])
def test_single_cases_everywhere_show_no_variance_at_all(single):
    with pytest.raises(SamplingError, match="single case"):
        estimate_stratified([Stratum(50, 1, 1), Stratum(20, 1, 0)], single=single)
    with pytest.raises(SamplingError, match="single case"):
        estimate_stratified([Stratum(50, 1, 1), Stratum(1, 1, 0)], single=single)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((0, 0, 0), "size of a stratum"),
        ((-5, 0, 0), "size of a stratum"),
        ((10, 11, 0), "number read"),
        ((10, 5, 6), "complied"),
        ((10, 5, -1), "complied"),
        ((10, 5, 2.5), "complied"),
    ],
)
def test_a_stratum_that_cannot_be_is_refused(counts, says):
    with pytest.raises(SamplingError, match=says):
        Stratum(*counts)


@pytest.mark.parametrize(
    ("sample", "settings", "says"),
    [
        ([], {}, "nothing to estimate"),
        ([Stratum(10, 5, 2), Stratum(10, 0, 0)], {}, "stratum 2"),
        ([Stratum(10, 5, 2)], {"method": "wilson"}, "korn-graubard"),
        ([Stratum(10, 5, 2)], {"method": "exact"}, "all met, or none met"),
        ([Stratum(10, 5, 2)], {"single": "ignore"}, "policy"),
        ([Stratum(10, 5, 2)], {"confidence": 95}, "0.95"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_a_reason(sample, settings, says):
    with pytest.raises(SamplingError, match=says):
        estimate_stratified(sample, **settings)
