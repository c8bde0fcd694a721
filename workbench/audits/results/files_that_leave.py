"""What every file of figures goes through that leaves: before, and after it is whole."""

from pathlib import Path

from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.people.sight import check_all_seen
from workbench.errors import NotSaved
from workbench.record.way_back import check_undamaged


def check_may_leave(desk: Desk, audit_name: str, *, what: str) -> None:
    """Check that what leaves is of the whole sample, and of a record that is sound.

    Args:
        desk: Who takes it, from which record.
        audit_name: The audit.
        what: What leaves, as the beginning of a sentence.

    Raises:
        Refused: Some of the sample is not shown to this login.
        RecordUnusable: The record is damaged.
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    draw_id = open_drawn_audit(desk, audit_name).draw_id
    check_undamaged(desk.record)  # an app may have been open for days
    with desk.record.reading() as session:
        check_all_seen(session, draw_id, what=what, reserves_too=True)


def note_leaving(desk: Desk, audit_name: str, written: Path, *, history_head: str) -> None:
    """Enter in the history that a file left.

    Raises:
        NotSaved: It could not be entered; the file is there all the same, and that is said.
    """
    about = f"audit:{open_drawn_audit(desk, audit_name).id}"
    details = {"file": written.name, "history_head": history_head}
    try:
        with desk.record.writing() as session:
            desk.enter(session, "audit exported", about=about, details=details)
    except NotSaved as error:
        problem = f"{written} was written, but the history does not say so. {error.problem}"
        raise NotSaved(problem, error.remedy) from error
