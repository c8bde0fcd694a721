"""Rival answers: what came in differently from packs, side by side, and the choice of a person."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
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
from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskedLine, AskingScreen
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


class RivalsScreen(AskingScreen):
    """The questions of one audit to which different answers came in."""

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
        self.hold_keys()
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

    def on_screen_resume(self) -> None:
        """Read everything, once this has been painted, and again on each return."""
        self.call_after_refresh(self.read_again)

    def read_again(self) -> None:
        """Read it all, away from the screen; keys wait until it is seen."""
        self.hold_keys()
        self._read()

    @work(thread=True, exclusive=True, group="rivals")
    def _read(self) -> None:
        from workbench.audits.packs.settling import disputes

        try:
            found = disputes(self.workbench.open_desk(), self.audit)
        except WorkbenchError as error:
            self.hand_over(self._show_failure, error)
        else:
            self.hand_over(self.show_found, found)

    def _show_failure(self, error: WorkbenchError) -> None:
        self.query_one("#banner", Static).update("The answers cannot be shown.")
        self.say(Notice(str(error), Tone.BAD))
        self.let_keys_go()

    def show_found(self, found: "Sequence[Dispute]") -> None:
        """Show the questions that wait for a choice."""
        self._found = found
        self.query_one("#banner", Static).update(rivals_banner(found))
        self._fit()
        self.let_keys_go()

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        rows.show(dispute_rows(self._found, rows.row_width), at=rows.key)
        self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        dispute = self.dispute
        panel = self.query_one(DetailsPanel)
        panel.display = dispute is not None
        if dispute is not None:
            panel.show(dispute_lines(dispute, self.app.size.width - 4))
        self.refresh_bindings()

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
