"""Intervals for one rate: the laws they keep, their edges, and what is refused."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import proportion_confint

from sampling.errors import SamplingError
from sampling.intervals import (
    FORMULAS,
    METHOD_NAMES,
    NO_LIMIT_AT_THE_ENDS,
    ONE_SIDED_FORMULAS,
    Interval,
    one_sided_bound,
    proportion_interval,
)

METHODS = sorted(FORMULAS)
WITH_CORRECTION = sorted(set(FORMULAS) - {"clopper-pearson"})


@st.composite
def counts(draw, *, most=300):
    population = draw(st.integers(2, most))
    n = draw(st.integers(1, population))
    return draw(st.integers(0, n)), n, population


methods = st.sampled_from(METHODS)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99])


@given(counts(), methods, confidences)
def test_the_interval_contains_the_estimate_and_stays_within_0_and_1(count, method, confidence):
    x, n, population = count
    got = proportion_interval(x, n, method=method, population=population, confidence=confidence)
    assert 0 <= got.low <= got.estimate + 1e-12
    assert got.estimate - 1e-12 <= got.high <= 1
    assert got.half_width >= 0


@given(counts(), methods, confidences)
def test_the_share_that_did_not_comply_is_the_mirror(count, method, confidence):
    x, n, population = count
    settings = {"method": method, "population": population, "confidence": confidence}
    met = proportion_interval(x, n, **settings)
    not_met = proportion_interval(n - x, n, **settings)
    assert met.low == pytest.approx(1 - not_met.high, abs=1e-9)
    assert met.high == pytest.approx(1 - not_met.low, abs=1e-9)


@given(counts(most=60), methods)
def test_four_times_the_cases_at_the_same_share_are_surer(count, method):
    x, n, _ = count
    assume(n > 1)
    few = proportion_interval(x, n, method=method, population=4000)
    many = proportion_interval(4 * x, 4 * n, method=method, population=4000)
    assert many.high - many.low < few.high - few.low


@given(counts(), st.sampled_from(WITH_CORRECTION))
def test_knowing_the_size_of_the_list_never_widens_the_interval(count, method):
    x, n, population = count
    assume(0 < x < n)
    listed = proportion_interval(x, n, method=method, population=population)
    endless = proportion_interval(x, n, method="exact" if method == "hypergeometric" else method)
    assert listed.high - listed.low <= endless.high - endless.low + 1e-9


@given(counts(), methods)
def test_a_higher_confidence_is_never_narrower(count, method):
    x, n, population = count
    sure = proportion_interval(x, n, method=method, population=population, confidence=0.99)
    less = proportion_interval(x, n, method=method, population=population, confidence=0.9)
    assert sure.low <= less.low + 1e-12
    assert sure.high >= less.high - 1e-12


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("x", [0, 7, 30])
def test_a_census_has_no_sampling_error(method, x):
    got = proportion_interval(x, 30, method=method, population=30)
    assert got == Interval(x / 30, x / 30, x / 30, "census", 0.0)
    assert got.half_width == 0


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("population", [None, 100])
def test_none_and_all_of_ten_keep_a_limit(method, population):
    named = "exact" if method == "hypergeometric" and population is None else method
    none = proportion_interval(0, 10, method=named, population=population)
    every = proportion_interval(10, 10, method=named, population=population)
    assert none.low == 0
    assert every.high == 1
    assert none.high > 0.15
    assert every.low < 0.85
    if method in NO_LIMIT_AT_THE_ENDS:
        assert none.method == ("hypergeometric" if population else "clopper-pearson")


@pytest.mark.parametrize("method", METHODS)
def test_no_applicable_case_is_no_estimate(method):
    got = proportion_interval(0, 0, method=method, population=50)
    assert got == Interval(None, None, None, "no cases")
    assert got.half_width is None
    assert one_sided_bound(0, 0, side="upper") is None


def test_hmicfrs_style_gives_the_published_75_4_plus_or_minus_5_3():
    got = proportion_interval(181, 240, method="hmicfrs", population=4658)
    assert f"{got.estimate:.1%} ± {got.half_width * 100:.1f}" == "75.4% ± 5.3"


def test_without_the_finite_correction_the_published_margin_would_be_5_4():
    got = proportion_interval(181, 240, method="hmicfrs")
    assert got.half_width * 100 == pytest.approx(5.4475, abs=1e-4)


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        # n_eff = 240 * 4657 / 4418 = 252.98325..., worked by hand from the textbook formulas
        ("wilson", 0.697567566, 0.803162365),
        ("wald", 0.701108009, 0.807225324),
    ],
)
def test_the_finite_correction_acts_through_the_effective_sample_size(method, low, high):
    got = proportion_interval(181, 240, method=method, population=4658)
    assert got.low == pytest.approx(low, abs=1e-8)
    assert got.high == pytest.approx(high, abs=1e-8)


def test_the_margin_stays_whole_where_the_limits_are_cut_at_0():
    got = proportion_interval(1, 1000, method="wald")
    assert got.low == 0
    assert got.half_width == pytest.approx(0.00195898375743)


@pytest.mark.parametrize(
    ("method", "theirs"),
    [
        ("wilson", "wilson"),
        ("clopper-pearson", "beta"),
        ("jeffreys", "jeffreys"),
        ("agresti-coull", "agresti_coull"),
    ],
)
@pytest.mark.parametrize(("x", "n"), [(3, 23), (181, 240), (999, 1000), (5, 10)])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_statsmodels_agrees(method, theirs, x, n, confidence):
    got = proportion_interval(x, n, method=method, confidence=confidence)
    low, high = proportion_confint(x, n, alpha=1 - confidence, method=theirs)
    assert (got.low, got.high) == pytest.approx((low, min(1, high)), abs=1e-9)


@pytest.mark.parametrize(("x", "n"), [(0, 9), (1, 2), (3, 23), (19, 70), (181, 240), (30, 30)])
def test_mid_p_limits_leave_half_of_what_was_seen_in_the_tail(x, n):
    got = proportion_interval(x, n, method="mid-p")
    if x < n:
        tail = binom.cdf(x, n, got.high) - binom.pmf(x, n, got.high) / 2
        assert tail == pytest.approx(0.025, abs=1e-9)
    if x > 0:
        tail = binom.sf(x, n, got.low) + binom.pmf(x, n, got.low) / 2
        assert tail == pytest.approx(0.025, abs=1e-9)


def test_exact_takes_the_hypergeometric_where_the_list_is_known():
    assert proportion_interval(3, 23, method="exact").method == "clopper-pearson"
    assert proportion_interval(3, 23, method="exact", population=500).method == "hypergeometric"


def test_a_bound_puts_all_the_error_on_one_side():
    for method in ONE_SIDED_FORMULAS:
        upper = one_sided_bound(7, 40, side="upper", method=method, population=400)
        lower = one_sided_bound(7, 40, side="lower", method=method, population=400)
        assert lower < 7 / 40 < upper
    both = proportion_interval(7, 40, confidence=0.9)
    assert one_sided_bound(7, 40, side="upper", method="wilson") == pytest.approx(both.high)


def test_thirty_without_a_failure_is_at_most_9_5_per_cent():
    assert one_sided_bound(0, 30, side="upper") == pytest.approx(1 - 0.05 ** (1 / 30))


def test_every_method_has_a_name_for_people():
    assert set(ONE_SIDED_FORMULAS) | {"census", "no cases"} == set(METHOD_NAMES)


def test_counts_from_numpy_are_whole_numbers_too():
    assert proportion_interval(np.int64(3), np.int64(23)) == proportion_interval(3, 23)


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [
        ((-1, 10), {}, "the number that complied"),
        ((11, 10), {}, "the number that complied"),
        ((2.5, 10), {}, "whole number"),
        ((2, 10.0), {}, "whole number"),
        ((True, 10), {}, "whole number"),
        ((2, -10), {}, "cases read"),
        ((2, 10), {"population": 9}, "cases read"),
        ((2, 10), {"population": 0}, "population"),
        ((2, 10), {"confidence": 95}, "0.95"),
        ((2, 10), {"confidence": 1.0}, "confidence"),
        ((2, 10), {"confidence": float("nan")}, "confidence"),
        ((2, 10), {"method": "willson"}, "wilson"),
        ((2, 10), {"method": "poisson"}, "no such interval"),
        ((2, 10), {"method": "hypergeometric"}, "population"),
    ],
)
def test_what_cannot_be_true_is_refused_with_a_reason(arguments, settings, says):
    with pytest.raises(SamplingError, match=says) as caught:
        proportion_interval(*arguments, **settings)
    assert caught.value.expected
    assert caught.value.hint


def test_a_bound_on_neither_side_is_refused():
    with pytest.raises(SamplingError, match="lower or upper"):
        one_sided_bound(2, 10, side="both")
