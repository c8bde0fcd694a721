"""Wrong scores and missing files."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.errors import SamplingError
from sampling.imperfect_readings import (
    Validation,
    misclassification_adjusted_rate,
    retrieval_bounds,
)
from sampling.intervals import proportion_interval

KIND_SCORING = Validation(met=60, met_scored_met=57, not_met=40, not_met_scored_not_met=28)


def test_scores_that_are_too_kind_are_put_right_downwards():
    got = misclassification_adjusted_rate(192, 240, KIND_SCORING)
    assert got.estimate == pytest.approx((0.8 + 0.7 - 1) / (0.95 + 0.7 - 1))
    assert got.low < got.estimate < got.high < 0.9


def test_a_perfect_scoring_of_many_files_is_near_the_plain_interval():
    perfect = Validation(10_000, 10_000, 10_000, 10_000)
    got = misclassification_adjusted_rate(181, 240, perfect)
    plain = proportion_interval(181, 240)
    assert got.estimate == pytest.approx(plain.estimate)
    assert (got.low, got.high) == pytest.approx((plain.low, plain.high), abs=2e-3)


def test_a_small_validation_widens_the_interval():
    small = misclassification_adjusted_rate(192, 240, Validation(20, 19, 10, 7))
    large = misclassification_adjusted_rate(192, 240, Validation(2000, 1900, 1000, 700))
    assert small.high - small.low > large.high - large.low


@given(st.integers(1, 200), st.data())
def test_exchanging_met_and_not_met_is_the_mirror(n, data):
    x = data.draw(st.integers(0, n))
    mirror = Validation(40, 28, 60, 57)
    got = misclassification_adjusted_rate(x, n, KIND_SCORING)
    other = misclassification_adjusted_rate(n - x, n, mirror)
    assert got.estimate == pytest.approx(1 - other.estimate)
    assert got.low == pytest.approx(1 - other.high)
    assert 0 <= got.low <= got.estimate <= got.high <= 1


def test_it_covers_the_truth_as_often_as_it_says():
    """2,000 seeded audits: a true rate of 75%, scored with 90% and 85% reliability."""
    random = np.random.default_rng(20221122)
    scored = random.binomial(240, 0.75 * 0.9 + 0.25 * 0.15, 2000)
    met, not_met = random.binomial(60, 0.9, 2000), random.binomial(40, 0.85, 2000)
    answers = [
        misclassification_adjusted_rate(int(x), 240, Validation(60, int(a), 40, int(b)))
        for x, a, b in zip(scored, met, not_met, strict=True)
    ]
    covered = sum(answer.low <= 0.75 <= answer.high for answer in answers) / 2000
    assert 0.94 < covered < 0.97


def test_no_file_scored_is_no_estimate():
    assert misclassification_adjusted_rate(0, 0, KIND_SCORING).estimate is None


def test_scoring_no_better_than_chance_is_refused():
    with pytest.raises(SamplingError, match="nothing about the truth"):
        misclassification_adjusted_rate(5, 10, Validation(10, 5, 10, 5))


@pytest.mark.parametrize("counts", [(0, 0, 5, 4), (5, 6, 5, 4), (5, 4, 5, -1)])
def test_a_validation_that_cannot_be_is_refused(counts):
    with pytest.raises(SamplingError):
        Validation(*counts)


def test_missing_files_are_counted_both_ways():
    got = retrieval_bounds(45, 55, 5, population=900)
    assert got.all_failed == proportion_interval(45, 60, population=900)
    assert got.all_complied == proportion_interval(50, 60, population=900)
    assert (got.low, got.high) == (got.all_failed.low, got.all_complied.high)
    assert float(got.missing_share) == pytest.approx(1 / 12)


def test_without_a_missing_file_the_bounds_are_the_interval():
    got = retrieval_bounds(45, 60, 0)
    plain = proportion_interval(45, 60)
    assert (got.low, got.high) == (plain.low, plain.high)


def test_nothing_drawn_is_no_bound():
    assert retrieval_bounds(0, 0, 0).low is None


@pytest.mark.parametrize(
    ("counts", "population"), [((5, 4, 1), None), ((3, 4, -1), None), ((8, 9, 2), 10)]
)
def test_missing_files_that_cannot_be_are_refused(counts, population):
    with pytest.raises(SamplingError):
        retrieval_bounds(*counts, population=population)
