"""The list of lines: its cursor keeps off headings, stays in view, and answers to the mouse."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult

from tests.workbench.textual_private import screen_text
from workbench.widgets.row_list import RowList
from workbench.widgets.rows import Piece, Row


def heading(words: str) -> Row:
    return Row(pieces=(Piece(words),))


def line(name: str) -> Row:
    return Row(key=name, pieces=(Piece(name),))


TWO_PARTS = (heading("Audits"), line("a"), line("b"), heading("Populations"), line("c"))


class ListApp(App[None]):
    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        self.query_one(RowList).show(self.rows)

    def on_row_list_chosen(self, chosen: RowList.Chosen) -> None:
        self.chosen.append(chosen.key)


@pytest.mark.parametrize(
    ("moves", "key"),
    [([], "a"), ([1], "b"), ([1, 1], "c"), ([1, 1, 1], "c"), ([1, 1, -1], "b"), ([-1], "a")],
)
async def test_the_cursor_passes_over_headings_and_stops_at_the_ends(moves, key) -> None:
    async with ListApp(TWO_PARTS).run_test(size=(20, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        for by in moves:
            rows.move(by)
        assert rows.key == key


async def test_the_first_and_the_last_line_are_one_step_away() -> None:
    async with ListApp(TWO_PARTS).run_test(size=(20, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows.go_last()
        assert rows.key == "c"
        rows.go_first()
        assert rows.key == "a"


async def test_the_cursor_is_marked_and_kept_in_view() -> None:
    async with ListApp([line(f"line {n}") for n in range(100)]).run_test(size=(20, 8)) as pilot:
        pilot.app.query_one(RowList).move(60)
        await pilot.pause()
        assert "> line 60" in screen_text(pilot.app)


async def test_shown_again_the_cursor_goes_where_it_is_told() -> None:
    async with ListApp(TWO_PARTS).run_test(size=(20, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows.show(TWO_PARTS, at="c")
        assert rows.key == "c"
        rows.show(TWO_PARTS[:3], at="gone")
        assert rows.key == "b"
        rows.show([])
        assert rows.key is None


async def test_a_click_moves_and_a_second_one_opens() -> None:
    app = ListApp(TWO_PARTS)
    async with app.run_test(size=(20, 8)) as pilot:
        await pilot.click(RowList, offset=(3, 2))
        assert (pilot.app.query_one(RowList).key, app.chosen) == ("b", [])
        await pilot.click(RowList, offset=(3, 2))
        await pilot.click(RowList, offset=(3, 0))
        assert app.chosen == ["b"]


async def test_no_row_wraps_however_long_it_is() -> None:
    async with ListApp([line("x" * 500), line("next")]).run_test(size=(20, 8)) as pilot:
        seen = screen_text(pilot.app).splitlines()
        assert seen[1].strip() == "next"


async def test_rows_have_the_same_width_with_and_without_a_scrollbar() -> None:
    async with ListApp(TWO_PARTS).run_test(size=(20, 8)) as pilot:
        rows = pilot.app.query_one(RowList)
        few = rows.row_width
        rows.show([line(f"line {n}") for n in range(100)])
        await pilot.pause()
        assert rows.row_width == few
