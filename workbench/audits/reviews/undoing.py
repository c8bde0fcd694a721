"""Undoing: an auditor's own changes taken back and made again, each as an entry of the history."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import CHANGED, REDONE, UNDONE, save_change
from workbench.audits.reviews.bookmarks import change_case
from workbench.audits.reviews.conflicts import author
from workbench.audits.reviews.standing import FIRST_READING, Change, Place, standing_at
from workbench.errors import Refused
from workbench.record.history import entries


@dataclass(slots=True)
class Attempt:
    """A step that is tried until it is known to be made: what it was to change.

    Where a server goes away in the middle of it, the step may have been made all the same. Tried
    again with the same attempt it is then not made twice.
    """

    change: Change | None = None


class ChangedSince(Refused):
    """Another person has changed the question since; nothing was taken back.

    Attributes:
        place: The question.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(
            f"{place.question} was changed by another person since.",
            "Nothing was taken back; look at the question and answer it again.",
        )


def undo(
    desk: Desk,
    audit: OpenAudit,
    *,
    reading: int = FIRST_READING,
    attempt: Attempt | None = None,
) -> Change | None:
    """Take back this auditor's last change in a reading; None if there is none to take back."""
    return _step(desk, audit, reading, attempt or Attempt(), action=UNDONE)


def redo(
    desk: Desk,
    audit: OpenAudit,
    *,
    reading: int = FIRST_READING,
    attempt: Attempt | None = None,
) -> Change | None:
    """Make the change again that was last taken back; None if there is none."""
    return _step(desk, audit, reading, attempt or Attempt(), action=REDONE)


def _step(
    desk: Desk, audit: OpenAudit, reading: int, attempt: Attempt, *, action: str
) -> Change | None:
    with desk.record.writing() as session:
        if attempt.change is not None and _was_made(session, desk, attempt.change):
            return attempt.change
        undoable, redoable = _stacks(session, desk, audit, reading)
        stack = undoable if action == UNDONE else redoable
        cases = {case.id for case in audit.cases}
        if not stack or stack[-1].place.case_id not in cases:
            return None
        change = stack[-1]
        if action == UNDONE:
            change = Change(place=change.place, old=change.new, new=change.old)
        attempt.change = change = _upon_what_stands(session, desk, change)
        save_change(session, desk, audit, change, action=action)
        change_case(session, desk, audit, change.place)
        return change


def _was_made(session: Session, desk: Desk, change: Change) -> bool:
    now = standing_at(session, change.place)
    by = author(session, change.place).name
    return (now, now.version, by) == (change.new, change.new.version, desk.auditor)


def _upon_what_stands(session: Session, desk: Desk, change: Change) -> Change:
    """Return a change with the version that it changes; refuse it where that is another's by now.

    Raises:
        ChangedSince: Another person has changed the question since.
    """
    now = standing_at(session, change.place)
    is_mine = not now.version or author(session, change.place).name == desk.auditor
    if now != change.old or not is_mine:
        raise ChangedSince(change.place)
    return replace(change, old=now, new=replace(change.new, version=now.version + 1))


def _stacks(
    session: Session, desk: Desk, audit: OpenAudit, reading: int
) -> tuple[list[Change], list[Change]]:
    """Return the changes that can be undone and those that can be redone, the latest last."""
    undoable: list[Change] = []
    redoable: list[Change] = []
    for entry in entries(session, about=f"audit:{audit.id}"):
        if entry.actor != desk.auditor or entry.action not in {CHANGED, UNDONE, REDONE}:
            continue
        change = _change_from(json.loads(entry.payload))
        if change.place.reading != reading:
            continue
        if entry.action == CHANGED:
            undoable.append(change)
            redoable.clear()
        elif entry.action == UNDONE:
            redoable.append(undoable.pop())
        else:
            undoable.append(redoable.pop())
    return undoable, redoable


def _change_from(payload: Mapping[str, object]) -> Change:
    from pydantic import TypeAdapter

    return TypeAdapter(Change).validate_python(
        {"place": payload["place"], "old": payload["old"], "new": payload["new"]}
    )
