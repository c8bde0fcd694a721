"""Agreement of two readers: the reference figures, each scale, and the sentence for the paradox."""

import json
from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from checklists.answers import Answer
from exports.agreement import Coefficient
from sampling.errors import SamplingError
from tests.exports.agreements import MET, NOT_MET, PARADOX, line_of_table, read_twice
from workbench.audits.second_readings.agreeing import ReadTwice, agreement_lines
from workbench.audits.second_readings.agreement_sentences import Spread, chance_taken, explanation

REFERENCE = Path(__file__).parents[3] / "reference" / "statistics.json"
CASES = {case["id"]: case for case in json.loads(REFERENCE.read_text("utf-8"))["cases"]}
PARTLY, NOT_EVIDENCED, NA = Answer.PARTLY_MET, Answer.NOT_EVIDENCED, Answer.NOT_APPLICABLE
answers = st.one_of(st.none(), st.sampled_from(Answer))
pairs = st.lists(
    st.builds(
        ReadTwice, st.sampled_from(["A", "B"]), answers, answers, st.booleans(), st.booleans()
    ),
    max_size=40,
)


def standard_error(figure, quantile):
    assert figure.high < 1, "a limit that was cut at 1 says nothing of the standard error"
    return (figure.high - figure.low) / 2 / quantile


@pytest.mark.parametrize("name", ["ac1_kappa_paradox", "ac1_2x2"])
def test_ac1_and_its_interval_are_those_of_the_reference(name):
    case = CASES[name]
    cases = sum(map(sum, case["inputs"]["table"]))
    part = line_of_table("Q", case["inputs"]["table"]).met
    expected, tolerance = case["expected"], case["tolerance"]
    assert part.ac1.value == pytest.approx(expected["ac1"], abs=tolerance)
    # The reference divides by n, and Gwet's own formula, which the interval uses, by n - 1.
    error = standard_error(part.ac1, stats.t.ppf(0.975, cases - 1)) * sqrt((cases - 1) / cases)
    assert error == pytest.approx(expected["se"], abs=tolerance)
    if "kappa" in expected:
        assert part.kappa.value == pytest.approx(expected["kappa"], abs=tolerance)


def test_kappa_and_its_interval_are_those_of_the_reference():
    case = CASES["kappa_45_15_25_15"]
    kappa = line_of_table("Q", case["inputs"]["table"]).met.kappa
    assert kappa.value == pytest.approx(case["expected"]["kappa"], abs=case["tolerance"])
    error = standard_error(kappa, stats.norm.ppf(0.975))
    assert error == pytest.approx(case["expected"]["se_asymptotic"], abs=case["tolerance"])


def test_three_answers_give_the_reference_kappa():
    case = CASES["kappa_3cat"]
    line = line_of_table("Q", case["inputs"]["table"], (MET, PARTLY, NOT_MET))
    assert line.answer.kappa.value == pytest.approx(
        case["expected"]["kappa"], abs=case["tolerance"]
    )
    assert line.answer.cases == 100


def test_the_paradox_is_told_in_one_sentence_with_its_numbers():
    part = line_of_table("Q", PARADOX).met
    assert part.percent.value == pytest.approx(0.944)
    assert (part.percent.low, part.percent.high) == pytest.approx((0.8889, 0.9726), abs=1e-4)
    assert part.prevalence == pytest.approx(243 / 250)
    assert part.explanation == (
        "Kappa is only -0.02 although the readers agree on 94.4% of the cases: 97.2% of all "
        "answers are met, so kappa takes 94.5% agreement for chance, where AC1, which is 0.94, "
        "takes 5.4%. Go by the raw agreement and AC1."
    )


def test_at_95_per_cent_met_kappa_and_ac1_part_and_it_is_said_why():
    part = line_of_table("Q", ((92, 3), (3, 2))).met
    assert part.prevalence == pytest.approx(0.95)
    assert part.percent.value == pytest.approx(0.94)
    assert part.kappa.value == pytest.approx((0.94 - 0.905) / 0.095)
    assert part.ac1.value == pytest.approx((0.94 - 0.095) / 0.905)
    assert None not in (part.percent.low, part.ac1.low, part.kappa.low)
    assert part.explanation == (
        "Kappa is only 0.37 although the readers agree on 94.0% of the cases: 95.0% of all "
        "answers are met, so kappa takes 90.5% agreement for chance, where AC1, which is 0.93, "
        "takes 9.5%. Go by the raw agreement and AC1."
    )


def test_where_few_meet_it_is_their_failing_that_is_common():
    part = line_of_table("Q", ((0, 2), (5, 118))).met
    assert part.commonest == "other than met"
    assert "97.2% of all answers are other than met" in part.explanation


def test_nothing_is_explained_where_kappa_and_ac1_say_the_same():
    part = line_of_table("Q", ((48, 3), (2, 47))).met
    assert part.kappa.value == pytest.approx(part.ac1.value, abs=0.01)
    assert not part.explanation


def test_a_low_kappa_between_readers_who_do_disagree_is_not_excused():
    part = line_of_table("Q", ((30, 25), (22, 23))).met
    assert part.kappa.value < 0.2
    assert not part.explanation


@pytest.mark.parametrize(
    ("kappa", "ac1", "prevalence", "used", "start"),
    [
        (0.5, 0.61, 0.7, 2, "Kappa is only 0.50"),
        (0.5, 0.59, 0.99, 2, ""),
        (0.5, 0.9, 0.69, 2, ""),
        (0.9, 0.5, 0.9, 2, ""),
        (0.5, 0.9, 0.69, 1, "AC1 is 0.90 and kappa 0.50, because"),
    ],
)
def test_it_is_said_why_ac1_is_well_above_kappa(kappa, ac1, prevalence, used, start):
    raw, steady, low = (Coefficient(value, 0, 1, "") for value in (0.95, ac1, kappa))
    said = explanation(raw, steady, low, Spread("met", prevalence, used, 2, one_habit=False))
    assert said.startswith(start)
    assert bool(said) == bool(start)


def test_answers_that_nobody_gave_raise_ac1_and_that_is_said():
    line = line_of_table("Q", ((45, 15), (25, 15)))
    assert not line.met.explanation
    assert line.answer.explanation == (
        "AC1 is 0.55 and kappa 0.13, because AC1 reckons with all 5 answers that could be given, "
        "of which 2 were, and so takes 11.4% agreement for chance, where kappa takes 54.0%. Go by "
        "the raw agreement."
    )


def test_where_all_answers_are_alike_kappa_is_undefined_and_says_so():
    part = line_of_table("Q", ((40, 0), (0, 0))).met
    assert part.kappa.value is None
    assert "chance is certain" in part.kappa.reason
    assert (part.ac1.value, part.ac1.low, part.ac1.high) == (1, None, None)
    assert part.explanation == (
        "Kappa is undefined: both readers answered every case alike (met), so chance alone would "
        "agree as well. Go by the raw agreement, 100.0% (91.2 to 100.0), and by AC1, "
        "1.00 (no interval)."
    )


def test_where_every_case_is_agreed_on_the_raw_agreement_shows_how_sure_that_is():
    part = line_of_table("Q", ((20, 0), (0, 20))).met
    assert (part.kappa.value, part.kappa.low, part.ac1.value, part.ac1.low) == (1, None, 1, None)
    assert part.kappa.reason == "every case was agreed on alike, so there is no interval"
    assert part.explanation == (
        "AC1 and kappa are 1 and have no interval, because every case was agreed on. How sure that "
        "is shows in the raw agreement, 100.0% (91.2 to 100.0)."
    )


def test_where_one_reader_never_varies_kappa_is_exactly_nought_and_the_reason_is_true():
    part = line_of_table("Q", ((118, 5), (0, 0))).met
    assert part.kappa.value == 0
    assert part.kappa.low is None
    assert "one reader gave one answer to every case" in part.kappa.reason
    assert part.explanation.startswith("Kappa is 0 whatever the agreement, because one reader")
    assert "95.9% (90.8 to 98.3)" in part.explanation


def test_met_or_not_is_measured_where_both_found_the_question_applicable():
    given = [
        *read_twice("Q", ((10, 1), (0, 2))),
        *[ReadTwice("Q", MET, NA)] * 3,
        *[ReadTwice("Q", NA, NA)] * 4,
        *[ReadTwice("Q", PARTLY, NOT_EVIDENCED)] * 5,
    ]
    line = agreement_lines(given)[0]
    assert (line.met.agreed, line.met.cases) == (17, 18)
    assert (line.answer.agreed, line.answer.cases) == (16, 25)
    assert (line.applicable.agreed, line.applicable.cases) == (22, 25)
    assert line.differences == 9


def test_ac1_knows_that_five_answers_were_possible_though_two_were_given():
    line = line_of_table("Q", PARADOX)
    assert line.answer.kappa.value == pytest.approx(line.met.kappa.value)
    chance = (line.met.ac1.value - 0.944) / (line.met.ac1.value - 1)
    assert line.answer.ac1.value == pytest.approx((0.944 - chance / 4) / (1 - chance / 4))


def test_a_question_that_applied_to_no_case_of_both_has_no_agreement_on_met():
    line = agreement_lines([ReadTwice("Q", NA, NA)] * 5)[0]
    assert line.met.percent.value is None
    assert line.met.prevalence is None
    assert "both readers found applicable" in line.met.ac1.reason
    assert line.applicable.percent.value == 1


def test_cases_chosen_for_a_second_reading_are_differences_but_no_agreement():
    by_chance = read_twice("Q", ((20, 1), (1, 2)))
    chosen = read_twice("Q", ((0, 9), (0, 0)), settled=True, at_random=False)
    line = agreement_lines([*by_chance, *chosen])[0]
    assert (line.read_twice, line.differences, line.settled) == (33, 11, 9)
    assert line.met == agreement_lines(by_chance)[0].met
    alone = agreement_lines(chosen)[0]
    assert alone.answer.percent.value is None
    assert "drawn at random" in alone.answer.percent.reason


def test_an_agreed_answer_settles_only_a_difference():
    pairs_read = read_twice("Q", ((3, 2), (0, 1)), settled=True)
    assert agreement_lines(pairs_read)[0].settled == 2


def test_nothing_read_twice_gives_no_line():
    assert agreement_lines([]) == ()
    assert agreement_lines([ReadTwice("Q", MET, None), ReadTwice("Q", None, None)]) == ()


def test_questions_keep_their_order():
    given = [ReadTwice(name, MET, MET) for name in ("B", "A", "B", "C")]
    assert [line.id for line in agreement_lines(given)] == ["B", "A", "C"]


def test_one_case_gives_a_wide_agreement_and_no_interval_of_ac1():
    part = agreement_lines([ReadTwice("Q", MET, MET)])[0].met
    assert (part.percent.value, part.percent.low) == pytest.approx((1, 0.2065), abs=1e-4)
    assert "one case" in part.ac1.reason


def test_a_wider_confidence_gives_wider_limits():
    given = read_twice("Q", ((45, 15), (25, 15)))
    usual, wide = (agreement_lines(given, confidence=c)[0].met.ac1 for c in (0.95, 0.99))
    assert wide.low < usual.low < usual.value < usual.high < wide.high
    with pytest.raises(SamplingError, match="confidence"):
        agreement_lines(given, confidence=95)


@given(pairs)
def test_a_figure_that_is_missing_has_a_reason_and_every_other_holds_together(read):
    for line in agreement_lines(read):
        assert line.settled <= line.differences <= line.read_twice
        for _, part in line.parts:
            assert part.agreed <= part.cases <= line.read_twice
            for figure in (part.percent, part.ac1, part.kappa):
                assert_whole(figure)
            if part.cases:
                assert part.percent.value == pytest.approx(part.agreed / part.cases)
                assert 0 < part.prevalence <= 1


def assert_whole(figure):
    """Every figure is there with its limits, or a reason says why not."""
    missing = None in (figure.value, figure.low, figure.high)
    assert bool(figure.reason) == missing
    if not missing:
        assert -1 <= figure.low <= figure.value <= figure.high <= 1


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_the_cases_does_not_matter(read, shuffled):
    other = list(read)
    shuffled.shuffle(other)
    ours = {line.id: line for line in agreement_lines(read)}
    theirs = {line.id: line for line in agreement_lines(other)}
    assert ours.keys() == theirs.keys()
    for question, line in ours.items():
        assert theirs[question].differences == line.differences
        for (_, part), (_, same) in zip(line.parts, theirs[question].parts, strict=True):
            assert (part.agreed, part.cases) == (same.agreed, same.cases)
            assert part.kappa.value == pytest.approx(same.kappa.value)


@given(st.lists(st.integers(0, 60), min_size=4, max_size=4).filter(lambda four: sum(four) > 1))
def test_the_chance_a_coefficient_takes_is_that_of_its_formula(four):
    part = line_of_table("Q", ((four[0], four[1]), (four[2], four[3]))).met
    raw, n = part.percent.value, sum(four)
    if part.kappa.value not in {None, 1}:
        rows = (four[0] + four[1]) / n, (four[0] + four[2]) / n
        chance = rows[0] * rows[1] + (1 - rows[0]) * (1 - rows[1])
        assert chance_taken(raw, part.kappa.value) == pytest.approx(chance)
    if part.ac1.value != 1:
        p = part.prevalence
        assert chance_taken(raw, part.ac1.value) == pytest.approx(2 * p * (1 - p))
