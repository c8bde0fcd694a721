"""Rival answers: what came in differently from packs, side by side, and the choice of a person."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    Command,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.screens.asking_screen import AskedLine, AskingScreen
from workbench.screens.list_in_full import ListInFull
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.watching import personal
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.prompt import Prompt
from workbench.widgets.rival_rows import dispute_key, dispute_lines, dispute_rows, rivals_banner
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.packs.settling import Dispute, RivalView
    from workbench.widgets.rows import Row

WHY: Final = Notice("Why this answer stands, without names. The others stay in the record.")


class TakeOne(Command):
    """Let the answer numbered 1 stand; the reason is asked for."""

    keys = ("1",)
    footer = "Take 1"


class TakeTwo(Command):
    """Let the answer numbered 2 stand; the reason is asked for."""

    keys = ("2",)
    footer = "Take 2"


class TakeThree(Command):
    """Let the answer numbered 3 stand; the reason is asked for."""

    keys = ("3",)
    footer = "Take 3"


class TakeFour(Command):
    """Let the answer numbered 4 stand; the reason is asked for."""

    keys = ("4",)
    footer = "Take 4"


TAKES: Final[tuple[CommandClass, ...]] = (TakeOne, TakeTwo, TakeThree, TakeFour)
"""The commands that take an answer, in the order of the numbers."""


class RivalsScreen(ListInFull[None], ReadingScreen[None, "Sequence[Dispute]"], AskingScreen):
    """The questions of one audit to which different answers came in."""

    nothing_there = "The answers cannot be shown."

    commands: ClassVar[tuple[CommandClass, ...]] = (
        KeepTyped,
        *TAKES,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__()
        self.audit = audit
        self._found: Sequence[Dispute] = ()

    def compose(self) -> ComposeResult:
        """Lay out how many wait, the questions, the one at hand in full, and the keys."""
        yield MarkingBar(f"{self.audit}: different answers")
        yield Static("Reading the answers...", id="banner", markup=False)
        yield RowList(id="rivals")
        yield DetailsPanel(id="rival")
        yield Prompt()
        yield NoticeLine()
        yield KeyBar()

    def find(self) -> "Sequence[Dispute]":
        """Read the questions that wait for a choice."""
        from workbench.audits.packs.settling import disputes

        return disputes(self.workbench.open_desk(), self.audit)

    def read_again(self) -> None:
        """Read it all; keys wait until it is seen."""
        self.hold_keys()
        super().read_again()

    def show_found(self, found: "Sequence[Dispute]") -> None:
        """Show the questions that wait for a choice."""
        self._found = found
        self.query_one("#banner", Static).update(rivals_banner(found))
        self.show_rows()

    def rows_in(self, width: int) -> "Sequence[Row]":
        """Return a row for each question."""
        return dispute_rows(self._found, width)

    def line_in(self, width: int) -> "Sequence[str] | None":
        """Return every answer to the question at hand."""
        return None if self.dispute is None else dispute_lines(self.dispute, width)

    @property
    def dispute(self) -> "Dispute | None":
        """The question at hand."""
        key = self.query_one(RowList).key
        return next((each for each in self._found if dispute_key(each) == key), None)

    def allows(self, command: CommandClass) -> bool:
        """Offer as many numbers as there are answers."""
        if command in TAKES:
            dispute = self.dispute
            return dispute is not None and TAKES.index(command) < len(dispute.rivals)
        return super().allows(command)

    # Choosing

    def action_take_one(self) -> None:
        """Take the first."""
        self._take(0)

    def action_take_two(self) -> None:
        """Take the second."""
        self._take(1)

    def action_take_three(self) -> None:
        """Take the third."""
        self._take(2)

    def action_take_four(self) -> None:
        """Take the fourth."""
        self._take(3)

    def _take(self, index: int) -> None:
        """Ask why this answer stands."""
        dispute = self.dispute
        if dispute is None:
            return
        rival = dispute.rivals[index]
        asked = AskedLine(
            f"{dispute.place.question}, {rival.words} by {rival.by}. Reason:",
            hint=WHY,
            called="The reason",
            if_blank="A choice needs its reason. esc leaves.",
        )
        self.ask(asked, partial(self._settle, dispute, rival), self._show_settled)

    def _settle(self, dispute: "Dispute", rival: "RivalView", reason: str) -> Notice:
        from workbench.audits.packs.settling import settle_dispute

        desk = self.workbench.open_desk()
        settle_dispute(desk, self.audit, dispute, rival, reason=reason)
        warning = personal(desk, reason, called="The reason")
        said = f"{dispute.place.question} of {dispute.case}: {rival.words}. {warning}".rstrip()
        return Notice(said, Tone.WARNING if warning else Tone.GOOD)

    def _show_settled(self, said: Notice) -> None:
        self.say(said)
        self.read_again()
