import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from sampling.baselines import Counts, PlusMinus, Target
from sampling.errors import SamplingError
from sampling.power import power_to_detect, provable_limits, sample_size_to_detect
from sampling.verdicts import compare

SUPERVISION = Counts(24, 60)
OPPORTUNITIES = Counts(51, 70)


@pytest.mark.parametrize(
    ("baseline", "true_rate", "files"),
    [
        (SUPERVISION, 0.60, 96),
        (SUPERVISION, 0.70, 25),
        (SUPERVISION, 0.80, 11),
        (OPPORTUNITIES, 0.85, 245),
        (OPPORTUNITIES, 0.90, 56),
        (OPPORTUNITIES, 0.95, 26),
        # 559 is the first size with four chances in five; a search in steps of 20 lands on 580
        (SUPERVISION, 0.55, 559),
    ],
)
def test_files_for_a_proven_gain(baseline, true_rate, files):
    assert sample_size_to_detect(true_rate, baseline).files == files


def test_no_size_can_show_a_true_80_per_cent_to_beat_51_of_70():
    planned = sample_size_to_detect(0.80, OPPORTUNITIES)
    assert not planned.possible
    assert "61.5% to 81.9%" in planned.reason
    assert "the baseline itself is that uncertain" in planned.reason


def test_one_supervisor_and_three():
    assert power_to_detect(0.7, 10, SUPERVISION) == pytest.approx(0.38, abs=0.005)
    assert power_to_detect(0.7, 30, SUPERVISION) == pytest.approx(0.84, abs=0.005)


baselines = st.one_of(
    st.integers(1, 120).flatmap(lambda n: st.builds(Counts, st.integers(0, n), st.just(n))),
    st.builds(PlusMinus, st.floats(0.2, 0.9), st.floats(0.01, 0.15)),
    st.builds(Target, st.floats(0.05, 0.95)),
)


@settings(max_examples=60, deadline=None)
@given(baselines, st.floats(0.01, 0.99), st.integers(1, 80))
def test_power_is_the_chance_of_the_verdict_summed_count_by_count(baseline, true_rate, n):
    wanted = "improved" if true_rate >= baseline.rate else "worse"
    expected = sum(
        binom.pmf(x, n, true_rate)
        for x in range(n + 1)
        if compare(Counts(x, n), baseline).word == wanted
    )
    assert power_to_detect(true_rate, n, baseline) == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(baselines, st.floats(0.02, 0.98))
def test_the_size_is_the_first_that_reaches_the_power(baseline, true_rate):
    planned = sample_size_to_detect(true_rate, baseline, population=400)
    if planned.files is not None:
        assert power_to_detect(true_rate, planned.files, baseline) >= 0.8
    for n in range(1, planned.files or 40):
        assert power_to_detect(true_rate, n, baseline) < 0.8


def test_a_worsening_is_planned_as_the_mirror_of_a_gain():
    worse = sample_size_to_detect(0.4, Counts(36, 60))
    better = sample_size_to_detect(0.6, Counts(24, 60))
    assert worse.files == better.files


def test_no_change_from_a_target_cannot_be_shown():
    planned = sample_size_to_detect(0.9, Target(0.9))
    assert not planned.possible
    assert "no change to show" in planned.reason


def test_a_target_needs_fewer_files_than_a_baseline_of_sixty():
    assert (
        sample_size_to_detect(0.6, Target(0.4)).files
        < sample_size_to_detect(0.6, SUPERVISION).files
    )


def test_a_list_too_short_says_so():
    planned = sample_size_to_detect(0.6, SUPERVISION, population=90)
    assert not planned.possible
    assert "90 applicable files" in planned.reason


def test_a_question_that_applies_to_half_doubles_the_files():
    planned = sample_size_to_detect(0.7, SUPERVISION, applicable_share=0.5)
    assert (planned.applicable, planned.files) == (25, 50)


def test_a_gain_just_beyond_the_limits_takes_more_files_than_anyone_will_read():
    limit = provable_limits(SUPERVISION).high
    planned = sample_size_to_detect(limit + 1e-4, SUPERVISION)
    assert not planned.possible
    assert "More than 100,000" in planned.reason
    of_a_long_list = sample_size_to_detect(limit + 1e-4, SUPERVISION, population=5_000_000)
    assert of_a_long_list == planned


def test_more_power_and_more_confidence_cost_files():
    plain = sample_size_to_detect(0.7, SUPERVISION).files
    assert sample_size_to_detect(0.7, SUPERVISION, power=0.9).files > plain
    assert sample_size_to_detect(0.7, SUPERVISION, confidence=0.99).files > plain


@pytest.mark.parametrize(("true_rate", "n"), [(70, 10), (0.7, 0), (0.7, 2.5)])
def test_numbers_that_cannot_be_planned_with_are_refused(true_rate, n):
    with pytest.raises(SamplingError):
        power_to_detect(true_rate, n, SUPERVISION)


def test_a_baseline_without_a_case_is_refused():
    with pytest.raises(SamplingError, match="applicable case"):
        sample_size_to_detect(0.7, Counts(0, 0))
