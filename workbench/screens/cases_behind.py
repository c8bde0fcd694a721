"""The cases behind a number: each with its answer and its note; enter opens one in Score."""

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
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.case_answer_rows import case_answer_rows
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from exports.report import RateLine, Report


class OpenInScore(Command):
    """Open the case at hand in Score, at this question."""

    keys = ("enter",)
    footer = "Open in Score"


class CasesBehindScreen(WorkbenchScreen[None]):
    """Every case of the sample with what stands for one question or indicator."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        OpenInScore,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, report: "Report", line: "RateLine") -> None:
        super().__init__()
        self._report = report
        self._line = line

    def compose(self) -> ComposeResult:
        """Lay out what is asked and the cases."""
        yield MarkingBar(self._report.audit)
        yield Static(f"{self._line.id}  {self._line.text}", id="asked", markup=False)
        yield RowList(id="behind")
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what is shown."""
        cases = f"{len(self._report.cases)} cases, those not met first."
        self.say(Notice(f"{cases} enter opens one in Score, esc goes back to the results."))

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        shown = case_answer_rows(self._report.cases, self._line.id, rows.row_width)
        rows.show(shown, at=rows.key)

    def action_open_in_score(self) -> None:
        """Open the case at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _open(self, chosen: RowList.Chosen) -> None:
        asked = {question.id for question in self._report.questions}
        question = self._line.id if self._line.id in asked else None
        self.workbench.go_to_step(
            "score", Subject(audit=self._report.audit, case=int(chosen.key), question=question)
        )
