"""The prompt: one line at the foot of a screen to type a note, a question or a number into."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from workbench.widgets.text_field import TextField


class Prompt(Horizontal):
    """A label and a field. The screen moves the keyboard to its `field`."""

    DEFAULT_CSS = """
    Prompt {
        display: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        & > Static { width: auto; max-width: 60%; text-style: bold; text-wrap: nowrap; }
        & > TextField { width: 1fr; margin: 0 0 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._label = Static(markup=False)
        self.field = TextField(compact=True)

    def compose(self) -> ComposeResult:
        """Lay out the label and the field."""
        yield self._label
        yield self.field

    @property
    def is_open(self) -> bool:
        """Whether it waits for typing."""
        return bool(self.display)

    def open(self, label: str, text: str = "") -> None:
        """Show it, with some text to begin from."""
        self._label.update(label)
        self.field.value = text
        self.field.cursor_position = len(text)
        self.display = True

    def close(self) -> str:
        """Hide it, and return what was typed."""
        self.display = False
        return self.field.value
