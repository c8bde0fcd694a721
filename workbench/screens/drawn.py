"""Drawn: a sealed sample with its certificate, its cases and its reserves."""

from pathlib import Path
from typing import ClassVar

from textual import on

from exports.whole_files import free_name, is_there
from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    Command,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskedLine
from workbench.screens.drawn_view import DrawnView
from workbench.screens.replace_case import ReplaceCaseScreen
from workbench.screens.steps import Subject
from workbench.screens.what_waits import WhoReadsWhat, open_readers
from workbench.widgets.export_form import file_name
from workbench.widgets.notice_line import Notice, Tone
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
        KeepTyped,
        *NEED_THE_SAMPLE,
        WhoReadsWhat,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

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

        replacing = ReplaceCaseScreen(self.subject.audit or "", swap)
        self.app.push_screen(replacing, self._show_replaced)

    def _show_replaced(self, done: Notice | None) -> None:
        if done is not None:
            self.open(done)

    def action_write_certificate(self) -> None:
        """Ask where to write it."""
        path = Path.cwd() / f"{file_name(self.subject.audit or '')}-certificate.json"
        asked = AskedLine(
            "Write to:",
            text=str(free_name(path) if is_there(path) else path),
            enter="Write",
            left=Notice("Nothing was written."),
            away=Notice("Writing the certificate..."),
        )
        self.ask(asked, self._write, self.say)

    def _write(self, typed: str) -> Notice:
        from exports.certificate import write_certificate
        from exports.errors import ExportError
        from workbench.audits.results.reporting import certificate_of

        path = Path(typed.strip()).expanduser()
        if is_there(path):
            raise WorkbenchError(f"{path} is there already, and was not replaced.")
        proof = certificate_of(self.workbench.open_desk(), self.subject.audit or "")
        try:
            return Notice(f"Written: {write_certificate(proof, path)}", Tone.GOOD)
        except ExportError as error:
            raise WorkbenchError(f"{error.problem}.", error.remedy) from error
