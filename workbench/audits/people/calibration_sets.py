"""Calibration sets: what the record holds of each, and whose reading of it is whose.

A set is an audit of its own. Each auditor has a reading of it, numbered from 11, so that nobody's
is another's, and it has no first reading and no rate. See `calibrating`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from sqlalchemy import Select, String, cast, select
from sqlmodel import Session, col

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.people.people import people
from workbench.audits.people.unregistered import how_to_register
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused, WorkbenchError
from workbench.record.settings import read_setting
from workbench.record.tables import Allocation, Auditor, Draw, SampledCase, Setting

SETTING: Final = "calibration:"
"""Begins the name of the setting of a set; the number of its audit follows."""
BEFORE_FIRST: Final = 10
"""The reading of an auditor in a set is their number and this."""
AgreedAnswers: TypeAlias = Mapping[int, Mapping[str, Answer]]
"""The answers by the number of the case and the question, those that a rule gives among them."""


@dataclass(frozen=True, slots=True)
class CalibrationSet:
    """What the record holds of a set.

    Attributes:
        sha256: Of the file of the agreed answers.
        agreed: The agreed answers, by the number of the case and the question; None until they
            are revealed.
    """

    sha256: str
    agreed: AgreedAnswers | None


def calibration_set(session: Session, audit_id: int) -> CalibrationSet | None:
    """Return what the record holds of a calibration set; None where an audit is none."""
    held = read_setting(session, f"{SETTING}{audit_id}")
    return None if held is None else _read(held)


def is_set(desk: Desk, audit_name: str) -> bool:
    """Return whether an audit is a calibration set.

    Raises:
        WorkbenchError: There is no such audit.
    """
    audit = open_audit(desk, audit_name)
    with desk.record.reading() as session:
        return calibration_set(session, audit.id) is not None


def _read(held: str) -> CalibrationSet:
    said = json.loads(held)
    if said["agreed"] is None:
        return CalibrationSet(said["sha256"], None)
    agreed = {
        int(case): {question: Answer(answer) for question, answer in answers.items()}
        for case, answers in said["agreed"].items()
    }
    return CalibrationSet(said["sha256"], agreed)


# Scoring in a set


def open_sets(session: Session) -> frozenset[str]:
    """Return the numbers of the audits that are sets whose answers are not revealed."""
    rows = session.execute(
        select(col(Setting.key), col(Setting.value)).where(col(Setting.key).startswith(SETTING))
    )
    return frozenset(key.removeprefix(SETTING) for key, held in rows if _read(held).agreed is None)


def check_is_no_set(session: Session, audit: OpenAudit) -> None:
    """Check that an audit is no calibration set.

    Raises:
        Refused: It is, and has no first readings to be allocated.
    """
    if calibration_set(session, audit.id) is not None:
        raise Refused(
            f"{audit.name} is a calibration set: each auditor has a reading of their own.",
            f"workbench calibrate {audit.name!r} shows who scores it.",
        )


def reading_of(session: Session, name: str) -> int:
    """Return the number of somebody's reading in calibration sets.

    Raises:
        WorkbenchError: They are not registered.
    """
    found = session.scalars(select(col(Auditor.id)).where(col(Auditor.name) == name)).first()
    if found is None:
        raise WorkbenchError(
            f"{name} is not registered.", how_to_register(session, people(session), name)
        )
    return BEFORE_FIRST + found


def reading_here(desk: Desk, audit: OpenAudit, reading: int) -> int:
    """Return the reading in which a desk scores an audit: in a calibration set, its own.

    Raises:
        WorkbenchError: It is a set, and whoever scores is not registered.
    """
    with desk.record.reading() as session:
        if calibration_set(session, audit.id) is None:
            return reading
        return reading_of(session, desk.auditor)


def given_here(session: Session, audit: OpenAudit, reading: int) -> frozenset[int]:
    """Return the cases of a set that are given in a reading, by number."""
    rows = session.scalars(
        select(col(Allocation.case_id)).where(
            col(Allocation.reading) == reading,
            col(Allocation.case_id).in_([case.id for case in audit.cases]),
        )
    )
    return frozenset(rows)


def check_calibrating(session: Session, desk: Desk, place: Place) -> bool:
    """Check a change to a case of a calibration set; False where the case is of no set.

    Raises:
        Refused: The reading is another's, or the agreed answers are revealed.
    """
    held = session.scalars(_set_of(place.case_id)).first()
    if held is None:
        return False
    if _read(held).agreed is not None:
        raise Refused(
            "The agreed answers of this calibration set are revealed, so it is closed.",
            "workbench calibrate AUDIT shows how far you agree with them.",
        )
    here = (col(Allocation.case_id) == place.case_id) & (col(Allocation.reading) == place.reading)
    reader = session.scalars(select(col(Allocation.auditor)).where(here)).first()
    if reader != desk.auditor:
        raise Refused(
            "This case is of a calibration set, in which each auditor has a reading of their own.",
            "Score it with: workbench score AUDIT.",
        )
    return True


def _set_of(case_id: int) -> Select[str]:
    """Return the query of the setting of the set that a case belongs to."""
    return (
        select(col(Setting.value))
        .join(Draw, col(Setting.key) == SETTING + cast(col(Draw.audit_id), String))
        .join(SampledCase, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(SampledCase.id) == case_id)
    )
