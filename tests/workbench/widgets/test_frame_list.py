"""The list of a population's rows: a million of them, of which only those in view are read."""

from time import perf_counter

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from sampling.frames import Frame
from tests.workbench.textual_private import screen_text
from workbench.widgets.frame_list import FrameList
from workbench.widgets.frame_rows import PAGE_ROWS, PAGES_KEPT, FrameRows, layout_of

MILLION = 1_000_000


def page(number: int) -> Frame:
    """Make the rows of one page, as the record would give them."""
    places = range(number * PAGE_ROWS, (number + 1) * PAGE_ROWS)
    return Frame(
        references=[f"45/{place:07}/26" for place in places],
        columns={
            "offence": ["Theft"] * PAGE_ROWS,
            "team": ["NSE"[place % 3] for place in places],
            "row": [str(place) for place in places],
        },
    )


class Shown(App[None]):
    """A list of a million rows, and what it asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[int] = []

    def compose(self) -> ComposeResult:
        yield FrameList()

    def on_mount(self) -> None:
        self.rows.open(MILLION, ("team", "offence"))

    @property
    def rows(self) -> FrameList:
        return self.query_one(FrameList)

    def on_frame_list_wanted(self, wanted: FrameList.Wanted) -> None:
        self.wanted.append(wanted.page)
        self.rows.take(wanted.page, page(wanted.page))


async def settle(pilot: Pilot[None]) -> None:
    """Let the list ask for its page, take it and paint it."""
    for _ in range(4):
        await pilot.pause()


async def test_a_million_rows_open_at_once_and_read_one_page() -> None:
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        began = perf_counter()
        app.rows.open(MILLION, ("team", "offence"))
        await settle(pilot)
        assert perf_counter() - began < 1  # a list of every row takes far longer
        assert "> 45/0000000/26  N     Theft" in screen_text(app)
        assert set(app.wanted) == {0}


async def test_the_end_is_one_key_away_and_reads_one_page_more() -> None:
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        app.rows.go_last()
        await settle(pilot)
        assert "> 45/0999999/26" in screen_text(app)
        assert set(app.wanted) == {0, MILLION // PAGE_ROWS - 1}
        app.rows.go_first()
        await settle(pilot)
        assert "> 45/0000000/26" in screen_text(app)


async def test_the_cursor_stops_at_both_ends() -> None:
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        app.rows.move(-5)
        assert app.rows.cursor == 0
        app.rows.go_last()
        app.rows.move(20)
        await settle(pilot)
        assert app.rows.cursor == MILLION - 1


async def test_every_column_of_the_row_at_hand_is_at_hand() -> None:
    app = Shown()
    async with app.run_test(size=(80, 24)) as pilot:
        app.rows.go_to(7)
        await settle(pilot)
        assert app.rows.values == {"reference": "45/0000007/26", "team": "S", "offence": "Theft"}


async def test_columns_that_do_not_fit_are_counted() -> None:
    app = Shown()
    async with app.run_test(size=(34, 10)) as pilot:
        await settle(pilot)
        assert app.rows.heading.split() == ["reference", "team", "+1", "more"]


def test_a_row_that_was_not_read_is_said_to_be_missing() -> None:
    rows = FrameRows(MILLION, ("team",))
    assert rows[PAGE_ROWS * 3].text == "..."
    assert rows.missing == {3}


def test_only_a_few_pages_are_kept() -> None:
    rows = FrameRows(MILLION, ("team",))
    for number in range(PAGES_KEPT + 3):
        rows.take(number, page(number), width=60)
    assert rows.values(0) is None
    assert rows.values(PAGE_ROWS * (PAGES_KEPT + 2)) is not None


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_columns_fit_their_width(width: int) -> None:
    layout = layout_of(page(0), width, ("team", "offence", "row"))
    assert layout.widths["reference"] == len("45/0000000/26")
    assert len(layout.heading) <= max(width, len("45/0000000/26  +3 more"))
