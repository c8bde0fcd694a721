"""What a preview promises is what the file holds."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.destinations import DESTINATIONS, export
from exports.previews import preview
from tests.exports.reports import small_report


@pytest.mark.parametrize("ending", DESTINATIONS)
def test_every_kind_of_file_has_a_preview(ending: str) -> None:
    parts = preview(small_report(), ending)
    assert parts
    assert all(part.name and part.rows for part in parts)


def test_a_workbook_has_the_sheets_and_the_rows_of_its_preview(tmp_path: Path) -> None:
    report = small_report()
    written = load_workbook(export(report, tmp_path / "a.xlsx"))
    held = [(sheet.title, sheet.max_row) for sheet in written.worksheets]
    assert [(part.name, part.rows) for part in preview(report, ".xlsx")] == held


def test_the_answers_have_the_lines_of_their_preview(tmp_path: Path) -> None:
    report = small_report()
    with export(report, tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        assert preview(report, ".csv")[0].rows == len(list(csv.reader(file)))


def test_a_page_has_the_lines_of_its_preview(tmp_path: Path) -> None:
    report = small_report()
    lines = export(report, tmp_path / "a.md").read_text(encoding="utf-8").splitlines()
    assert preview(report, ".md")[0].rows == len(lines)
