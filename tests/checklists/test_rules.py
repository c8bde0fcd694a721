import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.answers import Answer
from checklists.rules import (
    AllOf,
    Always,
    AnyOf,
    FieldIs,
    Not,
    Outcome,
    QuestionIs,
    fields_in,
    in_words,
    judge,
    questions_in,
    truth_of,
)

T, F, U = True, False, None
WRITTEN = {T: "yes", F: "no", U: ""}
AND = {(T, T): T, (T, F): F, (T, U): U, (F, T): F, (F, F): F, (F, U): F, (U, T): U, (U, F): F}
OR = {(T, T): T, (T, F): T, (T, U): T, (F, T): T, (F, F): F, (F, U): U, (U, T): T, (U, F): U}
A, B = FieldIs("a", ("yes",)), FieldIs("b", ("yes",))
OPEN = FieldIs("status", ("open",), ("open", "closed"))
PARENT = QuestionIs("EX-01", (Answer.MET, Answer.PARTLY_MET))


def value(rule, a, b=U):
    return truth_of(rule, {}, {"a": WRITTEN[a], "b": WRITTEN[b]}).value


@pytest.mark.parametrize(("a", "b"), [(a, b) for a in (T, F, U) for b in (T, F, U)])
def test_and_and_or_follow_kleenes_tables(a, b):
    assert value(AllOf((A, B)), a, b) is AND.get((a, b), U)
    assert value(AnyOf((A, B)), a, b) is OR.get((a, b), U)


def test_not_keeps_the_unknown_unknown():
    assert [value(Not(A), a) for a in (T, F, U)] == [F, T, U]


@pytest.mark.parametrize(
    ("rule", "answers", "fields", "outcome"),
    [
        (Always(), {}, {}, Outcome.APPLIES),
        (PARENT, {"EX-01": Answer.PARTLY_MET}, {}, Outcome.APPLIES),
        (PARENT, {"EX-01": Answer.NOT_MET}, {}, Outcome.DOES_NOT_APPLY),
        (PARENT, {"EX-01": Answer.NOT_APPLICABLE}, {}, Outcome.DOES_NOT_APPLY),
        (PARENT, {}, {}, Outcome.WAITS),
        (PARENT, {"EX-01": None}, {}, Outcome.WAITS),
        (A, {}, {"a": "Yes "}, Outcome.APPLIES),
        (A, {}, {"a": "no"}, Outcome.DOES_NOT_APPLY),
        (A, {}, {"a": " "}, Outcome.AUDITOR_DECIDES),
        (A, {}, {}, Outcome.AUDITOR_DECIDES),
        (AllOf((PARENT, A)), {}, {}, Outcome.WAITS),
        (AllOf((PARENT, A)), {}, {"a": "no"}, Outcome.DOES_NOT_APPLY),
        (AllOf((PARENT, A)), {"EX-01": Answer.MET}, {}, Outcome.AUDITOR_DECIDES),
        (AllOf((PARENT, A)), {"EX-01": Answer.NOT_MET}, {}, Outcome.DOES_NOT_APPLY),
    ],
)
def test_a_rule_has_one_of_four_outcomes(rule, answers, fields, outcome):
    assert judge(rule, answers, fields).outcome is outcome


def test_what_is_lacking_is_named_once_each():
    rule = AllOf((PARENT, AnyOf((PARENT, A)), Not(B)))
    found = judge(rule, {}, {})
    assert (found.waits_for, found.unknown_fields) == (("EX-01",), ("a", "b"))
    assert (questions_in(rule), fields_in(rule)) == (("EX-01",), ("a", "b"))


def test_a_decided_rule_lacks_nothing():
    found = judge(AnyOf((A, B, PARENT)), {}, {"a": "yes"})
    assert (found.waits_for, found.unknown_fields) == ((), ())


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Always(), "Applies to every case"),
        (PARENT, "Applies when EX-01 is met or partly met"),
        (FieldIs("suspect", ("yes",)), "Applies when there is a suspect"),
        (Not(FieldIs("suspect", ("yes",))), "Applies when there is no suspect"),
        (FieldIs("status", ("closed",), ("open", "closed")), "Applies when the case is closed"),
        (Not(PARENT), "Applies when EX-01 is anything but met or partly met"),
        (
            AllOf((OPEN, AnyOf((OPEN, FieldIs("suspect", ("yes",)))))),
            "Applies when the case is open, and (the case is open, or there is a suspect)",
        ),
        (
            Not(AllOf((PARENT, FieldIs("suspect", ("no",))))),
            "Applies when it is not so that (EX-01 is met or partly met, and there is no suspect)",
        ),
    ],
)
def test_a_rule_is_said_in_words(rule, words, example):
    assert in_words(rule, example) == words


NAMES = ("a", "b", "c")
LEAVES = st.builds(
    lambda name, value: FieldIs(name, (value,)),
    st.sampled_from(NAMES),
    st.sampled_from(["yes", "no"]),
) | st.sampled_from([PARENT, Always(), A, B])
RULES = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(lambda parts: AllOf(tuple(parts)), st.lists(inner, min_size=2, max_size=3))
        | st.builds(lambda parts: AnyOf(tuple(parts)), st.lists(inner, min_size=2, max_size=3))
    ),
    max_leaves=8,
)
CASES = st.fixed_dictionaries({name: st.sampled_from(["yes", "no", ""]) for name in NAMES})
ANSWERED = st.dictionaries(st.just("EX-01"), st.sampled_from(Answer), max_size=1)


@given(RULES, ANSWERED, CASES, CASES, st.sampled_from(Answer))
def test_knowing_more_never_overturns_what_was_decided(rule, answers, case, more, answer):
    decided = truth_of(rule, answers, case).value
    filled = {name: text or more[name] for name, text in case.items()}
    if decided is not None:
        assert truth_of(rule, {"EX-01": answer} | answers, filled).value is decided


@given(RULES, RULES, ANSWERED, CASES)
def test_de_morgans_laws_hold(one, other, answers, case):
    def of(rule):
        return truth_of(rule, answers, case).value

    assert of(Not(AllOf((one, other)))) is of(AnyOf((Not(one), Not(other))))
    assert of(Not(AnyOf((one, other)))) is of(AllOf((Not(one), Not(other))))


@given(RULES, ANSWERED, CASES)
def test_an_undecided_rule_says_what_it_lacks_and_only_then(rule, answers, case):
    truth = truth_of(rule, answers, case)
    assert (truth.value is None) is bool(truth.waits_for or truth.unknown_fields)


@given(RULES, CASES)
def test_a_case_with_everything_known_is_always_decided(rule, case):
    known = {name: text or "no" for name, text in case.items()}
    assert truth_of(rule, {"EX-01": Answer.MET}, known).value is not None
