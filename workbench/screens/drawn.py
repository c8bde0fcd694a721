"""Drawn: a sealed sample with its certificate, its cases and its reserves."""

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.widgets import Input

from exports.whole_files import free_name, is_there
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
from workbench.screens.drawn_view import DrawnView
from workbench.screens.replace_case import ReplaceCaseScreen, ReplacementAsked
from workbench.screens.steps import Subject
from workbench.screens.what_waits import WhoReadsWhat, open_readers
from workbench.widgets.export_form import file_name
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt
from workbench.widgets.row_list import RowList
from workbench.widgets.swap_words import swap_of


class ScoreCase(Command):
    """Score the case at hand."""

    keys = ("enter",)
    footer = "Score it"


class ReplaceCase(Command):
    """Replace the case at hand, which cannot be read, by the next reserve, with a reason."""

    keys = ("r",)
    footer = "Replace"
    duty = "REPLACE"


class WriteCertificate(Command):
    """Write the certificate to a file, from which a stranger can draw the same sample again."""

    keys = ("w",)
    footer = "Certificate"


class DrawAgain(Command):
    """Draw again for this audit. A drawn sample is sealed: a reason is asked for and kept."""

    keys = ("a",)
    footer = "Draw again"
    duty = "DRAW"


NEED_THE_SAMPLE = (ScoreCase, ReplaceCase, WriteCertificate, DrawAgain)


class DrawnScreen(DrawnView):
    """The sample of one audit."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        *NEED_THE_SAMPLE,
        WhoReadsWhat,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def allows(self, command: CommandClass) -> bool:
        """Offer what needs a sample only once it is open."""
        waits = command in {*NEED_THE_SAMPLE, WhoReadsWhat} and self.report is None
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

    def action_who_reads_what(self) -> None:
        """Go to the readers of this audit."""
        open_readers(self, self.subject.audit or "")

    def action_draw_again(self) -> None:
        """Go to the form of the plan."""
        self.show_form()

    def action_replace_case(self) -> None:
        """Ask why the case at hand is to be replaced."""
        case = self.query_one(RowList).key
        if self.report is None or case is None:
            return
        swap = swap_of(self.report, case)
        if swap is None:
            self.say(
                Notice(
                    "No reserve is left that may stand in for this case. Leave it unanswered: the "
                    "report shows it as not read.",
                    Tone.WARNING,
                )
            )
            return

        def take(asked: ReplacementAsked | None) -> None:
            if asked is not None:
                self._replace(case, asked)

        self.app.push_screen(ReplaceCaseScreen(swap), take)

    @work(thread=True, exclusive=True, group="sample")
    def _replace(self, case: str, asked: ReplacementAsked) -> None:
        from workbench.audits.draws.replacing import ReplacementReason, replace_case

        name, reason = self.subject.audit or "", ReplacementReason(asked.reason)
        try:
            replace_case(self.workbench.open_desk(), name, case, reason=reason, note=asked.note)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            done = Notice(f"{case} was replaced: {reason.words}.", Tone.GOOD)
            self.hand_over(self.open, done)

    def action_write_certificate(self) -> None:
        """Ask where to write it."""
        path = Path.cwd() / f"{file_name(self.subject.audit or '')}-certificate.json"
        prompt = self.query_one(Prompt)
        prompt.open("Write to:", str(free_name(path) if is_there(path) else path))
        self.set_focus(prompt.field)

    @on(Input.Submitted)
    def _write(self) -> None:
        path = Path(self.query_one(Prompt).close().strip()).expanduser()
        self.set_focus(None)
        if is_there(path):
            self.say(Notice(f"{path} is there already, and was not replaced.", Tone.WARNING))
        else:
            self._write_to(path)

    @work(thread=True, exclusive=True, group="certificate")
    def _write_to(self, path: Path) -> None:
        from exports.certificate import write_certificate
        from exports.errors import ExportError
        from workbench.audits.results.reporting import certificate_of

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
