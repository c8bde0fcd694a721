"""Bookmarks: the exact question that each auditor comes back to, in each audit.

To be at a question is to have its case open: the lease of the case is kept in the same step.
"""

from sqlalchemy import insert, select, update
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.leases import Held, give_up_leases, keep_lease
from workbench.audits.reviews.standing import Place
from workbench.record.tables import Bookmark


def bookmark(session: Session, desk: Desk, audit: OpenAudit) -> Place | None:
    """Return where this auditor was in this audit."""
    row = session.execute(
        select(col(Bookmark.case_id), col(Bookmark.question)).where(
            col(Bookmark.audit_id) == audit.id, col(Bookmark.auditor) == desk.auditor
        )
    ).first()
    return Place(case_id=row[0], question=row[1]) if row else None


def leave_bookmark(desk: Desk, audit: OpenAudit, place: Place) -> Held | None:
    """Remember where this auditor is; return who has the case, where somebody else does."""
    with desk.record.writing() as session:
        return leave_place(session, desk, audit, place)


def leave_place(session: Session, desk: Desk, audit: OpenAudit, place: Place) -> Held | None:
    """Remember where an auditor is, within the caller's transaction, and keep the case's lease.

    Returns:
        Who has the case, where somebody else does.
    """
    here = (col(Bookmark.audit_id) == audit.id) & (col(Bookmark.auditor) == desk.auditor)
    values = {"case_id": place.case_id, "question": place.question}
    moved = session.execute(
        update(Bookmark).where(here).values(**values).returning(col(Bookmark.audit_id))
    ).first()
    if moved is None:
        session.execute(insert(Bookmark).values(audit_id=audit.id, auditor=desk.auditor, **values))
    return keep_lease(session, desk, place)


def change_case(session: Session, desk: Desk, audit: OpenAudit, place: Place) -> Held | None:
    """Do what `leave_place` does, and give up the case that the auditor comes from."""
    give_up_leases(session, desk, audit, reading=place.reading, but=place.case_id)
    return leave_place(session, desk, audit, place)
