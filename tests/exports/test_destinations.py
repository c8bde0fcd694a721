"""The kind of file is chosen by the ending of its name."""

import subprocess
import sys

import pytest

from exports.destinations import DESCRIPTIONS, DESTINATIONS, export
from exports.errors import ExportError
from tests.exports.reports import small_report

STARTS = {".xlsx": b"PK", ".csv": b"case,", ".json": b"{", ".md": b"**OFFICIAL"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.json", "a.md", "A.XLSX"])
def test_each_ending_gives_its_kind_of_file(tmp_path, name):
    path = export(small_report(), tmp_path / name)
    assert path.read_bytes().startswith(STARTS[path.suffix.lower()])


@pytest.mark.parametrize("name", ["a.pdf", "a"])
def test_an_unknown_ending_is_refused_with_those_that_are_known(tmp_path, name):
    with pytest.raises(ExportError) as told:
        export(small_report(), tmp_path / name)
    assert name in told.value.problem
    assert all(ending in told.value.remedy for ending in DESTINATIONS)
    assert list(tmp_path.iterdir()) == []


def test_every_destination_is_described():
    assert DESTINATIONS.keys() == DESCRIPTIONS.keys()


def test_nothing_heavy_is_imported_before_a_workbook_is_asked_for():
    heavy = "{'openpyxl', 'pandas', 'scipy', 'numpy', 'yaml'} & set(sys.modules)"
    script = f"import sys, exports.destinations, exports.certificate; print({heavy})"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "set()"
