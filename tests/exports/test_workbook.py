"""The compliance workbook, read back as a stranger would read it."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from exports.errors import ExportError
from exports.workbook import write_workbook
from tests.exports.reports import (
    AWKWARD,
    HEAD,
    SEED,
    line_of,
    small_report,
    with_replacement,
)

FIGURES = {
    "Met": "met",
    "Partly met": "partly_met",
    "Not met": "not_met",
    "Not evidenced": "not_evidenced",
    "Not applicable": "not_applicable",
    "Unanswered": "unanswered",
    "Applicable": "applicable",
    "Rate": "rate",
    "Low": "low",
    "High": "high",
    "HMICFRS half width": "hmicfrs_half_width",
    "Lenient rate": "lenient_rate",
}
NO_FIGURE = {"no applicable case", "-"}


@pytest.fixture(scope="module")
def report():
    return with_replacement(small_report())


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    return write_workbook(report, tmp_path_factory.mktemp("workbook") / "sheet.xlsx")


@pytest.fixture(scope="module")
def values(path):
    return load_workbook(path, data_only=True)


@pytest.fixture(scope="module")
def formulas(path):
    return load_workbook(path)


def rows_of(workbook, sheet):
    """The rows of a sheet that is one table, each by the titles of its columns."""
    titles, *rows = workbook[sheet].iter_rows(min_row=5, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows]


def words_of(workbook, sheet):
    return "\n".join(
        str(cell) for row in workbook[sheet].values for cell in row if cell is not None
    )


def assert_equal_figures(rows, lines):
    for row, line in zip(rows, lines, strict=True):
        for title, name in FIGURES.items():
            figure = getattr(line, name)
            if figure is None:
                assert row[title] in NO_FIGURE, (line.id, title)
            else:
                assert row[title] == pytest.approx(figure, abs=1e-9), (line.id, title)


def test_stored_values_equal_the_report(values, report):
    assert_equal_figures(rows_of(values, "Rates"), report.rates)
    assert_equal_figures(rows_of(values, "Indicators"), report.indicators)


def test_every_formula_has_a_stored_value(values, formulas):
    live = [cell for ws in formulas for row in ws for cell in row if cell.data_type == "f"]
    assert len(live) > 60
    assert all(values[cell.parent.title][cell.coordinate].value is not None for cell in live)


def test_counts_refer_to_the_cases_and_rates_to_the_counts(formulas):
    first = rows_of(formulas, "Rates")[0]
    assert first["Met"] == '=COUNTIF(Cases!$H$6:$H$17,"M")'
    assert first["Not applicable"] == (
        '=COUNTIF(Cases!$H$6:$H$17,"NA")+COUNTIF(Cases!$H$6:$H$17,"NA-R")'
    )
    assert first["Rate"] == (
        '=IF(I6=0,IF(H6=0,"no applicable case",'
        'IF(G6=0,"nothing answered yet","no applicable case yet")),C6/I6)'
    )
    assert first["Low"] == pytest.approx(0.758, abs=0.001)


def test_a_question_that_applied_to_no_case_has_no_rate(values):
    line = next(row for row in rows_of(values, "Rates") if row["ID"] == "PLAN-03")
    assert line["Rate"] == "no applicable case"
    assert line["Applicable"] == 0


def test_the_inspectorates_style_stands_beside_the_wilson_limits(tmp_path):
    line = line_of("SS-01", 181, 240, frame_size=4658)
    report = replace(
        small_report(), rates=(line,), indicators=(), questions=(), cases=cases_answering(line)
    )
    values = load_workbook(write_workbook(report, tmp_path / "a.xlsx"), data_only=True)
    row = rows_of(values, "Rates")[0]
    assert row["Rate"] == pytest.approx(181 / 240)
    assert row["HMICFRS style"] == "75.4% ± 5.3"
    assert row["Low"] == pytest.approx(0.69757, abs=1e-5)
    assert row["High"] == pytest.approx(0.80316, abs=1e-5)
    assert "Indicators" not in values.sheetnames


def cases_answering(line):
    """Cases whose answers to one question give the counts of its line."""
    pattern = small_report().cases[0]
    signs = ["met"] * line.met + ["not_met"] * line.not_met
    return tuple(
        replace(
            pattern,
            order=order,
            reference=f"26/{order}",
            answers=(replace(pattern.answers[0], question=line.id, answer=answer, note=""),),
            indicators=(),
        )
        for order, answer in enumerate(signs, 1)
    )


def test_each_answer_has_its_code_and_an_unanswered_one_a_blank(values):
    first, *_, last = rows_of(values, "Cases")
    assert first["Reference"] == "00123"
    assert first["PLAN-01"] == "M"
    assert last["SUP-02"] == "NA"
    codes = [row["PLAN-02"] for row in rows_of(values, "Cases")]
    assert codes == ["M", "M", "P", "N", "NE", "M", "NA", "M", "NA-R", "M", None, "M"]


def test_references_are_text_to_the_byte(values, formulas):
    for sheet in ("Cases", "Draw certificate"):
        column = [row["Reference"] for row in rows_of(values, sheet)]
        assert column[:4] == list(AWKWARD)
    cells = [formulas["Cases"].cell(row=row, column=2) for row in range(6, 18)]
    assert {(cell.data_type, cell.number_format) for cell in cells} == {("s", "@")}


def test_notes_and_flags_are_listed_and_nothing_in_them_runs(values, formulas):
    notes = rows_of(values, "Notes")
    assert [(row["Reference"], row["Question"]) for row in notes] == [
        ("00123", "SUP-01"),
        ("00123", "SUP-02"),
        ("21/00012/22", "SUP-02"),
        ("=1+1", "SUP-01"),
    ]
    assert notes[1]["Come back"] == "flagged"
    assert notes[2]["Note"] == "@sum\u2407 with a bell, and a\ncarriage return"
    assert notes[3]["Note"] == "=cmd|' /C calc'!A0"
    assert "f" not in {cell.data_type for row in formulas["Notes"] for cell in row}


def test_the_certificate_lists_sample_and_reserves_with_what_became_of_them(values, report):
    rows = rows_of(values, "Draw certificate")
    drawn = [*report.draw.cases, *report.draw.reserves]
    assert [row["Ticket"] for row in rows] == [case.ticket for case in drawn]
    assert [row["Part"] for row in rows] == ["sample"] * 12 + ["reserve"] * 2
    assert "file restricted (vetting needed)" in rows[0]["What became of it"]
    assert rows[12]["What became of it"] == "took the place of 00123"


def test_the_method_tells_flow_seed_and_how_to_draw_again(values, report):
    method = words_of(values, "Method")
    for told in (
        "4770",
        "repeated reference",
        "not a crime",
        SEED,
        "sha256sum",
        "Wilson",
        "victim phone",
    ):
        assert told in method
    assert report.draw.seed_source in method


def test_the_history_head_and_the_checklists_are_in_the_provenance(values):
    provenance = words_of(values, "Provenance")
    for told in (HEAD, "cd" * 32, "2026.2", "0.1.0", "A. Auditor, B. Reviewer"):
        assert told in provenance
    assert HEAD in words_of(values, "Summary")


def test_the_summary_warns_of_few_cases_and_of_an_unfinished_audit(values):
    summary = words_of(values, "Summary")
    assert "10 of 12 cases; the figures will change until all are complete" in summary
    assert "indicative only: fewer than 10 applicable cases; 1 unanswered" in summary


def test_titles_that_a_table_would_refuse_are_told_apart(tmp_path):
    report = small_report()
    cases = tuple(
        replace(case, fields={"Order": "1", "order": "2", "line\nend": "3"})
        for case in report.cases
    )
    path = write_workbook(replace(report, cases=cases), tmp_path / "a.xlsx")
    titles = [cell.value for cell in load_workbook(path)["Cases"][5]]
    assert titles[:5] == ["Order", "Reference", "Order (2)", "order (3)", "line end"]


def test_an_audit_without_notes_says_so(tmp_path):
    report = small_report()
    cases = tuple(
        replace(case, answers=tuple(replace(a, note="", flagged=False) for a in case.answers))
        for case in report.cases
    )
    path = write_workbook(replace(report, cases=cases), tmp_path / "a.xlsx")
    assert load_workbook(path)["Notes"]["A6"].value == "No note and no flag in this audit."


def test_indicators_without_outcomes_by_case_are_counts_with_live_rates(tmp_path):
    report = small_report()
    cases = tuple(replace(case, indicators=()) for case in report.cases)
    path = write_workbook(replace(report, cases=cases), tmp_path / "a.xlsx")
    row = rows_of(load_workbook(path), "Indicators")[0]
    assert row["Met"] == 12
    assert row["Rate"].startswith("=IF(")


def weighted_report(line):
    """The small report as if its strata had been drawn unequally, one line of it replaced."""
    report = small_report()
    rates = (report.rates[0], line, *report.rates[2:])
    return replace(report, rates=rates, draw=replace(report.draw, design="stratified"))


def test_weighted_rates_are_values_because_counts_alone_do_not_give_them(tmp_path):
    line = replace(small_report().rates[1], rate=0.61)
    workbook = load_workbook(write_workbook(weighted_report(line), tmp_path / "a.xlsx"))
    first, second, third, *_ = rows_of(workbook, "Rates")
    assert [first["Rate"], second["Rate"], third["Rate"]] == [1.0, 0.61, "no applicable case"]
    assert "weighted by the design" in workbook["Rates"]["A3"].value
    assert "1 over its chance of being drawn" in words_of(workbook, "Method")


def test_a_design_that_has_read_too_little_has_no_rate_yet(tmp_path):
    line = replace(small_report().rates[1], rate=None, low=None, high=None, lenient_rate=None)
    path = write_workbook(weighted_report(line), tmp_path / "a.xlsx")
    row = rows_of(load_workbook(path, data_only=True), "Rates")[1]
    assert [row["Applicable"], row["Rate"], row["HMICFRS style"]] == [9, *["no rate yet"] * 2]


def test_figures_that_do_not_follow_from_the_cases_are_refused_and_nothing_is_written(tmp_path):
    report = small_report()
    wrong = replace(report.rates[0], met=11, unanswered=1)
    with pytest.raises(ExportError, match="PLAN-01"):
        write_workbook(replace(report, rates=(wrong, *report.rates[1:])), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
