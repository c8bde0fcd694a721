"""Timing: how long things took in the cases, for questions that are times against a standard."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from checklists.answers import Answer
from checklists.measures import Measure, Timed, time_summary
from checklists.questions import Question
from exports.report import TimeLine
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.reviews.standing import Standing


class Assessed(Protocol):
    """A case with what was answered in it, and what counts of that."""

    @property
    def case(self) -> AuditCase:
        """The case."""

    @property
    def standing(self) -> Mapping[str, Standing]:
        """What was answered."""

    @property
    def answers(self) -> Mapping[str, Answer | None]:
        """What counts."""


def time_lines(audit: OpenAudit, cases: Sequence[Assessed]) -> tuple[TimeLine, ...]:
    """Sum up the times of every question that was answered by one in any case."""
    lines = (
        _line(question, question.measure, cases)
        for question in audit.questions
        if question.measure is not None
    )
    return tuple(line for line in lines if line.count)


def _line(question: Question, measure: Measure, cases: Sequence[Assessed]) -> TimeLine:
    summary = time_summary(_times(question, measure, cases))
    return TimeLine(
        id=question.id,
        of=measure.of,
        unit=measure.unit,
        count=summary.count,
        within=summary.within,
        median=_number(summary.median),
        ninetieth=_number(summary.ninetieth),
        longest=_number(summary.longest),
    )


def _times(question: Question, measure: Measure, cases: Sequence[Assessed]) -> Iterator[Timed]:
    """Give the times that count: a rule may have switched the question off since."""
    for each in cases:
        standing = each.standing.get(question.id)
        if standing is None or standing.measured is None:
            continue
        within = measure.within(each.case.fields)
        if within is not None and each.answers[question.id] is standing.value:
            yield Timed(value=Decimal(standing.measured), within=within)


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
