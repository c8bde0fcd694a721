"""Excel workbooks: typed cells, sheets, and files that are damaged, locked or swollen."""

import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.workbench.audits.intake.lists import (
    CASES,
    codes,
    faults_of,
    read,
    write_bytes,
    write_list,
)
from workbench.audits.intake.faults import FaultCode
from workbench.audits.intake.profiles import profile_from_options

ONLY = profile_from_options(reference="Ref", keep=["Team"])
HEADER = ("Ref", "Date", "Team")
ROWS = (
    ("00123", datetime(2022, 4, 3), "North"),  # noqa: DTZ001 - a spreadsheet knows no time zone
    ("21/00012/22", date(2022, 3, 31), "South"),
    ("220012345678901234", "01/01/2022", "North"),
)


def write_book(path, rows=ROWS, *, header=HEADER, at=(1, 1), epoch=None, others=()):
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    sheet = book.active
    sheet.title = "Cases"
    for down, row in enumerate([header, *rows]):
        for across, value in enumerate(row):
            sheet.cell(at[0] + down, at[1] + across, value)
    for name in others:
        book.create_sheet(name).append(["something"])
    book.create_sheet("Blank")
    book.save(path)
    return path


def test_a_workbook_gives_the_same_frame_as_the_same_list_as_text(tmp_path):
    text = [("00123", "03/04/2022", "North"), ("21/00012/22", "31/03/2022", "South")]
    text.append(("220012345678901234", "01/01/2022", "North"))
    as_text = read(write_list(tmp_path / "list.csv", text))
    as_book = read(write_book(tmp_path / "list.xlsx"))
    assert as_book.frame.fingerprint == as_text.frame.fingerprint
    assert as_book.frame.content_fingerprint == as_text.frame.content_fingerprint
    assert (as_book.sheet, as_book.encoding, as_book.delimiter) == ("Cases", "", "")


def test_dates_counted_from_1904_are_the_same_dates(tmp_path):
    intake = read(write_book(tmp_path / "list.xlsx", epoch=CALENDAR_MAC_1904))
    assert intake.frame.column("date")[0] == "2022-04-03"


def test_the_list_may_stand_anywhere_on_the_sheet(tmp_path):
    intake = read(write_book(tmp_path / "list.xlsx", at=(4, 3)))
    assert intake.frame.references[0] == "00123"
    assert list(intake.frame.column("row")) == ["5", "6", "7"]


def test_other_cells_are_read_as_a_person_sees_them(tmp_path):
    values = (7.0, 0.5, True, datetime(2022, 1, 2, 3, 4), timedelta(hours=30), 10**17, "#N/A")  # noqa: DTZ001 - a spreadsheet knows no time zone
    rows = [(f"r{number}", value) for number, value in enumerate(values)]
    intake = read(write_book(tmp_path / "list.xlsx", rows, header=("Ref", "Team")), ONLY)
    assert intake.frame.column("team") == (
        *("7", "0.5", "True", "2022-01-02T03:04:00", "1 day, 6:00:00", "100000000000000000", ""),
    )


def test_numbers_in_the_reference_column_are_refused_with_a_way_out(tmp_path):
    path = write_book(tmp_path / "list.xlsx", [(123, "N"), (124, "N")], header=("Ref", "Team"))
    (fault,) = faults_of(path, ONLY)
    assert codes([fault]) == [("IMPORT-019", 2)]
    assert "all 2 references are numbers: leading zeros may be lost" in fault.problem
    assert "--numeric-references accept" in fault.remedy
    assert read(path, ONLY, numeric_references="accept").frame.references == ("123", "124")


def test_a_number_among_text_references_is_named_by_row(tmp_path):
    rows = [("00123", "N"), (124, "N"), ("00125", "N")]
    path = write_book(tmp_path / "list.xlsx", rows, header=("Ref", "Team"))
    assert codes(faults_of(path, ONLY)) == [("IMPORT-019", 3)]


@pytest.mark.parametrize("number", [2**53, 220012345678901234, 1e20, 1.5])
def test_numbers_that_lost_digits_are_always_refused(tmp_path, number):
    path = write_book(tmp_path / "list.xlsx", [("1", "N"), (number, "N")], header=("Ref", "Team"))
    faults = faults_of(path, ONLY, numeric_references="accept")
    assert codes(faults) == [("IMPORT-019", 3)]


@pytest.mark.parametrize("value", [date(2022, 12, 21), True])
def test_dates_and_logical_values_in_the_reference_column_are_refused(tmp_path, value):
    path = write_book(tmp_path / "list.xlsx", [("1", "N"), (value, "N")], header=("Ref", "Team"))
    assert codes(faults_of(path, ONLY)) == [("IMPORT-020", 3)]


def test_a_bare_day_number_in_a_date_column_is_recognised_not_used(tmp_path):
    path = write_book(tmp_path / "list.xlsx", [("1", 44621, "N")])
    (fault,) = faults_of(path)
    assert "a spreadsheet's day number (2022-03-01)" in fault.problem


def test_the_sheet_is_asked_for_when_several_hold_data(tmp_path):
    path = write_book(tmp_path / "list.xlsx", others=("Notes", "Codes"))
    (fault,) = faults_of(path)
    assert fault.code == FaultCode.SHEET
    assert '3 sheets hold data: "Cases", "Notes", "Codes"' in fault.problem
    assert read(path, sheet="cases").flow.eligible == 3


def test_hidden_sheets_are_looked_at_only_when_they_are_named(tmp_path):
    path = write_book(tmp_path / "list.xlsx", others=("Codes",))
    book = openpyxl.load_workbook(path)
    book["Codes"].sheet_state = "hidden"
    book.save(path)
    assert read(path).sheet == "Cases"
    assert "there is no column" in faults_of(path, sheet="Codes")[0].problem


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    (fault,) = faults_of(write_book(tmp_path / "list.xlsx"), sheet="Case")
    assert fault.remedy == 'The sheets are: "Cases", "Blank".'


def test_empty_sheets_are_refused(tmp_path):
    path = write_book(tmp_path / "list.xlsx")
    assert codes(faults_of(path, sheet="Blank")) == [("IMPORT-002", None)]
    openpyxl.Workbook().save(path)
    assert codes(faults_of(path)) == [("IMPORT-002", None)]


def test_a_header_alone_is_no_list(tmp_path):
    assert codes(faults_of(write_book(tmp_path / "list.xlsx", ()))) == [("IMPORT-003", None)]


def test_merged_cells_and_formulas_without_a_result_are_mentioned(tmp_path):
    path = write_book(tmp_path / "list.xlsx", [*ROWS, ("=1&2", "=TODAY()", "N")])
    book = openpyxl.load_workbook(path)
    book["Cases"].merge_cells("C2:C3")
    book["Cases"]["A5"] = "r9"
    book["Cases"]["B5"] = "2022-01-01"
    book["Cases"]["C5"] = '="No"&"rth"'
    book.save(path)
    intake = read(path)
    assert any("1 merged ranges" in notice for notice in intake.notices)
    assert any("formulas have no stored result" in notice for notice in intake.notices)
    assert intake.frame.column("team")[-1] == ""


def test_a_workbook_named_as_text_is_read_as_a_workbook_and_said(tmp_path):
    intake = read(write_book(tmp_path / "list.csv"), encoding="cp1252")
    assert intake.flow.eligible == 3
    assert len(intake.notices) == 2


def test_faults_name_the_sheet_and_its_rows(tmp_path):
    path = write_book(tmp_path / "list.xlsx", [*ROWS, ("00123", "03/04/2022", "North")])
    (fault,) = faults_of(path)
    assert str(fault).startswith("IMPORT-015 list.xlsx [Cases] line 5 (record 4)")


@pytest.mark.parametrize("keep", [0.3, 0.7, 0.98])
def test_a_cut_off_workbook_is_refused(tmp_path, keep):
    content = write_book(tmp_path / "list.xlsx").read_bytes()
    path = write_bytes(tmp_path / "cut.xlsx", content[: int(len(content) * keep)])
    assert codes(faults_of(path)) == [("IMPORT-005", None)]


def test_a_damaged_part_is_refused_whichever_byte_is_wrong(tmp_path):
    content = bytearray(write_book(tmp_path / "list.xlsx").read_bytes())
    with zipfile.ZipFile(tmp_path / "list.xlsx") as archive:
        start = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    content[start] ^= 0xFF
    assert codes(faults_of(write_bytes(tmp_path / "bad.xlsx", bytes(content)))) == [
        ("IMPORT-005", None)
    ]


def test_a_workbook_whose_parts_make_no_sense_is_refused(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets></workbook>")
    assert codes(faults_of(path)) == [("IMPORT-005", None)]


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.bin"])
def test_another_archive_is_refused(tmp_path, part):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, "<x/>")
    assert codes(faults_of(path)) == [("IMPORT-008", None)]


def test_a_zip_bomb_is_refused_by_its_directory_alone(tmp_path):
    path = write_book(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(20 << 20))
    assert codes(faults_of(path)) == [("IMPORT-006", None)]


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path):
    path = write_book(tmp_path / "list.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", bytes(20 << 20))
    true, false = (20 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    lying = write_bytes(tmp_path / "lying.xlsx", path.read_bytes().replace(true, false))
    assert codes(faults_of(lying)) == [("IMPORT-005", None)]


def test_a_stray_cell_in_the_last_corner_is_refused_before_room_is_made_for_it(tmp_path):
    path = write_book(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book["Cases"]["XFD1048576"] = "x"
    book.save(path)
    (fault,) = faults_of(path)
    assert fault.code == FaultCode.TOO_LARGE
    assert "row 1048576 and column 16384" in fault.problem


def test_blank_rows_inside_a_sheet_are_counted(tmp_path):
    intake = read(write_book(tmp_path / "list.xlsx", [ROWS[0], (), ROWS[1]]), CASES)
    assert [(s.reason, s.rows) for s in intake.flow.rejected] == [("blank row", 1)]
    assert list(intake.frame.column("row")) == ["2", "4"]
