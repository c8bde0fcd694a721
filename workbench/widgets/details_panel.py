"""A panel of details below a list, which scrolls where there is more than it can show."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static


class DetailsPanel(VerticalScroll, can_focus=False):
    """Lines of text about the line at hand."""

    DEFAULT_CSS = """
    DetailsPanel {
        height: auto;
        max-height: 75%;
        padding: 0 1;
        border-top: solid $surface-lighten-2;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield self._text

    def show(self, lines: Iterable[str]) -> None:
        """Show these lines, from the first."""
        self._text.update("\n".join(lines))
        self.scroll_home(animate=False)

    @property
    def overflows(self) -> bool:
        """Whether there is more than can be seen at once."""
        return self.max_scroll_y > 0

    def page(self, by: int) -> None:
        """Scroll some pages."""
        self.scroll_relative(y=by * max(self.size.height - 1, 1), animate=False)
