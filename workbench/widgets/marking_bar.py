"""The marking bar: the protective marking and where one is, at the top of every screen."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from workbench.marking import DEFAULT_MARKING


class MarkingBar(Horizontal):
    """The marking on the left; the name of the screen or audit on the right."""

    DEFAULT_CSS = """
    MarkingBar {
        height: 1;
        padding: 0 1;
        background: $panel;
        text-style: bold;
        & > Static { width: auto; max-width: 60%; text-wrap: nowrap; text-overflow: ellipsis; }
        & > .place { width: 1fr; max-width: 100%; padding: 0 0 0 2; text-align: right; }
    }
    """

    def __init__(self, place: str = "Casefile Workbench") -> None:
        super().__init__()
        self._marking = Static(DEFAULT_MARKING, markup=False)
        self._place = Static(place, classes="place", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the two texts."""
        yield self._marking
        yield self._place

    def show(self, *, place: str, marking: str = DEFAULT_MARKING) -> None:
        """Show another place, and its marking."""
        self._marking.update(marking)
        self._place.update(place)
