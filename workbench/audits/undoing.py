"""Undoing: an auditor's own changes taken back and made again, each as an entry of the history."""

import json
from collections.abc import Mapping

from sqlmodel import Session

from workbench.audits.answering import CHANGED, REDONE, UNDONE, save_change
from workbench.audits.bookmarks import leave_place
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.standing import Change, Standing, standings
from workbench.errors import Refused
from workbench.record.history import entries


def undo(desk: Desk, audit: OpenAudit) -> Change | None:
    """Take back this auditor's last change in this audit; None if there is none to take back."""
    return _step(desk, audit, action=UNDONE)


def redo(desk: Desk, audit: OpenAudit) -> Change | None:
    """Make the change again that was last taken back; None if there is none."""
    return _step(desk, audit, action=REDONE)


def _step(desk: Desk, audit: OpenAudit, *, action: str) -> Change | None:
    with desk.record.writing() as session:
        undoable, redoable = _stacks(session, desk, audit)
        stack = undoable if action == UNDONE else redoable
        cases = {case.id for case in audit.cases}
        if not stack or stack[-1].place.case_id not in cases:
            return None
        change = stack[-1]
        if action == UNDONE:
            change = Change(place=change.place, old=change.new, new=change.old)
        _check_as_left(session, change)
        save_change(session, desk, audit, change, action=action)
        leave_place(session, desk, audit, change.place)
        return change


def _check_as_left(session: Session, change: Change) -> None:
    """Refuse to take back what another person has answered differently since."""
    place = change.place
    now = standings(session, place.case_id, reading=place.reading).get(place.question, Standing())
    if now != change.old:
        raise Refused(
            f"{place.question} was changed by another person since.",
            "Nothing was taken back; look at the question and answer it again.",
        )


def _stacks(session: Session, desk: Desk, audit: OpenAudit) -> tuple[list[Change], list[Change]]:
    """Return the changes that can be undone and those that can be redone, the latest last."""
    undoable: list[Change] = []
    redoable: list[Change] = []
    for entry in entries(session, about=f"audit:{audit.id}"):
        if entry.actor != desk.auditor or entry.action not in {CHANGED, UNDONE, REDONE}:
            continue
        change = _change_from(json.loads(entry.payload))
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
