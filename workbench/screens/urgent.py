"""Urgent matters: who was told of a live risk, when, by whom, and what was seen."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, LIST_MOVES, PAGE_MOVES, CommandClass, bindings_of
from workbench.errors import WorkbenchError
from workbench.screens.cases_behind import OpenInScore
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.row_list import RowList
from workbench.widgets.urgent_rows import urgent_banner, urgent_lines, urgent_rows

if TYPE_CHECKING:
    from workbench.audits.reviews.escalating import EscalationLine, UrgentMatters


class UrgentScreen(WorkbenchScreen[None]):
    """The urgent matters of one audit that were passed on."""

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
        self.hold_keys()
        self._found: UrgentMatters | None = None

    def compose(self) -> ComposeResult:
        """Lay out how many there are, the list, the one at hand in full, and the keys."""
        yield MarkingBar(f"{self.audit}: urgent matters")
        yield Static("Reading what was passed on...", id="banner", markup=False)
        yield RowList(id="urgent")
        yield DetailsPanel()
        yield NoticeLine()
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read everything, once this has been painted, and again on each return."""
        self.call_after_refresh(self._read)

    @work(thread=True, exclusive=True, group="urgent")
    def _read(self) -> None:
        from workbench.audits.reviews.escalating import urgent_matters

        try:
            found = urgent_matters(self.workbench.open_desk(), self.audit)
        except WorkbenchError as error:
            self.hand_over(self._show_failure, error)
        else:
            self.hand_over(self._show_found, found)

    def _show_failure(self, error: WorkbenchError) -> None:
        self.query_one("#banner", Static).update("The urgent matters cannot be shown.")
        self.say(Notice(str(error), Tone.BAD))
        self.let_keys_go()

    def _show_found(self, found: "UrgentMatters") -> None:
        self._found = found
        self.query_one("#banner", Static).update(urgent_banner(found))
        self.say(Notice(found.left_out))
        self._fit()
        self.let_keys_go()

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        rows.show(urgent_rows(self._found.lines if self._found else (), rows.row_width))
        self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        line = self.line
        panel = self.query_one(DetailsPanel)
        panel.display = line is not None
        if line is not None:
            panel.show(urgent_lines(line, self.app.size.width - 4))
        self.refresh_bindings()

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
