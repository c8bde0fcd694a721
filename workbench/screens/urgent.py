"""Urgent matters: who was told of a live risk, when, by whom, and what was seen."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, LIST_MOVES, PAGE_MOVES, CommandClass, bindings_of
from workbench.screens.cases_behind import OpenInScore
from workbench.screens.list_in_full import ListInFull
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.steps import Subject
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.row_list import RowList
from workbench.widgets.urgent_rows import urgent_banner, urgent_lines, urgent_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.reviews.escalating import EscalationLine, UrgentMatters
    from workbench.widgets.rows import Row


class UrgentScreen(ListInFull[None], ReadingScreen[None, "UrgentMatters"]):
    """The urgent matters of one audit that were passed on."""

    nothing_there = "The urgent matters cannot be shown."

    commands: ClassVar[tuple[CommandClass, ...]] = (
        OpenInScore,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__()
        self.audit = audit
        self._found: UrgentMatters | None = None

    def compose(self) -> ComposeResult:
        """Lay out how many there are, the list, the one at hand in full, and the keys."""
        yield MarkingBar(f"{self.audit}: urgent matters")
        yield Static("Reading what was passed on...", id="banner", markup=False)
        yield RowList(id="urgent")
        yield DetailsPanel()
        yield NoticeLine()
        yield KeyBar()

    def find(self) -> "UrgentMatters":
        """Read what was passed on."""
        from workbench.audits.reviews.escalating import urgent_matters

        return urgent_matters(self.workbench.open_desk(), self.audit)

    def show_found(self, found: "UrgentMatters") -> None:
        """Show how many there are, and each."""
        self._found = found
        self.query_one("#banner", Static).update(urgent_banner(found))
        self.say(Notice(found.left_out))
        self.show_rows()

    def rows_in(self, width: int) -> "Sequence[Row]":
        """Return a row for each."""
        return urgent_rows(self._found.lines if self._found else (), width)

    def line_in(self, width: int) -> "Sequence[str] | None":
        """Return all that is kept of the one at hand."""
        return None if self.line is None else urgent_lines(self.line, width)

    @property
    def line(self) -> "EscalationLine | None":
        """The urgent matter at hand."""
        key = self.query_one(RowList).key
        return None if self._found is None or key is None else self._found.lines[int(key)]

    def allows(self, command: CommandClass) -> bool:
        """Offer to open a case only where there is one, which is still of the sample."""
        opens = self.line is not None and self.line.in_sample
        return super().allows(command) and (command is not OpenInScore or opens)

    def action_open_in_score(self) -> None:
        """Open the case at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _open(self) -> None:
        from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING

        line, desk = self.line, self.workbench.desk
        if line is None or not line.in_sample or desk is None:
            return
        own_second = line.reading == SECOND_READING and line.by == desk.auditor
        self.workbench.go_to_step(
            "score",
            Subject(
                audit=self.audit,
                case=line.order,
                question=line.question or None,
                reading=SECOND_READING if own_second else FIRST_READING,
            ),
        )
