"""Comparing readings: the two original readings of each case that both readers have finished."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from checklists.answers import Answer
from exports.agreement import AgreementLine
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.results.counting import agreed_case
from workbench.audits.reviews.assessing import AssessedCase, assessed_cases, standings_by_case
from workbench.audits.reviews.standing import AGREED_READING, SECOND_READING, Standing
from workbench.audits.second_readings.agreeing import ReadTwice, agreement_lines
from workbench.audits.second_readings.twice_read import TwiceRead, cases_read_twice


@dataclass(frozen=True, slots=True)
class DoubleReading:
    """A case that was read twice, both readings finished.

    Attributes:
        first: The first reading as it was finished.
        second: The second.
        agreed: What was agreed since, by question.
        counted: The case as it counts: agreed answers in the place of the first reader's.
    """

    twice: TwiceRead
    first: AssessedCase
    second: AssessedCase
    agreed: Mapping[str, Standing]
    counted: AssessedCase

    @property
    def case(self) -> AuditCase:
        """The case."""
        return self.first.case

    @property
    def unsettled(self) -> tuple[str, ...]:
        """The questions to settle, in order.

        They are those in which what counts in the two readings differs, and those that an agreed
        answer has opened. What an agreed answer switches off needs no answer of its own.
        """
        first, second = self.first.answers, self.second.answers
        return tuple(
            state.question.id
            for assessment in self.counted.by_checklist.values()
            for state in assessment.states
            if not (state.by_rule or self.is_agreed(state.question.id))
            and (first[state.question.id] is not second[state.question.id] or not state.standing)
        )

    @property
    def differing(self) -> tuple[str, ...]:
        """The questions in which what counts in the two readings differs, settled or not."""
        second = self.second.answers
        return tuple(
            question
            for question, answer in self.first.answers.items()
            if answer != second[question]
        )

    @property
    def by_rule(self) -> frozenset[str]:
        """The questions and indicators to which neither reader gave an answer: rules set both."""
        return self.first.by_rule & self.second.by_rule

    def is_agreed(self, question: str) -> bool:
        """Whether an answer to a question was agreed."""
        return question in self.agreed and self.agreed[question].value is not None


def double_readings(session: Session, audit: OpenAudit) -> tuple[DoubleReading, ...]:
    """Return the cases of an audit of which both readings are finished, in their order.

    Nobody is blind to these any more.
    """
    twice = {k: v for k, v in cases_read_twice(session, audit).items() if v.both_finished}
    if not twice:
        return ()
    seconds = assessed_cases(session, audit, reading=SECOND_READING)
    agreed = standings_by_case(session, audit, AGREED_READING)
    return tuple(
        DoubleReading(
            twice=twice[first.case.id],
            first=first,
            second=second,
            agreed=agreed.get(first.case.id, {}),
            counted=agreed_case(audit, first, agreed.get(first.case.id, {})),
        )
        for first, second in zip(assessed_cases(session, audit), seconds, strict=True)
        if first.case.id in twice
    )


def agreement_of(
    session: Session, audit: OpenAudit, *, confidence: float
) -> tuple[AgreementLine, ...]:
    """Return how far the two readers of an audit agree, on each question and indicator."""
    read = double_readings(session, audit)
    return agreement_lines(
        (pair for each in read for pair in (*_questions(each), *_indicators(each))),
        confidence=confidence,
    )


def _questions(read: DoubleReading) -> Iterator[ReadTwice]:
    unsettled, second = set(read.unsettled), read.second.answers
    for question, answer in read.first.answers.items():
        yield _pair(read, question, answer, second[question], settled=question not in unsettled)


def _indicators(read: DoubleReading) -> Iterator[ReadTwice]:
    """Give the indicators, settled once nothing of the case is left to settle."""
    second = _indicator_answers(read.second)
    for indicator, answer in _indicator_answers(read.first).items():
        yield _pair(read, indicator, answer, second[indicator], settled=not read.unsettled)


def _indicator_answers(assessed: AssessedCase) -> dict[str, Answer | None]:
    return {
        state.indicator.id: state.standing
        for assessment in assessed.by_checklist.values()
        for state in assessment.indicators
    }


def _pair(
    read: DoubleReading,
    question: str,
    first: Answer | None,
    second: Answer | None,
    *,
    settled: bool,
) -> ReadTwice:
    return ReadTwice(
        question,
        first,
        second,
        settled=settled,
        at_random=read.twice.at_random,
        given=question not in read.by_rule,
    )
