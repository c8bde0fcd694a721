import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampling.baselines import Counts, PlusMinus, Target, Words
from sampling.differences import difference_interval
from sampling.errors import SamplingError
from sampling.intervals import Interval, proportion_interval
from sampling.verdicts import compare, not_comparable

SUPERVISION = Counts(24, 60)
FIVE_WORDS = {"improved", "worse", "broadly unchanged", "cannot tell", "not comparable"}
counts = st.integers(1, 300).flatmap(lambda n: st.builds(Counts, st.integers(0, n), st.just(n)))


class TestTheInspectoratesOwnComparisons:
    @pytest.mark.parametrize(
        ("now", "then", "low", "high"),
        [
            ((0.884, 0.028), (0.910, 0.018), -0.059, 0.007),
            ((0.858, 0.045), (0.899, 0.030), -0.095, 0.013),
            ((0.963, 0.032), (0.947, 0.024), -0.024, 0.056),
        ],
        ids=["all crime", "violence", "sexual offences"],
    )
    def test_crime_recording_is_broadly_unchanged(self, now, then, low, high):
        verdict = compare(PlusMinus(*now), PlusMinus(*then))
        assert verdict.word == "broadly unchanged"
        assert (verdict.low, verdict.high) == pytest.approx((low, high), abs=0.0005)


class TestTheLadder:
    def test_33_of_60_against_24_of_60_cannot_tell(self):
        verdict = compare(Counts(33, 60), SUPERVISION)
        assert verdict.word == "cannot tell"
        assert (verdict.low, verdict.high) == pytest.approx((-0.028, 0.315), abs=0.0005)

    def test_35_of_60_is_the_first_honest_improvement(self):
        assert compare(Counts(34, 60), SUPERVISION).word == "cannot tell"
        assert compare(Counts(35, 60), SUPERVISION).word == "improved"

    def test_failures_turned_round_are_worse(self):
        assert compare(Counts(25, 60), Counts(36, 60)).word == "worse"

    def test_large_audits_that_agree_are_broadly_unchanged(self):
        assert compare(Counts(700, 1000), Counts(690, 1000)).word == "broadly unchanged"

    def test_the_margin_is_a_setting(self):
        verdict = compare(Counts(700, 1000), Counts(690, 1000), unchanged_margin=0.02)
        assert verdict.word == "cannot tell"

    def test_a_small_but_certain_difference_is_a_change_within_any_margin(self):
        assert compare(Counts(7300, 10000), Counts(7000, 10000)).word == "improved"

    @settings(max_examples=100)
    @given(counts, counts)
    def test_the_word_follows_from_the_interval(self, now, then):
        verdict = compare(now, then)
        newcombe = difference_interval(now.successes, now.n, then.successes, then.n)
        assert (verdict.low, verdict.high) == pytest.approx((newcombe.low, newcombe.high))
        zero_outside = verdict.low > 0 or verdict.high < 0
        assert (verdict.word in {"improved", "worse"}) == zero_outside
        assert verdict.word in FIVE_WORDS

    @settings(max_examples=60)
    @given(counts, counts)
    def test_turning_the_two_round_turns_the_word_round(self, now, then):
        opposite = {"improved": "worse", "worse": "improved"}
        word = compare(now, then).word
        assert compare(then, now).word == opposite.get(word, word)


class TestFilesThatWouldTell:
    def test_the_number_told_tells_and_one_fewer_does_not(self):
        verdict = compare(Counts(55, 100), SUPERVISION)
        needed = verdict.files_needed
        assert verdict.more_files == needed - 100
        assert f": {needed - 100} more files" in verdict.reason
        # a whole number of files at exactly 55% that has reached the number, and one that has not
        enough, short = 20 * -(-needed // 20), 20 * ((needed - 1) // 20)
        assert compare(Counts(enough * 55 // 100, enough), SUPERVISION).word != "cannot tell"
        assert compare(Counts(short * 55 // 100, short), SUPERVISION).word == "cannot tell"

    @settings(max_examples=60, deadline=None)
    @given(counts, counts, st.integers(2, 5))
    def test_it_holds_for_any_two_counts(self, now, then, times):
        verdict = compare(now, then)
        larger = compare(Counts(now.successes * times, now.n * times), then)
        if verdict.word == "cannot tell" and verdict.files_needed is not None:
            assert verdict.files_needed > now.n
            told = now.n * times >= verdict.files_needed
            assert told == (larger.word != "cannot tell")
        elif verdict.word == "cannot tell":
            assert larger.word == "cannot tell"

    def test_no_number_can_when_the_baseline_is_too_uncertain(self):
        verdict = compare(Counts(80, 100), Counts(51, 70))
        assert (verdict.word, verdict.files_needed, verdict.more_files) == (
            "cannot tell",
            None,
            None,
        )
        assert (
            "no number of files can, because the baseline itself is that uncertain"
            in verdict.reason
        )

    def test_a_list_that_is_too_short_is_named(self):
        verdict = compare(Counts(33, 60, population=120), SUPERVISION)
        assert verdict.files_needed is None
        assert "the list holds 120" in verdict.reason

    def test_against_a_target_reading_the_whole_list_always_tells(self):
        verdict = compare(Counts(48, 60, population=72), Target(0.79), unchanged_margin=0.02)
        assert verdict.files_needed == 72
        assert "all 72 of the list" in verdict.reason

    def test_a_published_rate_needs_a_simple_sample_of_its_own(self):
        verdict = compare(PlusMinus(0.8, 0.12), PlusMinus(0.7, 0.05))
        assert verdict.files_needed > 0
        assert verdict.more_files is None
        assert "a simple sample of" in verdict.reason


class TestTargets:
    def test_a_target_is_judged_by_the_exact_interval(self):
        verdict = compare(Counts(57, 60), Target(0.8))
        exact = proportion_interval(57, 60, method="clopper-pearson")
        assert verdict.word == "improved"
        assert verdict.method == "exact"
        assert (verdict.low, verdict.high) == pytest.approx((exact.low - 0.8, exact.high - 0.8))

    def test_the_list_counts_where_its_size_is_known(self):
        assert compare(Counts(50, 60), Target(0.9)).word == "cannot tell"
        assert compare(Counts(50, 60, population=70), Target(0.9)).word == "worse"

    def test_all_met_in_ten_files_is_no_proof_of_ninety_per_cent(self):
        assert compare(Counts(10, 10), Target(0.9)).word == "cannot tell"

    def test_a_census_decides(self):
        assert compare(Counts(55, 60, population=60), Target(0.9)).word == "improved"


class TestOtherRates:
    def test_an_estimate_over_strata_is_compared_by_its_own_limits(self):
        verdict = compare(Interval(0.628, 0.55, 0.70, "korn-graubard"), SUPERVISION)
        assert (verdict.word, verdict.method) == ("improved", "mover")

    def test_a_margin_is_rescaled_to_the_confidence_asked(self):
        verdict = compare(PlusMinus(0.884, 0.028), PlusMinus(0.91, 0.018), confidence=0.99)
        half = (0.028**2 + 0.018**2) ** 0.5 * 2.5758293 / 1.9599640
        assert verdict.high - verdict.difference == pytest.approx(half)

    def test_a_published_interval_stops_at_the_ends_of_the_scale(self):
        assert PlusMinus(0.99, 0.03).interval(0.95).high == 1


class TestNotComparable:
    def test_words_are_never_given_a_number(self):
        verdict = compare(Counts(40, 60), Words("supervision was often poor"))
        assert verdict.word == "not comparable"
        assert (verdict.difference, verdict.low, verdict.high) == (None, None, None)
        assert "first measure" in verdict.reason

    def test_another_population_is_named(self):
        verdict = not_comparable("The baseline is about domestic abuse alone.")
        assert (verdict.word, verdict.reason) == (
            "not comparable",
            "The baseline is about domestic abuse alone.",
        )

    def test_nothing_read_cannot_tell_and_is_not_zero(self):
        verdict = compare(Counts(0, 0), SUPERVISION)
        assert (verdict.word, verdict.difference) == ("cannot tell", None)
        assert "No applicable case" in verdict.reason


@pytest.mark.parametrize("margin", [0, 1, 10, -0.1])
def test_a_margin_that_is_no_share_is_refused(margin):
    with pytest.raises(SamplingError, match="broadly unchanged"):
        compare(Counts(33, 60), SUPERVISION, unchanged_margin=margin)


def test_a_baseline_without_a_case_is_refused():
    with pytest.raises(SamplingError, match="nothing to compare"):
        compare(Counts(33, 60), Counts(0, 0))


@pytest.mark.parametrize(
    ("make", "values"),
    [
        (Counts, (61, 60)),
        (Counts, (0.4, 60)),
        (Counts, (24, 60, 50)),
        (PlusMinus, (88.4, 2.8)),
        (PlusMinus, (0.884, 0)),
        (Target, (90,)),
        (Target, (1.0,)),
    ],
)
def test_rates_that_cannot_be_are_refused_when_made(make, values):
    with pytest.raises(SamplingError):
        make(*values)
