import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.multitest import multipletests

from sampling.errors import SamplingError
from sampling.multiplicity import ADJUSTMENTS, adjust_p_values, holm_by_intervals

many = st.lists(st.floats(0, 1), min_size=1, max_size=30)
THEIR_NAMES = {"bonferroni": "bonferroni", "holm": "holm", "hochberg": "simes-hochberg"}


@pytest.mark.parametrize("method", THEIR_NAMES)
@given(p_values=many)
def test_family_wise_methods_agree_with_statsmodels(method, p_values):
    theirs = multipletests(p_values, method=THEIR_NAMES[method])[1]
    assert adjust_p_values(p_values, method=method) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("method", ["bh", "by"])
@given(p_values=many)
def test_false_discovery_methods_agree_with_scipy(method, p_values):
    theirs = false_discovery_control(p_values, method=method)
    assert adjust_p_values(p_values, method=method) == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("method", ADJUSTMENTS)
@given(p_values=many)
def test_adjusting_never_lowers_and_keeps_the_order(method, p_values):
    adjusted = adjust_p_values(p_values, method=method)
    assert all(p - 1e-12 <= after <= 1 for p, after in zip(p_values, adjusted, strict=True))
    ranked = [after for _, after in sorted(zip(p_values, adjusted, strict=True))]
    assert ranked == sorted(ranked)


def test_capital_letters_do_not_matter_and_none_stays_none():
    assert adjust_p_values([0.01, 0.02], method="BH") == (0.02, 0.02)
    assert adjust_p_values([], method="by") == ()


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(SamplingError, match="bonferroni, holm, hochberg, bh, by"):
        adjust_p_values([0.5], method="sidak")


@pytest.mark.parametrize("value", [1.2, -0.1, float("nan")])
def test_a_value_that_is_no_p_value_is_refused(value):
    with pytest.raises(SamplingError, match="p-value"):
        adjust_p_values([0.5, value], method="holm")


@given(p_values=many)
def test_holm_by_intervals_is_holm_by_p_values(p_values):
    intervals = [lambda confidence, p=p: p < 1 - confidence for p in p_values]
    held = holm_by_intervals(intervals, confidence=0.95)
    for holds, adjusted in zip(held, adjust_p_values(p_values, method="holm"), strict=True):
        if adjusted != pytest.approx(0.05, abs=1e-9):
            assert holds == (adjusted < 0.05)


def test_one_difference_alone_is_held_by_its_own_interval():
    assert holm_by_intervals([lambda confidence: confidence < 0.96]) == (True,)
    assert holm_by_intervals([lambda confidence: confidence < 0.94]) == (False,)
    assert holm_by_intervals([]) == ()


def test_holding_one_makes_the_next_easier():
    strong, fair = (lambda confidence: confidence < 0.999), (lambda confidence: confidence < 0.96)
    assert holm_by_intervals([fair, strong]) == (True, True)
    assert holm_by_intervals([fair, fair]) == (False, False)
