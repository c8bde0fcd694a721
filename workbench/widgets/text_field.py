"""A text field that keeps up: a key typed into it acts before the next key is looked at."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class TextField(Input):
    """A one-line field. Its editing keys act at once, in the order in which they were typed.

    Textual hands keys to a field through a queue of its own. When a script, or a quick hand,
    types a note, enter and the next answer in one go, the answer would overtake the note.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        replace(binding, priority=True)
        for binding in Input.BINDINGS
        if isinstance(binding, Binding)
    ]

    def on_mount(self) -> None:
        """Select nothing on focus: it would come late, and the next character replace it."""
        self.select_on_focus = False

    def type_character(self, character: str) -> None:
        """Put a character at the cursor, in place of what is selected."""
        start, end = sorted(self.selection)
        self.replace(character, start, end)
