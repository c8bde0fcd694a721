"""Calibration: how far each auditor agrees with the agreed answers of a set, and where not."""

from typing import TYPE_CHECKING, ClassVar

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
from workbench.screens.list_in_full import ListInFull
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.steps import Subject
from workbench.widgets.calibration_rows import calibration_rows
from workbench.widgets.calibration_words import (
    calibration_banner,
    calibration_lines,
    calibration_notice,
)
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.people.calibration_results import CalibrationResults
    from workbench.widgets.rows import Row


class ScoreSet(Command):
    """Score your own cases of this set."""

    keys = ("s",)
    footer = "Score yours"
    title = "Score your cases"


class Reveal(Command):
    """Reveal the agreed answers, from the very file that was sealed: that closes the set."""

    keys = ("r",)
    footer = "Reveal"
    title = "Reveal the agreed answers"
    duty = "CALIBRATE"


class CalibrationScreen(ListInFull[None], ReadingScreen[None, "CalibrationResults"]):
    """The results of one calibration set, as far as whoever looks may see them."""

    nothing_there = "There is no calibration to show."
    tone_of_failure = Tone.WARNING

    commands: ClassVar[tuple[CommandClass, ...]] = (
        ScoreSet,
        Reveal,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__()
        self.audit = audit
        self._found: CalibrationResults | None = None

    def compose(self) -> ComposeResult:
        """Lay out how far it is, the auditors, the line at hand and the keys."""
        yield MarkingBar(f"{self.audit}: calibration")
        yield Static("Comparing with the agreed answers...", id="banner", markup=False)
        yield RowList(id="calibration")
        yield DetailsPanel()
        yield NoticeLine()
        yield KeyBar()

    def find(self) -> "CalibrationResults":
        """Compare with the agreed answers."""
        from workbench.audits.people.calibration_results import calibration_results

        return calibration_results(self.workbench.open_desk(), self.audit)

    def show_found(self, found: "CalibrationResults") -> None:
        """Show how far it is, and each auditor."""
        first_time, self._found = self._found is None, found
        banner = calibration_banner(found, reveals=self.may(Reveal.duty))
        self.query_one("#banner", Static).update(banner)
        if first_time:
            self.say(Notice(calibration_notice(found)))
        self.show_rows()

    def rows_in(self, width: int) -> "Sequence[Row]":
        """Return a row for each auditor and each question."""
        return calibration_rows(self._found, width) if self._found is not None else ()

    def line_in(self, width: int) -> "Sequence[str] | None":
        """Return all there is about the line at hand."""
        from workbench.audits.people.calibration_results import NOT_INDEPENDENT

        key = self.query_one(RowList).key
        if self._found is None or key is None:
            return None
        return calibration_lines(self._found, key, width, NOT_INDEPENDENT)

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer to score what is still one's own to score, and to reveal what is sealed."""
        found = self._found
        if command is ScoreSet:
            return found is not None and not found.revealed and self._mine_are_open
        if command is Reveal:
            return found is not None and not found.revealed
        return super().allows(command)

    @property
    def _mine_are_open(self) -> bool:
        desk, found = self.workbench.desk, self._found
        me = desk.auditor if desk is not None else ""
        return found is not None and any(a.name == me and not a.done for a in found.auditors)

    def action_score_set(self) -> None:
        """Go to one's own cases."""
        self.workbench.go_to_step("score", Subject(audit=self.audit))

    def action_reveal(self) -> None:
        """Open the form for the file."""
        from workbench.screens.reveal import RevealScreen

        self.app.push_screen(RevealScreen(self.audit), self._say_done)

    def _say_done(self, notice: Notice | None) -> None:
        self.say(notice or Notice("Nothing was changed."))
