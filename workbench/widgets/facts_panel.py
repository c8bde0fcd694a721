"""The facts of a list of cases, wrapped to the width there is, and scrolled where they are many."""

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from workbench.widgets.facts_text import ListFacts, facts_text


class FactsPanel(VerticalScroll, can_focus=False):
    """Facts, a line each."""

    DEFAULT_CSS = """
    FactsPanel { padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._facts: ListFacts | None = None
        self._text = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield self._text

    def show(self, facts: ListFacts) -> None:
        """Show the facts."""
        self._facts = facts
        self._fit()

    def show_words(self, words: str) -> None:
        """Show words in their place."""
        self._facts = None
        self._text.update(words)

    def on_resize(self, event: events.Resize) -> None:  # noqa: ARG002 - Textual's signature
        """Fit them to the new width."""
        self._fit()

    def _fit(self) -> None:
        if self._facts is not None:
            self._text.update(facts_text(self._facts, self.scrollable_content_region.width - 1))
