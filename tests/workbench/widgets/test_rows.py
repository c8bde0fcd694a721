"""Rows: one line each, whatever they hold and however narrow the screen is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.widgets.rows import Piece, Role, Row, fitted, shortened, widest


@given(st.text(), st.integers(min_value=0, max_value=200))
def test_a_fitted_text_fills_its_cells_exactly(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


@given(st.text(), st.integers(min_value=0, max_value=200))
def test_a_fitted_text_is_one_line(text: str, width: int) -> None:
    assert len(fitted(text, width).splitlines()) <= 1


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fitted("Was the plan made in time?", 12) == "Was the pla…"
    assert fitted("Was the plan", 12) == "Was the plan"
    assert fitted("met", 6) == "met   "


def test_wide_characters_are_counted_as_two_cells() -> None:
    assert fitted("日本語", 4) == "日… "


def test_the_widest_of_some_texts_is_limited() -> None:
    assert widest(["a", "abc"], at_most=10) == 3
    assert widest(["a" * 20], at_most=10) == 10
    assert widest([], at_most=10) == 0


def test_a_muted_row_says_the_same() -> None:
    row = Row(key="k", pieces=(Piece("a ", Role.BAD), Piece("b")))
    assert row.muted().text == row.text
    assert {piece.role for piece in row.muted().pieces} == {Role.MUTED}


@pytest.mark.parametrize("width", [8, 15, 20, 33, 80])
def test_a_shortened_text_keeps_its_beginning_and_its_end(width: int) -> None:
    name = "Burglary and robbery, September 2026"
    short = shortened(name, width)
    assert cell_len(short) <= width
    assert short[:2] == name[:2]
    assert short[-2:] == name[-2:]
    assert (short == name) == (width >= len(name))
