"""Reading lists: which cases of an audit a person is to read, first or second."""

from typing import Final

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.people.calibration_sets import given_here
from workbench.audits.people.own_cases import own_cases
from workbench.audits.results.counting import blind_cases
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.twice_read import cases_read_twice
from workbench.errors import Refused


def cases_to_read(desk: Desk, audit: OpenAudit, *, reading: int) -> tuple[AuditCase, ...]:
    """Return the cases of an audit that this desk may read so.

    Second, and in a calibration set, are those that it was given. First are all but those that it
    reads second, until both readings are finished, with those that were allocated to it before the
    others. Nobody's own case is among them, nor their own team's, where there is a rule on that.

    Raises:
        Refused: There is none.
    """
    with desk.record.reading() as session:
        wanted = _wanted(session, desk, audit, reading)
        blind = blind_cases(session, desk, audit)
        own = own_cases(session, desk, audit)
    cases = tuple(
        case
        for case in audit.cases
        if (case.id not in blind if wanted is None else case.id in wanted)
    )
    if not cases and not audit.cases:
        raise Refused(*_NONE_SHOWN)
    if not cases:
        raise _refused(audit, _NONE.get(reading, _NOT_CALIBRATED))
    if not (arranged := own.arranged(cases)):
        raise _refused(audit, _ALL_BARRED)
    return arranged


def _wanted(session: Session, desk: Desk, audit: OpenAudit, reading: int) -> frozenset[int] | None:
    """Return the cases that were given in a reading; None for the first, which is of all."""
    if reading == FIRST_READING:
        return None
    if reading == SECOND_READING:
        return _second(session, desk, audit)
    return given_here(session, audit, reading)


def _second(session: Session, desk: Desk, audit: OpenAudit) -> frozenset[int]:
    twice = cases_read_twice(session, audit).values()
    return frozenset(each.case_id for each in twice if each.second_reader == desk.auditor)


def _refused(audit: OpenAudit, said: tuple[str, str]) -> Refused:
    """Return a refusal whose command names the audit."""
    problem, remedy = said
    return Refused(problem, remedy.replace("AUDIT", repr(audit.name)))


_ALL_BARRED: Final = (
    "Every case of this audit is your own or your team's, so there is none for you to read.",
    "workbench allocate AUDIT shows who reads what, and by which rules.",
)
_NONE_SHOWN: Final = (
    "No case of this audit is yours to read.",
    "A supervisor says who reads what: ask one to give you some.",
)
_NOT_CALIBRATED: Final = (
    "No case of this calibration set was given to you.",
    "workbench calibrate AUDIT shows who scores it.",
)
_NONE: Final = {
    FIRST_READING: (
        "Every case of this audit that is yours you read second, and none of them first.",
        "Open your second readings: workbench score AUDIT --second.",
    ),
    SECOND_READING: (
        "No case of this audit is for you to read second.",
        "workbench second AUDIT shows who reads which.",
    ),
}
