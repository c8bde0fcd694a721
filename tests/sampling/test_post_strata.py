"""A simple sample weighted to known totals."""

import numpy as np
import pytest

from sampling.errors import SamplingError
from sampling.post_strata import post_stratified_moments, post_stratify
from sampling.strata import Stratum

KINDS = [Stratum(4000, 110, 88), Stratum(1500, 60, 30), Stratum(500, 30, 6)]


def test_the_estimate_weights_each_kind_to_its_size():
    expected = (4000 * 0.8 + 1500 * 0.5 + 500 * 0.2) / 6000
    assert post_stratify(KINDS).estimate == pytest.approx(expected)


def test_the_variance_is_that_of_the_weighted_residuals_case_by_case():
    """R's postStratify: residuals from the kind's share, each at its new weight."""
    residuals = []
    for kind in KINDS:
        scores = np.repeat([1.0, 0.0], [kind.successes, kind.sampled - kind.successes])
        residuals.extend((scores - scores.mean()) * kind.population / kind.sampled)
    n, population = len(residuals), 6000
    expected = (1 - n / population) * n * np.var(residuals, ddof=1) / population**2
    assert post_stratified_moments(KINDS).variance == pytest.approx(expected)


def test_weights_help_where_kinds_differ():
    assert post_stratify(KINDS).design_effect < 1


def test_one_kind_is_the_simple_sample():
    got = post_stratify([Stratum(4658, 240, 181)])
    assert got.design_effect == pytest.approx(1)
    assert got.degrees_of_freedom == 239


def test_all_met_is_exact_and_a_census_certain():
    assert post_stratify([Stratum(900, 10, 10), Stratum(100, 40, 40)]).method == "exact"
    assert post_stratify([Stratum(9, 9, 5), Stratum(4, 4, 4)]).method == "census"


@pytest.mark.parametrize(
    ("kinds", "settings"),
    [([], {}), ([Stratum(9, 0, 0)], {}), (KINDS, {"method": "wilson"})],
)
def test_what_cannot_be_weighted_is_refused(kinds, settings):
    with pytest.raises(SamplingError):
        post_stratify(kinds, **settings)
