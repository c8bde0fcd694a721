"""Two readers of the same cases: at their own desks, through the same use cases as everybody."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from sqlmodel import Session

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_audit
from workbench.audits.reviews.answering import save_answer, save_note
from workbench.audits.reviews.assessing import assess_case
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING, Place, standings
from workbench.audits.second_readings.finishing import finish_mine
from workbench.audits.second_readings.reading_lists import cases_to_read
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.audits.second_readings.twice_read import TwiceRead, cases_read_twice

Give = Callable[[AuditCase, str], Answer]
FIRST, SECOND, THIRD = "auditor 1", "auditor 2", "auditor 3"
SEED = "second-20260901"


def at(desk: Desk, name: str) -> Desk:
    """The desk of somebody else at the same record."""
    return replace(desk, auditor=name)


def all_met(_: AuditCase, __: str) -> Answer:
    """Every answer is met."""
    return Answer.MET


def but(*, case: str, question: str, answer: Answer) -> Give:
    """Every answer is met, but one."""
    return lambda c, q: answer if (c.reference, q) == (case, question) else Answer.MET


def read(
    desk: Desk, audit: OpenAudit, give: Give = all_met, *, reading: int = FIRST_READING
) -> None:
    """Answer every question of every case that this desk is to read, with a note where owed."""
    for case in cases_to_read(desk, audit, reading=reading):
        read_case(desk, audit, case, give, reading=reading)


def read_case(
    desk: Desk, audit: OpenAudit, case: AuditCase, give: Give = all_met, *, reading: int
) -> None:
    """Answer every question of one case that takes an answer, in one transaction."""
    with desk.record.writing() as session:
        while question := _next_open(session, audit, case, reading):
            place, answer = Place(case.id, question, reading), give(case, question)
            save_answer(session, desk, audit, place, answer)
            if audit.question(question).needs_note(answer):
                save_note(session, desk, audit, place, f"{desk.auditor} saw no entry.")


def _next_open(session: Session, audit: OpenAudit, case: AuditCase, reading: int) -> str | None:
    assessed = assess_case(audit, case, standings(session, case.id, reading=reading))
    for assessment in assessed.by_checklist.values():
        if question := assessment.next_unanswered():
            return question
    return None


def choose(desk: Desk, audit: OpenAudit, *readers: str, **asked: object) -> tuple[str, ...]:
    """Choose second readings, and return the references of the cases, whoever may know them."""
    plan = SecondReadingAsked(readers=readers or (SECOND,), seed=SEED)
    choose_second_readings(desk, audit.name, replace(plan, **asked))
    return tuple(read_twice_in(desk, audit))


def read_twice_in(desk: Desk, audit: OpenAudit) -> dict[str, TwiceRead]:
    """Return what the record has of the cases that are read twice, in the order of the sample."""
    with desk.record.reading() as session:
        found = cases_read_twice(session, audit)
    cases = open_audit(desk, audit.name).cases
    return {case.reference: found[case.id] for case in cases if case.id in found}


def finish(desk: Desk, audit: OpenAudit, *, reading: int = FIRST_READING) -> Iterable[str]:
    """Say that all of one's complete readings are finished."""
    return finish_mine(desk, audit.name, reading=reading)


def read_twice(desk: Desk, audit: OpenAudit, first: Give, second: Give) -> tuple[str, ...]:
    """Have every case read twice and finished; return their references."""
    references = choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit, first)
    finish(at(desk, FIRST), audit)
    read(at(desk, SECOND), audit, second, reading=SECOND_READING)
    finish(at(desk, SECOND), audit, reading=SECOND_READING)
    return references


def place_of(audit: OpenAudit, reference: str, question: str, reading: int) -> Place:
    """A question in a reading of a case."""
    return Place(audit.case(reference).id, question, reading)
