import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.answers import Answer
from checklists.library import library
from checklists.questions import Indicator, Requirement
from checklists.reading import parse_checklist
from checklists.rules import Outcome
from checklists.scoring import assess, indicator_standing, refusal, tally

MET, PARTLY, NOT_MET = Answer.MET, Answer.PARTLY_MET, Answer.NOT_MET
NOT_EVIDENCED, NA = Answer.NOT_EVIDENCED, Answer.NOT_APPLICABLE
GIVEN = {"EX-01": MET, "EX-02": NOT_MET, "EX-03": MET, "EX-04": MET}
CLOSED = {"status": "closed", "suspect": "yes"}


def standings(assessment):
    return [state.standing for state in assessment.states]


def test_a_rule_that_is_false_sets_not_applicable(example):
    found = assess(example, {"EX-01": NOT_MET}, CLOSED)
    assert standings(found) == [NOT_MET, NA, NA, None]
    assert [state.by_rule for state in found.states] == [False, True, True, False]


def test_questions_wait_for_the_answer_their_rule_needs(example):
    state = assess(example, {}, {}).state("EX-02")
    assert (state.standing, state.by_rule, state.can_be_answered) == (None, False, False)
    assert state.applicability.outcome is Outcome.WAITS
    assert state.applicability.waits_for == ("EX-01",)


class TestWhenAParentAnswerChanges:
    def test_the_question_leaves_the_tally_and_its_answer_is_kept(self, example):
        before = assess(example, GIVEN, CLOSED).state("EX-02")
        after = assess(example, GIVEN | {"EX-01": NOT_MET}, CLOSED).state("EX-02")
        assert tally([before.standing]).applicable == 1
        assert tally([after.standing]).applicable == 0
        assert (after.standing, after.given, after.by_rule) == (NA, NOT_MET, True)

    def test_and_comes_back_with_its_answer_when_the_parent_does(self, example):
        again = assess(example, GIVEN | {"EX-01": PARTLY}, CLOSED).state("EX-02")
        assert (again.standing, again.by_rule) == (NOT_MET, False)

    def test_and_counts_for_nothing_while_the_parent_has_no_answer(self, example):
        without = {name: answer for name, answer in GIVEN.items() if name != "EX-01"}
        state = assess(example, without, CLOSED).state("EX-02")
        assert (state.standing, state.given, state.by_rule) == (None, NOT_MET, False)


def test_a_rule_sees_what_counts_and_not_what_was_once_given(example_text):
    chain = example_text.replace("{field: status, is: closed}", "{question: EX-02, is: met}")
    checklist = parse_checklist(chain, name="chain.yaml")
    given = {"EX-01": NOT_MET, "EX-02": MET, "EX-04": MET}
    assert standings(assess(checklist, given, CLOSED)) == [NOT_MET, NA, NA, NA]


def test_not_applicable_no_longer_counts_once_the_question_applies(example):
    undecided = assess(example, {"EX-04": NA}, {})
    decided = assess(example, {"EX-04": NA}, {"status": "closed"})
    assert undecided.state("EX-04").standing is NA
    assert (decided.state("EX-04").standing, decided.state("EX-04").given) == (None, NA)


def test_answers_to_other_checklists_are_ignored(example):
    assert assess(example, {"SUP-01": MET}, {}).unanswered == ("EX-01", "EX-02", "EX-03", "EX-04")


class TestWhatCannotBeAnswered:
    def test_not_applicable_on_a_question_for_every_case(self, example):
        message = refusal(assess(example, {}, {}).state("EX-01"), NA)
        assert message == (
            "EX-01 applies to every case. It cannot be not applicable: "
            "if the record does not show it, answer not met or not evidenced."
        )

    def test_not_applicable_where_the_rule_holds(self, example):
        message = refusal(assess(example, {}, CLOSED).state("EX-04"), NA)
        assert message is not None
        assert message.startswith("EX-04 applies when the case is closed, as here.")

    @pytest.mark.parametrize("answer", Answer)
    def test_any_answer_on_a_question_the_rule_switched_off(self, example, answer):
        message = refusal(assess(example, {"EX-01": NOT_MET}, {}).state("EX-02"), answer)
        assert message == (
            "EX-02 applies when EX-01 is met or partly met; not so here. "
            "It is set to not applicable and takes no answer."
        )

    @pytest.mark.parametrize("answer", Answer)
    def test_any_answer_on_a_question_that_waits(self, example, answer):
        message = refusal(assess(example, {}, {}).state("EX-02"), answer)
        assert message == "EX-02 depends on EX-01: answer that first."

    @pytest.mark.parametrize("answer", Answer)
    def test_but_all_five_where_the_auditor_decides(self, example, answer):
        state = assess(example, {}, {}).state("EX-04")
        assert refusal(state, answer) is None
        assert state.reason == (
            "Applies when the case is closed. The list does not say: read the case and decide."
        )


class TestTheNextQuestion:
    def test_is_the_first_at_the_start(self, example):
        assert assess(example, {}, {}).next_unanswered() == "EX-01"

    def test_passes_over_what_waits(self, example):
        assert assess(example, {}, CLOSED).next_unanswered("EX-01") == "EX-04"

    def test_passes_over_what_the_rule_switched_off(self, example):
        found = assess(example, {"EX-01": NOT_MET}, CLOSED)
        assert found.next_unanswered("EX-01") == "EX-04"

    def test_goes_round_to_the_beginning(self, example):
        assert assess(example, {"EX-04": MET}, CLOSED).next_unanswered("EX-04") == "EX-01"

    def test_is_the_same_one_when_only_that_is_left(self, example):
        found = assess(example, {"EX-01": NOT_MET}, CLOSED)
        assert found.next_unanswered("EX-04") == "EX-04"

    def test_is_none_when_the_case_is_complete(self, example):
        found = assess(example, {"EX-01": NOT_MET, "EX-04": MET}, CLOSED)
        assert found.complete
        assert found.next_unanswered("EX-04") is None


@pytest.mark.parametrize(
    ("first", "second", "standing"),
    [
        (MET, MET, MET),
        (MET, PARTLY, MET),
        (MET, NOT_MET, NOT_MET),
        (MET, NOT_EVIDENCED, NOT_MET),
        (PARTLY, None, NOT_MET),
        (NOT_MET, NA, NOT_MET),
        (NOT_MET, None, NOT_MET),
        (MET, None, None),
        (None, PARTLY, None),
        (None, NA, None),
        (MET, NA, NA),
        (NA, NA, NA),
    ],
)
def test_an_indicator_stands_as_its_questions_do(first, second, standing):
    indicator = Indicator(
        id="EX-GOOD",
        title="",
        text="",
        requires=(Requirement("EX-01"), Requirement("EX-02", (MET, PARTLY))),
        traces=(),
    )
    assert indicator_standing(indicator, {"EX-01": first, "EX-02": second}) is standing


def test_an_indicator_may_accept_not_applicable():
    indicator = Indicator("X", "", "", (Requirement("A"), Requirement("B", (MET, NA))), ())
    assert indicator_standing(indicator, {"A": MET, "B": NA}) is MET


class TestAnIndicatorWithARule:
    @pytest.fixture
    def checklist(self, example_text):
        rule = "    applies_when: {not: {question: EX-04, is: not_applicable}}\n    requires:"
        return parse_checklist(example_text.replace("    requires:", rule), name="ex.yaml")

    @pytest.mark.parametrize(
        ("status", "closure", "standing"),
        [("open", None, NA), ("closed", None, None), ("closed", NOT_EVIDENCED, NOT_MET)],
    )
    def test_counts_only_where_the_rule_holds(self, checklist, status, closure, standing):
        given = {"EX-01": NOT_MET, "EX-04": closure} if closure else {"EX-01": NOT_MET}
        found = assess(checklist, given, {"status": status, "suspect": "no"})
        assert found.indicators[0].standing is standing
        assert found.indicators[0].by_rule == (standing is NA)


def test_an_assessment_holds_its_indicators(example):
    found = assess(example, {"EX-01": MET, "EX-02": PARTLY}, {})
    assert [(state.indicator.id, state.standing) for state in found.indicators] == [
        ("EX-GOOD", MET)
    ]


def test_an_indicator_is_set_by_rule_where_nobody_answered_a_question_of_it(example_text):
    both = "{question: EX-01, is: met}\n      - {question: EX-04, is: met}"
    for requires, by_rule in (("{question: EX-04, is: met}", True), (both, False)):
        text = re.sub(
            r"requires:\n(      - .*\n)+", f"requires:\n      - {requires}\n", example_text
        )
        found = assess(parse_checklist(text, name="ex.yaml"), {"EX-01": MET}, {"status": "open"})
        assert found.state("EX-04").by_rule
        assert found.indicators[0].by_rule is by_rule


def test_a_critical_question_not_met_needs_a_note(example):
    critical, plain = example.question("EX-01"), example.question("EX-02")
    assert [critical.needs_note(answer) for answer in Answer] == [False, False, True, False, False]
    assert not any(plain.needs_note(answer) for answer in Answer)


CHECKLISTS = st.sampled_from(list(library().values()))
WRITTEN = st.sampled_from(["yes", "no", "open", "closed", "999", "", "unknown"])


@st.composite
def scored_cases(draw):
    """Draw a checklist, a case and any answers at all, allowed or not."""
    checklist = draw(CHECKLISTS)
    fields = {name: draw(WRITTEN) for name in checklist.fields}
    ids = [question.id for question in checklist.questions]
    answers = draw(st.dictionaries(st.sampled_from(ids), st.sampled_from(Answer)))
    return checklist, answers, fields


@settings(max_examples=60, deadline=None)
@given(scored_cases(), st.data())
def test_what_may_be_answered_counts_and_nothing_else_does(case, data):
    checklist, answers, fields = case
    state = data.draw(st.sampled_from(assess(checklist, answers, fields).states))
    answer = data.draw(st.sampled_from(Answer))
    after = assess(checklist, answers | {state.question.id: answer}, fields)
    counts = after.state(state.question.id).standing is answer
    assert counts is (refusal(state, answer) is None) or (state.by_rule and answer is NA)


@settings(max_examples=60, deadline=None)
@given(scored_cases())
def test_a_question_switched_off_never_counts_what_was_given(case):
    for state in assess(*case).states:
        if state.by_rule:
            assert state.standing is NA
        elif state.standing is not None:
            assert state.standing is state.given


@settings(max_examples=30, deadline=None)
@given(scored_cases(), st.data())
def test_following_the_next_question_always_completes_the_case(case, data):
    checklist, _, fields = case
    answers = {}
    at = None
    while (at := assess(checklist, answers, fields).next_unanswered(at)) is not None:
        assert at not in answers
        answers[at] = data.draw(st.sampled_from([MET, PARTLY, NOT_MET, NOT_EVIDENCED]))
    assert assess(checklist, answers, fields).complete
