"""Rates: what share complied, question by question, and how sure that is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from checklists.answers import Answer
from checklists.questions import Checklist, Indicator, Question
from checklists.scoring import tally
from exports.agreement import AgreementLine
from exports.report import RateLine, TimeLine
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.results.counting import counted_cases, left_out_words
from workbench.audits.results.estimating import IntervalMethod, ReadCase, estimate_rate
from workbench.audits.results.timing import time_lines
from workbench.audits.reviews.assessing import AssessedCase, assessed_cases
from workbench.audits.second_readings.comparing_readings import agreement_of
from workbench.errors import WorkbenchError

DEFAULT_CONFIDENCE: Final = 0.95
BLANK: Final = "(blank)"

__all__ = [
    "AssessedCase",
    "IntervalMethod",
    "Rates",
    "assessed_cases",
    "rates",
    "rates_by",
    "rates_of",
]


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one audit, or of one group of its cases.

    `left_out` says what is left out for whoever looks, where that is anything.
    """

    audit: str
    population: str
    frame_size: int
    sample_size: int
    confidence: float
    questions: tuple[RateLine, ...]
    indicators: tuple[RateLine, ...]
    times: tuple[TimeLine, ...] = ()
    agreement: tuple[AgreementLine, ...] = ()
    left_out: str = ""


def rates(
    desk: Desk,
    audit_name: str,
    *,
    interval: IntervalMethod = IntervalMethod.WILSON,
    confidence: float = DEFAULT_CONFIDENCE,
) -> Rates:
    """Return the rate of every question and indicator of an audit, with its interval."""
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        cases = counted_cases(session, desk, audit)
        agreement = agreement_of(session, audit, confidence=confidence)
        left_out = left_out_words(session, desk, audit)
    found = rates_of(audit, cases, interval=interval, confidence=confidence)
    return replace(found, agreement=agreement, left_out=left_out)


def rates_by(
    desk: Desk,
    audit_name: str,
    column: str,
    *,
    interval: IntervalMethod = IntervalMethod.WILSON,
    confidence: float = DEFAULT_CONFIDENCE,
) -> dict[str, Rates]:
    """Return the rates of each group of cases that share a value of a kept column.

    Raises:
        WorkbenchError: The population has no such column.
    """
    audit = open_drawn_audit(desk, audit_name)
    if column not in audit.population.part.kept_columns:
        raise WorkbenchError(
            f"{audit.population.name} has no column {column!r}.",
            f"It keeps: {', '.join(audit.population.part.kept_columns)}.",
        )
    audit.check_column(column)
    with desk.record.reading() as session:
        cases = counted_cases(session, desk, audit)
        left_out = left_out_words(session, desk, audit)
    groups: dict[str, set[int]] = {}
    for case in cases:
        groups.setdefault(case.case.fields.get(column, "") or BLANK, set()).add(case.case.id)
    found = {
        name: rates_of(audit, cases, interval=interval, confidence=confidence, group=groups[name])
        for name in sorted(groups)
    }
    return {name: replace(each, left_out=left_out) for name, each in found.items()}


def rates_of(
    audit: OpenAudit,
    cases: Sequence[AssessedCase],
    *,
    interval: IntervalMethod,
    confidence: float,
    group: Collection[int] | None = None,
) -> Rates:
    """Return the rates over the cases of an audit, or over a group of them.

    Args:
        audit: The audit.
        cases: All its cases, as the rules make of them.
        interval: The limits, where the sample is simple; other designs have their own.
        confidence: Two-sided.
        group: The ids of the cases to look at; None for all.
    """
    line = _LineMaker(audit, cases, interval, confidence, group)
    return Rates(
        audit=audit.name,
        population=audit.population.name,
        frame_size=audit.population.part.frame_size,
        sample_size=len(cases) if group is None else len(group),
        confidence=confidence,
        questions=tuple(
            line.of_question(checklist, question)
            for checklist in audit.checklists
            for question in checklist.questions
        ),
        indicators=tuple(
            line.of_indicator(checklist, indicator)
            for checklist in audit.checklists
            for indicator in checklist.indicators
        ),
        times=time_lines(audit, [c for c in cases if group is None or c.case.id in group]),
    )


@dataclass(frozen=True, slots=True)
class _LineMaker:
    audit: OpenAudit
    cases: Sequence[AssessedCase]
    interval: IntervalMethod
    confidence: float
    group: Collection[int] | None

    def of_question(self, checklist: Checklist, question: Question) -> RateLine:
        read = [self._read(case, case.answers[question.id]) for case in self.cases]
        return self._line(checklist, question, question.text, question.critical, read)

    def of_indicator(self, checklist: Checklist, indicator: Indicator) -> RateLine:
        read = [self._read(case, _standing(case, checklist, indicator)) for case in self.cases]
        return self._line(checklist, indicator, indicator.title, True, read)  # noqa: FBT003 - a headline is critical

    def _read(self, case: AssessedCase, answer: Answer | None) -> ReadCase:
        inside = self.group is None or case.case.id in self.group
        return ReadCase(case=case.case, answer=answer, inside=inside)

    def _line(
        self,
        checklist: Checklist,
        of: Question | Indicator,
        text: str,
        critical: bool,  # noqa: FBT001 - a column of the row
        read: Sequence[ReadCase],
    ) -> RateLine:
        counts = tally(case.answer for case in read if case.inside)
        found = estimate_rate(self.audit, read, interval=self.interval, confidence=self.confidence)
        return RateLine(
            id=of.id,
            checklist=checklist.id,
            text=text,
            critical=critical,
            traces=of.traces,
            met=counts.met,
            partly_met=counts.partly_met,
            not_met=counts.not_met,
            not_evidenced=counts.not_evidenced,
            not_applicable=counts.not_applicable,
            unanswered=counts.unanswered,
            rate=found.rate,
            low=found.low,
            high=found.high,
            method=found.method,
            hmicfrs_half_width=found.hmicfrs_half_width,
            lenient_rate=found.lenient_rate,
            weighted=found.weighted,
        )


def _standing(case: AssessedCase, checklist: Checklist, indicator: Indicator) -> Answer | None:
    states = case.by_checklist[checklist.id].indicators
    return next(s.standing for s in states if s.indicator.id == indicator.id)
