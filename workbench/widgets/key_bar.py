"""The key bar: the keys that matter most on this screen, as many as fit, none cut."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len
from rich.markup import escape
from textual import events
from textual.widgets import Static

from workbench.commands import KEY_WORDS, CommandClass

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
        link-color: $text;
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
        self.update((" " * GAP).join(_in_markup(command) for command in fitting))


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


def _first_key(command: CommandClass) -> str:
    return KEY_WORDS.get(command.keys[0], command.keys[0])


def _cells(command: CommandClass) -> int:
    return cell_len(f"{_first_key(command)} {command.footer}") + GAP


def _in_markup(command: CommandClass) -> str:
    key = (
        escape(_first_key(command)).replace("[", r"\[")
        if _first_key(command) == "["
        else (escape(_first_key(command)))
    )
    return f"[@click=screen.{command.action()}][b]{key}[/b] {command.footer}[/]"
