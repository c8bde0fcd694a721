"""Answering: one answer, flag or note is one durable transaction, with its entry in the history.

Both faces and the import of answers change the record through these functions and no others.
"""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from checklists.questions import Checklist
from checklists.scoring import Assessment, QuestionState, assess, refusal
from workbench.audits.desk import Desk
from workbench.audits.erasing.erased_names import is_erased_name, references_erased
from workbench.audits.opening import AuditCase, OpenAudit, latest_draw
from workbench.audits.reviews.answer_rows import (
    CHANGED,
    REDONE,
    UNDONE,
    keep_text,
    note_text,
    notes,
    save_change,
    store_note,
    write_change,
)
from workbench.audits.reviews.bookmarks import leave_place
from workbench.audits.reviews.conflicts import Meeting, already_saved
from workbench.audits.reviews.standing import (
    Change,
    Parts,
    Place,
    Standing,
    standing_at,
    standings,
)
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import Refused
from workbench.record.tables import Replacement, SampledCase

__all__ = [
    "CHANGED",
    "REDONE",
    "UNDONE",
    "answer_of_time",
    "assessment",
    "assessments",
    "check_allowed",
    "check_current",
    "give_answer",
    "keep_text",
    "notes",
    "question_state",
    "save_answer",
    "save_change",
    "save_mark",
    "save_note",
    "set_flag",
    "store_note",
    "write_change",
    "write_note",
]


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


def give_answer(  # noqa: PLR0913 - the parts of one answer, each by name
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    answer: Answer | None,
    *,
    measured: str | None = None,
    seconds: int = 0,
    next_place: Place | None = None,
    seen: Standing | None = None,
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
        seen: What was shown to stand; None where nothing was, and what stands is meant.

    Raises:
        AnswerConflict: Somebody changed it since it was shown; nothing was written.
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
            seen=seen,
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
    seen: Standing | None = None,
) -> Change:
    """Do what `give_answer` does, within the caller's transaction."""
    check_current(session, audit, place.case_id)
    standing = standings(session, place.case_id, reading=place.reading)
    now = standing.get(place.question, Standing())
    meeting = Meeting(place, seen, now, {"value": answer, "measured": measured})
    alike = now.value is answer and measured in {None, now.measured}
    change = already_saved(session, desk, meeting, alike=alike)
    if change is None:
        check_may_change(session, desk, place)  # before the rules, which tell what stands
        check_allowed(audit, place, answer, standing)
        change = Change(place=place, old=now, new=meeting.mine)
        write_change(session, desk, audit, change, seconds=seconds)
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


def set_flag(
    desk: Desk, audit: OpenAudit, place: Place, *, flagged: bool, seen: Standing | None = None
) -> Change:
    """Mark a question to come back to, or take the mark away.

    Raises:
        AnswerConflict: Somebody changed the question since it was shown; nothing was written.
        NotSaved: The record could not be written; nothing was changed.
    """
    return save_mark(desk, audit, place, {"flagged": flagged}, seen=seen)


def save_mark(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    mark: Parts,
    *,
    seen: Standing | None = None,
) -> Change:
    """Save a mark beside an answer, which is a part of what stands."""
    with desk.record.writing() as session:
        check_current(session, audit, place.case_id)
        now = standing_at(session, place)
        meeting = Meeting(place, seen, now, mark)
        change = already_saved(session, desk, meeting, alike=now.become(**mark) == now)
        if change is None:
            change = Change(place=place, old=now, new=meeting.mine)
            save_change(session, desk, audit, change)
        leave_place(session, desk, audit, place)
        return change


def write_note(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    text: str,
    *,
    next_place: Place | None = None,
    seen: Standing | None = None,
) -> Change:
    """Keep a note beside an answer; empty text takes the note away.

    Raises:
        AnswerConflict: Somebody changed the question since it was shown; nothing was written.
        NotSaved: The record could not be written; nothing was changed.
    """
    with desk.record.writing() as session:
        change = save_note(session, desk, audit, place, text, seen=seen)
        leave_place(session, desk, audit, next_place or place)
        return change


def save_note(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    text: str,
    *,
    seen: Standing | None = None,
) -> Change:
    """Do what `write_note` does, within the caller's transaction."""
    check_current(session, audit, place.case_id)
    now, text = standing_at(session, place), text.strip()
    meeting = Meeting(place, seen, now, {"note_id": None}, my_note=text)
    alike = note_text(session, now.note_id) == text
    change = already_saved(session, desk, meeting, alike=alike)
    if change is None:
        note_id = store_note(session, desk, place, text) if text else None
        change = Change(place=place, old=now, new=replace(meeting.mine, note_id=note_id))
        save_change(session, desk, audit, change)
    return change


def _case(audit: OpenAudit, case_id: int) -> AuditCase:
    return next(case for case in audit.cases if case.id == case_id)
