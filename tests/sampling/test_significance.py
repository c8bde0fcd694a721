import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sampling.errors import SamplingError
from sampling.significance import chi_squared, fisher_exact, mcnemar, target_test, trend_test

counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60)
@given(first=counts, second=counts)
def test_fisher_agrees_with_scipy(first, second):
    (x1, n1), (x2, n2) = first, second
    theirs = stats.fisher_exact([[x1, n1 - x1], [x2, n2 - x2]]).pvalue
    assert fisher_exact(x1, n1, x2, n2).p_value == pytest.approx(theirs, rel=1e-8, abs=1e-12)


def test_the_searches_of_two_groups_in_the_report_do_not_differ():
    assert fisher_exact(25, 36, 156, 204).p_value == pytest.approx(0.40, abs=0.005)


def test_chi_squared_agrees_with_scipy():
    theirs = stats.chi2_contingency([[33, 27], [24, 36]], correction=False)
    ours = chi_squared(33, 60, 24, 60)
    assert (ours.statistic, ours.p_value) == pytest.approx((theirs.statistic, theirs.pvalue))


@pytest.mark.parametrize("four", [(10, 10, 5, 5), (0, 10, 0, 5)])
def test_all_met_in_both_is_no_difference_and_never_nan(four):
    assert chi_squared(*four).p_value == 1
    assert fisher_exact(*four).p_value == 1


def test_mcnemar_exact_is_the_binomial_test_of_the_pairs_that_differ():
    assert mcnemar(5, 12).p_value == pytest.approx(stats.binomtest(5, 17, 0.5).pvalue)
    assert mcnemar(5, 12).statistic is None


def test_two_readings_that_never_differ_show_no_change():
    assert mcnemar(0, 0).p_value == 1
    assert mcnemar(0, 0, method="chi-squared").p_value == 1


@settings(max_examples=60)
@given(count=counts, target=st.floats(0.01, 0.99))
def test_the_test_against_a_target_agrees_with_scipy(count, target):
    ours = target_test(*count, target=target)
    for side, name in (("two-sided", "two_sided"), ("less", "below"), ("greater", "above")):
        theirs = stats.binomtest(*count, target, alternative=side).pvalue
        assert getattr(ours, name) == pytest.approx(theirs, rel=1e-6, abs=1e-12)


def test_a_trend_takes_the_scores_of_uneven_months():
    successes, sizes = [20, 24, 31], [30, 32, 38]
    even = trend_test(successes, sizes)
    assert trend_test(successes, sizes, scores=[10, 20, 30]).p_value == pytest.approx(even.p_value)
    assert trend_test(successes, sizes, scores=[1, 2, 9]).p_value != pytest.approx(even.p_value)


def test_a_trend_of_two_groups_is_their_chi_squared():
    trend = trend_test([33, 24], [60, 60])
    assert trend.statistic == pytest.approx(chi_squared(33, 60, 24, 60).statistic)


def test_nothing_but_successes_is_no_trend():
    assert trend_test([3, 4, 5], [3, 4, 5]).p_value == 1


@pytest.mark.parametrize(("successes", "sizes"), [([3], [4]), ([3, 4], [4]), ([], [])])
def test_a_trend_needs_groups_in_step(successes, sizes):
    with pytest.raises(SamplingError, match="trend"):
        trend_test(successes, sizes)


def test_an_unknown_way_to_test_pairs_is_refused():
    with pytest.raises(SamplingError, match="exact or chi-squared"):
        mcnemar(1, 2, method="wald")
