"""The key bar: the keys that matter most on this screen, as many as fit, none cut."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from workbench.commands import CommandClass, key_words

GAP: Final = 2
ALWAYS: Final = "help"
"""The command that is never left out: from it all others are found."""


class KeyBar(Static):
    """Keys and what they do, on one line; each can be clicked."""

    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text;
        text-wrap: nowrap;
        link-style: none;
        link-color: $foreground;
        link-color-hover: $foreground;
        link-background-hover: $primary 30%;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[CommandClass] = ()

    def show(self, commands: Iterable[CommandClass]) -> None:
        """Show the keys of these commands, the most important first."""
        shown = tuple(command for command in commands if command.footer)
        if shown != self._commands:
            self._commands = shown
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many as fit now."""
        event.stop()
        self._draw()

    def _draw(self) -> None:
        fitting = fitting_commands(self._commands, self.content_size.width)
        self.update(Content(" " * GAP).join(_content(command) for command in fitting))


def fitting_commands(commands: Sequence[CommandClass], width: int) -> tuple[CommandClass, ...]:
    """Return the first commands that fit side by side, and always the one for help."""
    always = [command for command in commands if command.action() == ALWAYS]
    room = width - sum(_cells(command) for command in always)
    kept: list[CommandClass] = []
    for command in commands:
        if command in always:
            kept.append(command)
        elif _cells(command) <= room:
            kept.append(command)
            room -= _cells(command)
    return tuple(kept)


def _cells(command: CommandClass) -> int:
    return cell_len(f"{key_words(command.keys[0])} {command.footer}") + GAP


def _content(command: CommandClass) -> Content:
    words = Content.assemble((key_words(command.keys[0]), "bold"), f" {command.footer}")
    return words.stylize(Style.from_meta({"@click": f"screen.{command.action()}"}))
