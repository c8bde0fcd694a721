"""A sealed sample as it is seen: the facts of its certificate, its cases and its reserves."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskingScreen
from workbench.screens.refusals import told_plainly
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.drawn_rows import certificate_lines, drawn_rows
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from exports.report import Report


class DrawnView(StepScreen, AskingScreen):
    """The sample of one audit. `DrawnScreen` adds what the keys do."""

    step = "draw"
    waits_at_first = True

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.report: Report | None = None

    def compose_step(self) -> ComposeResult:
        """Lay out the facts, the cases and the field for a path."""
        yield Static("Opening the sample...", id="certificate", markup=False)
        yield RowList(id="cases")
        yield Prompt()

    def on_mount(self) -> None:
        """Open the sample, away from the screen."""
        self.call_after_refresh(self.open)

    @work(thread=True, exclusive=True, group="sample")
    def open(self, said: Notice | None = None) -> None:
        """Open the sample, and say something when it is there."""
        from workbench.audits.opening import open_audit
        from workbench.audits.people.unallocated import sample_waits
        from workbench.audits.results.reporting import report

        name = self.subject.audit or ""
        try:
            desk = self.workbench.open_desk()
            drawn = open_audit(desk, name).draw_id is not None
            with told_plainly():
                found = report(desk, name) if drawn else None
                if found and not said:
                    said = Notice(next_words(found, waits=sample_waits(desk, name)))
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_sample, found, said or Notice())

    def show_sample(self, report: "Report | None", said: Notice) -> None:
        """Show the sample; an audit without one goes to the form."""
        self.let_keys_go()
        if report is None:
            self.show_form()
            return
        self.report = report
        self._fit()
        self.say(said)
        self.refresh_bindings()

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to show."""
        self.let_keys_go()
        self.query_one("#certificate", Static).update("The sample cannot be opened.")
        self.say(Notice(str(error), Tone.BAD))

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self.report is not None:
            rows = self.query_one(RowList)
            lines = certificate_lines(self.report, rows.row_width)
            self.query_one("#certificate", Static).update("\n".join(lines))
            rows.show(drawn_rows(self.report, rows.row_width), at=rows.key)

    def show_form(self) -> None:
        """Go to the form of the plan."""
        from workbench.screens.draw import DrawScreen

        self.app.switch_screen(DrawScreen(self.subject))


def next_words(report: "Report", *, waits: bool) -> str:
    """Return what was drawn, and what is next: allocating, scoring, or what it was for."""
    cases = len(report.cases)
    drawn = f"Drawn and sealed: {cases} {'case' if cases == 1 else 'cases'}"
    if report.complete_cases == cases:
        return f"{drawn}, all complete. Next: 4 shows the results, 5 exports."
    if waits:
        return f"{drawn}. No auditor reads any before it is allocated: p says who reads what."
    return f"{drawn}. Next: 3 scores them."
