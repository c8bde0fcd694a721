"""Rates in lines and in words: every number beside its limits and its count, and none invented."""

from dataclasses import replace

import pytest

from exports.report import AnswerPart, CasePart, RateLine
from tests.exports.reports import small_report
from workbench.widgets.case_answer_rows import case_answer_rows
from workbench.widgets.rate_details import detail_lines
from workbench.widgets.rate_rows import counts_words, group_rows, rate_rows

RATE = RateLine(
    id="SUP-01",
    checklist="SUP",
    text="Is any supervision of the investigation recorded?",
    critical=True,
    traces=("R5a",),
    met=53,
    partly_met=2,
    not_met=4,
    not_evidenced=1,
    not_applicable=7,
    unanswered=3,
    rate=53 / 60,
    low=0.78,
    high=0.95,
    method="Wilson with finite population correction",
    hmicfrs_half_width=0.081,
    lenient_rate=55 / 60,
)
NO_CASE = replace(
    RATE, id="SUP-02", met=0, partly_met=0, not_met=0, not_evidenced=0, rate=None, low=None,
    high=None, hmicfrs_half_width=None, lenient_rate=None, unanswered=0,
)  # fmt: skip
FEW = replace(RATE, id="SUP-03", met=5, partly_met=0, not_met=3, not_evidenced=0, rate=5 / 8)
WEIGHTED = replace(RATE, id="SUP-04", weighted=True)
WAITING = replace(WEIGHTED, rate=None, low=None, high=None, method="none yet of Roads")


def line_of(key: str, width: int = 76) -> str:
    rows = rate_rows([RATE, NO_CASE, FEW], [replace(RATE, id="SUP-ALL")], width)
    return next(row.text for row in rows if row.key == key)


@pytest.mark.parametrize("width", [56, 76, 116, 196])
def test_every_line_fits_its_width(width: int) -> None:
    rows = rate_rows([RATE, NO_CASE, FEW], [replace(RATE, id="SUP-ALL")], width)
    assert max(len(row.text) for row in rows) <= width


def test_a_line_has_the_question_the_interval_drawn_the_rate_its_limits_and_its_count() -> None:
    said = line_of("question:SUP-01")
    assert said.startswith("SUP-01 Is any")
    assert "├─●┤" in said
    assert said.endswith(" 88.3%  78.0 to 95.0   53/60")


def test_the_forest_lines_and_the_numbers_stand_below_their_headings() -> None:
    heading, *lines = [row.text for row in rate_rows([RATE, FEW], [], 76)]
    assert heading.index("rate") + len("rate") == lines[0].index("88.3%") + len("88.3%")
    assert all(len(line) == len(heading) for line in lines)


def test_the_headings_are_whole_where_there_are_no_counts_yet() -> None:
    heading, line = rate_rows([NO_CASE], [], 76)
    assert heading.text.endswith(" met/n")
    assert len(line.text) == len(heading.text) <= 76


def test_no_applicable_case_is_said_and_is_never_a_number() -> None:
    said = line_of("question:SUP-02")
    assert "no applicable case" in said
    assert "%" not in said


@pytest.mark.parametrize(
    ("not_applicable", "words"), [(0, "nothing answered yet"), (2, "no applicable case yet")]
)
def test_while_cases_are_open_it_is_not_said_that_none_is_applicable(
    not_applicable: int, words: str
) -> None:
    line = replace(NO_CASE, not_applicable=not_applicable, unanswered=3)
    assert f" {words} " in rate_rows([line], [], 76)[1].text


def test_a_design_that_has_no_rate_yet_says_so() -> None:
    said = rate_rows([WAITING], [], 76)[1].text
    assert "no rate yet" in said
    assert "%" not in said


def test_a_rate_of_few_cases_is_marked_in_words() -> None:
    assert line_of("question:SUP-03").endswith("few 5/8")
    assert counts_words(replace(FEW, met=7)) == "7/10"


def test_not_applicable_and_open_counts_are_shown_where_there_is_room() -> None:
    assert rate_rows([RATE], [], 116)[0].text.split()[-2:] == ["n/a", "open"]
    assert line_of("question:SUP-01", 116).split()[-2:] == ["7", "3"]
    assert "open" not in rate_rows([RATE], [], 76)[0].text


def test_indicators_have_a_block_of_their_own() -> None:
    rows = rate_rows([RATE], [replace(RATE, id="SUP-ALL")], 76)
    assert [row.key for row in rows] == [None, "question:SUP-01", None, "indicator:SUP-ALL"]
    assert "Indicators" in rows[2].text


def test_a_line_can_be_drawn_with_plain_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ASCII", "1")
    assert "|-o|" in line_of("question:SUP-01")


def test_groups_are_named_and_keep_their_order() -> None:
    rows = group_rows({"East": RATE, "(blank)": NO_CASE}, 76)
    assert [row.key for row in rows] == [None, "East", "(blank)"]
    assert rows[1].text.strip().startswith("East")


def details(line: RateLine) -> str:
    return " ".join(" ".join(detail_lines(line, small_report(), 76)).split())


def test_the_details_give_every_count() -> None:
    said = details(RATE)
    assert "53 met, 2 partly met, 4 not met, 1 not evidenced; 7 not applicable, 3 open" in said


def test_the_details_give_both_rates_the_limits_their_method_and_the_inspectorates_style() -> None:
    said = details(RATE)
    assert "88.3% strict: 53 of 60 applicable cases met; 91.7% with partly met as met" in said
    assert "78.0% to 95.0%, at 95%: Wilson with finite population correction" in said
    assert "88.3% ± 8.1" in said


def test_the_details_name_the_population_and_what_the_question_serves() -> None:
    said = details(RATE)
    assert "4,658 cases" in said
    assert "R5a, sub-clause: The investigation is actively supervised" in said


def test_the_details_say_when_a_rate_is_weighted_or_stands_on_few_cases() -> None:
    assert "each weighted by the design" in details(WEIGHTED)
    assert "Few cases: quote it with its limits" in details(FEW)


def test_the_details_of_no_rate_have_no_limits_and_say_why() -> None:
    assert "Limits" not in details(NO_CASE)
    assert "no applicable case" in details(NO_CASE)
    assert "no rate yet: none yet of Roads" in details(WAITING)


def case(order: int, answer: str, *, note: str = "", by_rule: bool = False) -> CasePart:
    part = AnswerPart(question="SUP-01", answer=answer, by_rule=by_rule, note=note, flagged=False)
    return CasePart(
        order=order,
        reference=f"21/{order:05}/26",
        stratum="",
        fields={},
        auditor="pat",
        complete=True,
        active_minutes=5,
        answers=(part,),
    )


def test_the_cases_behind_a_number_come_with_those_not_met_first() -> None:
    cases = [
        case(1, "met"),
        case(2, "not_applicable", by_rule=True),
        case(3, "not_met"),
        case(4, ""),
    ]
    rows = case_answer_rows(cases, "SUP-01", 76)
    assert [row.key for row in rows] == ["3", "4", "1", "2"]
    words = ("not met", "unanswered", "met", "by the rule")
    assert all(word in row.text for row, word in zip(rows, words, strict=True))


def test_a_case_has_its_order_its_reference_its_answer_and_its_note() -> None:
    (row,) = case_answer_rows([case(7, "not_met", note="No entry in the log.")], "SUP-01", 76)
    assert " ".join(row.text.split()) == "7 21/00007/26 ○ not met No entry in the log."
