"""The warning that belongs to equal quotas from strata of unequal size."""

import pytest

from sampling.quotas import equal_quota_warning, is_equal_quota, weighting_effect
from sampling.strata import Stratum, estimate_stratified

QUOTAS = [Stratum(6000, 10, 9), Stratum(2500, 10, 6), Stratum(1200, 10, 4), Stratum(300, 10, 1)]


def test_the_warning_says_both_rates_and_the_design_effect():
    warning = equal_quota_warning(QUOTAS)
    assert (warning.unweighted, warning.weighted) == pytest.approx((0.5, 0.741))
    assert warning.design_effect == pytest.approx(4 * (0.6**2 + 0.25**2 + 0.12**2 + 0.03**2))
    for said in ("50.0%", "74.1%", "1.75", "not the rate of the force"):
        assert said in warning.words


def test_the_estimate_carries_it():
    assert estimate_stratified(QUOTAS).warning == equal_quota_warning(QUOTAS)


@pytest.mark.parametrize(
    ("strata", "is_quota"),
    [
        ([(6000, 10), (300, 10)], True),
        ([(6000, 10), (300, 9)], True),
        ([(6000, 10), (300, 10), (4, 4)], True),
        ([(6000, 60), (300, 3)], False),
        ([(1000, 10), (1000, 10)], False),
        ([(1000, 10), (1100, 10)], False),
        ([(6000, 10)], False),
        ([(232_000, 232), (135_000, 135)], False),
    ],
)
def test_only_equal_numbers_from_unequal_strata_are_quotas(strata, is_quota):
    sample = [Stratum(size, n, 0) for size, n in strata]
    assert is_equal_quota(sample) is is_quota
    assert (equal_quota_warning(sample) is not None) is is_quota


def test_proportional_samples_have_a_weighting_effect_of_1():
    assert weighting_effect([Stratum(6000, 60, 1), Stratum(300, 3, 1)]) == pytest.approx(1)
