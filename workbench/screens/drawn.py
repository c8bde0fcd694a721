"""Drawn: a sealed sample with its certificate, its cases and its reserves."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    Command,
    CommandClass,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.replace_case import ReplaceCaseScreen, ReplacementAsked
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.drawn_rows import certificate_lines, drawn_rows, reserves_left
from workbench.widgets.export_form import file_name
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from exports.report import Report


class ScoreCase(Command):
    """Score the case at hand."""

    keys = ("enter",)
    footer = "Score it"


class ReplaceCase(Command):
    """Replace the case at hand, which cannot be read, by the next reserve, with a reason."""

    keys = ("r",)
    footer = "Replace"


class WriteCertificate(Command):
    """Write the certificate to a file, from which a stranger can draw the same sample again."""

    keys = ("w",)
    footer = "Certificate"


class DrawAgain(Command):
    """Draw again for this audit. A drawn sample is sealed: a reason is asked for and kept."""

    keys = ("a",)
    footer = "Draw again"


NEED_THE_SAMPLE = (ScoreCase, ReplaceCase, WriteCertificate, DrawAgain)


class DrawnScreen(StepScreen):
    """The sample of one audit."""

    step = "draw"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        *NEED_THE_SAMPLE,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

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
        self.call_after_refresh(self._open)

    @work(thread=True, exclusive=True, group="sample")
    def _open(self, said: Notice | None = None) -> None:
        from workbench.audits.opening import open_audit
        from workbench.audits.reporting import report

        name = self.subject.audit or ""
        try:
            desk = self.workbench.open_desk()
            drawn = open_audit(desk, name).draw_id is not None
            found = report(desk, name) if drawn else None
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_sample, found, said)

    def show_sample(self, report: "Report | None", said: Notice | None) -> None:
        """Show the sample; an audit without one goes to the form."""
        if report is None:
            self.action_draw_again()
            return
        self.report = report
        self._fit()
        cases = len(report.cases)
        self.say(said or Notice(f"Drawn and sealed: {cases} cases. Next: 3 scores them."))
        self.refresh_bindings()

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to show."""
        self.query_one("#certificate", Static).update("The sample cannot be opened.")
        self.say(Notice(str(error), Tone.BAD))

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self.report is not None:
            rows = self.query_one(RowList)
            lines = certificate_lines(self.report, rows.row_width)
            self.query_one("#certificate", Static).update("\n".join(lines))
            rows.show(drawn_rows(self.report, rows.row_width), at=rows.key)

    def allows(self, command: CommandClass) -> bool:
        """Offer what needs a sample only once it is open."""
        waits = command in NEED_THE_SAMPLE and self.report is None
        return super().allows(command) and not waits

    # Commands

    def action_score_case(self) -> None:
        """Open the case at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _score(self, chosen: RowList.Chosen) -> None:
        if self.report is not None:
            order = next(c.order for c in self.report.cases if c.reference == chosen.key)
            self.workbench.go_to_step("score", Subject(audit=self.subject.audit, case=order))

    def action_draw_again(self) -> None:
        """Go to the form of the plan."""
        from workbench.screens.draw import DrawScreen

        self.app.switch_screen(DrawScreen(self.subject))

    def action_replace_case(self) -> None:
        """Ask why the case at hand is to be replaced."""
        case = self.query_one(RowList).key
        if self.report is None or case is None:
            return
        left = reserves_left(self.report)
        if not left:
            self.say(
                Notice(
                    "No reserve is left. Leave the case unanswered: the report shows it as not "
                    "read.",
                    Tone.WARNING,
                )
            )
            return

        def take(asked: ReplacementAsked | None) -> None:
            if asked is not None:
                self._replace(case, asked)

        self.app.push_screen(ReplaceCaseScreen(case, left[0]), take)

    @work(thread=True, exclusive=True, group="sample")
    def _replace(self, case: str, asked: ReplacementAsked) -> None:
        from workbench.audits.drawing import ReplacementReason, replace_case

        name, reason = self.subject.audit or "", ReplacementReason(asked.reason)
        try:
            replace_case(self.workbench.open_desk(), name, case, reason=reason, note=asked.note)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            done = Notice(f"{case} was replaced: {reason.words}.", Tone.GOOD)
            self.hand_over(self._open, done)

    def action_write_certificate(self) -> None:
        """Ask where to write it."""
        from exports.whole_files import free_name

        path = Path.cwd() / f"{file_name(self.subject.audit or '')}-certificate.json"
        prompt = self.query_one(Prompt)
        prompt.open("Write to:", str(free_name(path) if path.exists() else path))
        self.set_focus(prompt.field)

    @on(Input.Submitted)
    def _write(self) -> None:
        path = Path(self.query_one(Prompt).close().strip()).expanduser()
        self.set_focus(None)
        if path.exists():
            self.say(Notice(f"{path} is there already, and was not replaced.", Tone.WARNING))
        else:
            self._write_to(path)

    @work(thread=True, exclusive=True, group="certificate")
    def _write_to(self, path: Path) -> None:
        from exports.certificate import write_certificate
        from exports.errors import ExportError
        from workbench.audits.reporting import certificate_of

        try:
            proof = certificate_of(self.workbench.open_desk(), self.subject.audit or "")
            written = write_certificate(proof, path)
        except (WorkbenchError, ExportError) as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self.say, Notice(f"Written: {written}", Tone.GOOD))

    def action_go_up(self) -> None:
        """Close the field for a path, or go up one level."""
        prompt = self.query_one(Prompt)
        if prompt.is_open:
            prompt.close()
            self.set_focus(None)
        else:
            super().action_go_up()
