"""Listing packs: what is out, with whom and since when, and what came back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import load_audit
from workbench.audits.packs.contributions import SentPack, read_log
from workbench.audits.packs.marks import BACK, OUT
from workbench.record.tables import Pack


@dataclass(frozen=True, slots=True)
class PackLine:
    """A pack that went out.

    Attributes:
        sent_at: When it went out.
        sent_by: Who sent it.
        back_at: When it came back last; empty while it did not.
        times_back: How often it came back with something new.
        answers: How many questions came in from it.
    """

    identity: str
    auditor: str
    reading: int
    cases: int
    sent_at: str
    sent_by: str
    back_at: str
    times_back: int
    answers: int

    def as_mapping(self) -> dict[str, object]:
        """Return it for a program to read."""
        return {
            "pack": self.identity,
            "auditor": self.auditor,
            "reading": self.reading,
            "cases": self.cases,
            "sent_at": self.sent_at,
            "sent_by": self.sent_by,
            "back_at": self.back_at or None,
            "times_back": self.times_back,
            "answers": self.answers,
        }


def packs(desk: Desk, audit_name: str) -> tuple[PackLine, ...]:
    """Return the packs that went out of an audit, in their order.

    Raises:
        WorkbenchError: There is no such audit.
    """
    with desk.record.reading() as session:
        audit_id = load_audit(session, audit_name).id
        log, returns = read_log(session, audit_id), _returns(session, audit_id)
    came_in = Counter(each.source for found in log.at.values() for each in found)
    return tuple(
        _line(sent, returns.get(sent.identity, []), came_in[sent.identity])
        for sent in log.sent.values()
    )


def _line(sent: SentPack, returns: list[str], answers: int) -> PackLine:
    return PackLine(
        identity=sent.identity,
        auditor=sent.auditor,
        reading=sent.reading,
        cases=len(sent.cases),
        sent_at=sent.at,
        sent_by=sent.by,
        back_at=returns[-1] if returns else "",
        times_back=len(returns),
        answers=answers,
    )


def _returns(session: Session, audit_id: int) -> dict[str, list[str]]:
    """Return when each pack came back, the latest last."""
    rows = session.execute(
        select(col(Pack.identity), col(Pack.made_at))
        .where(col(Pack.audit_id) == audit_id, col(Pack.direction) == BACK)
        .order_by(col(Pack.id))
    )
    found: dict[str, list[str]] = {}
    for identity, at in rows:
        found.setdefault(identity, []).append(at)
    return found


def packs_out(session: Session, audit_id: int) -> Mapping[str, int]:
    """Return how many packs of an audit are out of which nothing came back, by auditor."""
    rows = session.execute(
        select(col(Pack.identity), col(Pack.direction), col(Pack.auditor)).where(
            col(Pack.audit_id) == audit_id
        )
    ).all()
    back = {identity for identity, direction, _ in rows if direction == BACK}
    return Counter(
        auditor
        for identity, direction, auditor in rows
        if direction == OUT and identity not in back
    )
