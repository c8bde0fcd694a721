"""Who reads what: the readers of an audit and how far they are, and what needs a reader."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    Command,
    CommandClass,
    bindings_of,
)
from workbench.screens.reading_screen import ReadingScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.reader_rows import CASE, people_rows, reader_rows
from workbench.widgets.reader_words import idle_words, line_words, readers_banner, rules_words
from workbench.widgets.row_list import RowList
from workbench.widgets.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.audits.people.allocation_offer import AllocationOffer
    from workbench.audits.people.first_readings import FirstReadingLine, FirstReadings

    Both = tuple[FirstReadings, AllocationOffer]


class HandOver(Command):
    """Hand the case at hand to another reader, with a reason; from a reader, allocate."""

    keys = ("enter",)
    footer = "Hand over"
    title = "Hand over"
    duty = "ALLOCATE"


class Allocate(Command):
    """Say who reads what: by the seed, by capacity and by the conflict rules."""

    keys = ("a",)
    footer = "Allocate"
    duty = "ALLOCATE"


class RegisterPerson(Command):
    """Register somebody who reads, or change what is registered of them."""

    keys = ("n",)
    footer = "New person"
    duty = "MEMBERS"


class ReadersScreen(ReadingScreen[None, "Both"]):
    """The first readings of one audit: whose they are."""

    nothing_there = "Who reads what cannot be shown."

    commands: ClassVar[tuple[CommandClass, ...]] = (
        HandOver,
        Allocate,
        RegisterPerson,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__()
        self.audit = audit
        self.found: FirstReadings | None = None
        self.offer: AllocationOffer | None = None

    def compose(self) -> ComposeResult:
        """Lay out how far it is, the rules, the readers and cases, the line at hand, the keys."""
        yield MarkingBar(f"{self.audit}: who reads what")
        yield Static("Reading who has which case...", id="banner", markup=False)
        yield Static(id="rules", markup=False)
        yield RowList(id="readers")
        yield Static(id="sentence", markup=False)
        yield NoticeLine()
        yield KeyBar()

    def find(self) -> "Both":
        """Read whose the cases are, and who could read them."""
        from workbench.audits.people.allocation_offer import allocation_offer
        from workbench.audits.people.first_readings import first_readings

        desk = self.workbench.open_desk()
        return first_readings(desk, self.audit), allocation_offer(desk, self.audit)

    def show_found(self, both: "Both") -> None:
        """Show how far it is, the rules, and who has which case."""
        found, offer = both
        if self.found is None and found.shown:
            self.say(Notice(f"Shown: {found.shown}."))
        self.found, self.offer = found, offer
        self.query_one("#banner", Static).update(readers_banner(found, offer))
        rules = " ".join([rules_words(found.rules), *idle_words(found.idle)])
        self.query_one("#rules", Static).update("" if offer.is_set else rules)
        self._fit()

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        rows.show(self._rows(rows.row_width), at=rows.key)
        self._show_line()

    def _rows(self, width: int) -> list[Row]:
        if self.found is None or self.offer is None or self.offer.is_set:
            return []
        if self.found.allocated:
            return reader_rows(self.found, width)
        return people_rows(self.offer.people, width)

    @on(RowList.Moved)
    def _show_line(self) -> None:
        key = self.query_one(RowList).key
        said = line_words(self.found, key) if self.found is not None and key else ""
        self.query_one("#sentence", Static).update(said)
        self.query_one("#sentence").display = bool(said)
        self.refresh_bindings()

    @property
    def line(self) -> "FirstReadingLine | None":
        """The case at hand; None where another line is, or its reader is not shown."""
        kind, _, order = (self.query_one(RowList).key or "").partition(":")
        if self.found is None or kind != CASE:
            return None
        line = next(each for each in self.found.lines if str(each.order) == order)
        return None if line.hidden else line

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer what fits: people who can read, a case at hand, a record that is a file."""
        offer = self.offer
        if command is RegisterPerson:
            return offer is not None and not offer.on_server and not offer.is_set
        if command not in {Allocate, HandOver}:
            return super().allows(command)
        if offer is None or not (offer.may_allocate and offer.people) or offer.is_set:
            return False
        return command is Allocate or self.query_one(RowList).key is not None

    def key_words_now(self) -> "Mapping[CommandClass, str]":
        """Say what enter does on the line at hand."""
        return {} if self.line is not None else {HandOver: "Open"}

    def action_hand_over(self) -> None:
        """Open the form for the line at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _open(self) -> None:
        if not self.allows(HandOver) or self.offer is None:
            return
        if self.line is None:
            self.action_allocate()
            return
        from workbench.screens.hand_over import HandOverScreen

        self.app.push_screen(HandOverScreen(self.audit, self.line, self.offer), self._say_done)

    def action_allocate(self) -> None:
        """Open the form of the allocation."""
        from workbench.screens.allocate import AllocateScreen

        if self.found is not None and self.offer is not None:
            self.app.push_screen(AllocateScreen(self.found, self.offer), self._say_done)

    def action_register_person(self) -> None:
        """Open the form for a person."""
        from workbench.screens.register_person import RegisterPersonScreen

        self.app.push_screen(RegisterPersonScreen(), self._say_done)

    def _say_done(self, notice: Notice | None) -> None:
        self.say(notice or Notice("Nothing was changed."))
