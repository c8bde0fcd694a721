"""Help: every command of the screen it was opened on, found by typing, run by enter."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from workbench.commands import Command, CommandClass, GoUp, bindings_of
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.row_list import RowList
from workbench.widgets.rows import Piece, Role, Row, fitted, widest
from workbench.widgets.text_field import TextField

KEYS_AT_MOST: Final = 14
NAME_AT_MOST: Final = 24


class RunCommand(Command):
    """Run the command at hand on the screen that help was opened on."""

    keys = ("enter",)
    footer = "Run it"
    title = "Run"
    while_typing = True


class NextCommand(Command):
    """Go to the next command of the list."""

    keys = ("down",)
    while_typing = True


class PreviousCommand(Command):
    """Go to the command before."""

    keys = ("up",)
    while_typing = True


class HelpScreen(WorkbenchScreen[CommandClass | None]):
    """A list of commands that shortens as one types. Its result is the command to run."""

    commands: ClassVar[tuple[CommandClass, ...]] = (RunCommand, GoUp, NextCommand, PreviousCommand)
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, offered: Sequence[CommandClass]) -> None:
        super().__init__()
        self._offered = offered

    def compose(self) -> ComposeResult:
        """Lay out the field, the list and the whole sentence of the command at hand."""
        yield MarkingBar("Help")
        yield TextField(placeholder="Type to find a command", id="find", compact=True)
        yield RowList(id="found")
        yield Static(id="sentence", markup=False)
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Show everything and wait for typing."""
        super().on_mount()
        self.set_focus(self.query_one("#find"))
        self._show()

    @on(Input.Changed, "#find")
    @on(RowList.Resized)
    def _show(self) -> None:
        words = self.query_one("#find", Input).value
        found = [command for command in self._offered if matches(command, words)]
        rows = self.query_one(RowList)
        rows.show(command_rows(found, rows.row_width))
        self._show_sentence()
        none = Notice(f"No command matches {words!r}. Take some letters away.")
        self.say(Notice() if found else none)

    @on(RowList.Moved)
    def _show_sentence(self) -> None:
        command = self._at_hand()
        self.query_one("#sentence", Static).update(command.help() if command else "")

    def _at_hand(self) -> CommandClass | None:
        key = self.query_one(RowList).key
        return next((c for c in self._offered if c.action() == key), None)

    def action_run_command(self) -> None:
        """Close help and run the command at hand."""
        if command := self._at_hand():
            self.dismiss(command)

    @on(RowList.Chosen)
    def _run_clicked(self) -> None:
        self.action_run_command()

    def action_next_command(self) -> None:
        """Move down the list."""
        self.action_down()

    def action_previous_command(self) -> None:
        """Move up the list."""
        self.action_up()

    def action_go_up(self) -> None:
        """Close help and run nothing."""
        self.dismiss(None)


def matches(command: CommandClass, words: str) -> bool:
    """Whether every word typed is in the command's keys, name or sentence."""
    said = f"{command.key_words()} {command.name()} {command.help()}".casefold()
    return all(word in said for word in words.casefold().split())


def command_rows(commands: Sequence[CommandClass], width: int) -> list[Row]:
    """Return a line for each command: its keys, its name, and the start of its sentence."""
    keys = widest((c.key_words() for c in commands), at_most=KEYS_AT_MOST)
    names = widest((c.name() for c in commands), at_most=NAME_AT_MOST)
    return [
        Row(
            key=command.action(),
            pieces=(
                Piece(fitted(command.key_words(), keys) + "  ", Role.STRONG),
                Piece(fitted(command.name(), names) + "  "),
                Piece(fitted(command.help(), width - keys - names - 4), Role.MUTED),
            ),
        )
        for command in commands
    ]
