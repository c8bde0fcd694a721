from math import inf

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import norm
from statsmodels.stats.proportion import confint_proportions_2indep

from sampling.differences import difference_interval, mover_difference
from sampling.errors import SamplingError
from sampling.intervals import Interval, proportion_interval

METHODS = ["newcombe", "miettinen-nurminen", "wald"]
counts = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=60)
@given(first=counts, second=counts)
def test_the_interval_holds_the_difference(method, first, second):
    got = difference_interval(*first, *second, method=method)
    assert got.estimate == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert -1 <= got.low <= got.estimate + 1e-12
    assert got.estimate - 1e-12 <= got.high <= 1


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40)
@given(first=counts, second=counts)
def test_turning_the_two_round_turns_the_interval_round(method, first, second):
    one = difference_interval(*first, *second, method=method)
    other = difference_interval(*second, *first, method=method)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40)
@given(first=counts, second=counts)
def test_counting_failures_mirrors_the_interval(method, first, second):
    (x1, n1), (x2, n2) = first, second
    met = difference_interval(x1, n1, x2, n2, method=method)
    failed = difference_interval(n1 - x1, n1, n2 - x2, n2, method=method)
    assert (met.low, met.high) == pytest.approx((-failed.high, -failed.low), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
def test_more_confidence_widens_and_more_files_narrow(method):
    plain = difference_interval(33, 60, 24, 60, method=method)
    surer = difference_interval(33, 60, 24, 60, method=method, confidence=0.99)
    larger = difference_interval(330, 600, 240, 600, method=method)
    assert surer.low < plain.low < larger.low < larger.high < plain.high < surer.high


@pytest.mark.parametrize("four", [(56, 70, 48, 80), (0, 10, 0, 10), (5, 56, 0, 29)])
def test_newcombe_agrees_with_statsmodels(four):
    theirs = confint_proportions_2indep(*four, method="newcomb", compare="diff")
    ours = difference_interval(*four)
    assert (ours.low, ours.high) == pytest.approx(theirs, abs=1e-12)


def likelihood_limits(x1, n1, x2, n2):
    """The Miettinen-Nurminen limits from a numerical likelihood and a grid, nothing shared."""
    z = norm.ppf(0.975)

    def rejected(delta):
        def badness(p2):
            rates = np.clip([p2 + delta, p2], 1e-12, 1 - 1e-12)
            met, failed = np.array([x1, x2]), np.array([n1 - x1, n2 - x2])
            return -float(np.sum(met * np.log(rates) + failed * np.log1p(-rates)))

        low, high = max(0.0, -delta), min(1.0, 1 - delta)
        p2 = minimize_scalar(badness, bounds=(low, high), method="bounded").x
        p1 = p2 + delta
        total = n1 + n2
        variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * total / (total - 1)
        return abs(x1 / n1 - x2 / n2 - delta) > z * variance**0.5 if variance > 0 else inf

    inside = [delta for delta in np.linspace(-0.999, 0.999, 1000) if not rejected(delta)]
    return min(inside), max(inside)


@pytest.mark.parametrize("four", [(56, 70, 48, 80), (9, 10, 3, 10), (7, 20, 18, 30)])
def test_miettinen_nurminen_agrees_with_a_search_of_the_likelihood(four):
    ours = difference_interval(*four, method="miettinen-nurminen")
    low, high = likelihood_limits(*four)
    assert ours.low == pytest.approx(low, abs=0.002)
    assert ours.high == pytest.approx(high, abs=0.002)


def test_the_wrong_miettinen_nurminen_of_statsmodels_is_not_copied():
    # 0.15 gives 0.0526 to 0.3440 (their issue 10269); three other implementations give .0528, .3382
    ours = difference_interval(56, 70, 48, 80, method="miettinen-nurminen")
    assert (ours.low, ours.high) == pytest.approx((0.0528, 0.3382), abs=5e-5)


def test_one_file_on_each_side_says_next_to_nothing():
    got = difference_interval(1, 1, 0, 1)
    assert got.low < 0 < got.high


class TestMover:
    @settings(max_examples=40)
    @given(first=counts, second=counts)
    def test_on_wilson_limits_it_is_newcombe(self, first, second):
        recovered = mover_difference(proportion_interval(*first), proportion_interval(*second))
        direct = difference_interval(*first, *second)
        assert (recovered.low, recovered.high) == pytest.approx((direct.low, direct.high))

    def test_on_symmetric_margins_they_add_as_squares(self):
        now, then = (
            Interval(rate, rate - half, rate + half, "published")
            for rate, half in ((0.884, 0.028), (0.910, 0.018))
        )
        got = mover_difference(now, then)
        half = (0.028**2 + 0.018**2) ** 0.5
        assert (got.low, got.high) == pytest.approx((-0.026 - half, -0.026 + half))

    def test_a_rate_without_a_case_cannot_be_compared(self):
        with pytest.raises(SamplingError, match="neither 0% nor 100%"):
            mover_difference(proportion_interval(0, 0), proportion_interval(3, 4))


@pytest.mark.parametrize(
    "four", [(5, 4, 1, 2), (1, 2, -1, 2), (1.5, 2, 1, 2), (1, 0, 1, 2), (True, 2, 1, 2)]
)
def test_counts_that_cannot_be_are_refused(four):
    with pytest.raises(SamplingError, match="cannot be used"):
        difference_interval(*four)


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(SamplingError, match="newcombe, miettinen-nurminen, wald"):
        difference_interval(1, 2, 1, 2, method="agresti")


@settings(max_examples=30)
@given(first=counts, second=counts)
def test_the_score_interval_leaves_out_zero_when_the_score_test_rejects(first, second):
    (x1, n1), (x2, n2) = first, second
    pooled = (x1 + x2) / (n1 + n2)
    assume(0 < pooled < 1)
    total = n1 + n2
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) * total / (total - 1)
    distance = abs(x1 / n1 - x2 / n2) / variance**0.5
    assume(abs(distance - norm.ppf(0.975)) > 1e-6)
    got = difference_interval(x1, n1, x2, n2, method="miettinen-nurminen")
    assert (got.low > 0 or got.high < 0) == (distance > norm.ppf(0.975))
