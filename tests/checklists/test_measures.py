import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.answers import Answer
from checklists.faults import ChecklistFaults
from checklists.library import library
from checklists.measures import (
    Limit,
    Measure,
    MeasureRefused,
    Timed,
    TimeSummary,
    derive,
    read_time,
    time_summary,
)
from checklists.reading import parse_checklist
from checklists.settings import Setting, settle

DAY = Measure("time from report to record", "hours", (Limit(Decimal(24)),))
BY_GRADE = Measure(
    "time to arrival",
    "minutes",
    (Limit(Decimal(15), "immediate"), Limit(Decimal(60), "priority")),
    "grade",
    ("immediate", "priority", "scheduled"),
)
TIMES = st.decimals(0, 10_000, places=2)


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("0", Answer.MET),
        (" 23.5 ", Answer.MET),
        ("24", Answer.MET),
        (Decimal("24.01"), Answer.NOT_MET),
        ("99", Answer.NOT_MET),
    ],
)
def test_a_time_within_the_standard_is_met_and_any_other_is_not(value, answer):
    assert derive(DAY, value) is answer


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "No number: write hours in digits, as 36 or 1.5."),
        ("soon", "'soon' is not a number: write hours in digits"),
        ("1,5", "'1,5' is not a number"),
        ("1e3", "'1e3' is not a number"),
        ("NaN", "'NaN' is not a number"),
        (Decimal("Infinity"), "'Infinity' is not a number"),
        ("٣", "is not a number"),
        ("-2", "-2 hours is below 0: check which time came first."),
    ],
)
def test_what_is_no_time_is_refused_in_plain_words(value, words):
    with pytest.raises(MeasureRefused) as caught:
        derive(DAY, value)
    assert words in str(caught.value)


class TestAStandardThatDependsOnTheCase:
    @pytest.mark.parametrize(
        ("grade", "answer"),
        [("immediate", Answer.NOT_MET), ("Priority", Answer.MET)],
    )
    def test_is_the_one_of_the_cases_field(self, grade, answer):
        assert derive(BY_GRADE, "20", {"grade": grade}) is answer

    @pytest.mark.parametrize("fields", [{}, {"grade": ""}, {"grade": "scheduled"}])
    def test_leaves_the_answer_to_the_auditor_where_none_holds(self, fields):
        assert BY_GRADE.within(fields) is None
        with pytest.raises(MeasureRefused, match=r"which standard holds for this case \(grade\)"):
            derive(BY_GRADE, "20", fields)


@given(TIMES, TIMES)
def test_less_time_never_makes_a_case_worse(one, other):
    if derive(DAY, max(one, other)) is Answer.MET:
        assert derive(DAY, min(one, other)) is Answer.MET


@given(TIMES)
def test_a_number_is_kept_as_it_was_typed(time):
    assert str(read_time(DAY, str(time))) == str(time)


class TestASummaryOfTimes:
    def test_of_known_times(self):
        found = time_summary(Timed(Decimal(n), Decimal(24)) for n in (2, 10, 24, 30, 100))
        assert found == TimeSummary(5, 3, Decimal(24), Decimal(72), Decimal(100))
        assert found.share == 3 / 5

    def test_of_one_case(self):
        assert time_summary([Timed(Decimal(3), Decimal(1))]).ninetieth == 3

    def test_of_no_case_has_no_figures(self):
        found = time_summary([])
        assert (found.count, found.share, found.median, found.ninetieth) == (0, None, None, None)

    def test_holds_each_case_to_its_own_standard(self):
        cases = [Timed(Decimal(20), Decimal(15)), Timed(Decimal(20), Decimal(60))]
        assert time_summary(cases).within == 1

    @given(st.lists(TIMES, min_size=2))
    def test_agrees_with_an_independent_computation(self, times):
        found = time_summary(Timed(time, Decimal(24)) for time in times)
        tenths = statistics.quantiles(times, n=10, method="inclusive")
        assert float(found.median) == pytest.approx(float(statistics.median(times)))
        assert float(found.ninetieth) == pytest.approx(float(tenths[8]))
        assert found.longest == max(times)

    @given(st.lists(TIMES))
    def test_counts_as_within_what_derives_to_met(self, times):
        found = time_summary(Timed(time, Decimal(24)) for time in times)
        assert found.within == sum(derive(DAY, time) is Answer.MET for time in times)


MEASURE = """    text: Is it early?
    measure:
      of: time to the plan
      unit: hours
      within: 24
"""
BY_FIELD = MEASURE.replace("24", "{field: status, open: 24, closed: plan_time}")
DECLARED = """
parameters:
  plan_time:
    words: the time to the plan
    unit: hours
    default: 48

fields:"""


def with_measure(text, measure):
    return text.replace("    text: Is it early?\n", measure).replace("\nfields:", DECLARED, 1)


class TestAMeasureInAFile:
    def test_has_a_number_or_a_parameter(self, example_text):
        plain = parse_checklist(with_measure(example_text, MEASURE), name="")
        named = parse_checklist(
            with_measure(example_text, MEASURE.replace("24", "plan_time")), name=""
        )
        assert plain.question("EX-02").measure == Measure(
            "time to the plan", "hours", (Limit(Decimal(24)),)
        )
        assert named.question("EX-02").measure.within() == 48
        ours = settle(named, {"plan_time": Setting("12")})
        assert ours.question("EX-02").measure.within() == 12

    def test_may_have_a_standard_for_each_value_of_a_field(self, example_text):
        found = parse_checklist(with_measure(example_text, BY_FIELD), name="")
        measure = found.question("EX-02").measure
        assert [measure.within({"status": value}) for value in ("open", "closed")] == [24, 48]

    def test_is_left_out_where_the_question_is_no_time(self, example):
        assert all(question.measure is None for question in example.questions)

    @pytest.mark.parametrize(
        ("right", "wrong", "problem"),
        [
            ("unit: hours", "unit: weeks", "has the unit `weeks`"),
            ("unit: hours", "unit: days", "`plan_time` differ in their unit"),
            ("closed: plan_time", "closed: plan", "standard `plan`, which is no parameter"),
            ("closed: plan_time", "shut: 2", "unknown key `shut`"),
            ("{field: status,", "{field: state,", "case field `state`, which is not declared"),
            ("{field: status,", "{", "no field to choose by"),
            ("of: time to the plan", "off: x", "unknown key `off`"),
        ],
    )
    def test_is_refused_with_the_line_of_the_fault(self, example_text, right, wrong, problem):
        text = with_measure(example_text, BY_FIELD)
        at = text.index(right, text.index("measure:"))
        with pytest.raises(ChecklistFaults) as caught:
            parse_checklist(text[:at] + wrong + text[at + len(right) :], name="ex.yaml")
        lines = {f.line for f in caught.value.faults if problem in f.problem}
        first = text[:at].count("\n") + 1
        assert lines <= {first, first + 1}
        assert lines


MEASURED = [
    (checklist, question)
    for checklist in library().values()
    for question in checklist.questions
    if question.measure
]


def test_the_questions_about_time_are_measured():
    assert {question.id for _, question in MEASURED} >= {
        *("BAIL-06", "DIG-03", "DIG-04", "OCSE-04", "PLAN-02", "REC-04", "RESP-01", "SUP-02"),
        *("SUP-03", "THRIVE-18", "VCOP-02", "VCOP-05", "VCOP-07", "VCOP-10"),
    }


@pytest.mark.parametrize(("checklist", "question"), MEASURED, ids=[q.id for _, q in MEASURED])
def test_a_measured_question_says_its_standard_in_words(checklist, question):
    measure = question.measure
    said = f"{question.text} {question.guidance.met}"
    by_value = {Decimal(p.value): p for p in checklist.parameters if p.unit == measure.unit}
    assert measure.limits
    for limit in measure.limits:
        assert by_value[limit.within].said in said
