"""A field for a path: tab completes it as a shell does, or goes on to the next field."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from workbench.widgets.text_field import TextField


class PathField(TextField):
    """A text field that knows folders and files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete the path", show=False, priority=True),
    ]

    @dataclass
    class SeveralFit(Message):
        """More than one name goes on as what was typed."""

        names: tuple[str, ...]

    @property
    def path(self) -> Path:
        """The path that was typed."""
        return Path(self.value).expanduser()

    def action_complete(self) -> None:
        """Add what is certain; else say what fits; else go to the next field."""
        text, names = completed(self.value)
        if text != self.value:
            self.value = text
            self.cursor_position = len(text)
        elif len(names) < 2:  # noqa: PLR2004 - nothing to choose between
            self.screen.focus_next()
        if len(names) > 1:
            self.post_message(self.SeveralFit(names))


def completed(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the path with what is certain added, and the names that go on as it does."""
    cut = max(text.rfind(separator) for separator in {"/", os.sep}) + 1
    typed_folder, start = text[:cut], text[cut:]
    folder = Path(typed_folder or ".").expanduser()
    try:
        entries = [
            f"{entry.name}/" if entry.is_dir() else entry.name
            for entry in folder.iterdir()
            if entry.name.startswith(start) and (start or not entry.name.startswith("."))
        ]
    except OSError:
        return text, ()
    names = tuple(sorted(entries))
    return typed_folder + (_common_start(names) or start), names


def _common_start(names: Sequence[str]) -> str:
    """Return the characters that all names begin with: between the first and the last they lie."""
    if not names:
        return ""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(names[0], names[-1], strict=False))
    return "".join(character for character, _ in alike)
