"""Good practice: answers that are marked as done better than the question asks."""

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import save_mark
from workbench.audits.reviews.standing import Change, Place, Standing


def mark_good_practice(
    desk: Desk, audit: OpenAudit, place: Place, *, marked: bool, seen: Standing | None = None
) -> Change:
    """Mark what was found on one question as good practice, or take the mark away.

    Raises:
        AnswerConflict: Somebody changed the question since it was shown; nothing was written.
        Refused: The reading can no longer be changed, or is another's.
        NotSaved: The record could not be written; nothing was changed.
    """
    return save_mark(desk, audit, place, {"good_practice": marked}, seen=seen)
