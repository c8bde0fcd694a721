"""Replacing: the next reserve in the place of a case that cannot be read, and why."""

from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignKind
from workbench.audits.opening import AuditCase, OpenAudit, load_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.handing_on import hand_on_readings
from workbench.audits.people.sight import check_all_seen
from workbench.errors import Refused
from workbench.record.inserting import insert_row
from workbench.record.tables import Replacement, SampledCase


class ReplacementReason(StrEnum):
    """Why a sampled case cannot be read. Being hard to read is not a reason."""

    NOT_FOUND = "not-found"
    RESTRICTED = "restricted"
    OUT_OF_SCOPE = "out-of-scope"
    DUPLICATE_INCIDENT = "duplicate-incident"
    CONFLICT_OF_INTEREST = "conflict-of-interest"

    @property
    def words(self) -> str:
        """The reason as a person reads it."""
        return _REASON_WORDS[self]


_REASON_WORDS = {
    ReplacementReason.NOT_FOUND: "the file cannot be found",
    ReplacementReason.RESTRICTED: "access to the file is restricted",
    ReplacementReason.OUT_OF_SCOPE: "the case is not of the population after all",
    ReplacementReason.DUPLICATE_INCIDENT: "the same incident is in the sample already",
    ReplacementReason.CONFLICT_OF_INTEREST: "the auditor was involved in the case",
}


def replace_case(
    desk: Desk, audit_name: str, reference: str, *, reason: ReplacementReason, note: str = ""
) -> OpenAudit:
    """Put the next reserve in the place of a case that cannot be read.

    Raises:
        Refused: There is no reserve left, the case was replaced already, or the role of this
            login may not.
        WorkbenchError: The case is not in the sample.
    """
    check_may(desk, Duty.REPLACE)
    with desk.record.writing() as session:
        audit = load_audit(session, audit_name)
        check_all_seen(session, audit.draw_id, what="Replacing a case", reserves_too=True)
        audit.check_not_erased()
        _check_not_replaced(session, audit, reference)
        case = audit.case(reference)
        reserve = _next_reserve(session, audit, case)
        _check_means_the_stand_in(session, case, reference)
        insert_row(
            session,
            Replacement,
            {
                "case_id": case.id,
                "reserve_id": reserve.id,
                "reason": reason.value,
                "note": note,
                "at": desk.now(),
                "by": desk.auditor,
            },
        )
        hand_on_readings(session, desk, audit, case, reserve)
        desk.enter(
            session,
            "case replaced",
            about=f"audit:{audit.id}/case:{case.id}",
            details={
                "out": case.reference,
                "in": reserve.reference,
                "reason": reason.value,
                "note": note,
            },
        )
        return load_audit(session, audit_name)


def _check_not_replaced(session: Session, audit: OpenAudit, reference: str) -> None:
    """Refuse a case that was replaced already, and say by which.

    Raises:
        Refused: It was; nothing is replaced twice, also where a server went away as it was saved.
    """
    query = (
        select(Replacement)
        .join(SampledCase, col(Replacement.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(SampledCase.reference) == reference)
    )
    row = session.scalars(query).first()
    if row is None:
        return
    stand_in = session.get_one(SampledCase, row.reserve_id).reference
    raise Refused(
        f"{reference} was replaced by {stand_in} already ({row.by}, {row.at[:16]}: "
        f"{ReplacementReason(row.reason).words}).",
        f"That stands. If {stand_in} cannot be read either, replace it by its own reference.",
    )


def _check_means_the_stand_in(session: Session, case: AuditCase, reference: str) -> None:
    """Refuse a reserve that is asked for by its place: the case before it may be meant.

    Raises:
        Refused: A command that is given again would else replace the reserve as well.
    """
    query = select(Replacement).where(col(Replacement.reserve_id) == case.id)
    row = session.scalars(query).first()
    if row is None or reference == case.reference:
        return
    before = session.get_one(SampledCase, row.case_id).reference
    raise Refused(
        f"{reference} is {case.reference} now, which took the place of {before} "
        f"({row.by}, {row.at[:16]}: {ReplacementReason(row.reason).words}).",
        f"If {case.reference} cannot be read either, replace it by its own reference.",
    )


def _next_reserve(session: Session, audit: OpenAudit, case: AuditCase) -> SampledCase:
    """Return the next reserve that may stand in: of the same stratum, where there are strata."""
    if audit.design is not None and audit.design.kind is DesignKind.CLUSTER:
        raise Refused(
            "A draw of whole clusters has no case that could stand in for one of them.",
            "Leave the case unanswered: the report shows it as not read.",
        )
    for reference in audit.reserves_left:
        query = select(SampledCase).where(
            col(SampledCase.draw_id) == audit.draw_id, col(SampledCase.reference) == reference
        )
        reserve = session.scalars(query).one()
        if reserve.stratum == case.stratum:
            return reserve
    where = f" for the stratum {case.stratum}" if case.stratum else ""
    raise Refused(
        f"No reserve is left in {audit.name}{where}.",
        "Leave the case unanswered: the report shows it as not read.",
    )
