"""The list of a population's rows: a million open at once, because only those in view are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.message import Message

from workbench.widgets.frame_rows import PAGE_ROWS, FrameRows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.strip import Strip

    from sampling.frames import Frame


class FrameList(RowList):
    """A list of lines that asks for the pages it needs."""

    @dataclass
    class Wanted(Message):
        """A page of rows is in view and has not been read."""

        page: int

        @property
        def start(self) -> int:
            """The first of its rows."""
            return self.page * PAGE_ROWS

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._frame_rows = FrameRows(0, ())
        self._asked: set[int] = set()

    def open(self, size: int, columns: Sequence[str]) -> None:
        """Show a population of so many rows, its columns in this order."""
        self.rows = self._frame_rows = FrameRows(size, columns)
        self._asked.clear()
        self.cursor = 0
        self.virtual_size = Size(0, size)
        self.refresh()

    def take(self, page: int, frame: "Frame") -> None:
        """Show a page that was asked for."""
        self._asked.discard(page)
        self._frame_rows.take(page, frame, width=self.row_width)
        self.refresh()

    @property
    def heading(self) -> str:
        """The names of the columns that are shown, each above its values."""
        return self._frame_rows.layout.heading

    @property
    def values(self) -> dict[str, str] | None:
        """Every column of the row at hand; None until it has been read."""
        return self._frame_rows.values(self.cursor) if len(self.rows) else None

    def go_to(self, place: int) -> None:
        """Put the cursor on a row by its place, from 0."""
        self._move_to(place, step=1)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """Fit the columns to the new width."""
        self._frame_rows.refit(self.row_width)
        self.refresh()

    def render_line(self, y: int) -> "Strip":
        """Draw one line, and ask for the page it is on if that is not here."""
        strip = super().render_line(y)
        for page in self._frame_rows.missing - self._asked:
            self._asked.add(page)
            self.call_later(self._ask_for, page)
        return strip

    def _ask_for(self, page: int) -> None:
        self.post_message(self.Wanted(page))

    def _go_to(self, wanted: int, *, step: int) -> None:  # noqa: ARG002 - every line can be gone to
        if self.rows:
            self.cursor = min(max(wanted, 0), len(self.rows) - 1)
            self._keep_in_view()
            self.refresh()

    def _keep_in_view(self) -> None:
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        wanted = min(max(top, self.cursor - height + 1), self.cursor)
        self.scroll_to(y=wanted, animate=False, force=True, immediate=True)
