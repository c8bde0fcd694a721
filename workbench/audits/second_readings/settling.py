"""Settling: where two readers differ, the agreed answer with its reason; both originals are kept.

The agreed answers are a third reading of the case. They stand in the place of the first reader's
wherever a rate is counted; how far the readers agree is measured on the originals.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.reviews import answering
from workbench.audits.reviews.assessing import AssessedCase
from workbench.audits.reviews.conflicts import author
from workbench.audits.reviews.standing import AGREED_READING, Change, Place, Standing
from workbench.audits.reviews.undoing import Attempt, undo
from workbench.audits.second_readings.comparing_readings import DoubleReading, double_readings
from workbench.errors import Refused, WorkbenchError


@dataclass(frozen=True, slots=True)
class ReaderAnswer:
    """What counts in one reading: the answer, its note, and the time that gave it."""

    answer: Answer | None
    note: str
    time: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that two readers of a case answered differently.

    Attributes:
        order: The place of the case in the sample.
        case: Its reference.
        question: The id of the question.
        text: The question.
        first: The first reader's answer.
        second: The second reader's.
        agreed: The agreed one; None while there is none, or where a rule makes one needless.
        settled: Nothing is left to agree on.
    """

    order: int
    case: str
    question: str
    text: str
    first: ReaderAnswer
    second: ReaderAnswer
    agreed: ReaderAnswer | None
    settled: bool


def differences(desk: Desk, audit_name: str) -> tuple[Difference, ...]:
    """Return every question of an audit that two readers answered differently, settled or not.

    Only cases of which both readings are finished are looked at; nobody is blind to those.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        read = double_readings(session, audit)
        texts = _texts(session, read)
    return tuple(line for each in read for line in _lines(audit, each, texts))


def _texts(session: Session, read: tuple[DoubleReading, ...]) -> dict[int, str]:
    standing = (
        each
        for double in read
        for part in (double.first.standing, double.second.standing, double.agreed)
        for each in part.values()
    )
    return answering.notes(session, {s.note_id for s in standing if s.note_id is not None})


def _lines(audit: OpenAudit, read: DoubleReading, texts: dict[int, str]) -> Iterator[Difference]:
    unsettled, differing = set(read.unsettled), set(read.differing)
    for question in audit.questions:
        here = question.id
        if not (here in unsettled or here in differing or read.is_agreed(here)):
            continue
        agreed = _said(read.counted, here, texts) if read.is_agreed(here) else None
        yield Difference(
            order=read.case.order,
            case=read.case.reference,
            question=here,
            text=question.text,
            first=_said(read.first, here, texts),
            second=_said(read.second, here, texts),
            agreed=agreed,
            settled=here not in unsettled,
        )


def _said(read: AssessedCase, question: str, texts: dict[int, str]) -> ReaderAnswer:
    standing = read.standing.get(question, Standing())
    return ReaderAnswer(
        answer=read.answers[question],
        note=texts.get(standing.note_id or 0, ""),
        time=standing.measured or "",
    )


def settle(
    desk: Desk, audit_name: str, *, case: str, question: str, answer: Answer, reason: str
) -> Change:
    """Record the agreed answer to a question that two readers answered differently.

    Raises:
        Refused: There is nothing to settle, there is no reason, or a rule does not allow it; or
            the role of this login may not.
        NotSaved: The record could not be written; nothing was changed.
        WorkbenchError: There is no such audit, case or question.
    """
    check_may(desk, Duty.SETTLE)
    audit = open_drawn_audit(desk, audit_name)
    place = Place(audit.case(case).id, audit.question(question).id, AGREED_READING)
    if not reason.strip():
        raise Refused("An agreed answer needs its reason.", "Say why it was agreed: --reason TEXT.")
    with desk.record.writing() as session:
        answering.check_current(session, audit, place.case_id)
        read = _to_settle(session, audit, audit.case(case), place)
        answering.check_allowed(audit, place, answer, read.counted.standing)
        old = read.agreed.get(place.question, Standing())
        if _stands(session, desk, place, old, (answer, reason.strip())):
            return Change(place=place, old=old, new=old)
        new = old.become(
            value=answer,
            note_id=answering.store_note(session, desk, place, reason.strip()),
            measured=_time_of(read, place.question, answer),
        )
        change = Change(place=place, old=old, new=new)
        answering.save_change(session, desk, audit, change)
        return change


def _stands(
    session: Session, desk: Desk, place: Place, now: Standing, asked: tuple[Answer, str]
) -> bool:
    """Whether this person has agreed this for this reason already: it is tried again, perhaps."""
    reason = answering.notes(session, {now.note_id}).get(now.note_id) if now.note_id else None
    return (now.value, reason) == asked and author(session, place).name == desk.auditor


def _to_settle(session: Session, audit: OpenAudit, case: AuditCase, place: Place) -> DoubleReading:
    found = next((r for r in double_readings(session, audit) if r.case.id == case.id), None)
    if found is None:
        raise Refused(
            f"There is nothing to settle in {case.reference}: two readings of it are not finished.",
            "workbench second shows which cases are read twice, and how far they are.",
        )
    question = place.question
    if not (
        question in found.differing or question in found.unsettled or found.is_agreed(question)
    ):
        raise Refused(
            f"Both readers of {case.reference} answered {question} alike.",
            "There is nothing to settle.",
        )
    return found


def _time_of(read: DoubleReading, question: str, answer: Answer) -> str | None:
    """Return the time that gave the agreed answer, if it was one reader's."""
    for reading in (read.first, read.second):
        standing = reading.standing.get(question, Standing())
        if standing.value is answer:
            return standing.measured
    return None


def settle_by_word(
    desk: Desk, audit_name: str, *, case: str, question: str, word: str, reason: str
) -> Change:
    """Settle by the words of a command: an answer, or whose is agreed: `first` or `second`.

    Raises:
        WorkbenchError: As for `settle`; or the word is no answer.
    """
    check_may(desk, Duty.SETTLE)
    answer = _answer_of(desk, audit_name, case=case, question=question, word=word)
    return settle(desk, audit_name, case=case, question=question, answer=answer, reason=reason)


def _answer_of(desk: Desk, audit_name: str, *, case: str, question: str, word: str) -> Answer:
    given = word.strip().lower().replace(" ", "_")
    if given in set(Answer):
        return Answer(given)
    if given not in {"first", "second"}:
        raise WorkbenchError(
            f"{word!r} is no answer.", f"Use first, second, or one of: {', '.join(Answer)}."
        )
    audit = open_drawn_audit(desk, audit_name)
    reference, wanted = audit.case(case).reference, audit.question(question).id
    for line in differences(desk, audit_name):
        if (line.case, line.question) == (reference, wanted):
            said = (line.first if given == "first" else line.second).answer
            if said is not None:
                return said
    raise Refused(f"The {given} reader has no answer to {wanted} of {reference} to take over.")


def undo_settling(desk: Desk, audit_name: str, *, attempt: Attempt | None = None) -> Change | None:
    """Take back the agreed answer that this person recorded last; None if there is none.

    Args:
        desk: Who, and on which record.
        audit_name: The audit.
        attempt: The same one where this is tried again, so that it is done once.
    """
    audit = open_drawn_audit(desk, audit_name)
    return undo(desk, audit, reading=AGREED_READING, attempt=attempt)
