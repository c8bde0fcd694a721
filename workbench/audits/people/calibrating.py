"""Calibrating: a set of cases with agreed answers that each auditor scores blind, before a cycle.

The agreed answers are a file, and stay out of the record until everybody is done: the record holds
the SHA-256 of the file from the beginning, so that nobody can see them, nor change them afterwards.
A set is an audit of its own. Each auditor has a reading of it, numbered from 11, and no rate of it.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.people.agreed_files import read_agreed
from workbench.audits.people.calibration_sets import (
    SETTING,
    AgreedAnswers,
    CalibrationSet,
    calibration_set,
    reading_of,
)
from workbench.audits.people.conflict_rules import unconflicted
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.people import check_readers, people
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.settings import write_setting
from workbench.record.tables import Allocation, Review

SET_MADE: Final = "calibration set made"
REVEALED: Final = "agreed answers revealed"
WHY: Final = "calibration"


def _write(session: Session, audit: OpenAudit, digest: str, agreed: AgreedAnswers | None) -> None:
    """Keep the hash of the agreed answers, and the answers once they are revealed."""
    kept = None if agreed is None else {str(case): dict(of) for case, of in agreed.items()}
    value = canonical({"sha256": digest, "agreed": kept})
    write_setting(session, f"{SETTING}{audit.id}", value)


def make_set(desk: Desk, audit_name: str, *, agreed: Path, readers: tuple[str, ...]) -> None:
    """Make a calibration set of an audit: the agreed answers sealed, its cases given to everybody.

    A case that is somebody's own, or their team's, is not given to them.

    Raises:
        Refused: The audit is a set already or was begun, or this desk may not.
        WorkbenchError: There is no such audit or person, or the file cannot be used.
    """
    check_may(desk, Duty.CALIBRATE)
    audit = open_drawn_audit(desk, audit_name)
    if not readers:
        raise WorkbenchError("Nobody was named who is calibrated.", "Name them: --to NAME.")
    read_agreed(agreed, audit)
    digest = _digest(agreed)
    with desk.record.writing() as session:
        check_readers(session, people(session), readers)
        _check_untouched(session, audit)
        _write(session, audit, digest, None)
        for name in dict.fromkeys(readers):
            for case in audit.cases:
                if unconflicted(session, audit, case.fields, [name]):
                    _give(session, desk, case, name)
        desk.enter(
            session,
            SET_MADE,
            about=f"audit:{audit.id}",
            details={"audit": audit.name, "sha256": digest, "readers": list(readers)},
        )


def _check_untouched(session: Session, audit: OpenAudit) -> None:
    cases = [case.id for case in audit.cases]
    given = select(col(Allocation.id)).where(col(Allocation.case_id).in_(cases))
    begun = select(col(Review.id)).where(col(Review.case_id).in_(cases))
    used = session.scalars(given).first() or session.scalars(begun).first()
    if used or calibration_set(session, audit.id) is not None:
        raise Refused(
            f"{audit.name} is begun, or a calibration set already.",
            "Draw an audit of its own for the set: workbench draw.",
        )


def _give(session: Session, desk: Desk, case: AuditCase, name: str) -> None:
    when = {"why": WHY, "allocated_at": desk.now(), "allocated_by": desk.auditor}
    place = {"case_id": case.id, "reading": reading_of(session, name)}
    insert_row(session, Allocation, place | {"auditor": name} | when)


def reveal(desk: Desk, audit_name: str, *, agreed: Path) -> None:
    """Bring the agreed answers into the record, which ends the scoring of the set.

    Raises:
        Refused: They are revealed already, it is another file, or this desk may not.
        WorkbenchError: There is no such set.
    """
    check_may(desk, Duty.CALIBRATE)
    audit = open_drawn_audit(desk, audit_name)
    answers = read_agreed(agreed, audit)
    with desk.record.writing() as session:
        held = _check_sealed(session, audit, agreed)
        _write(session, audit, held.sha256, answers)
        details = {"audit": audit.name, "sha256": held.sha256}
        desk.enter(session, REVEALED, about=f"audit:{audit.id}", details=details)


def check_reveal(desk: Desk, audit_name: str, *, agreed: Path) -> None:
    """Check, before anybody is asked to confirm it, that a file can reveal a set.

    Raises:
        Refused: They are revealed already, it is another file, or this desk may not.
        WorkbenchError: There is no such set, or the file cannot be used.
    """
    check_may(desk, Duty.CALIBRATE)
    audit = open_drawn_audit(desk, audit_name)
    read_agreed(agreed, audit)
    with desk.record.reading() as session:
        _check_sealed(session, audit, agreed)


def _check_sealed(session: Session, audit: OpenAudit, agreed: Path) -> CalibrationSet:
    held = check_is_set(session, audit)
    if held.agreed is not None:
        raise Refused(f"The agreed answers of {audit.name} are revealed already.")
    if held.sha256 != _digest(agreed):
        raise Refused(
            f"{agreed.name} is not the file that {audit.name} was begun with, or was changed.",
            f"Its SHA-256 must be {held.sha256}.",
        )
    return held


def check_is_set(session: Session, audit: OpenAudit) -> CalibrationSet:
    """Return what the record holds of a set.

    Raises:
        WorkbenchError: The audit is none.
    """
    held = calibration_set(session, audit.id)
    if held is None:
        raise WorkbenchError(
            f"{audit.name} is no calibration set.",
            "Make it one: workbench calibrate AUDIT --agreed FILE.csv --to NAME.",
        )
    return held


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()
