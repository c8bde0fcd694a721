"""A spreadsheet program that calculates everything anew finds the same figures."""

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

from exports.workbook import write_workbook
from tests.exports.reports import large_report, small_report

OFFICE = shutil.which("soffice")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""

pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice (soffice) is not installed, so nothing recalculates"
)


def recalculated(path, folder):
    """The workbook as LibreOffice saves it after computing every formula on loading."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    command = [
        OFFICE,
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return load_workbook(folder / "out" / path.name, data_only=True)


def figures(workbook):
    return {
        (ws.title, cell.coordinate): cell.value
        for ws in workbook
        for row in ws
        for cell in row
        if cell.value is not None
    }


def assert_same(before, after):
    assert before.keys() <= after.keys()
    for place, value in before.items():
        expected = pytest.approx(value, abs=1e-9) if isinstance(value, float) else value
        assert after[place] == expected, place


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
@pytest.mark.parametrize("make", [small_report, large_report])
def test_every_value_stays_when_all_formulas_are_computed_anew(make, tmp_path):
    path = write_workbook(make(), tmp_path / "sheet.xlsx")
    before = figures(load_workbook(path, data_only=True))
    assert_same(before, figures(recalculated(path, tmp_path)))


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_the_comparison_would_notice_because_wrong_stored_values_are_put_right(
    tmp_path, monkeypatch
):
    right = figures(
        load_workbook(write_workbook(small_report(), tmp_path / "right.xlsx"), data_only=True)
    )
    from exports.sheets.book import Book

    true_values = Book.stored_values.fget
    monkeypatch.setattr(
        Book,
        "stored_values",
        property(
            lambda self: {
                part: dict.fromkeys(cells, 99) for part, cells in true_values(self).items()
            }
        ),
    )
    path = write_workbook(small_report(), tmp_path / "wrong.xlsx")
    assert load_workbook(path, data_only=True)["Rates"]["J6"].value == 99
    assert_same(right, figures(recalculated(path, tmp_path)))
