import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.intervals import proportion_interval
from sampling.planned_sizes import files_to_draw
from sampling.precision import sample_size_for_precision, sample_size_for_strata


@pytest.mark.parametrize(
    ("half_width", "rate", "population", "files"),
    [(0.05, 0.5, None, 385), (0.05, 0.5, 1000, 278), (0.1, 0.5, 60, 37), (0.03, 0.9, None, 385)],
)
def test_textbook_sizes(half_width, rate, population, files):
    got = sample_size_for_precision(half_width, expected_rate=rate, population=population)
    assert got.files == files


@given(
    st.floats(0.01, 0.4),
    st.floats(0.02, 0.98),
    st.sampled_from([None, 5000]),
)
def test_the_size_keeps_its_promise_and_one_file_fewer_does_not(half_width, rate, population):
    files = sample_size_for_precision(
        half_width, expected_rate=rate, population=population, method="wilson"
    ).files

    def width(n):
        z = 1.959963984540054
        n_eff = n if population is None else n * (population - 1) / (population - n)
        half = z * (rate * (1 - rate) / n_eff + z * z / (4 * n_eff**2)) ** 0.5
        return half / (1 + z * z / n_eff)

    assert width(files) <= half_width + 1e-9
    if files > 1:
        assert width(files - 1) > half_width - 1e-9


def test_the_wilson_plan_is_what_the_wilson_interval_gives():
    files = sample_size_for_precision(0.03, expected_rate=0.9, method="wilson").files
    assert proportion_interval(round(0.9 * files), files).half_width <= 0.0301


def test_a_short_list_is_never_read_more_than_once():
    assert sample_size_for_precision(0.001, population=50).files == 50


def test_half_of_the_scale_is_known_before_reading():
    assert sample_size_for_precision(0.6, expected_rate=0.9, method="wilson").files == 1


def test_a_question_that_applies_to_a_third_needs_three_times_the_files():
    got = sample_size_for_precision(0.1, applicable_share=1 / 3)
    assert (got.applicable, got.files) == (97, 291)
    assert "97 applicable files" in got.reason


def test_the_correction_is_for_the_cases_the_question_applies_to():
    got = sample_size_for_precision(0.1, population=300, applicable_share=0.2)
    alone = sample_size_for_precision(0.1, population=60)
    assert got.applicable == alone.files
    assert got.files == 5 * alone.files


def test_drawing_the_expected_number_is_enough_half_of_the_time_only():
    assert files_to_draw(60, applicable_share=0.5, chance=0.5) == 120
    assert files_to_draw(60, applicable_share=0.5) == 134
    assert files_to_draw(60, applicable_share=1) == 60


@given(st.integers(1, 300), st.floats(0.05, 1), st.floats(0.5, 0.99))
def test_files_to_draw_is_the_first_number_that_is_sure_enough(applicable, share, chance):
    from scipy.stats import binom

    files = files_to_draw(applicable, applicable_share=share, chance=chance)
    assert binom.sf(applicable - 1, files, share) >= chance - 1e-9
    if files > applicable:
        assert binom.sf(applicable - 1, files - 1, share) < chance + 1e-9


POPULATIONS = {"a": 30000, "b": 3000, "c": 44000}
RATES = {"a": 0.86, "b": 0.96, "c": 0.9}


class TestStrata:
    def test_neyman_never_needs_more_than_proportional(self):
        proportional, neyman = (
            sample_size_for_strata(0.03, POPULATIONS, RATES, allocation=rule)
            for rule in ("proportional", "neyman")
        )
        assert neyman <= proportional

    def test_one_stratum_is_a_simple_sample(self):
        one = sample_size_for_strata(0.05, {"all": 100_000}, {"all": 0.5})
        assert one == sample_size_for_precision(0.05, population=100_000).files

    def test_the_weighted_rate_is_then_as_precise_as_promised(self):
        total = sample_size_for_strata(0.03, POPULATIONS, RATES)
        whole = sum(POPULATIONS.values())
        variance = 0.0
        for name, held in POPULATIONS.items():
            n, p = total * held / whole, RATES[name]
            variance += (held / whole) ** 2 * (1 - n / held) * p * (1 - p) / n
        assert 1.96 * variance**0.5 == pytest.approx(0.03, abs=2e-4)

    def test_rates_for_other_strata_are_refused(self):
        with pytest.raises(SamplingError, match="do not fit"):
            sample_size_for_strata(0.03, POPULATIONS, {"a": 0.5})

    def test_an_unknown_allocation_is_refused(self):
        with pytest.raises(SamplingError, match="proportional or neyman"):
            sample_size_for_strata(0.03, POPULATIONS, RATES, allocation="equal")


@pytest.mark.parametrize(
    "wrong",
    [
        {"half_width": 0},
        {"half_width": 5},
        {"half_width": 0.05, "expected_rate": 1},
        {"half_width": 0.05, "population": 0},
        {"half_width": 0.05, "confidence": 95},
        {"half_width": 0.05, "applicable_share": 0},
        {"half_width": 0.05, "method": "guess"},
    ],
)
def test_numbers_that_cannot_be_planned_with_are_refused(wrong):
    half_width = wrong.pop("half_width")
    with pytest.raises(SamplingError):
        sample_size_for_precision(half_width, **wrong)
