"""Escalating by words: who was told and when, as they are typed on a screen or in a command."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.reviews.escalating import EscalationLine, escalate, escalations
from workbench.audits.reviews.standing import Place
from workbench.errors import WorkbenchError

CLOCK_LENGTH: Final = len("09:30")
JUST_NOW: Final = timedelta(minutes=15)
"""How long after the same words, where no time was typed, they are taken for the same matter."""


@dataclass(frozen=True, slots=True)
class Told:
    """Who was told of an urgent matter, and when.

    Attributes:
        who: The role.
        at: The time.
        within: For how long the same words are the same matter: see `escalate`.
    """

    who: str
    at: datetime
    within: timedelta


def told_when(desk: Desk, typed: str) -> Told:
    """Return who was told and when, of `duty inspector at 09:30`; now where no time is typed.

    Raises:
        WorkbenchError: What was typed as a time is none.
    """
    who, _, when = typed.strip().rpartition(" at ")
    now = desk.clock()
    if who and len(when) == CLOCK_LENGTH and when[2] == ":" and when.replace(":", "").isdecimal():
        return Told(who, _today(now, when), timedelta(0))
    return Told(typed.strip(), now, JUST_NOW)


def _today(now: datetime, clock: str) -> datetime:
    try:
        return now.astimezone().replace(
            hour=int(clock[:2]), minute=int(clock[3:]), second=0, microsecond=0
        )
    except ValueError:
        raise WorkbenchError(f"{clock} is no time of day.", "Write it as 09:30.") from None


def time_told(desk: Desk, typed: str) -> datetime:
    """Return a time that was typed, as `09:30` today or `2026-10-01 09:30`; now if nothing was.

    Raises:
        WorkbenchError: It is no time.
    """
    if not typed.strip():
        return desk.clock()
    try:
        if len(typed.strip()) == CLOCK_LENGTH:
            return _today(desk.clock(), typed.strip())
        return datetime.fromisoformat(typed.strip()).astimezone()
    except ValueError:
        raise WorkbenchError(
            f"{typed!r} is no time.", "Write it as 09:30, or as 2026-10-01 09:30."
        ) from None


def escalate_by_words(
    desk: Desk,
    audit_name: str,
    place: tuple[str, str],
    *,
    told: str,
    when: str = "",
    saw: str = "",
) -> EscalationLine:
    """Record an urgent matter by the words of a command, and return it.

    Args:
        desk: Who records it, and where.
        audit_name: The audit.
        place: The reference of the case, and the question or nothing.
        told: Who was told.
        when: As for `time_told`.
        saw: What was seen.

    Raises:
        WorkbenchError: A word is not known, or as for `escalate`.
    """
    audit = open_drawn_audit(desk, audit_name)
    case, question = place
    here = Place(audit.case(case).id, audit.question(question).id if question else "")
    within = timedelta(0) if when.strip() else JUST_NOW
    escalate(desk, audit, here, told=told, told_at=time_told(desk, when), saw=saw, within=within)
    mine = (audit.case(case).reference, here.question, told.strip(), saw.strip(), desk.auditor)
    kept = [
        line
        for line in escalations(desk, audit_name)
        if (line.case, line.question, line.told, line.saw, line.by) == mine
    ]
    return kept[-1]
