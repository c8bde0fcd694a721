"""One rate broken down by a column of the population: a line for each group of cases."""

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
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.refusals import told_plainly
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.rate_rows import group_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exports.report import RateLine, Report
    from workbench.audits.results.rates import IntervalMethod, Rates


FEW: Final = 12
"""A column with more values than these is no set of groups, but a number, a day or a name."""


class NextColumn(Command):
    """Break down by the next column."""

    keys = ("b",)
    footer = "Next column"


class PreviousColumn(Command):
    """Break down by the column before."""

    keys = ("B",)
    footer = "Column before"
    title = "Column before"


class GroupRatesScreen(WorkbenchScreen[None]):
    """The rate of each group."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        NextColumn,
        PreviousColumn,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, report: "Report", line: "RateLine", method: "IntervalMethod") -> None:
        super().__init__()
        self._report = report
        self._line = line
        self._method = method
        self._at = 0
        self._groups: Mapping[str, RateLine] = {}

    def compose(self) -> ComposeResult:
        """Lay out what is asked, the column and the groups."""
        yield MarkingBar(self._report.audit)
        yield Static(f"{self._line.id}  {self._line.text}", id="asked", markup=False)
        yield Static(id="column", markup=False)
        yield RowList(id="groups")
        yield NoticeLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the first column."""
        self._show_column(0)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that can be broken down by."""
        return telling_first(self._report)

    def allows(self, command: CommandClass) -> bool:
        """Offer another column only where there is one."""
        return command not in {NextColumn, PreviousColumn} or len(self.columns) > 1

    def action_next_column(self) -> None:
        """Go to the next column."""
        self._show_column(self._at + 1)

    def action_previous_column(self) -> None:
        """Go to the column before."""
        self._show_column(self._at - 1)

    def _show_column(self, at: int) -> None:
        if not self.columns:
            self.say(Notice("This population keeps no column to break down by.", Tone.WARNING))
            return
        self._at = at % len(self.columns)
        column = self.columns[self._at]
        place = f"{self._at + 1} of {len(self.columns)}"
        self.query_one("#column", Static).update(f"by {column}  (column {place})")
        self._work_out(column)

    @work(thread=True, exclusive=True, group="groups")
    def _work_out(self, column: str) -> None:
        from workbench.audits.results.rates import rates_by

        try:
            desk = self.workbench.open_desk()
            with told_plainly():
                found = rates_by(desk, self._report.audit, column, interval=self._method)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.WARNING))
        else:
            self.hand_over(self.show_groups, found)

    def show_groups(self, found: "Mapping[str, Rates]") -> None:
        """Show the rate of each group."""
        self._groups = {name: self._line_of(rates) for name, rates in found.items()}
        self._fit()
        few = any(line.applicable for line in self._groups.values())
        self.say(
            Notice(
                "Groups of a sample are small: compare their limits, not their rates."
                if few
                else "No group has an applicable case yet."
            )
        )

    def _line_of(self, rates: "Rates") -> "RateLine":
        return next(
            line for line in (*rates.questions, *rates.indicators) if line.id == self._line.id
        )

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        if self._groups:
            rows.show(group_rows(self._groups, rows.row_width))


def telling_first(report: "Report") -> tuple[str, ...]:
    """Return the columns to break down by: those with a few groups first, in their order."""

    def tells_little(column: str) -> bool:
        values = {case.fields.get(column, "") for case in report.cases}
        return not 1 < len(values) <= min(FEW, len(report.cases) // 2)

    return tuple(sorted(report.population.kept_columns, key=tells_little))
