"""A list with the line at hand in full below it."""

from collections.abc import Sequence

from textual import on
from textual.screen import ScreenResultType

from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.row_list import RowList
from workbench.widgets.rows import Row


class ListInFull(WorkbenchScreen[ScreenResultType]):
    """A screen with a `RowList`, and a `DetailsPanel` that is there while a line is at hand."""

    def rows_in(self, width: int) -> Sequence[Row]:
        """Return the rows of the list."""
        raise NotImplementedError

    def line_in(self, width: int) -> Sequence[str] | None:
        """Return the line at hand in full; None where there is no line."""
        raise NotImplementedError

    def show_rows(self, *, at: str | None = None) -> None:
        """Show the rows as they are now, with the cursor at a key, or where it was."""
        rows = self.query_one(RowList)
        rows.show(self.rows_in(rows.row_width), at=rows.key if at is None else at)
        self._show_line()

    @on(RowList.Resized)
    def _fit(self) -> None:
        self.show_rows()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        panel, lines = self.query_one(DetailsPanel), self.line_in(self.app.size.width - 4)
        panel.display = lines is not None
        if lines is not None:
            panel.show(lines)
        self.refresh_bindings()
