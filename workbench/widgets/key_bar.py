"""The key bar: the keys that matter most on this screen, as many as fit, none cut."""

from collections.abc import Iterable, Mapping, Sequence
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
AS_DECLARED: Final[Mapping[CommandClass, str]] = {}


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
        self._words: Mapping[CommandClass, str] = AS_DECLARED

    def show(
        self, commands: Iterable[CommandClass], words: Mapping[CommandClass, str] = AS_DECLARED
    ) -> None:
        """Show the keys of these commands, the most important first.

        Args:
            commands: Those that can be used now.
            words: What some of them do at this moment, where it is not what they say.
        """
        shown = tuple(command for command in commands if command.footer)
        if (shown, words) != (self._commands, self._words):
            self._commands, self._words = shown, words
            self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many as fit now."""
        event.stop()
        self._draw()

    def _draw(self) -> None:
        fitting = fitting_commands(self._commands, self.content_size.width, self._words)
        shown = (_content(command, self._words) for command in fitting)
        self.update(Content(" " * GAP).join(shown))


def fitting_commands(
    commands: Sequence[CommandClass],
    width: int,
    words: Mapping[CommandClass, str] = AS_DECLARED,
) -> tuple[CommandClass, ...]:
    """Return the first commands that fit side by side, and always the one for help."""
    always = [command for command in commands if command.action() == ALWAYS]
    room = width - sum(_cells(command, words) for command in always)
    kept: list[CommandClass] = []
    for command in commands:
        if command in always:
            kept.append(command)
        elif _cells(command, words) <= room:
            kept.append(command)
            room -= _cells(command, words)
    return tuple(kept)


def _cells(command: CommandClass, words: Mapping[CommandClass, str]) -> int:
    return cell_len(f"{key_words(command.keys[0])} {words.get(command, command.footer)}") + GAP


def _content(command: CommandClass, words: Mapping[CommandClass, str]) -> Content:
    said = f" {words.get(command, command.footer)}"
    shown = Content.assemble((key_words(command.keys[0]), "bold"), said)
    return shown.stylize(Style.from_meta({"@click": f"screen.{command.action()}"}))
