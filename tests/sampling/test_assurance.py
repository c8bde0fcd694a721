import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, hypergeom

from sampling.assurance import (
    chance_of_seeing,
    sample_size_by_expected_rate,
    sample_size_for_assurance,
    sample_size_for_two_stages,
)
from sampling.errors import SamplingError


def test_discovery_is_the_rule_of_three():
    assert sample_size_for_assurance(0.05).files == 59
    assert sample_size_for_assurance(0.01).files == 299
    assert sample_size_for_assurance(0.01, distribution="poisson").files == 300


def test_93_files_and_one_failure_counted_exactly_where_the_factor_tables_say_95():
    assert sample_size_for_assurance(0.05, allowed=1).files == 93
    assert sample_size_for_assurance(0.05, allowed=1, distribution="poisson").files == 95


@given(st.floats(0.01, 0.6), st.integers(0, 8), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_the_binomial_size_is_the_first_that_proves(rate, allowed, confidence):
    size = sample_size_for_assurance(rate, allowed=allowed, confidence=confidence).files
    assert binom.cdf(allowed, size, rate) <= 1 - confidence + 1e-9
    assert binom.cdf(allowed, size - 1, rate) > 1 - confidence - 1e-9


@settings(max_examples=50)
@given(st.integers(5, 400), st.floats(0.02, 0.5), st.integers(0, 3))
def test_the_exact_size_for_a_list_is_the_first_that_proves(population, rate, allowed):
    planned = sample_size_for_assurance(
        rate, allowed=allowed, distribution="hypergeometric", population=population
    )
    failures = next(k for k in range(population + 1) if k / population >= rate - 1e-12)
    sizes = (
        n
        for n in range(allowed + 1, population + 1)
        if hypergeom.cdf(allowed, population, failures, n) <= 0.05 + 1e-12  # 1/20 is 5%
    )
    assert planned.files == next(sizes, None)


def test_a_list_needs_fewer_files_than_an_endless_one():
    endless = sample_size_for_assurance(0.05).files
    listed = sample_size_for_assurance(0.05, distribution="hypergeometric", population=100).files
    assert listed == 45 < endless


def test_more_failures_allowed_than_the_list_could_hold_proves_nothing():
    planned = sample_size_for_assurance(
        0.05, allowed=5, distribution="hypergeometric", population=100
    )
    assert not planned.possible
    assert "Even all 100 files" in planned.reason


def test_a_binomial_plan_stops_at_the_end_of_the_list():
    assert not sample_size_for_assurance(0.05, population=30).possible


def test_a_question_that_applies_to_a_quarter_needs_four_times_the_files():
    planned = sample_size_for_assurance(0.05, applicable_share=0.25)
    assert (planned.applicable, planned.files) == (59, 236)


def test_the_list_is_then_the_part_that_applies():
    planned = sample_size_for_assurance(
        0.05, distribution="hypergeometric", population=400, applicable_share=0.25
    )
    assert (planned.applicable, planned.files) == (45, 180)


def test_the_reason_says_what_is_shown():
    assert sample_size_for_assurance(0.05).reason == (
        "59 applicable files without a failure show, with 95% confidence, "
        "that less than 5% of the cases fail."
    )


class TestExpectedRate:
    def test_table_a1_of_the_audit_guide(self):
        sizes = [
            sample_size_by_expected_rate(tolerable, expected).files
            for expected, tolerable in [(0, 0.1), (0.01, 0.05), (0.02, 0.05), (0.03, 0.1)]
        ]
        assert sizes == [29, 93, 181, 61]

    def test_as_many_failures_as_tolerated_can_never_be_shown_to_be_fewer(self):
        planned = sample_size_by_expected_rate(0.05, 0.05)
        assert not planned.possible
        assert "no number of files can" in planned.reason

    def test_the_failures_allowed_are_told(self):
        assert "with at most 1 failure show" in sample_size_by_expected_rate(0.05, 0.01).reason


class TestTwoStages:
    def test_the_plan_of_jfa(self):
        planned = sample_size_for_two_stages(0.05, (2, 0))
        assert (planned.files, planned.applicable) == (188, 94)

    def test_a_bad_list_passes_no_more_often_than_promised(self):
        n, rate = sample_size_for_two_stages(0.1, (1, 1), confidence=0.9).applicable, 0.1
        passes = binom.pmf(0, n, rate) + binom.pmf(1, n, rate) * binom.cdf(1, n, rate)
        assert passes <= 0.1

    def test_a_second_stage_that_nothing_calls_for_is_refused(self):
        with pytest.raises(SamplingError, match="second stage"):
            sample_size_for_two_stages(0.05, (0, 0))


class TestChanceOfSeeing:
    def test_without_a_list_it_is_one_less_all_missed(self):
        assert chance_of_seeing(60, failure_rate=0.05) == pytest.approx(1 - 0.95**60)

    def test_on_a_list_it_is_exact(self):
        got = chance_of_seeing(10, failure_rate=0.05, population=100)
        assert got == pytest.approx(1 - hypergeom.pmf(0, 100, 5, 10))

    def test_reading_everything_sees_what_there_is(self):
        assert chance_of_seeing(100, failure_rate=0.01, population=100) == 1
        assert chance_of_seeing(100, failure_rate=0.0, population=100) == 0
        assert chance_of_seeing(0, failure_rate=0.5) == 0

    def test_more_files_than_the_list_holds_are_refused(self):
        with pytest.raises(SamplingError, match="from 0 to 100"):
            chance_of_seeing(101, failure_rate=0.01, population=100)


@pytest.mark.parametrize(
    "wrong",
    [
        {"tolerable_rate": 5},
        {"tolerable_rate": 0.05, "allowed": -1},
        {"tolerable_rate": 0.05, "distribution": "normal"},
        {"tolerable_rate": 0.05, "distribution": "hypergeometric"},
        {"tolerable_rate": 0.05, "confidence": 1},
    ],
)
def test_numbers_that_cannot_be_planned_with_are_refused(wrong):
    with pytest.raises(SamplingError):
        sample_size_for_assurance(**wrong)
