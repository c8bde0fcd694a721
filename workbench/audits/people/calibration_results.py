"""Calibration results: how far each auditor agrees with the agreed answers of a set.

Everybody sees their own; those who lead see all, by name and with intervals, in no order of merit:
with a handful of cases the differences between people are mostly chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from exports.agreement import AgreementOn
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.calibrating import check_is_set
from workbench.audits.people.calibration_sets import BEFORE_FIRST, AgreedAnswers
from workbench.audits.people.people import leads, people
from workbench.audits.reviews.assessing import AssessedCase, assessed_cases
from workbench.audits.second_readings.agreeing import ReadTwice, agreement_lines
from workbench.errors import Refused
from workbench.record.tables import Allocation

ALL_QUESTIONS = "all questions"
NOT_INDEPENDENT: Final = (
    "All questions together: the answers of one case hang together, so those intervals are "
    "narrower than they should be. With so few cases, differences between people are mostly "
    "chance: talk about the questions, and rank nobody."
)
"""How the figures are to be read, wherever they are shown."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question that an auditor answered otherwise than was agreed."""

    order: int
    case: str
    question: str
    theirs: str
    agreed: str


@dataclass(frozen=True, slots=True)
class AuditorResult:
    """How far one auditor is with a set and, once it is revealed, how far they agree.

    Attributes:
        name: The auditor.
        cases: How many cases of the set they were given.
        complete: How many of them are complete; only those are compared.
        overall: The agreement over all answers they gave, and those that differ; None until the
            answers are revealed. Its intervals take the answers for independent, and those of one
            case are not.
        set_by_rule: How many answers rules set, as agreed: nobody gave them, nor are they compared.
        questions: The agreement on each question that has an answer to compare.
        disagreements: What they answered otherwise.
    """

    name: str
    cases: int
    complete: int
    overall: AgreementOn | None = None
    set_by_rule: int = 0
    questions: tuple[tuple[str, AgreementOn], ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def done(self) -> bool:
        """Whether all their cases are complete."""
        return self.complete == self.cases


@dataclass(frozen=True, slots=True)
class CalibrationResults:
    """A calibration set as this desk may see it; `revealed` once its agreed answers are known."""

    audit: str
    sha256: str
    revealed: bool
    auditors: tuple[AuditorResult, ...]


def scored_so_far(session: Session, audit: OpenAudit) -> tuple[AuditorResult, ...]:
    """Return how far each auditor of a set is, compared with nothing, in the order of names."""
    readers = _readers(session, audit)
    found = (_result(session, audit, name, reading, None) for reading, name in readers.items())
    return tuple(sorted(found, key=lambda result: result.name))


def calibration_results(desk: Desk, audit_name: str) -> CalibrationResults:
    """Return how far the auditors of a set are, and how far they agree once it is revealed.

    Raises:
        WorkbenchError: There is no such audit, or it is no calibration set.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        known = people(session)
    leading = leads(desk, known)
    with desk.record.reading() as session:
        held = check_is_set(session, audit)
        shown = {
            reading: name
            for reading, name in _readers(session, audit).items()
            if leading or name == desk.auditor
        }
        results = [
            _result(session, audit, name, reading, held.agreed) for reading, name in shown.items()
        ]
    in_order = tuple(sorted(results, key=lambda result: result.name))
    return CalibrationResults(audit.name, held.sha256, held.agreed is not None, in_order)


def check_all_done(desk: Desk, audit_name: str) -> None:
    """Check that everybody has scored a set, before it is closed.

    Raises:
        Refused: Somebody has not; it names who, and how far they are.
        WorkbenchError: There is no such audit, or it is no calibration set.
    """
    found = calibration_results(desk, audit_name)
    late = [f"{at.name} {at.complete} of {at.cases}" for at in found.auditors if not at.done]
    if late and not found.revealed:
        raise Refused(
            f"Not all have scored {found.audit}: {', '.join(late)} cases complete.",
            "Wait for them, or close the set as it is: add --even-open.",
        )


def _readers(session: Session, audit: OpenAudit) -> dict[int, str]:
    rows = session.execute(
        select(col(Allocation.reading), col(Allocation.auditor))
        .where(
            col(Allocation.case_id).in_([case.id for case in audit.cases]),
            col(Allocation.reading) > BEFORE_FIRST,
        )
        .distinct()
    )
    return {row[0]: row[1] for row in rows}


def _result(
    session: Session, audit: OpenAudit, name: str, reading: int, agreed: AgreedAnswers | None
) -> AuditorResult:
    given = set(
        session.scalars(select(col(Allocation.case_id)).where(col(Allocation.reading) == reading))
    )
    theirs = tuple(case for case in audit.cases if case.id in given)
    read = [
        each
        for each in assessed_cases(session, replace(audit, cases=theirs), reading=reading)
        if each.complete
    ]
    so_far = AuditorResult(name, len(theirs), len(read))
    return so_far if agreed is None or not read else _compared(so_far, read, agreed)


def _compared(
    so_far: AuditorResult, read: list[AssessedCase], agreed: AgreedAnswers
) -> AuditorResult:
    pairs = [pair for each in read for pair in _pairs(each, agreed[each.case.id])]
    together = agreement_lines(replace(pair, question=ALL_QUESTIONS) for pair in pairs)
    return replace(
        so_far,
        overall=together[0].answer,
        set_by_rule=together[0].set_by_rule,
        questions=tuple(
            (line.id, line.answer) for line in agreement_lines(pairs) if line.answer.cases
        ),
        disagreements=tuple(
            Disagreement(
                order=each.case.order,
                case=each.case.reference,
                question=question,
                theirs=_words(answer),
                agreed=agreed[each.case.id][question].words,
            )
            for each in read
            for question, answer in each.answers.items()
            if answer is not agreed[each.case.id][question]
        ),
    )


def _pairs(read: AssessedCase, agreed: Mapping[str, Answer]) -> Iterator[ReadTwice]:
    """Give each answer beside the agreed one; one that a rule set alike was given by nobody."""
    ruled = read.by_rule
    for question, answer in read.answers.items():
        given = question not in ruled or answer is not agreed[question]
        yield ReadTwice(question, answer, agreed[question], given=given)


def _words(answer: Answer | None) -> str:
    return "open" if answer is None else answer.words
