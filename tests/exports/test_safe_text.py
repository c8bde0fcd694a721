"""Text in cells stays text, can be read back, and never vanishes unseen."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from exports.sheets.book import Book
from exports.sheets.safe_text import MOST_UNITS, visible
from exports.sheets.sheet import Column
from exports.stored_values import with_stored_values

AWKWARD = (
    "=1+1",
    "+44 20 7946 0000",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "TRUE",
    "00123",
    "21/00012/22",
    "220012345678901234",
    "_x0041_",
    " spaced ",
    "two\nlines",
    "tab\there",
    " ",
    "\n",
)


def saved(*texts):
    """A workbook with the texts down the first column from row 6, as bytes."""
    book = Book(marking="OFFICIAL", heading="Text")
    sheet = book.grid("Text", "", [Column("Text", 20)])
    for row, text in enumerate(texts, start=6):
        sheet.text(row, 1, text)
    file = BytesIO()
    book.workbook.save(file)
    finished = BytesIO()
    with_stored_values(file, finished, book.stored_values)
    finished.seek(0)
    return finished


def read_back(*texts):
    """What a reader that decodes the file as a spreadsheet does finds there."""
    rows = CalamineWorkbook.from_filelike(saved(*texts)).get_sheet_by_index(0).to_python()
    return [row[0] for row in rows[5:]]


def test_awkward_text_comes_back_unchanged():
    assert read_back(*AWKWARD) == list(AWKWARD)


def test_what_looks_like_a_formula_or_an_error_is_stored_as_text():
    ws = load_workbook(saved(*AWKWARD)).worksheets[0]
    cells = [ws.cell(row=row, column=1) for row in range(6, 6 + len(AWKWARD))]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert [bool(cell.quotePrefix) for cell in cells[:5]] == [True, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nul\x00 bell\x07", "nul\u2400 bell\u2407"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("lone \ud800 half", "lone \\ud800 half"),
        ("not a character \ufffe", "not a character \\ufffe"),
    ],
)
def test_what_a_cell_cannot_hold_is_made_visible(text, shown):
    assert visible(text) == shown
    assert read_back(text) == [shown]


@pytest.mark.parametrize("letter", ["a", "\U0001f50d"])
def test_text_over_the_limit_is_cut_and_says_so(letter):
    shown = visible(letter * 40_000)
    assert shown.endswith("[cut here: the whole text has 40,000 characters]")
    assert MOST_UNITS - 2 <= len(shown.encode("utf-16-le")) // 2 <= MOST_UNITS


def test_text_at_the_limit_is_whole():
    assert visible("a" * MOST_UNITS) == "a" * MOST_UNITS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), min_size=1), min_size=1, max_size=9))
def test_any_text_is_read_back_as_it_was_shown(texts):
    assert read_back(*texts) == [visible(text) for text in texts]


@given(st.text(st.characters(exclude_categories=())))
def test_text_that_was_made_visible_stays_as_it_is(text):
    assert visible(visible(text)) == visible(text)
