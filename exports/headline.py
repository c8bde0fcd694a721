"""The headline of an audit: what it is, how far it has come, and how far it can be trusted."""

from collections.abc import Iterator
from typing import Final

from exports.facts import Fact, Section
from exports.report import RateLine, Report
from exports.wording import moment, number

FEW_CASES: Final = 10


def headline_section(report: Report) -> Section:
    """Return what stands at the top of every report."""
    return Section(
        "This audit",
        (
            Fact("Audit", report.audit),
            Fact("Population", report.population.name),
            Fact("Sample", _sample(report)),
            Fact("Complete", completeness(report)),
            *_where_there_is_any(report),
            Fact("Marking", report.marking),
            Fact("Confidence", f"{report.confidence * 100:g}% intervals"),
            Fact("Made", f"{moment(report.made_at)} by {report.made_by}"),
            Fact("History head", report.history_head, verbatim=True),
        ),
    )


def _where_there_is_any(report: Report) -> Iterator[Fact]:
    """Give what most audits have nothing of, where this one has."""
    if report.left_out:
        yield Fact("Left out", report.left_out)
    if report.good_practice:
        yield Fact("Good practice", f"{number(report.good_practice)} answers marked")
    if report.escalations:
        yield Fact("Urgent safeguarding", f"{number(report.escalations)} escalated")


def completeness(report: Report) -> str:
    """Return how many cases are complete, and a warning while some are not."""
    done = f"{number(report.complete_cases)} of {number(report.sample_size)} cases"
    if report.complete_cases == report.sample_size:
        return done
    return f"{done}; the figures will change until all are complete"


def remark(line: RateLine) -> str:
    """Return what a reader must know before using a rate, or nothing."""
    few = 0 < line.applicable < FEW_CASES
    said = (
        f"indicative only: fewer than {FEW_CASES} applicable cases" if few else "",
        f"{number(line.unanswered)} unanswered" if line.unanswered else "",
    )
    return "; ".join(filter(None, said))


def _sample(report: Report) -> str:
    frame = report.population.frame_size
    return f"{number(report.sample_size)} of {number(frame)} eligible cases"
