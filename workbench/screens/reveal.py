"""Reveal: the agreed answers come into the record from the very file that was sealed."""

from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, Command, CommandClass, bindings_of
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.sealing_form import SealingForm
from workbench.widgets.form import Form, FormRow
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.path_field import PathField

EXPLAINED: Final = (
    "The file that the set was begun with, unchanged: its SHA-256 was sealed then. It closes the "
    "set: nobody scores it any more, and each sees how far they agree."
)
MOVES: Final = Notice("Type the path; tab completes it. enter: reveal. esc: leave it sealed.")


class ConfirmReveal(Command):
    """Reveal the agreed answers of this file: enter asks, enter again does it."""

    keys = ("enter",)
    footer = "Reveal"
    while_typing = True
    duty = "CALIBRATE"


class RevealScreen(SealingForm):
    """The file of the agreed answers."""

    sealing = ConfirmReveal
    commands: ClassVar[tuple[CommandClass, ...]] = (ConfirmReveal, *FORM_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__()
        self._audit = audit
        self._confirmed: Path | None = None

    def compose(self) -> ComposeResult:
        """Lay out what it does, the path and the keys."""
        yield MarkingBar(f"{self._audit}: reveal the agreed answers")
        yield Static(EXPLAINED, classes="explained", markup=False)
        with Form():
            path = PathField(
                placeholder="the agreed answers; tab completes", id="file", compact=True
            )
            yield FormRow("File", path)
        yield Static(classes="rest")
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the path."""
        self.set_focus(self.query_one("#file"))
        self.say(MOVES)

    @on(PathField.SeveralFit)
    def _show_names(self, found: PathField.SeveralFit) -> None:
        self.say(Notice("  ".join(found.names)))

    def action_confirm_reveal(self) -> None:
        """Ask once; then reveal them."""
        field = self.query_one(Form).field("file", PathField)
        if not field.value.strip():
            self.say(Notice("Name the file of the agreed answers first.", Tone.WARNING))
        elif field.path == self._confirmed:
            self._reveal(field.path)
        else:
            self._check(field.path)

    def _check(self, path: Path) -> None:
        """Look whether it is the sealed file, and ask then."""
        from workbench.audits.people.calibrating import check_reveal

        def ask() -> None:
            check_reveal(self.workbench.open_desk(), self._audit, agreed=path)

        def then(_: None) -> None:
            self._confirmed = path
            asks = f"enter again reveals {path.name} and closes the set. It cannot be undone."
            self.say(Notice(asks, Tone.WARNING))

        self.ask_away(ask, then, saying=f"Reading {path.name}...")

    def _reveal(self, path: Path) -> None:
        from workbench.audits.people.calibrating import reveal

        def ask() -> None:
            reveal(self.workbench.open_desk(), self._audit, agreed=path)

        def then(_: None) -> None:
            self.dismiss(Notice("Revealed. The set is closed, and each sees their own.", Tone.GOOD))

        self.ask_away(ask, then, saying=f"Reading {path.name}...")

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why they stay sealed; another try asks again, but where the record was away."""
        if not isinstance(error, NotSaved):
            self._confirmed = None
        super().show_refusal(error)
