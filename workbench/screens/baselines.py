"""Baselines: what this audit shows beside what inspections found, in a verdict and a sentence."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    Command,
    CommandClass,
    bindings_of,
)
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.scrolling_details import ScrollingDetails
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.comparison_details import comparison_details, empty_words, left_out_details
from workbench.widgets.comparison_rows import COMPARED, LEFT_OUT, comparison_rows
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from exports.report import ComparisonLine
    from workbench.audits.results.against_baselines import AgainstBaselines, LeftOut


READING: Final = Notice("Differences are in points, ours less theirs: right of 0 is better.")


class ComparisonInFull(Command):
    """Show or hide all there is to the comparison at hand: both sides, the source, the caveats."""

    keys = ("enter", "d")
    footer = "Details"
    title = "Details"


class CopySentence(Command):
    """Copy the sentence for a report to the clipboard of your terminal."""

    keys = ("y",)
    footer = "Copy the sentence"
    title = "Copy the sentence"


class BaselinesScreen(ReadingScreen[None, "AgainstBaselines"], ScrollingDetails[None], StepScreen):
    """One audit beside every baseline that is about what it asks."""

    nothing_there = "There is nothing to compare."
    tone_of_failure = Tone.WARNING

    step = "baselines"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        ComparisonInFull,
        CopySentence,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.found: AgainstBaselines | None = None

    def compose_step(self) -> ComposeResult:
        """Lay out the banner, the comparisons, the sentence and the details."""
        yield Static("Comparing with the baselines...", id="banner", markup=False)
        yield RowList(id="comparisons")
        yield Static(id="sentence", markup=False)
        yield DetailsPanel()

    def find(self) -> "AgainstBaselines":
        """Compare."""
        from workbench.audits.results.against_baselines import against_baselines

        return against_baselines(self.workbench.open_desk(), self.subject.audit or "")

    def show_found(self, found: "AgainstBaselines") -> None:
        """Show the comparisons, or how to add a baseline where there is none."""
        self.found = found
        self.query_one("#banner", Static).update(banner(found))
        self.query_one("#banner").set_class(found.complete_cases < found.cases, "-partial")
        self.set_class(self._is_empty, "-empty")
        if self._is_empty:
            self.query_one("#sentence", Static).update(empty_words(found.audit))
        self._fit()
        self.say(READING)
        self.refresh_bindings()

    @property
    def _is_empty(self) -> bool:
        return self.found is not None and not (self.found.lines or self.found.left_out)

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self.found is not None and not self._is_empty:
            rows = self.query_one(RowList)
            rows.show(comparison_rows(self.found, rows.row_width), at=rows.key)
            self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        if self.found is None:
            return
        width, panel = self.app.size.width - 4, self.query_one(DetailsPanel)
        line, left_out = self.line, self.left_out
        if line is not None:
            self.query_one("#sentence", Static).update(line.sentence)
            panel.show(comparison_details(line, self.found.near_misses[line.baseline], width))
        elif left_out is not None:
            self.query_one("#sentence", Static).update(left_out.reason)
            panel.show(left_out_details(left_out, width))
        self.refresh_bindings()

    @property
    def line(self) -> "ComparisonLine | None":
        """The comparison at hand."""
        kind, _, wanted = (self.query_one(RowList).key or "").partition(":")
        lines = self.found.lines if self.found and kind == COMPARED else ()
        return next((line for line in lines if line.baseline == wanted), None)

    @property
    def left_out(self) -> "LeftOut | None":
        """The baseline at hand that is not compared."""
        kind, _, wanted = (self.query_one(RowList).key or "").partition(":")
        those = self.found.left_out if self.found and kind == LEFT_OUT else ()
        return next((each for each in those if each.baseline == wanted), None)

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer what needs a comparison only where one is at hand."""
        if command is CopySentence and self.line is None:
            return False
        nothing = self.found is None or self._is_empty
        return super().allows(command) and not (command is ComparisonInFull and nothing)

    def action_comparison_in_full(self) -> None:
        """Show or hide the details."""
        self.action_show_details()
        if not self.has_class("-details"):
            self.say(READING)

    @on(RowList.Chosen)
    def _open_clicked(self) -> None:
        self.action_comparison_in_full()

    def action_copy_sentence(self) -> None:
        """Copy the sentence through the terminal (OSC 52)."""
        if self.line is not None:
            self.app.copy_to_clipboard(self.line.sentence)
            self.say(Notice(f"Copied the sentence about {self.line.baseline}.", Tone.GOOD))

    def action_go_up(self) -> None:
        """Hide the details, or go up one level."""
        if self.has_class("-details"):
            self.action_comparison_in_full()
        else:
            super().action_go_up()


def banner(found: "AgainstBaselines") -> str:
    """Return how far the reading is, for no verdict stands before it is done."""
    if found.complete_cases == found.cases:
        return f"All {found.cases} cases are complete."
    return (
        f"Unfinished: {found.complete_cases} of {found.cases} complete. "
        "These verdicts can still change."
    )
