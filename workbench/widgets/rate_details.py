"""The details of one rate: every count, both rates, its limits, the agreement, what it serves."""

from typing import TYPE_CHECKING

from checklists.recommendations import describe_trace
from exports.rate_words import interval_words, rate_words, style_words
from exports.wording import number, percent
from workbench.widgets.agreement_facts import agreement_facts
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.facts_text import fact
from workbench.widgets.measure_words import summary_words
from workbench.widgets.rate_rows import is_few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.agreement import AgreementLine
    from exports.report import RateLine, Report, TimeLine


class RateDetails(DetailsPanel, can_focus=False):
    """Everything about the rate at hand, scrolled where there is more than fits."""

    DEFAULT_CSS = """
    RateDetails {
        max-height: 60%;
    }
    """

    def show_rate(self, line: "RateLine", report: "Report") -> None:
        """Show a rate."""
        self.show(detail_lines(line, report, self.app.size.width - 4))


def detail_lines(line: "RateLine", report: "Report", width: int) -> list[str]:
    """Return the details, fitted to a width."""
    facts = [
        *_counted(line),
        *(_times(each) for each in report.times if each.id == line.id),
        *_limits(line, report.confidence),
        *agreement_facts(report.agreement, line.id),
        ("Population", f"{number(report.population.frame_size)} cases of {report.population.name}"),
        *(("Serves", describe_trace(trace)) for trace in line.traces),
    ]
    return [fact(label, words, width) for label, words in facts]


def released_detail_lines(
    line: "RateLine", agreement: "Sequence[AgreementLine]", *, confidence: float, width: int
) -> list[str]:
    """Return the details of a rate that was released, fitted to a width."""
    facts = [
        *_counted(line),
        *_limits(line, confidence),
        *agreement_facts(agreement, line.id),
    ]
    return [fact(label, words, width) for label, words in facts]


def _counted(line: "RateLine") -> list[tuple[str, str]]:
    return [
        (line.id, line.text),
        ("Answers", answers_words(line)),
        ("Rate", rate_sentence(line)),
    ]


def _limits(line: "RateLine", confidence: float) -> list[tuple[str, str]]:
    if line.rate is None:
        return []
    return [
        ("Limits", f"{interval_words(line)}, at {confidence:.0%}: {line.method}"),
        ("HMICFRS", f"{style_words(line)}, in the style of the inspectorate"),
    ]


def _times(line: "TimeLine") -> tuple[str, str]:
    return ("Times", f"{summary_words(line)} the standard: {line.of}")


def answers_words(line: "RateLine") -> str:
    """Return every count: `41 met, 3 partly met, ... 12 not applicable, 0 open`."""
    return (
        f"{line.met} met, {line.partly_met} partly met, {line.not_met} not met, "
        f"{line.not_evidenced} not evidenced; {line.not_applicable} not applicable, "
        f"{line.unanswered} open"
    )


def rate_sentence(line: "RateLine") -> str:
    """Return the strict and the lenient rate in a sentence, or why there is none."""
    if line.rate is None:
        return rate_words(line) if line.applicable == 0 else f"{rate_words(line)}: {line.method}"
    said = f"{percent(line.rate)} strict: {line.met} of {line.applicable} applicable cases met"
    if line.weighted:
        said += ", each weighted by the design"
    said += f"; {percent(line.lenient_rate)} with partly met as met"
    return f"{said}. Few cases: quote it with its limits" if is_few(line) else said
