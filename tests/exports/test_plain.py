"""Plain data: the answers as CSV, the rates and the report as JSON."""

import csv
import json
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.plain import (
    answers_csv,
    neutralised_text,
    rates_json,
    report_json,
    restored_text,
    write_answers,
    write_json,
)
from tests.exports.reports import small_report

SIGNS = st.text(st.sampled_from("'=+-@\t\r\n\0a,\""))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''@a"])
def test_what_a_spreadsheet_would_run_is_written_with_an_apostrophe(text):
    assert neutralised_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["00123", "21/00012/22", "'twas", "1-2", "", "a=b"])
def test_other_text_is_written_as_it_is(text):
    assert neutralised_text(text) == text
    assert restored_text(text) == text


@given(SIGNS | st.text())
def test_what_was_neutralised_comes_back_unchanged(text):
    assert restored_text(neutralised_text(text)) == text


@given(SIGNS | st.text())
def test_nothing_leaves_that_begins_like_a_formula(text):
    assert not neutralised_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\0"))


def lines_of(report):
    return list(csv.DictReader(StringIO(answers_csv(report), newline=""), strict=True))


def test_every_answer_that_counts_is_a_line_that_can_be_restored():
    report = small_report()
    found = {
        (restored_text(line["case"]), line["question"]): (
            line["answer"],
            restored_text(line["note"]),
            line["auditor"],
        )
        for line in lines_of(report)
    }
    assert found == {
        (case.reference, part.question): (part.answer, part.note, part.by)
        for case in report.cases
        for part in case.answers
        if part.answer
    }
    assert "C. Colleague" in {by for _, _, by in found.values()}, "who answered, not who began"


def test_a_question_without_an_answer_has_no_line():
    answered = [part for case in small_report().cases for part in case.answers if part.answer]
    assert len(lines_of(small_report())) == len(answered) == 58


def test_the_file_is_utf8_without_a_mark_at_its_start(tmp_path):
    path = write_answers(small_report(), tmp_path / "answers.csv")
    header = b"case,question,answer,note,auditor,time,good_practice\r\n"
    assert path.read_bytes().startswith(header + b"00123,PLAN-01,met,")


class Rates:
    """Rates as a use case hands them over."""

    audit = "a"
    population = "p"
    frame_size = 4658
    sample_size = 12
    confidence = 0.95
    questions = small_report().rates
    indicators = ()
    times = ()
    agreement = ()


def test_rates_have_the_published_form():
    rates = rates_json(Rates())
    assert list(rates) == [
        "audit",
        "population",
        "frame_size",
        "sample_size",
        "confidence",
        "questions",
        "indicators",
    ]
    assert list(rates["questions"][0]) == [
        "id",
        "checklist",
        "text",
        "met",
        "partly_met",
        "not_met",
        "not_evidenced",
        "not_applicable",
        "unanswered",
        "applicable",
        "rate",
        "low",
        "high",
        "method",
        "hmicfrs_half_width",
        "lenient_rate",
    ]


def test_a_question_without_applicable_case_has_null_figures():
    line = rates_json(Rates())["questions"][2]
    assert line["applicable"] == 0
    absent = ("rate", "low", "high", "hmicfrs_half_width", "lenient_rate")
    assert [line[key] for key in absent] == [None] * 5


def test_the_report_as_json_holds_everything_and_the_rates_in_their_published_form(tmp_path):
    report = small_report()
    data = json.loads(write_json(report_json(report), tmp_path / "a.json").read_text())
    assert data["rates"]["questions"][1]["rate"] == pytest.approx(6 / 9)
    assert data["rates"]["frame_size"] == 4658
    assert data["cases"][3]["reference"] == "=1+1"
    assert data["made_at"] == "2026-11-02T12:00:00+00:00"
    assert data["draw"]["certificate"] == report.draw.certificate
    assert "indicators" not in data


def test_a_figure_that_is_not_a_number_never_leaves(tmp_path):
    with pytest.raises(ValueError, match="JSON"):
        write_json({"rate": float("nan")}, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []
