"""Baselines in what leaves: the sheet, the section of the page, and the data."""

import json
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from exports.comparison_words import signed_points
from exports.difference_line import difference_axis, difference_line
from exports.markdown import report_markdown
from exports.plain import report_json
from exports.report import ComparisonLine
from exports.workbook import write_workbook
from tests.exports.reports import small_report
from tests.exports.test_recalculation import OFFICE, assert_same, figures, recalculated

IMPROVED = ComparisonLine(
    baseline="stf22-supervision",
    force="Staffordshire",
    inspection="PEEL 2021/22",
    finding="investigations had effective supervision and direction",
    published="36 of 60 ineffective = 24 of 60 effective",
    source="HMICFRS PEEL 2021/22: Investigating crime, second area for improvement; published",
    measured="PLAN-01",
    met=12,
    applicable=12,
    rate=1.0,
    baseline_rate=0.4,
    difference=0.6,
    low=0.34,
    high=0.71,
    method="newcombe",
    word="improved",
    reason="60.0 points higher; the interval, +34.0 to +71.0, leaves out 0.",
    files_to_read=None,
    standing="fixed before the reading began",
    among=3,
    sentence="We estimate that 100.0 percent of investigations ...: improved.",
    caveats=("The base is ambiguous.", "Ten | cases."),
)
OPEN = replace(
    IMPROVED,
    baseline="stf22-inv-opps",
    measured="PLAN-02",
    met=6,
    applicable=9,
    rate=2 / 3,
    baseline_rate=0.75,
    difference=2 / 3 - 0.75,
    low=-0.4,
    high=0.12,
    word="cannot tell",
    files_to_read=1071,
    among=1,
)
IN_WORDS = replace(
    IMPROVED,
    baseline="stf22-plan-words",
    published="in words: many investigations lacked a plan",
    measured="",
    met=None,
    applicable=None,
    rate=None,
    baseline_rate=None,
    difference=None,
    low=None,
    high=None,
    word="not comparable",
)


@pytest.fixture(scope="module")
def report():
    return replace(small_report(), comparisons=(IMPROVED, OPEN, IN_WORDS))


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    return write_workbook(report, tmp_path_factory.mktemp("baselines") / "sheet.xlsx")


@pytest.fixture(scope="module")
def sheet(path):
    return load_workbook(path, data_only=True)["Baselines"]


def row_of(sheet, row):
    titles = [cell.value for cell in sheet[5]]
    return dict(zip(titles, [cell.value for cell in sheet[row]], strict=True))


def test_without_a_comparison_there_is_no_sheet_and_no_section(tmp_path):
    report = small_report()
    path = write_workbook(report, tmp_path / "a.xlsx")
    assert "Baselines" not in load_workbook(path).sheetnames
    assert "Baselines" not in report_markdown(report)


def test_the_sheet_stands_after_the_rates(path):
    names = load_workbook(path).sheetnames
    assert names[names.index("Rates") + 1] == "Baselines"


def test_a_line_holds_both_sides_the_difference_and_the_verdict(sheet):
    line = row_of(sheet, 6)
    assert line["As published, both ways"] == "36 of 60 ineffective = 24 of 60 effective"
    assert (line["Ours"], line["Our rate"], line["Baseline rate"]) == ("12 of 12", 1.0, 0.4)
    assert (line["Difference"], line["From"], line["To"]) == pytest.approx((60, 34, 71))
    assert line["Verdict"] == "improved"
    assert line["For a report"] == IMPROVED.sentence
    assert line["Standing"] == "fixed before the reading began; corrected for 3 (Holm)"


def test_our_rate_refers_to_the_rates_and_the_difference_to_both(path):
    sheet = load_workbook(path)["Baselines"]
    assert sheet["E6"].value == "=Rates!J6"
    assert sheet["E7"].value == "=Rates!J7"
    assert sheet["G7"].value == "=100*(E7-F7)"


def test_files_still_to_read_stand_beside_what_cannot_be_told(sheet):
    assert row_of(sheet, 7)["Files still to read"] == 1071
    assert row_of(sheet, 6)["Files still to read"] == "-"


def test_what_is_in_words_has_no_figure(sheet):
    line = row_of(sheet, 8)
    assert (line["Our rate"], line["Baseline rate"], line["Difference"]) == ("not asked", "-", "-")
    assert line["Verdict"] == "not comparable"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_a_spreadsheet_program_finds_the_same_figures(path, tmp_path):
    before = figures(load_workbook(path, data_only=True))
    assert_same(before, figures(recalculated(path, tmp_path)))


def test_the_page_has_the_table_and_the_sentences(report):
    page = report_markdown(report)
    part = page[page.index("## Baselines") : page.index("## How")] if "## How" in page else page
    assert "| stf22-supervision | 36 of 60 ineffective = 24 of 60 effective | 12 of 12 |" in part
    assert "| +60.0 | +34.0 to +71.0 | **improved** |" in part
    assert "| -8.3 | -40.0 to +12.0 | **cannot tell** | 1,071 |" in part
    assert "Ten \\| cases." in part
    assert "- We estimate that 100.0 percent of investigations ...: improved." in part


def test_the_data_hold_every_field(report):
    first = json.loads(json.dumps(report_json(report)))["comparisons"][0]
    assert first["word"] == "improved"
    assert first["low"] == 0.34
    assert first["caveats"] == ["The base is ambiguous.", "Ten | cases."]


@pytest.mark.parametrize(
    ("difference", "words"), [(0.2833, "+28.3"), (-0.05, "-5.0"), (0.0, "0.0"), (None, "-")]
)
def test_a_difference_has_its_sign(difference, words):
    assert signed_points(difference) == words


def test_a_difference_is_drawn_on_a_line_with_0_in_the_middle():
    assert difference_axis(21) == "-50       0       +50"
    assert difference_line(0.1, 0.3, 0.4, 21) == "··········┊·├───●─┤··"
    assert difference_line(-0.2, 0.0, 0.2, 21) == "······├───●───┤······"
    assert difference_line(None, None, None, 11) == "·····┊·····"


def test_what_reaches_beyond_the_line_is_cut_with_an_arrow():
    assert difference_line(-0.9, -0.7, -0.2, 21, ascii_only=True) == "<-----|...:.........."
    assert difference_line(0.2, 0.6, 0.9, 21) == "··········┊···├─────►"


def test_a_line_too_narrow_to_read_is_refused():
    with pytest.raises(ValueError, match="at least 11"):
        difference_line(0, 0, 0, 9)
