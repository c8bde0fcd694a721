"""Replace: the next reserve takes the place of a case that cannot be read, with a coded reason."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, Command, CommandClass, bindings_of
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.sealing_form import SealingForm
from workbench.screens.watching import personal
from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow, text_row
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.swap_words import Swap, swap_lines


class ConfirmReplacement(Command):
    """Replace the case: enter asks, enter again does it. It stays in the history."""

    keys = ("enter",)
    footer = "Replace it"
    duty = "REPLACE"
    while_typing = True


@dataclass(frozen=True, slots=True)
class ReplacementAsked:
    """Why a case is to be replaced: the code of the reason, and a note."""

    reason: str
    note: str


class ReplaceCaseScreen(SealingForm):
    """A reason and a note for one case."""

    sealing = ConfirmReplacement
    commands: ClassVar[tuple[CommandClass, ...]] = (ConfirmReplacement, *FORM_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str, swap: Swap) -> None:
        super().__init__()
        self._audit = audit
        self._swap = swap
        self._confirmed: ReplacementAsked | None = None

    def compose(self) -> ComposeResult:
        """Lay out what would happen, the reason and the note."""
        from workbench.audits.draws.replacing import ReplacementReason

        reasons = [Choice(reason.value, reason.words) for reason in ReplacementReason]
        yield MarkingBar("Replace a case")
        yield Static(
            "\n".join(swap_lines(self._swap)),
            classes="explained",
            markup=False,
        )
        with Form():
            yield FormRow("Reason", ChoiceField(reasons, id="reason"))
            yield text_row("Note", "note", hint="anything more to say; no names")
        yield Static(classes="rest")
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.set_focus(self.query_one("#reason"))
        self.say(Notice("left, right: another reason. enter: replace it. esc: leave it."))

    def action_confirm_replacement(self) -> None:
        """Ask once; then do it."""
        form = self.query_one(Form)
        asked = ReplacementAsked(form.choice("reason"), form.text("note"))
        if asked == self._confirmed:
            self._replace(asked)
            return
        self._confirmed = asked
        warning = personal(self.workbench.desk, asked.note, called="The note")
        self.say(
            Notice(
                f"{warning} enter again replaces {self._swap.case} by {self._swap.reserve}. It "
                "cannot be taken back.".lstrip(),
                Tone.WARNING,
            )
        )

    def _replace(self, asked: ReplacementAsked) -> None:
        from workbench.audits.draws.replacing import ReplacementReason, replace_case

        case, reason = self._swap.case, ReplacementReason(asked.reason)

        def ask() -> None:
            desk = self.workbench.open_desk()
            replace_case(desk, self._audit, case, reason=reason, note=asked.note)

        def then(_: None) -> None:
            self.dismiss(Notice(f"{case} was replaced: {reason.words}.", Tone.GOOD))

        self.ask_away(ask, then, saying="Replacing it...")
