"""One answer by the words of a command: nothing was shown before, so nothing is overwritten."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.reviews import answering
from workbench.audits.reviews.answer_lines import answer_of_words
from workbench.audits.reviews.conflicts import AnswerConflict, author
from workbench.audits.reviews.standing import Change, Place, Standing, standing_at

UNSEEN: Final = Standing(version=-1)
"""What was seen of another person's answer by who has not seen it: no version is this."""


def give_one_answer(
    desk: Desk,
    audit_name: str,
    *,
    case: str,
    question: str,
    answer: str,
    note: str = "",
    over: int | None = None,
) -> str:
    """Give one answer by the words of a command, and return what was done in a sentence.

    Args:
        desk: Who answers, and where.
        audit_name: The audit.
        case: The reference of the case, or `#` and its order.
        question: The question.
        answer: An answer, a time, or `none` to take the answer back.
        note: A note beside it.
        over: The version of another person's answer that this one is to stand in place of.

    Raises:
        AnswerConflict: Another person has answered otherwise, in another version than `over`.
        WorkbenchError: A word is not known, or the rules do not allow the answer.
    """
    audit = open_drawn_audit(desk, audit_name)
    place = Place(case_id=audit.case(case).id, question=audit.question(question).id)
    time = answer if answer[:1].isdigit() else None
    given = (
        None if answer == "none" else answer_of_words(audit, place, "" if time else answer, time)
    )
    with desk.record.writing() as session, _told_how_to_put_it():
        seen = _seen(session, desk, place, over)
        change = answering.save_answer(session, desk, audit, place, given, measured=time, seen=seen)
        if note:
            seen = seen if change.also_by else change.new
            answering.save_note(session, desk, audit, place, note, seen=seen)
        kept = standing_at(session, place)
    owed = given is not None and audit.question(question).needs_note(given) and not kept.note_id
    return f"Saved: {place.question} of {audit.case(case).reference}, {_said(change, owed=owed)}"


def _said(change: Change, *, owed: bool) -> str:
    given, by = change.new.value, change.also_by
    parts = ["taken back." if given is None else f"{given.words}."]
    parts += [f"{by} had saved the same already."] if by else []
    parts += ["A note is owed: this is a critical question."] if owed else []
    return " ".join(parts)


@contextmanager
def _told_how_to_put_it() -> Iterator[None]:
    try:
        yield
    except AnswerConflict as conflict:
        conflict.remedy += f" To put it there all the same: --over {conflict.version}."
        raise


def _seen(session: Session, desk: Desk, place: Place, over: int | None) -> Standing:
    """Return what counts as seen: what is one's own, or nobody's, or was named."""
    now = standing_at(session, place)
    is_mine = now == Standing() or author(session, place).name == desk.auditor
    if is_mine and over in {None, now.version}:
        return now
    return UNSEEN if over is None else Standing(version=over)
