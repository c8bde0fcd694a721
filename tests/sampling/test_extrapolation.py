"""From rates to numbers of cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.extrapolation import CountEstimate, extrapolate_count, project_to_population
from sampling.intervals import proportion_interval

STAFFORDSHIRE_2021_22 = 69_758  # recorded crime without fraud, Home Office outcomes data
PUBLISHED = {"rate": 0.884, "low": 0.856, "high": 0.912}


@pytest.mark.parametrize("recorded", [66_461, 69_813, STAFFORDSHIRE_2021_22])
def test_more_than_8900_unrecorded_crimes_lies_in_the_result(recorded):
    """66,461 in the year to September 2021, 69,813 in 2021; the audit's own year is not stated."""
    got = extrapolate_count(recorded, **PUBLISHED)
    assert got.low < 8_900 < got.high
    assert got.estimate == pytest.approx(8_900, rel=0.03)


def test_the_formula_divides_by_the_rate():
    got = extrapolate_count(STAFFORDSHIRE_2021_22, **PUBLISHED)
    assert got.estimate == pytest.approx(69_758 * 0.116 / 0.884)
    assert (round(got.low), round(got.high)) == (6731, 11735)


def test_west_midlands_fits_only_with_that_formula():
    """16.2% of all crime and 38,800 in number: R(1 - r)/r asks for 200,706 recorded crimes."""
    got = extrapolate_count(200_706, rate=0.838, low=0.81, high=0.86)
    assert got.estimate == pytest.approx(38_800, abs=1)


@given(
    st.integers(0, 10**6),
    st.tuples(*[st.floats(0.001, 1)] * 3).map(sorted),
)
def test_recorded_and_unrecorded_make_up_the_whole(recorded, shares):
    low, rate, high = shares
    got = extrapolate_count(recorded, rate=rate, low=low, high=high)
    assert (recorded + got.estimate) * rate == pytest.approx(recorded)
    assert got.low <= got.estimate <= got.high


def test_a_lower_limit_of_0_bounds_nothing_from_above():
    assert extrapolate_count(100, rate=0.5, low=0, high=0.9).high is None


@pytest.mark.parametrize(
    ("recorded", "rates"),
    [
        (-1, PUBLISHED),
        (10.5, PUBLISHED),
        (100, {"rate": 0, "low": 0, "high": 0.1}),
        (100, {"rate": 0.9, "low": 0.91, "high": 0.95}),
        (100, {"rate": 88.4, "low": 85.6, "high": 91.2}),
    ],
)
def test_what_says_nothing_is_refused(recorded, rates):
    with pytest.raises(SamplingError):
        extrapolate_count(recorded, **rates)


def test_a_rate_is_projected_to_the_list_with_its_limits():
    rate = proportion_interval(181, 240, method="hypergeometric", population=4658)
    got = project_to_population(rate, 4658)
    assert got.estimate == pytest.approx(181 / 240 * 4658)
    assert (got.low, got.high) == (pytest.approx(3243), pytest.approx(3754))


def test_no_rate_is_no_number():
    none = proportion_interval(0, 0)
    assert project_to_population(none, 100) == CountEstimate(None, None, None)
    with pytest.raises(SamplingError, match="population"):
        project_to_population(none, 0)
