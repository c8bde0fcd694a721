"""From a share and a variance to limits, whatever the design."""

from fractions import Fraction

import pytest
from scipy.stats import t

from sampling.errors import SamplingError
from sampling.estimate_formulas import FORMULAS, Moments, deviance, likelihood, t_quantile
from sampling.estimates import check_design_method, estimate_from, no_estimate

TAIL = Fraction(1, 40)


def moments(share=0.6, variance=0.004, freedom=40, n=50, simple=0.0048):
    return Moments(share, variance, freedom, n, simple)


def ends(_, tail):
    return (0.0, float(tail)), "ends"


def test_the_t_quantile_is_that_of_scipy():
    for freedom in (1, 5, 57, 10_000):
        assert t_quantile(freedom, TAIL) == pytest.approx(t.ppf(0.975, freedom))


def test_the_design_effect_is_the_variance_over_the_simple_one():
    assert moments().design_effect == pytest.approx(0.004 / 0.0048)
    assert moments().effective_n == pytest.approx(60)
    assert moments(variance=0.0).design_effect is None
    assert moments(simple=0.0).effective_n is None


@pytest.mark.parametrize("method", sorted(FORMULAS))
def test_each_method_is_used_as_asked(method):
    got = estimate_from(moments(), method=method, tail=TAIL, at_the_ends=ends)
    assert got.method == method
    assert got.low < 0.6 < got.high
    assert got.standard_error == pytest.approx(0.004**0.5)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_at_the_ends_the_design_says_what_holds(share):
    got = estimate_from(
        moments(share=share, variance=0.0), method="logit", tail=TAIL, at_the_ends=ends
    )
    assert got.method == "ends"


def test_fewer_degrees_of_freedom_widen_every_interval():
    for formula in FORMULAS.values():
        low, high = formula(moments(freedom=5), TAIL)
        near_low, near_high = formula(moments(freedom=45), TAIL)
        assert low < near_low
        assert high > near_high


def test_likelihood_limits_have_the_deviance_asked_for():
    low, high = likelihood(moments(), TAIL)
    level = 0.004 * 50 / 0.24 * t.ppf(0.975, 40) ** 2
    assert deviance(moments(), low) == pytest.approx(level)
    assert deviance(moments(), high) == pytest.approx(level)


def test_no_case_is_no_estimate():
    got = no_estimate(12)
    assert got.estimate is None
    assert got.degrees_of_freedom == 12
    assert got.method == "no cases"


def test_an_unknown_method_is_refused():
    check_design_method("exact", also=("exact",))
    with pytest.raises(SamplingError, match="korn-graubard, logit"):
        check_design_method("exact")
