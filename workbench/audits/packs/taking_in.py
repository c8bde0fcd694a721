"""Taking in: a pack that came back is merged into the record, all of it in one transaction.

Every question that was touched in the pack gets an entry of the history, with who answered, when
and in which pack, whether anything changes by it or not: what is merged later is worked out from
those. The same file again, or an older state of the pack, changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import load_audit
from workbench.audits.packs.contributions import AuditLog, read_log
from workbench.audits.packs.marks import BACK, PackFacts
from workbench.audits.packs.planning import Outcome, Plan, plan_merge
from workbench.audits.packs.returned import ReturnedPack, facts_in, opened_to_read, proved
from workbench.audits.packs.writing import Merger
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.reviews.standing import FIRST_READING
from workbench.audits.second_readings.joining import join_critical_fails
from workbench.record.engine import Record
from workbench.record.tables import Audit, Pack


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a pack that came back.

    Attributes:
        facts: The pack.
        head: The newest entry of its history.
        outcomes: How many of its questions had which outcome.
        rivals: The questions that were answered differently, as `reference QUESTION`.
        left_out: The cases that could not be taken in, by reference, and why not.
        urgent: How many urgent matters were passed on in it that were not known here.
        done: Whether it was taken in; else it was only looked at.
    """

    facts: PackFacts
    head: str
    outcomes: Mapping[Outcome, int]
    rivals: tuple[str, ...]
    left_out: Mapping[str, str]
    urgent: int
    done: bool

    def as_mapping(self) -> dict[str, object]:
        """Return it for a program to read."""
        return {
            "pack": self.facts.identity,
            "audit": self.facts.audit,
            "auditor": self.facts.auditor,
            "head": self.head,
            "outcomes": {outcome.value: count for outcome, count in self.outcomes.items()},
            "rivals": list(self.rivals),
            "left_out": dict(self.left_out),
            "urgent": self.urgent,
            "taken_in": self.done,
        }


def take_in_pack(desk: Desk, path: Path, *, only_look: bool = False) -> TakenIn:
    """Merge a pack that came back; or only say what that would do.

    Args:
        desk: Who takes it in, and into which record.
        path: The file; it is left as it is.
        only_look: Whether nothing is to be written.

    Raises:
        NotThisPack: It is none, did not go out from this record, or was altered.
        NotSaved: The record could not be written; nothing was changed.
        WorkbenchError: The file cannot be read, or is no record of this version.
    """
    check_may(desk, Duty.PACKS_IN)
    with opened_to_read(path) as record:
        opened = desk.record.reading() if only_look else desk.record.writing()
        with opened as session:
            done = _merge(session, desk, record, only_look=only_look)
    if not only_look and done.facts.reading == FIRST_READING:
        with desk.record.reading() as session:
            audit = load_audit(session, done.facts.audit)
        join_critical_fails(desk, audit)
    return done


def _merge(session: Session, desk: Desk, record: Record, *, only_look: bool) -> TakenIn:
    identity = facts_in(record).identity
    audit_id, name = _audit_of(session, identity)
    log = read_log(session, audit_id) if audit_id else AuditLog()
    pack = proved(desk, record, log.sent.get(identity))
    audit = load_audit(session, name)
    audit.check_not_erased()
    plan = plan_merge(session, desk, audit, log, pack)
    if not only_look and (plan.brings_something or not _came_back(session, identity)):
        Merger(session, desk, audit, log, pack).take_in(plan)
    return _taken_in(pack, plan, done=not only_look)


def _audit_of(session: Session, identity: str) -> tuple[int, str]:
    """Return the audit from which a pack went out; number 0 where it did not."""
    row = session.execute(
        select(col(Audit.id), col(Audit.name))
        .join(Pack, col(Pack.audit_id) == col(Audit.id))
        .where(col(Pack.identity) == identity)
    ).first()
    return (row[0], row[1]) if row else (0, "")


def _came_back(session: Session, identity: str) -> bool:
    query = select(col(Pack.id)).where(col(Pack.identity) == identity, col(Pack.direction) == BACK)
    return session.scalars(query).first() is not None


def _taken_in(pack: ReturnedPack, plan: Plan, *, done: bool) -> TakenIn:
    outcomes = [each.outcome for each in plan.planned]
    return TakenIn(
        facts=pack.facts,
        head=str(pack.head),
        outcomes={outcome: outcomes.count(outcome) for outcome in Outcome},
        rivals=tuple(
            f"{pack.asked[each.place.case_id]} {each.place.question}"
            for each in plan.planned
            if each.outcome is Outcome.RIVAL
        ),
        left_out={pack.asked[case]: why for case, why in plan.left_out.items()},
        urgent=len(plan.urgent),
        done=done,
    )
