"""Rates: what share complied, question by question, and how sure that is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from checklists.questions import Checklist, Indicator, Question
from checklists.scoring import Assessment, tally
from exports.agreement import AgreementLine
from exports.report import RateLine, TimeLine
from workbench.audits.answering import assessments
from workbench.audits.desk import Desk
from workbench.audits.estimating import IntervalMethod, ReadCase, estimate_rate
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.standing import FIRST_READING, KEPT, Standing, standing_of
from workbench.audits.timing import time_lines
from workbench.errors import WorkbenchError
from workbench.record.tables import AnswerRow, Review, SampledCase

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
    """The rates of one audit, or of one group of its cases."""

    audit: str
    population: str
    frame_size: int
    sample_size: int
    confidence: float
    questions: tuple[RateLine, ...]
    indicators: tuple[RateLine, ...]
    times: tuple[TimeLine, ...] = ()
    agreement: tuple[AgreementLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessedCase:
    """A case with what was answered in it, and what the rules make of that."""

    case: AuditCase
    standing: Mapping[str, Standing]
    by_checklist: Mapping[str, Assessment]

    @property
    def answers(self) -> dict[str, Answer | None]:
        """What counts for each question: an answer, or None while there is none."""
        return {
            state.question.id: state.standing
            for assessment in self.by_checklist.values()
            for state in assessment.states
        }

    @property
    def owed_notes(self) -> tuple[str, ...]:
        """Questions whose answer needs a note that has not been written."""
        return tuple(
            state.question.id
            for assessment in self.by_checklist.values()
            for state in assessment.states
            if state.standing is not None
            and not state.by_rule
            and state.question.needs_note(state.standing)
            and self.standing[state.question.id].note_id is None
        )

    @property
    def touched(self) -> bool:
        """True once anything was answered in it."""
        return any(standing.value is not None for standing in self.standing.values())

    @property
    def complete(self) -> bool:
        """True when every question stands and no note is owed."""
        return all(a.complete for a in self.by_checklist.values()) and not self.owed_notes


def assessed_cases(
    session: Session, audit: OpenAudit, *, reading: int = FIRST_READING
) -> tuple[AssessedCase, ...]:
    """Return every case of an audit with what the rules make of its answers in one reading."""
    standing = _all_standings(session, audit, reading)
    return tuple(
        AssessedCase(
            case=case,
            standing=standing.get(case.id, {}),
            by_checklist=assessments(audit, case, standing.get(case.id, {})),
        )
        for case in audit.cases
    )


def _all_standings(
    session: Session, audit: OpenAudit, reading: int
) -> dict[int, dict[str, Standing]]:
    rows = session.execute(
        select(col(Review.case_id), col(AnswerRow.question), *KEPT)
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(Review.reading) == reading)
    )
    found: dict[int, dict[str, Standing]] = {}
    for case_id, question, *kept in rows:
        found.setdefault(case_id, {})[question] = standing_of(*kept)
    return found


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
        cases = assessed_cases(session, audit)
    return rates_of(audit, cases, interval=interval, confidence=confidence)


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
    with desk.record.reading() as session:
        cases = assessed_cases(session, audit)
    groups: dict[str, set[int]] = {}
    for case in cases:
        groups.setdefault(case.case.fields.get(column, "") or BLANK, set()).add(case.case.id)
    return {
        name: rates_of(audit, cases, interval=interval, confidence=confidence, group=groups[name])
        for name in sorted(groups)
    }


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
