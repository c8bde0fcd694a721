"""The list of lines: a cursor, no wrapping, and only the lines in view are drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.widgets.rows import Row

CURSOR: Final = "> "
NO_CURSOR: Final = "  "
GUTTER: Final = len(CURSOR)
"""Cells at the left of every line, for the cursor."""


class RowList(ScrollView, can_focus=False):
    """Lines with a cursor that is a mark, not only a colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--plain",
        "row-list--strong",
        "row-list--muted",
        "row-list--good",
        "row-list--warning",
        "row-list--bad",
        "row-list--cursor",
    }

    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        & > .row-list--plain { color: $foreground; }
        & > .row-list--strong { color: $foreground; text-style: bold; }
        & > .row-list--muted { color: $foreground 60%; }
        & > .row-list--good { color: $text-success; }
        & > .row-list--warning { color: $text-warning; text-style: bold; }
        & > .row-list--bad { color: $text-error; text-style: bold; }
        & > .row-list--cursor { background: $primary 30%; text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A line was opened, by enter or the mouse."""

        key: str

    @dataclass
    class Moved(Message):
        """The cursor was moved to another line, by a key or the mouse."""

        key: str

    @dataclass
    class Resized(Message):
        """The list has another width: its rows are to be fitted again."""

        width: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.cursor = 0

    @property
    def key(self) -> str | None:
        """What the line at hand stands for; None in an empty list."""
        return self.rows[self.cursor].key if self.rows else None

    @property
    def row_width(self) -> int:
        """The cells that a row can fill."""
        return max(self.scrollable_content_region.width - GUTTER, 0)

    def show(self, rows: Sequence[Row], *, at: str | None = None) -> None:
        """Show these rows, with the cursor at a key, or where it was."""
        self.rows = rows
        self.virtual_size = Size(0, len(rows))
        keys = [row.key for row in rows]
        wanted = keys.index(at) if at is not None and at in keys else self.cursor
        self._go_to(min(wanted, max(len(rows) - 1, 0)), step=1)
        self.refresh()

    def move(self, by: int) -> None:
        """Move the cursor some lines, and stop at the ends."""
        self._move_to(self.cursor + by, step=1 if by > 0 else -1)

    def go_first(self) -> None:
        """Move the cursor to the first line."""
        self._move_to(0, step=1)

    def go_last(self) -> None:
        """Move the cursor to the last line."""
        self._move_to(len(self.rows) - 1, step=-1)

    def choose(self) -> None:
        """Open the line at hand."""
        if self.key is not None:
            self.post_message(self.Chosen(self.key))

    def _move_to(self, wanted: int, *, step: int) -> None:
        before = self.cursor
        self._go_to(wanted, step=step)
        if self.key is not None and self.cursor != before:
            self.post_message(self.Moved(self.key))

    def _go_to(self, wanted: int, *, step: int) -> None:
        """Put the cursor on a line, or on the next one that is not a heading."""
        places = range(len(self.rows))
        ahead = [at for at in places if self.rows[at].key is not None]
        if not ahead:
            return
        beyond = [at for at in ahead if (at >= wanted if step > 0 else at <= wanted)]
        nearest = (beyond or ahead)[0 if (step > 0) == bool(beyond) else -1]
        self.cursor = nearest
        self._keep_in_view()
        self.refresh()

    def _keep_in_view(self) -> None:
        headed = self.cursor > 0 and self.rows[self.cursor - 1].key is None
        top = self.cursor - 1 if headed else self.cursor
        self.scroll_to_region(
            Region(0, top, 1, self.cursor + 1 - top), animate=False, force=True, immediate=True
        )

    def on_resize(self, event: events.Resize) -> None:
        """Ask for rows of the new width."""
        self.post_message(self.Resized(self.row_width))
        if self.rows and event.size.height:
            self._keep_in_view()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the line; open it if it was there already."""
        at = event.y + self.scroll_offset.y
        if at >= len(self.rows) or self.rows[at].key is None:
            return
        was_there = at == self.cursor
        self._move_to(at, step=1)
        if was_there:
            self.choose()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the view."""
        at = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        ground = self._style("plain")
        if at >= len(self.rows):
            return Strip.blank(width, ground)
        row = self.rows[at]
        here = at == self.cursor and row.key is not None
        over = _over(self._style("cursor")) if here else Style()
        pieces = [Segment(CURSOR if here else NO_CURSOR, ground + over)]
        pieces += [Segment(p.text, ground + self._style(p.role) + over) for p in row.pieces]
        return Strip(pieces).adjust_cell_length(width, ground + over)

    def _style(self, role: str) -> Style:
        return self.get_component_rich_style(f"row-list--{role}")


def _over(style: Style) -> Style:
    """Return what a style adds to the colour of the words: its background and weight."""
    return Style(bgcolor=style.bgcolor, bold=style.bold)
