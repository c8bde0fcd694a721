"""Allocate: who reads is ticked, what would come of it is shown, and enter again seals it."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from workbench.commands import EVERYWHERE, Command, CommandClass, bindings_of
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.sealing_form import SealingForm
from workbench.widgets.allocate_form import AllocateForm
from workbench.widgets.allocation_words import (
    allocated_words,
    begin_words,
    foreseen_lines,
    refusal_words,
    rules_alone_lines,
)
from workbench.widgets.capacity_field import CapacityField
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.audits.people.allocating import AllocationAsked
    from workbench.audits.people.allocation_offer import AllocationOffer
    from workbench.audits.people.first_readings import FirstReadings
    from workbench.audits.people.foreseeing import AllocationForeseen

MOVES: Final = Notice("space: who reads. left, right: how much. tab, arrows: next. enter: see it.")
ASKS: Final = "enter again seals this. It stays in the history. Any change asks again."
NOBODY: Final = "Tick who reads: the space bar ticks."


class SealAllocation(Command):
    """Show who would get how many; enter again seals it."""

    keys = ("enter",)
    footer = "See who gets what"
    title = "Allocate"
    while_typing = True
    duty = "ALLOCATE"


class AllocateScreen(SealingForm):
    """The allocation of one audit's first readings."""

    sealing = SealAllocation
    commands: ClassVar[tuple[CommandClass, ...]] = (SealAllocation, *FORM_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, found: "FirstReadings", offer: "AllocationOffer") -> None:
        super().__init__()
        self._found = found
        self._offer = offer
        self._confirmed: AllocationAsked | None = None

    def compose(self) -> ComposeResult:
        """Lay out the form, what would come of it, and the keys."""
        yield MarkingBar(f"{self._found.audit}: allocate first readings")
        with Container(id="draw"):
            yield AllocateForm(self._offer, self._found)
            with VerticalScroll(id="foresight", can_focus=True):
                yield Static(begin_words(self._found), id="foresight-text", markup=False)
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the first person."""
        self.set_focus(self.query_one("#reader-0"))
        self.say(MOVES)

    @property
    def form(self) -> AllocateForm:
        """The form, by its own type."""
        return self.query_one(AllocateForm)

    @on(CapacityField.Changed)
    @on(ChoiceField.Changed)
    def _start_over(self) -> None:
        """Ask again: the form asks for something else now."""
        if self._confirmed is not None and self._confirmed != self.form.asked:
            self._confirmed = None
            self._show(begin_words(self._found))
            self.say(MOVES)
            self.refresh_bindings()

    def _show(self, words: str) -> None:
        self.query_one("#foresight-text", Static).update(words)

    def key_words_now(self) -> "Mapping[CommandClass, str]":
        """Say of enter whether it seals now."""
        return {SealAllocation: "Seal it"} if self._confirmed is not None else {}

    # Seeing, then sealing

    def action_seal_allocation(self) -> None:
        """Show what would come of it; then seal it."""
        asked = self.form.asked
        if asked == self._confirmed:
            self._seal(asked)
        elif asked.readers:
            self._foresee(asked)
        elif self._rules_asked() != dict(self._found.rules):
            self._foresee_rules(asked)
        else:
            self.say(Notice(NOBODY, Tone.WARNING))

    def _rules_asked(self) -> dict[str, str]:
        rules = {"own case": self.form.choice("own-case"), "own team": self.form.choice("own-team")}
        return {kind: column for kind, column in rules.items() if column}

    def _foresee(self, asked: "AllocationAsked") -> None:
        from workbench.audits.people.foreseeing import foresee_allocation

        def ask() -> "AllocationForeseen":
            return foresee_allocation(self.workbench.open_desk(), self._found.audit, asked)

        self.ask_away(
            ask,
            lambda seen: self._ask(asked, foreseen_lines(seen)),
            saying="Working out who would get how many...",
        )

    def _foresee_rules(self, asked: "AllocationAsked") -> None:
        from workbench.audits.people.idle_rules import foresee_idle_columns

        def ask() -> tuple[str, ...]:
            return foresee_idle_columns(self.workbench.open_desk(), self._found.audit, asked.rules)

        self.ask_away(
            ask,
            lambda idle: self._ask(asked, rules_alone_lines(self._rules_asked(), idle)),
            saying="Holding the rules against the list...",
        )

    def _ask(self, asked: "AllocationAsked", lines: list[str]) -> None:
        if asked != self.form.asked:
            return  # it was changed while it was worked out
        self._confirmed = asked
        self._show("\n".join(lines))
        self.say(Notice(ASKS, Tone.WARNING))
        self.refresh_bindings()

    def _seal(self, asked: "AllocationAsked") -> None:
        from workbench.audits.people.allocating import allocate_first_readings, set_conflict_rules
        from workbench.audits.people.first_readings import first_readings

        def ask() -> "FirstReadings":
            desk, audit = self.workbench.open_desk(), self._found.audit
            if asked.readers:
                allocate_first_readings(desk, audit, asked)
            else:
                set_conflict_rules(desk, audit, asked.rules)
            return first_readings(desk, audit)

        def then(found: "FirstReadings") -> None:
            said = allocated_words(found) if asked.readers else "The rules are set and sealed."
            self.dismiss(Notice(said, Tone.GOOD))

        self.ask_away(ask, then, saying="Sealing...")

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say in full why nothing was allocated: cases and people may be many."""
        if isinstance(error, NotSaved):
            super().show_refusal(error)
            return
        self._confirmed = None
        self._show(refusal_words(str(error), on_server=self._offer.on_server))
        self.say(Notice("Nothing was allocated.", Tone.BAD))
