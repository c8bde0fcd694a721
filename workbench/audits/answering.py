"""Answering: one answer, flag or note is one durable transaction, with its entry in the history.

Both faces and the import of answers change the record through these functions and no others.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from checklists.questions import Checklist
from checklists.scoring import Assessment, QuestionState, assess, refusal
from workbench.audits.bookmarks import leave_place
from workbench.audits.desk import Desk
from workbench.audits.erased_names import is_erased_name, references_erased
from workbench.audits.opening import AuditCase, OpenAudit, latest_draw
from workbench.audits.standing import Change, Place, Standing, standings
from workbench.errors import Refused
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import AnswerRow, Note, Replacement, Review, SampledCase

CHANGED, UNDONE, REDONE = "answer changed", "answer undone", "answer redone"


def assessments(
    audit: OpenAudit, case: AuditCase, standing: Mapping[str, Standing]
) -> dict[str, Assessment]:
    """Apply the rules of every checklist of the audit to what was answered in one case."""
    return {c.id: assessment(c, case, standing) for c in audit.checklists}


def assessment(
    checklist: Checklist, case: AuditCase, standing: Mapping[str, Standing]
) -> Assessment:
    """Apply the rules of one checklist to what was answered in one case."""
    answers = {
        question.id: standing[question.id].value
        for question in checklist.questions
        if question.id in standing
    }
    given = {question: answer for question, answer in answers.items() if answer is not None}
    return assess(checklist, given, case.fields)


def question_state(
    audit: OpenAudit, case: AuditCase, standing: Mapping[str, Standing], question: str
) -> QuestionState:
    """Return how one question of a case stands once the rules have been applied."""
    return assessment(audit.checklist_of[question], case, standing).state(question)


def give_answer(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    answer: Answer | None,
    *,
    measured: str | None = None,
    seconds: int = 0,
    next_place: Place | None = None,
) -> Change:
    """Save an answer (None takes one back), the time it took and the place to come back to.

    Args:
        desk: Who answers, and where.
        audit: The audit.
        place: The question, in the case.
        answer: The answer.
        measured: The time that gave the answer, where a time did: see `answer_of_time`.
        seconds: How long it took to answer.
        next_place: Where to come back to.

    Raises:
        Refused: The rules do not allow this answer here.
        NotSaved: The record could not be written; nothing was changed.
    """
    with desk.record.writing() as session:
        return save_answer(
            session,
            desk,
            audit,
            place,
            answer,
            measured=measured,
            seconds=seconds,
            next_place=next_place,
        )


def save_answer(  # noqa: PLR0913 - the parts of one answer, each by name
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    answer: Answer | None,
    *,
    measured: str | None = None,
    seconds: int = 0,
    next_place: Place | None = None,
) -> Change:
    """Do what `give_answer` does, within the caller's transaction."""
    check_current(session, audit, place.case_id)
    standing = standings(session, place.case_id, reading=place.reading)
    check_allowed(audit, place, answer, standing)
    old = standing.get(place.question, Standing())
    new = replace(old, value=answer, measured=measured)
    change = Change(place=place, old=old, new=new)
    save_change(session, desk, audit, change, seconds=seconds)
    leave_place(session, desk, audit, next_place or place)
    return change


def answer_of_time(audit: OpenAudit, place: Place, time: str) -> Answer:
    """Return the answer that a time gives to a question that is a time against a standard.

    Raises:
        Refused: The question is none, it is no number, or no standard is known for the case.
    """
    from checklists.measures import MeasureRefused, derive

    measure = audit.question(place.question).measure
    if measure is None:
        raise Refused(f"{place.question} is not answered by a time.", "Use one of the answer keys.")
    try:
        return derive(measure, time, _case(audit, place.case_id).fields)
    except MeasureRefused as error:
        raise Refused(str(error)) from None


def check_current(session: Session, audit: OpenAudit, case_id: int) -> None:
    """Refuse a case that is no longer of the sample: replaced, or of a draw that was given up.

    Raises:
        Refused: An answer to it would not count.
    """
    draw_id, reference = session.execute(
        select(col(SampledCase.draw_id), col(SampledCase.reference)).where(
            col(SampledCase.id) == case_id
        )
    ).one()
    if is_erased_name(reference):
        raise references_erased(audit.name)
    replaced = session.scalars(
        select(col(Replacement.id)).where(col(Replacement.case_id) == case_id)
    ).first()
    if draw_id != latest_draw(session, audit.id) or replaced is not None:
        raise Refused(
            "This case is no longer of the sample: it was replaced, or the sample drawn again.",
            "Nothing was saved. Open the audit again.",
        )


def check_allowed(
    audit: OpenAudit, place: Place, answer: Answer | None, standing: Mapping[str, Standing]
) -> None:
    """Check an answer against the rules, given what stands for the other questions of the case.

    Raises:
        Refused: The rules do not allow it; the message says why.
    """
    if answer is None:
        return
    state = question_state(audit, _case(audit, place.case_id), standing, place.question)
    if why_not := refusal(state, answer):
        raise Refused(why_not)


def set_flag(desk: Desk, audit: OpenAudit, place: Place, *, flagged: bool) -> Change:
    """Mark a question to come back to, or take the mark away."""
    with desk.record.writing() as session:
        check_current(session, audit, place.case_id)
        old = standings(session, place.case_id, reading=place.reading).get(
            place.question, Standing()
        )
        change = Change(place=place, old=old, new=replace(old, flagged=flagged))
        save_change(session, desk, audit, change)
        leave_place(session, desk, audit, place)
        return change


def write_note(
    desk: Desk, audit: OpenAudit, place: Place, text: str, *, next_place: Place | None = None
) -> Change:
    """Keep a note beside an answer; empty text takes the note away."""
    with desk.record.writing() as session:
        change = save_note(session, desk, audit, place, text)
        leave_place(session, desk, audit, next_place or place)
        return change


def save_note(session: Session, desk: Desk, audit: OpenAudit, place: Place, text: str) -> Change:
    """Do what `write_note` does, within the caller's transaction."""
    check_current(session, audit, place.case_id)
    old = standings(session, place.case_id, reading=place.reading).get(place.question, Standing())
    note_id = store_note(session, desk, place, text.strip()) if text.strip() else None
    change = Change(place=place, old=old, new=replace(old, note_id=note_id))
    save_change(session, desk, audit, change)
    return change


def store_note(session: Session, desk: Desk, place: Place, text: str) -> int:
    """Keep the text of a note, with a salt for its hash, and return its number."""
    return insert_row(
        session,
        Note,
        {
            "review_id": _review(session, desk, place),
            "question": place.question,
            "salt": secrets.token_hex(16),
            "text": text,
            "written_at": desk.now(),
        },
    )


def note_hash(salt: str, text: str) -> str:
    """Return what the history holds of a note: its SHA-256 with a salt, since notes are short."""
    return sha256(f"{salt}|{text}".encode()).hexdigest()


def notes(session: Session, note_ids: set[int]) -> dict[int, str]:
    """Return the texts of notes."""
    rows = session.execute(select(col(Note.id), col(Note.text)).where(col(Note.id).in_(note_ids)))
    return {row[0]: row[1] for row in rows}


def save_change(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    change: Change,
    *,
    action: str = CHANGED,
    seconds: int = 0,
) -> None:
    """Write a change and its entry in the history, within the caller's transaction."""
    place = change.place
    review_id = _review(session, desk, place, seconds=seconds)
    _put(session, desk, review_id, place.question, change.new)
    details: dict[str, object] = change.told() | {"review": review_id, "seconds": seconds}
    if change.new.note_id is not None and change.new.note_id != change.old.note_id:
        details["note_sha256"] = _hash_of_note(session, change.new.note_id)
    desk.enter(
        session,
        action,
        about=f"audit:{audit.id}/case:{place.case_id}/{place.question}",
        details=details,
    )


def _hash_of_note(session: Session, note_id: int) -> str:
    salt, text = session.execute(
        select(col(Note.salt), col(Note.text)).where(col(Note.id) == note_id)
    ).one()
    return note_hash(salt, text)


def _put(session: Session, desk: Desk, review_id: int, question: str, new: Standing) -> None:
    values = {
        "value": None if new.value is None else new.value.value,
        "flagged": new.flagged,
        "note_id": new.note_id,
        "measured": new.measured,
        "good_practice": new.good_practice,
        "changed_at": desk.now(),
        "changed_by": desk.auditor,
        "version": col(AnswerRow.version) + 1,
    }
    here = (col(AnswerRow.review_id) == review_id) & (col(AnswerRow.question) == question)
    if change_row(session, AnswerRow, here, values) is None:
        first = {"review_id": review_id, "question": question, **values, "version": 1}
        insert_row(session, AnswerRow, first)


def _review(session: Session, desk: Desk, place: Place, *, seconds: int = 0) -> int:
    """Return the review of a reading, begun now if it was not, with the time added to it."""
    here = (col(Review.case_id) == place.case_id) & (col(Review.reading) == place.reading)
    longer = {"active_seconds": col(Review.active_seconds) + seconds}
    found = change_row(session, Review, here, longer)
    if found is not None:
        return found
    return insert_row(
        session,
        Review,
        {
            "case_id": place.case_id,
            "reading": place.reading,
            "auditor": desk.auditor,
            "started_at": desk.now(),
            "active_seconds": seconds,
        },
    )


def _case(audit: OpenAudit, case_id: int) -> AuditCase:
    return next(case for case in audit.cases if case.id == case_id)
