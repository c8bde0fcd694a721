"""Assessing: what the rules make of the answers that were given in one reading of the cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from checklists.scoring import Assessment
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.reviews.answering import assessments
from workbench.audits.reviews.standing import FIRST_READING, KEPT, Standing, standing_of
from workbench.record.tables import AnswerRow, Review, SampledCase


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
    def by_rule(self) -> frozenset[str]:
        """The questions and indicators that rules set, to which nobody gave an answer."""
        return frozenset(
            name
            for assessment in self.by_checklist.values()
            for name, by_rule in (
                *((state.question.id, state.by_rule) for state in assessment.states),
                *((state.indicator.id, state.by_rule) for state in assessment.indicators),
            )
            if by_rule
        )

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


def assess_case(
    audit: OpenAudit, case: AuditCase, standing: Mapping[str, Standing]
) -> AssessedCase:
    """Return a case with what the rules of the audit make of some answers."""
    return AssessedCase(case, standing, assessments(audit, case, standing))


def assessed_cases(
    session: Session, audit: OpenAudit, *, reading: int = FIRST_READING
) -> tuple[AssessedCase, ...]:
    """Return every case of an audit with what the rules make of its answers in one reading.

    It looks at nobody's right to see them: for what counts, and may be seen, see `counted_cases`.
    """
    standing = standings_by_case(session, audit, reading)
    return tuple(assess_case(audit, case, standing.get(case.id, {})) for case in audit.cases)


def standings_by_case(
    session: Session, audit: OpenAudit, reading: int
) -> dict[int, dict[str, Standing]]:
    """Return what stands in one reading, by the number of the case and the question."""
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
