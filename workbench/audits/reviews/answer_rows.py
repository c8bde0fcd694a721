"""The rows of answers and notes: one change is written to them, with its entry in the history."""

import secrets
from collections.abc import Collection
from hashlib import sha256

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.rival_rows import refuse_while_rivals
from workbench.audits.reviews.standing import Change, Place, Standing
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import AnswerRow, Note, Review

CHANGED, UNDONE, REDONE = "answer changed", "answer undone", "answer redone"


def store_note(session: Session, desk: Desk, place: Place, text: str) -> int:
    """Keep the text of a note, with a salt for its hash, and return its number."""
    return _keep_text(session, desk, _review(session, desk, place), place.question, text)


def keep_text(session: Session, desk: Desk, place: Place, text: str) -> tuple[int, str]:
    """Keep the text of a note that changes no answer, and so leaves a finished reading finished.

    Returns:
        Its number, and what the history holds of it.
    """
    here = (col(Review.case_id) == place.case_id) & (col(Review.reading) == place.reading)
    begun = session.scalars(select(col(Review.id)).where(here)).first()
    review_id = begun if begun is not None else _review(session, desk, place)
    note_id = _keep_text(session, desk, review_id, place.question, text)
    return note_id, _hash_of_note(session, note_id)


def _keep_text(session: Session, desk: Desk, review_id: int, question: str, text: str) -> int:
    return insert_row(
        session,
        Note,
        {
            "review_id": review_id,
            "question": question,
            "salt": secrets.token_hex(16),
            "text": text,
            "written_at": desk.now(),
        },
    )


def note_hash(salt: str, text: str) -> str:
    """Return what the history holds of a note: its SHA-256 with a salt, since notes are short."""
    return sha256(f"{salt}|{text}".encode()).hexdigest()


def notes(session: Session, note_ids: Collection[int]) -> dict[int, str]:
    """Return the texts of notes, by number."""
    if not note_ids:
        return {}
    rows = session.execute(select(col(Note.id), col(Note.text)).where(col(Note.id).in_(note_ids)))
    return {row[0]: row[1] for row in rows}


def note_text(session: Session, note_id: int | None) -> str:
    """Return the text of a note; empty where there is none."""
    return notes(session, {note_id}).get(note_id, "") if note_id is not None else ""


def save_change(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    change: Change,
    *,
    action: str = CHANGED,
    seconds: int = 0,
) -> None:
    """Write a change and its entry in the history, within the caller's transaction.

    Raises:
        Refused: The reading is another's, or closed.
    """
    check_may_change(session, desk, change.place)
    write_change(session, desk, audit, change, action=action, seconds=seconds)


def write_change(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    change: Change,
    *,
    action: str = CHANGED,
    seconds: int = 0,
) -> None:
    """Do what `save_change` does, where it was checked already that this desk may."""
    place = change.place
    refuse_while_rivals(session, change)
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
    """Return the review of a reading, begun now if it was not, with the time added to it.

    A reading that is changed is not finished any more, until its auditor says so again.
    """
    here = (col(Review.case_id) == place.case_id) & (col(Review.reading) == place.reading)
    longer = {"active_seconds": col(Review.active_seconds) + seconds, "finished_at": None}
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
