import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower

from sampling.errors import SamplingError
from sampling.two_groups import effect_size, target_power, two_group_power, two_group_size

rates = st.floats(0.02, 0.98)


def test_the_change_the_inspectorate_called_unchanged_takes_two_thousand_files_each():
    assert two_group_size(0.884, 0.91) == pytest.approx(2144.3, abs=0.1)
    assert two_group_power(0.884, 0.91, 502, 971) == pytest.approx(0.344, abs=0.001)


@given(rates, rates, st.integers(5, 900), st.integers(5, 900))
def test_arcsine_power_agrees_with_statsmodels(p1, p2, n1, n2):
    theirs = NormalIndPower().power(effect_size(p1, p2), n1, 0.05, ratio=n2 / n1)
    assert two_group_power(p1, p2, n1, n2) == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize("method", ["normal", "arcsine"])
@pytest.mark.parametrize("power", [0.3, 0.8, 0.95])
def test_the_size_gives_the_power_it_was_planned_for(method, power):
    n = round(two_group_size(0.5, 0.53, power=power, method=method))
    assert two_group_power(0.5, 0.53, n, n, method=method) == pytest.approx(power, abs=0.001)


def test_equal_rates_can_never_be_told_apart():
    with pytest.raises(SamplingError, match="cannot be told apart"):
        two_group_size(0.5, 0.5)
    assert two_group_power(0.5, 0.5, 100, 100) == pytest.approx(0.05)


def test_rates_at_the_ends_have_an_answer():
    assert two_group_power(1.0, 1.0, 10, 10, method="normal") == 0
    assert two_group_power(0.0, 1.0, 10, 10, method="normal") == pytest.approx(1)


def test_power_against_a_target_is_one_sided():
    assert target_power(0.7, 100, target=0.7) == pytest.approx(0.05)


def test_the_normal_approximation_needs_equal_sizes():
    with pytest.raises(SamplingError, match="arcsine"):
        two_group_power(0.5, 0.6, 10, 20, method="normal")


def test_an_unknown_approximation_is_refused():
    with pytest.raises(SamplingError, match="normal or arcsine"):
        two_group_size(0.5, 0.6, method="exact")
