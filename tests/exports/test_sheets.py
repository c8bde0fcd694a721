"""The form of the workbook: every sheet marked, framed and ready to print; the same every time."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exports.workbook import write_workbook
from tests.exports.reports import large_report, small_report, with_replacement

SHEETS = [
    "Summary",
    "Method",
    "Indicators",
    "Rates",
    "Cases",
    "Notes",
    "Draw certificate",
    "Provenance",
]


@pytest.fixture(scope="module")
def report():
    return with_replacement(small_report())


@pytest.fixture(scope="module")
def path(report, tmp_path_factory):
    return write_workbook(report, tmp_path_factory.mktemp("workbook") / "sheet.xlsx")


@pytest.fixture(scope="module")
def formulas(path):
    return load_workbook(path)


def test_the_sheets_stand_in_reading_order(formulas):
    assert formulas.sheetnames == SHEETS


@pytest.mark.parametrize("sheet", SHEETS)
class TestEverySheet:
    def test_is_marked_on_screen_and_on_paper(self, formulas, sheet):
        ws = formulas[sheet]
        assert ws["A1"].value == "OFFICIAL-SENSITIVE"
        assert ws.oddHeader.center.text == "OFFICIAL-SENSITIVE"
        assert ws.oddFooter.center.text == "OFFICIAL-SENSITIVE"

    def test_keeps_its_titles_in_sight(self, formulas, sheet):
        assert formulas[sheet].freeze_panes is not None

    def test_prints_landscape_as_wide_as_the_page_with_its_titles(self, formulas, sheet):
        ws = formulas[sheet]
        assert ws.page_setup.orientation == "landscape"
        assert ws.sheet_properties.pageSetUpPr.fitToPage
        assert (ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (1, 0)
        assert ws.print_title_rows.startswith("$1:$")

    def test_sets_the_width_of_every_column_it_uses(self, formulas, sheet):
        ws = formulas[sheet]
        used = {cell.column_letter for row in ws for cell in row if cell.value is not None}
        assert used <= {key for key, column in ws.column_dimensions.items() if column.customWidth}

    def test_explains_its_codes_in_text(self, formulas, sheet):
        assert formulas[sheet]["A3"].value


def test_a_wide_sheet_of_cases_runs_over_pages_that_repeat_the_reference(tmp_path):
    ws = load_workbook(write_workbook(large_report(), tmp_path / "large.xlsx"))["Cases"]
    assert ws.page_setup.fitToWidth == 2
    assert ws.print_title_cols == "$A:$B"


def test_rows_grow_for_text_that_wraps(formulas):
    rates = formulas["Rates"]
    assert rates.row_dimensions[6].height > 2 * formulas["Cases"].row_dimensions[6].height


def test_what_is_read_letter_by_letter_has_letters_of_one_width(formulas):
    for sheet, cell in (("Rates", "M6"), ("Draw certificate", "E6"), ("Method", "B8")):
        assert formulas[sheet][cell].font.name == "Courier New"


@pytest.mark.parametrize("sheet", ["Indicators", "Rates", "Cases", "Notes", "Draw certificate"])
def test_tabular_sheets_are_tables_with_filled_headers(formulas, sheet):
    ws = formulas[sheet]
    (table,) = ws.tables.values()
    assert table.ref.startswith("A5:")
    assert all(cell.fill.fill_type == "solid" for cell in ws[5])


def test_two_saves_are_the_same_to_the_byte_in_any_process(path, report, tmp_path):
    script = (
        "from pathlib import Path; from exports.workbook import write_workbook;"
        "from tests.exports.reports import small_report, with_replacement;"
        f"write_workbook(with_replacement(small_report()), Path({str(tmp_path / 'b.xlsx')!r}))"
    )
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    subprocess.run([sys.executable, "-c", script], cwd=root, env=environment, check=True)
    assert (tmp_path / "b.xlsx").read_bytes() == path.read_bytes()


def test_the_parts_of_the_package_have_a_fixed_order_and_time(path):
    with ZipFile(path) as package:
        names = package.namelist()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])


def test_an_ampersand_in_a_name_is_printed_not_obeyed(path):
    with ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "plans &amp;&amp; supervision" in sheet
