"""Rates: what share complied, question by question, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from checklists.questions import Checklist, Indicator, Question
from checklists.scoring import Assessment, Tally, tally
from exports.report import RateLine
from workbench.audits.answering import FIRST_READING, Standing, assessments
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.errors import WorkbenchError
from workbench.record.tables import AnswerRow, Review, SampledCase

DEFAULT_CONFIDENCE = 0.95


class IntervalMethod(StrEnum):
    """The intervals a rate can be shown with."""

    WILSON = "wilson"
    HYPERGEOMETRIC = "hypergeometric"
    AT_LEAST = "at-least"
    CLOPPER_PEARSON = "clopper-pearson"
    JEFFREYS = "jeffreys"
    AGRESTI_COULL = "agresti-coull"

    @property
    def words(self) -> str:
        """The method as a report names it."""
        return _METHOD_WORDS[self]


_METHOD_WORDS = {
    IntervalMethod.WILSON: "Wilson with finite population correction",
    IntervalMethod.HYPERGEOMETRIC: "exact hypergeometric, two-sided",
    IntervalMethod.AT_LEAST: "exact hypergeometric, one-sided lower limit",
    IntervalMethod.CLOPPER_PEARSON: "Clopper-Pearson",
    IntervalMethod.JEFFREYS: "Jeffreys",
    IntervalMethod.AGRESTI_COULL: "Agresti-Coull",
}


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


def assessed_cases(session: Session, audit: OpenAudit) -> tuple[AssessedCase, ...]:
    """Return every case of an audit with what the rules make of its answers."""
    standing = _all_standings(session, audit)
    return tuple(
        AssessedCase(
            case=case,
            standing=standing.get(case.id, {}),
            by_checklist=assessments(audit, case, standing.get(case.id, {})),
        )
        for case in audit.cases
    )


def _all_standings(session: Session, audit: OpenAudit) -> dict[int, dict[str, Standing]]:
    rows = session.execute(
        select(
            col(Review.case_id),
            col(AnswerRow.question),
            col(AnswerRow.value),
            col(AnswerRow.flagged),
            col(AnswerRow.note_id),
        )
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(Review.reading) == FIRST_READING)
    )
    found: dict[int, dict[str, Standing]] = {}
    for case_id, question, value, flagged, note_id in rows:
        answer = None if value is None else Answer(value)
        standing = Standing(value=answer, flagged=bool(flagged), note_id=note_id)
        found.setdefault(case_id, {})[question] = standing
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
    groups: dict[str, list[AssessedCase]] = {}
    for case in cases:
        groups.setdefault(case.case.fields.get(column, "") or "(blank)", []).append(case)
    return {
        name: rates_of(audit, groups[name], interval=interval, confidence=confidence)
        for name in sorted(groups)
    }


def rates_of(
    audit: OpenAudit,
    cases: Sequence[AssessedCase],
    *,
    interval: IntervalMethod,
    confidence: float,
) -> Rates:
    """Return the rates over some cases of an audit, drawn as a simple random sample.

    A group of the sample is itself a simple random sample of that group, in the same sampling
    fraction, so the correction for a finite population uses the fraction of the whole draw.
    """
    sampling = _Sampling(
        fraction=len(audit.cases) / audit.population.part.frame_size,
        interval=interval,
        confidence=confidence,
    )
    return Rates(
        audit=audit.name,
        population=audit.population.name,
        frame_size=audit.population.part.frame_size,
        sample_size=len(cases),
        confidence=confidence,
        questions=tuple(
            _question_line(checklist, question, cases, sampling)
            for checklist in audit.checklists
            for question in checklist.questions
        ),
        indicators=tuple(
            _indicator_line(checklist, indicator, cases, sampling)
            for checklist in audit.checklists
            for indicator in checklist.indicators
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sampling:
    fraction: float
    interval: IntervalMethod
    confidence: float


def _question_line(
    checklist: Checklist, question: Question, cases: Iterable[AssessedCase], sampling: _Sampling
) -> RateLine:
    counts = tally(case.answers[question.id] for case in cases)
    return _line(
        id=question.id,
        checklist=checklist,
        text=question.text,
        critical=question.critical,
        traces=question.traces,
        counts=counts,
        sampling=sampling,
    )


def _indicator_line(
    checklist: Checklist, indicator: Indicator, cases: Iterable[AssessedCase], sampling: _Sampling
) -> RateLine:
    counts = tally(_indicator_standing(case, checklist, indicator) for case in cases)
    return _line(
        id=indicator.id,
        checklist=checklist,
        text=indicator.title,
        critical=True,
        traces=indicator.traces,
        counts=counts,
        sampling=sampling,
    )


def _indicator_standing(
    case: AssessedCase, checklist: Checklist, indicator: Indicator
) -> Answer | None:
    states = case.by_checklist[checklist.id].indicators
    return next(s.standing for s in states if s.indicator.id == indicator.id)


def _line(
    *,
    id: str,  # noqa: A002 - the name of the column
    checklist: Checklist,
    text: str,
    critical: bool,
    traces: tuple[str, ...],
    counts: Tally,
    sampling: _Sampling,
) -> RateLine:
    low, high, half_width = _limits(counts, sampling)
    return RateLine(
        id=id,
        checklist=checklist.id,
        text=text,
        critical=critical,
        traces=traces,
        met=counts.met,
        partly_met=counts.partly_met,
        not_met=counts.not_met,
        not_evidenced=counts.not_evidenced,
        not_applicable=counts.not_applicable,
        unanswered=counts.unanswered,
        rate=counts.strict_rate,
        low=low,
        high=high,
        method=sampling.interval.words,
        hmicfrs_half_width=half_width,
        lenient_rate=counts.lenient_rate,
    )


def _limits(counts: Tally, sampling: _Sampling) -> tuple[float | None, float | None, float | None]:
    """Return the lower limit, the upper limit and the HMICFRS-style half width."""
    if counts.applicable == 0:
        return None, None, None
    from sampling.intervals import one_sided_bound, proportion_interval

    population = max(counts.applicable, round(counts.applicable / sampling.fraction))
    met, n, confidence = counts.met, counts.applicable, sampling.confidence
    style = proportion_interval(
        met, n, method="hmicfrs", population=population, confidence=confidence
    )
    if sampling.interval is IntervalMethod.AT_LEAST:
        low = one_sided_bound(
            met,
            n,
            side="lower",
            method="hypergeometric",
            population=population,
            confidence=confidence,
        )
        return low, 1.0, style.half_width
    limits = proportion_interval(
        met, n, method=sampling.interval.value, population=population, confidence=confidence
    )
    return limits.low, limits.high, style.half_width
