"""How wide an interval will be: what Wilson gives where the expected rate can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.foreseen_widths import foreseen_half_width, foreseen_stratified_half_width
from sampling.intervals import proportion_interval


@pytest.mark.parametrize(
    ("rate", "n", "population"), [(0.5, 60, 6000), (0.7, 60, 300), (0.9, 20, 25)]
)
def test_it_is_the_half_width_of_the_interval_that_would_be_seen(
    rate: float, n: int, population: int
) -> None:
    seen = proportion_interval(round(rate * n), n, population=population)
    assert seen.estimate == pytest.approx(rate)
    assert foreseen_half_width(rate, n, population=population) == pytest.approx(seen.half_width)


def test_a_census_has_no_sampling_error() -> None:
    assert foreseen_half_width(0.7, 40, population=40) == 0
    assert foreseen_stratified_half_width(0.7, [(30, 30), (10, 10)]) == 0


@given(
    st.integers(min_value=3, max_value=5000),
    st.floats(min_value=0, max_value=1),
    st.data(),
)
def test_more_files_never_make_it_wider(population: int, rate: float, data: st.DataObject) -> None:
    n = data.draw(st.integers(min_value=1, max_value=population - 1))
    fewer = foreseen_half_width(rate, n, population=population)
    assert foreseen_half_width(rate, n + 1, population=population) <= fewer


def test_strata_read_in_proportion_are_as_good_as_a_simple_sample() -> None:
    strata = [(6000, 60), (2500, 25), (1500, 15)]
    simple = foreseen_half_width(0.7, 100, population=10_000)
    assert foreseen_stratified_half_width(0.7, strata) == pytest.approx(simple, rel=1e-3)


def test_equal_quotas_from_unequal_strata_cost_precision() -> None:
    simple = foreseen_half_width(0.7, 100, population=10_000)
    assert foreseen_stratified_half_width(0.7, [(9000, 50), (1000, 50)]) > 1.2 * simple


def test_the_variance_is_that_of_a_stratified_mean() -> None:
    # By hand: W = 0.9, 0.1; (1 - f) N/(N - 1)/n = (900 - 10)/899/10 and (100 - 40)/99/40.
    relative = 0.81 * 890 / 899 / 10 + 0.01 * 60 / 99 / 40
    n = 1 / relative
    z = 1.959963984540054
    half = z / (1 + z * z / n) * (0.7 * 0.3 / n + z * z / (4 * n * n)) ** 0.5
    assert foreseen_stratified_half_width(0.7, [(900, 10), (100, 40)]) == pytest.approx(half)


@pytest.mark.parametrize(
    "strata", [[], [(10, 11)], [(10, 0)], [(0, 0)]], ids=["none", "too many", "unread", "empty"]
)
def test_what_cannot_be_planned_is_refused(strata: list[tuple[int, int]]) -> None:
    with pytest.raises(SamplingError):
        foreseen_stratified_half_width(0.7, strata)
