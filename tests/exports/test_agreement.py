"""Agreement in what leaves: the sheet, the columns beside each rate, the page and the data."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checklists.answers import Answer
from exports.agreement import Coefficient
from exports.agreement_words import (
    agreed_words,
    coefficient,
    coefficient_words,
    difference_words,
    figures_words,
    share_words,
)
from exports.markdown import report_markdown
from exports.plain import rates_json, report_json, write_json
from exports.workbook import write_workbook
from tests.exports.agreements import MET, PARADOX, PLAIN, line_of_table
from tests.exports.reports import small_report
from tests.exports.test_recalculation import OFFICE, assert_same, figures, recalculated
from workbench.audits.second_readings.agreeing import ReadTwice, agreement_lines

REFERENCE = Path(__file__).parents[1] / "reference" / "statistics.json"
CASES = {case["id"]: case for case in json.loads(REFERENCE.read_text("utf-8"))["cases"]}
SENTENCE = (
    "Kappa is only -0.02 although the readers agree on 94.4% of the cases: 97.2% of all answers "
    "are met, so kappa takes 94.5% agreement for chance, where AC1, which is 0.94, takes 5.4%. Go "
    "by the raw agreement and AC1."
)


@pytest.fixture(scope="module")
def lines():
    return (
        line_of_table("PLAN-02", PLAIN),
        line_of_table("PLAN-01", PARADOX, settled=True),
        *agreement_lines([ReadTwice("PLAN-03", Answer.NOT_APPLICABLE, Answer.NOT_APPLICABLE)] * 9),
        line_of_table("plan-adequate", ((40, 0), (0, 0))),
    )


@pytest.fixture(scope="module")
def report(lines):
    return replace(small_report(), agreement=lines)


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    return write_workbook(report, tmp_path_factory.mktemp("agreement") / "sheet.xlsx")


@pytest.fixture(scope="module")
def values(path):
    return load_workbook(path, data_only=True)


def rows_of(workbook, sheet):
    titles, *rows = workbook[sheet].iter_rows(min_row=5, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def row_of(workbook, question, about="met or not"):
    rows = rows_of(workbook, "Agreement")
    return next(row for row in rows if (row["ID"], row["Agreed about"]) == (question, about))


def test_the_sheet_holds_the_reference_figures(values):
    for question, name in (("PLAN-01", "ac1_kappa_paradox"), ("PLAN-02", "ac1_2x2")):
        case, row = CASES[name], row_of(values, question)
        assert row["AC1"] == pytest.approx(case["expected"]["ac1"], abs=case["tolerance"])
    paradox, plain = CASES["ac1_kappa_paradox"], CASES["kappa_45_15_25_15"]
    for question, case in (("PLAN-01", paradox), ("PLAN-02", plain)):
        kappa = row_of(values, question)["Kappa"]
        assert kappa == pytest.approx(case["expected"]["kappa"], abs=case["tolerance"])


def test_the_data_holds_the_reference_figures(report, tmp_path):
    data = json.loads(write_json(report_json(report), tmp_path / "a.json").read_text())
    found = {line["id"]: line["agreement"] for line in data["rates"]["questions"]}
    case = CASES["ac1_kappa_paradox"]
    met = found["PLAN-01"]["met"]
    assert met["ac1"]["value"] == pytest.approx(case["expected"]["ac1"], abs=case["tolerance"])
    assert met["kappa"]["value"] == pytest.approx(case["expected"]["kappa"], abs=case["tolerance"])
    assert met["explanation"] == SENTENCE
    assert found["SUP-01"] is None
    assert "agreement" not in data


def test_the_paradox_is_shown_with_its_intervals_and_told_on_the_sheet(values):
    row = row_of(values, "PLAN-01")
    assert (row["Cases"], row["Agreed"]) == (125, 118)
    assert row["Agreement"] == pytest.approx(0.944)
    limits = [row[f"{name} {end}"] for name in ("Agreement", "AC1") for end in ("from", "to")]
    assert limits == pytest.approx([0.8889, 0.9726, 0.8951, 0.9864], abs=1e-4)
    assert (row["Kappa from"], row["Kappa to"]) == pytest.approx((-0.0475, 0.0007), abs=1e-4)
    assert row["Commonest answer"] == "met"
    assert row["Its share"] == pytest.approx(0.972)
    assert row["How to read it"] == SENTENCE
    assert (row["Read twice"], row["Differences"], row["Settled"]) == (125, 7, 7)


def test_each_question_has_three_lines_in_the_order_of_the_rates(values):
    rows = rows_of(values, "Agreement")
    assert [row["ID"] for row in rows[::3]] == ["plan-adequate", "PLAN-01", "PLAN-02", "PLAN-03"]
    assert [row["Agreed about"] for row in rows[:3]] == [
        "met or not",
        "all five answers",
        "applicable or not",
    ]


def test_what_is_undefined_is_a_word_with_its_reason_and_never_a_number(values):
    alike = row_of(values, "plan-adequate")
    assert [alike[name] for name in ("Kappa", "Kappa from", "AC1", "AC1 to")] == [
        "undefined",
        "undefined",
        1,
        "no interval",
    ]
    assert alike["How to read it"].startswith("Kappa is undefined: both readers answered")
    never = row_of(values, "PLAN-03")
    assert [never[name] for name in ("Agreement", "AC1", "Kappa")] == ["undefined"] * 3
    assert (never["Commonest answer"], never["Its share"]) == ("-", "-")
    assert never["How to read it"] == "there is no case that both readers found applicable"


def test_the_agreement_stands_beside_each_rate(values):
    beside = {row["ID"]: row for sheet in ("Indicators", "Rates") for row in rows_of(values, sheet)}
    names = ("Read twice", "Readers agree", "Readers' AC1", "Readers' kappa")
    assert [beside["PLAN-01"][name] for name in names] == [
        125,
        "94.4% (88.9 to 97.3)",
        "0.94 (0.90 to 0.99)",
        "-0.02 (-0.05 to 0.00)",
    ]
    assert beside["plan-adequate"]["Readers' AC1"] == "1.00 (no interval)"
    assert [beside["SUP-01"][name] for name in names] == [0, "-", "-", "-"]


def test_the_first_page_and_the_method_say_it_too(values):
    pages = {name: [c.value for row in values[name] for c in row] for name in values.sheetnames}
    remark = "two readers agree on 94.4% (88.9 to 97.3) of 125 cases: AC1 0.94 (0.90 to 0.99), "
    assert f"{remark}kappa -0.02 (-0.05 to 0.00)" in pages["Summary"]
    assert "How far two readers agree" in pages["Method"]


def test_the_share_agreed_is_a_live_formula(path):
    assert load_workbook(path)["Agreement"]["F6"].value == "=E6/D6"


def test_the_sheet_prints_over_two_pages_across_and_each_says_of_what(path):
    sheet = load_workbook(path)["Agreement"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (2, "landscape")
    assert sheet.print_title_cols == "$A:$C"


def test_no_id_fills_its_column_and_words_stand_clear_of_figures(path, values):
    sheet = load_workbook(path)["Agreement"]
    longest = max(len(row["ID"]) for row in rows_of(values, "Agreement"))
    assert longest + 3 <= sheet.column_dimensions["A"].width
    assert sheet["O5"].value == "Commonest answer"
    assert sheet["O6"].alignment.indent == 1


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_spreadsheet_program_finds_the_same(path, values, tmp_path):
    assert_same(figures(values), figures(recalculated(path, tmp_path)))


def test_without_second_readings_nothing_is_added(tmp_path):
    report = small_report()
    book = load_workbook(write_workbook(report, tmp_path / "a.xlsx"), data_only=True)
    assert "Agreement" not in book.sheetnames
    assert "Readers agree" not in rows_of(book, "Rates")[0]
    assert "readers" not in report_markdown(report)
    data = report_json(report)["rates"]
    assert not any("agreement" in line for line in (*data["questions"], *data["indicators"]))


def test_the_page_has_the_figures_beside_each_rate_and_the_sentence(report):
    page = report_markdown(report)
    beside = "| 94.4% (88.9 to 97.3) | 0.94 (0.90 to 0.99) | -0.02 (-0.05 to 0.00) |"
    line = next(line for line in page.splitlines() if line.startswith("| PLAN-01 "))
    assert beside in line
    assert SENTENCE in page
    assert "- PLAN-01: 7 differences in 125 cases read twice, 7 of them settled" in page
    once = next(line for line in page.splitlines() if line.startswith("| SUP-01 "))
    assert "| not read twice |" in once


def test_every_row_of_the_page_has_the_cells_of_its_heading(report):
    tables = [block for block in report_markdown(report).split("\n\n") if block.startswith("|")]
    for table in tables:
        assert len({row.replace("\\|", "").count("|") for row in table.splitlines()}) == 1


def test_rates_as_data_have_the_agreement_of_every_rate_or_none_at_all(report):
    class Rates:
        audit, population, frame_size, sample_size, confidence = "a", "p", 9, 3, 0.95
        questions, indicators, times = report.rates, report.indicators, ()
        agreement = report.agreement

    data = rates_json(Rates())
    assert all("agreement" in line for line in (*data["questions"], *data["indicators"]))
    assert list(data["indicators"][0]["agreement"]) == [
        "read_twice",
        "differences",
        "settled",
        "set_by_rule",
        "met",
        "answer",
        "applicable",
    ]
    json.dumps(data, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.945, "0.95"), (-0.001, "0.00"), (-0.005, "-0.01"), (0.0, "0.00"), (1, "1.00")],
)
def test_a_coefficient_has_two_decimals_and_no_minus_nought(value, words):
    assert coefficient(value) == words


def test_figures_without_limits_and_without_values_are_words():
    alone, none = Coefficient(1.0, None, None, "one case"), Coefficient(None, None, None, "why")
    assert coefficient_words(alone) == "1.00 (no interval)"
    assert share_words(alone) == "100.0% (no interval)"
    assert coefficient_words(none) == share_words(none) == "undefined"


def test_differences_are_counted_in_words():
    assert difference_words(line_of_table("Q", ((3, 1), (0, 0)))) == (
        "1 difference in 4 cases read twice, 0 of them settled"
    )
    one = agreement_lines([ReadTwice("Q", MET, MET)])[0]
    assert difference_words(one) == "no difference in 1 case read twice"


def test_one_line_of_figures_says_all_three_or_why_there_are_none(lines):
    paradox, never = lines[1], lines[2]
    assert figures_words(paradox.met) == (
        "94.4% (88.9 to 97.3) of 125 cases; AC1 0.94 (0.90 to 0.99); kappa -0.02 (-0.05 to 0.00)"
    )
    assert figures_words(never.met) == "there is no case that both readers found applicable"
    assert agreed_words(never) == agreed_words(None) == ""
