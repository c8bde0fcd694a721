"""Results: what share complied, question by question, and how sure that is."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    CommandClass,
    bindings_of,
)
from workbench.screens.cases_behind import CasesBehindScreen
from workbench.screens.group_rates import GroupRatesScreen
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.results_commands import NEED_RATES, SeeCalibration
from workbench.screens.scrolling_details import ScrollingDetails
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.screens.what_waits import WhoReadsWhat, open_readers
from workbench.widgets.measure_words import time_rows
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.rate_details import RateDetails
from workbench.widgets.rate_rows import INDICATOR, rate_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.report import RateLine, Report
    from workbench.audits.results.estimating import IntervalMethod

    Rates = tuple[Report, IntervalMethod, bool]
    """The rates, the method of their limits, and whether they are of a calibration set."""


OF_A_SET: Final = "A calibration set, which no rate counts: c shows how far each agrees."


class ResultsScreen(ReadingScreen[None, "Rates"], ScrollingDetails[None], StepScreen):
    """The rates of one audit."""

    nothing_there = "There are no rates to show."
    tone_of_failure = Tone.WARNING

    step = "results"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        SeeCalibration,
        *NEED_RATES,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.report: Report | None = None
        self._method: IntervalMethod | None = None
        self._is_set = False

    def compose_step(self) -> ComposeResult:
        """Lay out the banner, the rates and the details."""
        yield Static("Working out the rates...", id="banner", markup=False)
        yield RowList(id="rates")
        yield RateDetails()

    def find(self) -> "Rates":
        """Work out the rates."""
        from workbench.audits.people.calibration_sets import is_set
        from workbench.audits.results.rates import IntervalMethod
        from workbench.audits.results.reporting import report

        method = self._method or IntervalMethod.WILSON
        desk, name = self.workbench.open_desk(), self.subject.audit or ""
        return report(desk, name, interval=method), method, is_set(desk, name)

    def show_found(self, found: "Rates") -> None:
        """Show the rates; of a calibration set there are none that count."""
        report, self._method, self._is_set = found
        self.report = report
        self.query_one("#banner", Static).update(OF_A_SET if self._is_set else banner(report))
        self.query_one("#banner").set_class(report.complete_cases < len(report.cases), "-partial")
        self._fit()
        self.say(Notice(f"Limits at {report.confidence:.0%}: {self._method_words()}."))
        self.refresh_bindings()

    def _method_words(self) -> str:
        lines = [*self.report.rates, *self.report.indicators] if self.report else []
        if any(line.weighted for line in lines):
            return "the design of this draw has its own, see d; l changes those of simple draws"
        return str(self._method.words) if self._method else ""

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self.report is not None:
            rows = self.query_one(RowList)
            lines = rate_rows(self.report.rates, self.report.indicators, rows.row_width)
            lines += time_rows(self.report.times, rows.row_width)
            rows.show(lines, at=rows.key)
            self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        line = self.line
        if self.report is not None and line is not None:
            self.query_one(RateDetails).show_rate(line, self.report)

    @property
    def line(self) -> "RateLine | None":
        """The rate at hand."""
        kind, _, wanted = (self.query_one(RowList).key or "").partition(":")
        if self.report is None:
            return None
        lines = self.report.indicators if kind == INDICATOR else self.report.rates
        return next((line for line in lines if line.id == wanted), None)

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer what needs rates only once there are some, and what fits a set or no set."""
        if (
            command in {SeeCalibration, WhoReadsWhat}
            and (command is SeeCalibration) != self._is_set
        ):
            return False
        return super().allows(command) and not (command in NEED_RATES and self.report is None)

    def action_next_interval(self) -> None:
        """Go to the next method."""
        from workbench.audits.results.rates import IntervalMethod

        methods = list(IntervalMethod)
        here = methods.index(self._method) if self._method else 0
        self._method = methods[(here + 1) % len(methods)]
        self.read_again()

    def action_show_cases(self) -> None:
        """Show the cases behind the rate at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _show_cases(self) -> None:
        if self.report is not None and self.line is not None:
            self.app.push_screen(CasesBehindScreen(self.report, self.line))

    def action_break_down(self) -> None:
        """Break the rate at hand down."""
        if self.report is not None and self.line is not None and self._method is not None:
            self.app.push_screen(GroupRatesScreen(self.report, self.line, self._method))

    def action_see_baselines(self) -> None:
        """Go to the verdicts."""
        self.action_go_to_baselines()

    def action_second_readings(self) -> None:
        """Go to the second readings of this audit."""
        from workbench.screens.settle import SettleScreen

        self.app.push_screen(SettleScreen(self.subject.audit or ""))

    def action_see_calibration(self) -> None:
        """Go to the results of this calibration set."""
        from workbench.screens.calibration import CalibrationScreen

        self.app.push_screen(CalibrationScreen(self.subject.audit or ""))

    def action_who_reads_what(self) -> None:
        """Go to the readers of this audit."""
        open_readers(self, self.subject.audit or "")

    def action_urgent_matters(self) -> None:
        """Go to the urgent matters of this audit."""
        from workbench.screens.urgent import UrgentScreen

        self.app.push_screen(UrgentScreen(self.subject.audit or ""))

    def action_go_up(self) -> None:
        """Hide the details, or go up one level."""
        if self.has_class("-details"):
            self.action_show_details()
        else:
            super().action_go_up()


def banner(report: "Report") -> str:
    """Return how far the audit is, and what its figures speak for."""
    if report.left_out:  # first, so that no narrow screen cuts it off
        return " ".join([report.left_out, *_besides(report), _progress(report)])
    return " ".join([_progress(report), *_besides(report)])


def _besides(report: "Report") -> "Iterator[str]":
    """Give what most audits have nothing of, where this one has."""
    if report.escalations:
        yield f"{report.escalations} urgent escalated (U)."
    if report.good_practice:
        yield f"{report.good_practice} marked as good practice."


def _progress(report: "Report") -> str:
    done, cases = report.complete_cases, len(report.cases)
    of = f"{cases} of {report.population.frame_size:,} cases of {report.population.name}"
    if done == cases and report.left_out:
        return f"All {cases} are complete."
    if done == cases:
        return f"All {of} are complete. Next: 5 writes the workbook."
    return f"Unfinished: {done} of {cases} complete. These rates can still change."
