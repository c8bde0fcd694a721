"""Planning a merge: what each answer of a pack that came back would do, before anything is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.contributions import AuditLog, SentPack
from workbench.audits.packs.merging import Content, Contribution, Merged, merge
from workbench.audits.packs.returned import NotThisPack, ReturnedPack, Work
from workbench.audits.packs.urgent import Urgent, not_here
from workbench.audits.reviews.standing import Place
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import Refused
from workbench.record.history import head
from workbench.record.tables import Replacement


class Outcome(StrEnum):
    """What becomes of an answer of a pack."""

    KNOWN = "came in before"
    SAME = "stands already"
    NEW = "new"
    CHANGED = "changed by them"
    RIVAL = "different answers"


@dataclass(frozen=True, slots=True)
class Planned:
    """One question of a pack, and what merging makes of it.

    Attributes:
        contribution: What was done there in the pack.
        merged: What stands afterwards.
        outcome: What that is beside what stands now.
        seconds: The time that it took, as far as it did not come in before.
    """

    place: Place
    contribution: Contribution
    merged: Merged
    outcome: Outcome
    seconds: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What merging a pack would do.

    Attributes:
        planned: Each question that was touched in the pack.
        left_out: The cases whose answers cannot be taken in, by number, and why not.
        urgent: The urgent matters that were passed on in the pack, and are not here yet.
    """

    planned: tuple[Planned, ...]
    left_out: Mapping[int, str]
    urgent: tuple[Urgent, ...] = ()

    @property
    def brings_something(self) -> bool:
        """Whether anything of it is not here yet."""
        return bool(self.new or self.urgent)

    @property
    def new(self) -> tuple[Planned, ...]:
        """What did not come in before."""
        return tuple(each for each in self.planned if each.outcome is not Outcome.KNOWN)


def plan_merge(
    session: Session, desk: Desk, audit: OpenAudit, log: AuditLog, pack: ReturnedPack
) -> Plan:
    """Return what taking in a pack would do; nothing is written.

    Raises:
        NotThisPack: It has an answer to a question that the audit does not ask.
    """
    sent = log.sent[pack.facts.identity]
    left_out = {
        each.place.case_id: why
        for each in pack.work
        if (why := _why_left_out(session, desk, audit, each))
    }
    seq = head(session).seq + 1
    return Plan(
        planned=tuple(
            _planned(log, sent, work, seq)
            for work in pack.work
            if work.place.case_id not in left_out
        ),
        left_out=left_out,
        urgent=not_here(session, pack.urgent),
    )


def _planned(log: AuditLog, sent: SentPack, work: Work, seq: int) -> Planned:
    before = log.at.get(work.place, [])
    theirs = Contribution(
        source=sent.identity,
        content=work.content,
        touched=work.content.differing(work.base),
        seen=sent.seq,
        seq=seq,
        by=work.by,
        at=work.at,
        trail=tuple(link for link, _ in work.links),
    )
    known = log.known_links(work.place)
    merged = merge((*before, theirs))
    return Planned(
        place=work.place,
        contribution=theirs,
        merged=merged,
        outcome=(
            Outcome.KNOWN if theirs.identity in known else _outcome(merge(before).content, merged)
        ),
        seconds=sum(seconds for link, seconds in work.links if link not in known),
    )


def _outcome(now: Content, merged: Merged) -> Outcome:
    if merged.rivals:
        return Outcome.RIVAL
    if merged.content == now:
        return Outcome.SAME
    if now.value is None and merged.content.value is not None:
        return Outcome.NEW
    return Outcome.CHANGED


def _why_left_out(session: Session, desk: Desk, audit: OpenAudit, work: Work) -> str:
    """Return why the answers of a case cannot be taken in; empty where they can."""
    place = work.place
    if place.question not in audit.checklist_of:
        raise NotThisPack(f"The pack answers {place.question}, which {audit.name} does not ask.")
    if all(case.id != place.case_id for case in audit.cases):
        replaced = select(col(Replacement.id)).where(col(Replacement.case_id) == place.case_id)
        if session.scalars(replaced).first() is not None:
            return "it was replaced since"
        return "the sample was drawn again since"
    try:
        check_may_change(session, replace(desk, auditor=work.by), place)
    except Refused as error:
        return error.problem.rstrip(".")
    return ""
