"""Beginning an audit: its name, its population and its checklists, frozen as they stand."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.library import find_checklist
from checklists.questions import Checklist
from workbench.audits.desk import Desk
from workbench.audits.opening import find_audit
from workbench.audits.populations import PopulationView
from workbench.errors import WorkbenchError
from workbench.record.inserting import insert_row
from workbench.record.tables import Audit, AuditChecklist

if TYPE_CHECKING:
    from workbench.audits.draws.drawing import DrawPlan


def audit_for(session: Session, desk: Desk, plan: "DrawPlan", chosen: PopulationView) -> int:
    """Return the audit that a plan is for, beginning it if there is none of its name.

    Raises:
        WorkbenchError: The name is that of an audit of another population or with other
            checklists, or an audit cannot begin so.
    """
    row = find_audit(session, plan.audit)
    if row is None:
        return _begin_audit(session, desk, plan, chosen)
    if row.population_id != chosen.id:
        raise WorkbenchError(
            f"{plan.audit} is an audit of another population.", "Choose another name for this one."
        )
    _check_same_checklists(session, plan, row.id)
    return row.id


def _check_same_checklists(session: Session, plan: "DrawPlan", audit_id: int) -> None:
    query = select(col(AuditChecklist.checklist)).where(col(AuditChecklist.audit_id) == audit_id)
    kept = tuple(session.scalars(query.order_by(col(AuditChecklist.position))))
    asked = tuple(name.upper() for name in plan.checklists)
    if asked and asked != kept:
        raise WorkbenchError(
            f"{plan.audit} was begun with the checklists {', '.join(kept)}.",
            "To draw again name no checklist; for other checklists choose another name.",
        )


def _begin_audit(session: Session, desk: Desk, plan: "DrawPlan", chosen: PopulationView) -> int:
    if not plan.audit.strip():
        raise WorkbenchError("An audit needs a name.", "Give one.")
    checklists = [find_checklist(name, plan.checklist_folder) for name in plan.checklists]
    _check_asked_once(checklists)
    if not checklists:
        raise WorkbenchError(
            "An audit needs at least one checklist.", "See them with: workbench checklists."
        )
    audit_id = insert_row(
        session,
        Audit,
        {
            "name": plan.audit,
            "population_id": chosen.id,
            "marking": plan.marking,
            "created_at": desk.now(),
            "created_by": desk.auditor,
        },
    )
    for position, checklist in enumerate(checklists, start=1):
        _freeze(session, audit_id, position, checklist)
    desk.enter(
        session,
        "audit begun",
        about=f"audit:{audit_id}",
        details={
            "audit": plan.audit,
            "population": chosen.name,
            "marking": plan.marking,
            "checklists": [[c.id, c.version, c.sha256] for c in checklists],
        },
    )
    return audit_id


def _check_asked_once(checklists: Iterable[Checklist]) -> None:
    asked = Counter(question.id for checklist in checklists for question in checklist.questions)
    twice = [question for question, times in asked.items() if times > 1]
    if twice:
        raise WorkbenchError(
            f"{twice[0]} would be asked twice by these checklists.",
            "Name each checklist once; a short form shares its questions with the long ones.",
        )


def _freeze(session: Session, audit_id: int, position: int, checklist: Checklist) -> None:
    insert_row(
        session,
        AuditChecklist,
        {
            "audit_id": audit_id,
            "position": position,
            "checklist": checklist.id,
            "version": checklist.version,
            "sha256": checklist.sha256,
            "source": checklist.source,
        },
    )
