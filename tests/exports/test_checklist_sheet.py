import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from checklists.faults import ChecklistFaults
from checklists.library import library, short_forms
from checklists.reading import parse_checklist
from checklists.settings import Setting, settle
from exports.checklist_sheet import read_checklist_sheet, write_checklist_sheet
from exports.errors import ExportError

EVERY = {**library(), **short_forms()}


def content(checklist):
    """Return a checklist without the text it was read from, whose comments a sheet cannot hold."""
    return replace(checklist, source="", sha256="")


@pytest.fixture
def sheet(tmp_path):
    """Return a workbook of REC, with a function that changes a cell: found by row and title."""
    path = write_checklist_sheet(library()["REC"], tmp_path / "rec.xlsx")

    def change(name, row, title, value):
        workbook = load_workbook(path)
        ws = workbook[name]
        titles = [cell.value for cell in ws[5]]
        ws.cell(row=row, column=titles.index(title) + 1).value = value
        workbook.save(path)
        return path

    return change


def faults_of(path):
    with pytest.raises(ChecklistFaults) as caught:
        read_checklist_sheet(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("checklist", EVERY.values(), ids=lambda checklist: checklist.id)
def test_a_checklist_comes_back_as_it_went(checklist, tmp_path):
    found = read_checklist_sheet(write_checklist_sheet(checklist, tmp_path / "a.xlsx"))
    assert content(found) == content(checklist)
    assert parse_checklist(found.source, name="a.yaml") == found


def test_a_settled_checklist_comes_back_with_its_settings(tmp_path):
    ours = settle(library()["BAIL"], {"first_bail_period": Setting("60 days")})
    found = read_checklist_sheet(write_checklist_sheet(ours, tmp_path / "a.xlsx"))
    assert content(found) == content(ours)


def test_the_second_trip_changes_nothing_at_all(tmp_path):
    once = read_checklist_sheet(write_checklist_sheet(library()["DA"], tmp_path / "a.xlsx"))
    twice = read_checklist_sheet(write_checklist_sheet(once, tmp_path / "b.xlsx"))
    assert twice == once
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_two_saves_are_the_same_to_the_byte(tmp_path):
    one = write_checklist_sheet(library()["SS"], tmp_path / "a.xlsx").read_bytes()
    assert write_checklist_sheet(library()["SS"], tmp_path / "b.xlsx").read_bytes() == one


def test_it_has_a_sheet_for_each_part_that_there_is(tmp_path):
    workbook = load_workbook(write_checklist_sheet(library()["REC"], tmp_path / "a.xlsx"))
    assert workbook.sheetnames == ["Checklist", "Parameters", "Fields", "Questions", "Indicators"]
    questions = workbook["Questions"]
    assert [questions.cell(7, at).value for at in (1, 3, 4)] == [
        "REC-02",
        "yes",
        "{field: crime_to_record, is: yes}",
    ]


class TestWhatPeopleDoToSheets:
    def test_a_changed_text_is_read(self, sheet):
        path = sheet("Questions", 7, "text", "Was a crime  recorded?\n")
        assert read_checklist_sheet(path).question("REC-02").text == "Was a crime recorded?"

    def test_numbers_dates_and_truth_values_are_read_as_they_are_meant(self, sheet):
        sheet("Parameters", 6, "default", 36.0)
        sheet("Checklist", 9, "value", date(2024, 4, 1))
        found = read_checklist_sheet(sheet("Questions", 7, "critical", value=True))
        assert found.parameters[0].value == "36"
        assert found.effective_from == date(2024, 4, 1)
        assert found.question("REC-02").critical

    def test_blank_rows_and_other_sheets_do_not_matter(self, tmp_path):
        path = write_checklist_sheet(library()["REC"], tmp_path / "a.xlsx")
        workbook = load_workbook(path)
        workbook["Questions"].insert_rows(9, 3)
        workbook["Questions"].delete_rows(1, 3)
        workbook.create_sheet("My notes")["A1"] = "x"
        workbook.save(path)
        assert content(read_checklist_sheet(path)) == content(library()["REC"])

    def test_columns_may_be_moved(self, tmp_path):
        path = write_checklist_sheet(library()["PSP"], tmp_path / "a.xlsx")
        workbook = load_workbook(path)
        ws = workbook["Fields"]
        for row in range(5, ws.max_row + 1):
            first, second = ws.cell(row, 1), ws.cell(row, 2)
            first.value, second.value = second.value, first.value
        workbook.save(path)
        assert content(read_checklist_sheet(path)) == content(library()["PSP"])


class TestAFault:
    @pytest.mark.parametrize(
        ("name", "row", "title", "value", "message"),
        [
            ("Questions", 7, "text", None, "row 7: question REC-02 has no `text`"),
            ("Questions", 7, "met", None, "row 7: the guidance of question REC-02 has no `met`"),
            ("Questions", 8, "id", "REC-02", "row 8: the id REC-02 is taken in row 7"),
            ("Questions", 8, "traces", "CDI, R9", "row 8: question REC-03: the register of"),
            ("Questions", 9, "applies_when", "sometimes", "row 9: the rule of question REC-04 is"),
            ("Questions", 9, "applies_when", "{a: [b}", "row 9: `{a: [b}` cannot be read: a brac"),
            ("Questions", 9, "applies_when", "*x", "row 9: `*x` cannot be read: `&` and `*`"),
            ("Questions", 9, "measure unit", None, "row 9: the measure of question REC-04 has no"),
            ("Questions", 5, "evidence", "proof", "row 5: unknown column `proof`"),
            ("Questions", 5, "evidence", "met", "row 5: the column `met` stands twice"),
            (
                "Fields",
                7,
                "field",
                "crime_to_record",
                "row 7: `crime_to_record` stands twice here,",
            ),
            ("Fields", 7, "field", None, "row 7: the row has no `field`"),
            ("Fields", 7, "words", "{one}", "row 7: the case field `rape_reported` has fewer"),
            ("Parameters", 6, "default", "a day", "row 6: `a day` is not a number of hours"),
            ("Indicators", 6, "requires", "[{question: REC-99, is: met}]", "row 6: requirement 1"),
            ("Checklist", 9, "value", "then", "row 9: `then` is not a date"),
            ("Checklist", 7, "key", "titel", "row 7: the checklist has an unknown key `titel`"),
        ],
    )
    def test_is_named_with_sheet_and_row(self, sheet, name, row, title, value, message):
        found = faults_of(sheet(name, row, title, value))
        assert any(f"rec.xlsx, sheet {name}, {message}" in fault for fault in found), found
        assert not any(re.search(r"\d{5}", fault) for fault in found)

    def test_is_told_with_all_the_others(self, sheet):
        sheet("Questions", 7, "evidence", None)
        sheet("Indicators", 6, "title", None)
        assert len(faults_of(sheet("Questions", 8, "traces", "R9"))) == 3

    def test_of_a_sheet_that_is_missing(self, tmp_path):
        path = write_checklist_sheet(library()["REC"], tmp_path / "a.xlsx")
        workbook = load_workbook(path)
        del workbook["Questions"]
        workbook.save(path)
        (fault,) = faults_of(path)
        assert fault.startswith("a.xlsx, sheet Questions, row 1: there is no sheet Questions with")

    @pytest.mark.parametrize("content", [b"", b"id: EX\n", b"PK\x03\x04 broken"])
    def test_of_a_file_that_is_no_workbook(self, tmp_path, content):
        path = tmp_path / "a.xlsx"
        path.write_bytes(content)
        with pytest.raises(ExportError, match=r"^a\.xlsx cannot be read as an Excel workbook"):
            read_checklist_sheet(path)

    def test_of_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(ExportError, match="there is no file"):
            read_checklist_sheet(tmp_path / "a.xlsx")

    def test_of_a_text_that_no_cell_can_hold(self, tmp_path):
        long = library()["REC"].source.replace("title: Crime", f"title: {'a ' * 20_000}Crime")
        with pytest.raises(ExportError, match="a text of title in the checklist is too long"):
            write_checklist_sheet(parse_checklist(long, name=""), tmp_path / "a.xlsx")


WORDS = st.lists(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
    | st.sampled_from(["=1+1", "@a", "_x0041_", "yes", "1.10", "a: b", "#", "{x}", "[", "*", "'"]),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(" ".join(words).split()))
QUESTION = """\
id: EX
title: {title}
version: "1"
effective_from: 2024-01-01
unit_of_audit: a
population: a
stage: a
questions:
  - id: EX-01
    text: {text}
    applies_when: always
    traces: [local]
    evidence: {evidence}
    guidance:
      met: {met}
      not_met: {not_met}
"""


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@settings(max_examples=40, deadline=None)
@given(
    texts=st.fixed_dictionaries(
        {
            key: WORDS.filter(lambda text: text and not re.search(r"\{[a-z]", text))
            for key in ("title", "text", "evidence", "met", "not_met")
        }
    )
)
def test_any_text_survives_the_trip(texts, tmp_path_factory):
    folder = Path(tmp_path_factory.mktemp("trip"))
    written = {key: quoted(text) for key, text in texts.items()}
    checklist = parse_checklist(QUESTION.format(**written), name="ex.yaml")
    found = read_checklist_sheet(write_checklist_sheet(checklist, folder / "a.xlsx"))
    assert content(found) == content(checklist)
    assert found.question("EX-01").text == texts["text"]
