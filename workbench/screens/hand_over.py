"""Hand over: one case goes to another reader, with a reason that stays in the history."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from workbench.commands import EVERYWHERE, Command, CommandClass, bindings_of
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.sealing_form import SealingForm
from workbench.screens.watching import personal, watched
from workbench.widgets.allocation_words import refusal_words
from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow, text_row
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.reader_words import case_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.audits.people.allocation_offer import AllocationOffer
    from workbench.audits.people.first_readings import FirstReadingLine

MOVES: Final = Notice("left, right: to whom. tab: the reason. enter: hand it over. esc: leave it.")
UNDONE: Final = "Handing it back is how that is undone; both stay in the history."


class ConfirmHandOver(Command):
    """Hand the case over to the person who is chosen, with the reason that was typed."""

    keys = ("enter",)
    footer = "Hand it over"
    title = "Hand it over"
    while_typing = True
    duty = "ALLOCATE"


class HandOverScreen(SealingForm):
    """Another reader and a reason for one case."""

    sealing = ConfirmHandOver
    commands: ClassVar[tuple[CommandClass, ...]] = (ConfirmHandOver, *FORM_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str, line: "FirstReadingLine", offer: "AllocationOffer") -> None:
        super().__init__()
        self._audit = audit
        self._line = line
        self._offer = offer
        self._tried: str | None = None

    def compose(self) -> ComposeResult:
        """Lay out whose case it is, to whom it goes, and why."""
        yield MarkingBar(f"{self._audit}: hand a case over")
        explained = f"{case_words(self._line)}\n{UNDONE}"
        yield Static(explained, classes="explained", markup=False)
        with Form():
            yield FormRow("To", ChoiceField(list(self._others()), id="to"))
            yield text_row("Reason", "reason", hint="why, as: leave; no names")
        yield Static(classes="rest")
        yield NoticeLine()
        yield KeyBar()

    def _others(self) -> "Iterable[Choice]":
        for person in self._offer.people:
            if person.name != self._line.reader:
                yield Choice(person.name, person.name)

    def on_mount(self) -> None:
        """Begin with to whom."""
        self.set_focus(self.query_one("#to"))
        self.say(MOVES)

    @on(Input.Changed)
    def _watch(self, changed: Input.Changed) -> None:
        """Say at once what a reason looks to hold; if it was refused, the refusal is read."""
        typed = changed.input.value
        if typed != self._tried:
            self.say(watched(self.workbench.desk, typed, called="The reason", otherwise=MOVES))

    def action_confirm_hand_over(self) -> None:
        """Hand it over; what is missing is said, and where."""
        form = self.query_one(Form)
        to, reason = form.choice("to"), form.text("reason")
        self._tried = form.query_one("#reason", Input).value
        if not to:
            self.say(Notice("There is nobody else to hand it to.", Tone.WARNING))
        elif not reason:
            self.say(Notice("A case is handed over with its reason: type it.", Tone.WARNING))
            self.set_focus(form.query_one("#reason"))
        else:
            self._hand_over(to, reason)

    def _hand_over(self, to: str, reason: str) -> None:
        from workbench.audits.people.allocating import hand_over

        def ask() -> None:
            desk, case = self.workbench.open_desk(), self._line.case
            hand_over(desk, self._audit, case=case, to=to, reason=reason)

        def then(_: None) -> None:
            warning = personal(self.workbench.desk, reason, called="The reason")
            said = f"#{self._line.order} {self._line.case} is {to}'s now. {warning}".rstrip()
            self.dismiss(Notice(said, Tone.WARNING if warning else Tone.GOOD))

        self.ask_away(ask, then, saying="Handing it over...")

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why it stays where it is."""
        if isinstance(error, NotSaved):
            super().show_refusal(error)
            return
        said = refusal_words(str(error), on_server=self._offer.on_server)
        self.say(Notice(said, Tone.BAD))
