"""The queue: what waits for whoever looks, for a second reader, or for the moderator.

There is a line only where something waits; what is urgent is the first. What nobody in particular
has to do waits for those who lead, which is everybody while nobody is registered as one of them.
"""

import shlex
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, load_audit
from workbench.audits.packs.listing import packs_out
from workbench.audits.people.allocating import allocated, begun_by
from workbench.audits.people.calibration_results import scored_so_far
from workbench.audits.people.calibration_sets import calibration_set, given_here, reading_of
from workbench.audits.people.duties import Duty, may
from workbench.audits.people.own_cases import in_conflict
from workbench.audits.people.people import leads, people
from workbench.audits.people.unallocated import closed_to_auditors
from workbench.audits.people.waiting import Work, waiting_in
from workbench.audits.results.counting import blind_cases
from workbench.audits.reviews.assessing import assessed_cases
from workbench.audits.reviews.escalating import count_escalations
from workbench.audits.reviews.standing import SECOND_READING
from workbench.audits.second_readings.joining import join_what_waits, waiting_fails
from workbench.audits.second_readings.twice_read import cases_read_twice
from workbench.record.tables import Audit, RivalAnswer


class Kind(StrEnum):
    """What waits, in the order in which it is listed."""

    ESCALATIONS = "escalations"
    FIRST = "first reading"
    FIRST_READERS = "first readers"
    CALIBRATION = "calibration"
    REVEAL = "reveal"
    SECOND = "second reading"
    SECOND_READER = "second reader"
    UNREAD_FAILS = "critical fails"
    DIFFERENCES = "differences"
    RIVALS = "rival answers"
    PACKS = "packs out"
    UNALLOCATED = "unallocated"
    CONFLICTS = "conflicts"


_ORDER: Final = tuple(Kind)
ME: Final = "me"
FIRST_READERS: Final = "first readers"
SECOND_READER: Final = "second reader"
MODERATOR: Final = "moderator"
PACK_HOLDERS: Final = "packs"
LEAD: Final = "lead"
"""Whom something waits for."""


@dataclass(frozen=True, slots=True)
class QueueLine:
    """Something that waits in an audit.

    Attributes:
        audit: The name of the audit.
        kind: What waits.
        waits_for: ME, FIRST_READERS, SECOND_READER, MODERATOR, PACK_HOLDERS or LEAD.
        count: How much: cases, or answers where answers are to be agreed on or chosen.
        words: What is to be done, in words.
        command: The command that does it, or shows it.
    """

    audit: str
    kind: Kind
    waits_for: str
    count: int
    words: str
    command: str

    @property
    def whom(self) -> str:
        """Whom it waits for, as whoever looks is told."""
        return "you" if self.mine else self.waits_for

    @property
    def urgent(self) -> bool:
        """Whether it is what must not wait for anything else."""
        return self.kind is Kind.ESCALATIONS

    @property
    def mine(self) -> bool:
        """Whether it waits for whoever looks."""
        return self.waits_for == ME


@dataclass(frozen=True, slots=True)
class _Looking:
    """Whoever looks, at one audit."""

    session: Session
    desk: Desk
    audit: OpenAudit
    leads: bool

    def line(self, kind: Kind, waits_for: str, count: int, words: str, command: str) -> QueueLine:
        return QueueLine(self.audit.name, kind, waits_for, count, words, command)

    def command(self, word: str, more: str = "") -> str:
        return f"workbench {word} {shlex.quote(self.audit.name)}{more}"


def queue(desk: Desk) -> tuple[QueueLine, ...]:
    """Return all that waits in the record: what is urgent, then what waits for whoever looks."""
    join_what_waits(desk)
    leading = looks_as_lead(desk)
    with desk.record.reading() as session:
        names = session.scalars(select(col(Audit.name)).order_by(col(Audit.id).desc())).all()
        audits = [load_audit(session, name) for name in names]
        return queue_of(session, desk, audits, leading=leading)


def looks_as_lead(desk: Desk) -> bool:
    """Return whether what nobody in particular has to do waits for this desk."""
    with desk.record.reading() as session:
        return leads(desk, people(session))


def queue_of(
    session: Session, desk: Desk, audits: list[OpenAudit], *, leading: bool
) -> tuple[QueueLine, ...]:
    """Return what waits in some audits: what is urgent, then what waits for whoever looks."""
    lines = [
        line
        for audit in audits
        if audit.draw_id is not None
        for line in _lines(_Looking(session, desk, audit, leading))
    ]
    return tuple(sorted(lines, key=_place))


def _place(line: QueueLine) -> tuple[bool, bool, int]:
    return (not line.urgent, not line.mine, _ORDER.index(line.kind))


def _lines(looking: _Looking) -> Iterator[QueueLine]:
    if (held := calibration_set(looking.session, looking.audit.id)) is not None:
        if held.agreed is None:
            yield from _calibration(looking)
            yield from _to_reveal(looking)
        return
    yield from _first(looking)
    yield from _second_and_differences(looking)
    yield from _second_readers(looking)
    yield from _rivals(looking)
    yield from _packs(looking)
    if looking.leads:
        yield from _for_leads(looking)


def _calibration(looking: _Looking) -> Iterator[QueueLine]:
    """Give the cases of a calibration set that this desk has still to score."""
    name = looking.desk.auditor
    if name not in people(looking.session):
        return
    reading = reading_of(looking.session, name)
    given = given_here(looking.session, looking.audit, reading)
    mine = tuple(case for case in looking.audit.cases if case.id in given)
    read = assessed_cases(looking.session, replace(looking.audit, cases=mine), reading=reading)
    if left := sum(not case.complete for case in read):
        words = f"score {left} more of {_cases(len(mine))} of a calibration set"
        yield looking.line(Kind.CALIBRATION, ME, left, words, looking.command("score"))


def _to_reveal(looking: _Looking) -> Iterator[QueueLine]:
    """Give the calibration set that everybody has scored, so that its answers can be revealed."""
    scored = scored_so_far(looking.session, looking.audit) if looking.leads else ()
    if scored and all(each.done for each in scored):
        auditors = "its auditor is" if len(scored) == 1 else f"all {len(scored)} auditors are"
        words = f"reveal a calibration set: {auditors} done"
        command = looking.command("calibrate", " --reveal FILE.csv")
        yield looking.line(Kind.REVEAL, LEAD, len(scored), words, command)


def _first(looking: _Looking) -> Iterator[QueueLine]:
    """Give the cases that were allocated to this desk and are not complete."""
    given = allocated(looking.session, looking.audit)
    mine = tuple(c for c in looking.audit.cases if given.get(c.id) == looking.desk.auditor)
    if not mine:
        return
    read = assessed_cases(looking.session, replace(looking.audit, cases=mine))
    if left := sum(not case.complete for case in read):
        words = f"score {left} more of your {_cases(len(mine))}"
        yield looking.line(Kind.FIRST, ME, left, words, looking.command("score"))


def _second_and_differences(looking: _Looking) -> Iterator[QueueLine]:
    for found in waiting_in(looking.session, looking.desk, looking.audit):
        if found.work is Work.SECOND:
            command = looking.command("score", " --second")
            yield looking.line(Kind.SECOND, ME, found.count, found.words, command)
        else:
            who, command = ME if looking.leads else MODERATOR, looking.command("settle")
            yield looking.line(Kind.DIFFERENCES, who, found.count, found.words, command)


def _second_readers(looking: _Looking) -> Iterator[QueueLine]:
    """Give the cases that wait for another's second reading, with whose they are."""
    open_still = Counter(
        each.second_reader
        for each in cases_read_twice(looking.session, looking.audit).values()
        if SECOND_READING not in each.finished and each.second_reader != looking.desk.auditor
    )
    if count := open_still.total():
        words = f"{_cases(count)}: {_shares(open_still)}"
        command = looking.command("second")
        yield looking.line(Kind.SECOND_READER, SECOND_READER, count, words, command)


def _rivals(looking: _Looking) -> Iterator[QueueLine]:
    places = (col(RivalAnswer.case_id), col(RivalAnswer.reading), col(RivalAnswer.question))
    here = col(RivalAnswer.case_id).in_([case.id for case in looking.audit.cases])
    waiting = select(*places).where(here, col(RivalAnswer.settled_at).is_(None)).distinct()
    if count := len(looking.session.execute(waiting).all()):
        words = f"choose between rival answers to {count} question{'s' * (count > 1)}"
        who = ME if looking.leads else MODERATOR
        yield looking.line(Kind.RIVALS, who, count, words, looking.command("pack rivals"))


def _packs(looking: _Looking) -> Iterator[QueueLine]:
    """Give the packs that are out, with whose they are."""
    out = Counter(packs_out(looking.session, looking.audit.id))
    if count := out.total():
        words = f"{count} {'pack' if count == 1 else 'packs'} out: {_shares(out)}"
        yield looking.line(Kind.PACKS, PACK_HOLDERS, count, words, looking.command("packs"))


def _first_readers(looking: _Looking, given: Mapping[int, str]) -> Iterator[QueueLine]:
    """Give the cases that wait for others' first reading, as far as this desk may see it."""
    blind = blind_cases(looking.session, looking.desk, looking.audit)
    others = tuple(
        case
        for case in looking.audit.cases
        if given.get(case.id) not in {None, looking.desk.auditor} and case.id not in blind
    )
    read = assessed_cases(looking.session, replace(looking.audit, cases=others))
    open_still = Counter(given[each.case.id] for each in read if not each.complete)
    if count := open_still.total():
        words = f"{_cases(count)}: {_shares(open_still)}"
        command = looking.command("allocate")
        yield looking.line(Kind.FIRST_READERS, FIRST_READERS, count, words, command)


def _for_leads(looking: _Looking) -> Iterator[QueueLine]:
    session, audit = looking.session, looking.audit
    given = allocated(session, audit)
    if given:
        yield from _first_readers(looking, given)
    hidden = blind_cases(session, looking.desk, audit)
    to_nobody = {case.id for case in audit.cases} - given.keys() - hidden
    if given and to_nobody:
        words = f"{_cases(len(to_nobody))} allocated to nobody"
        command = looking.command("allocate")
        yield looking.line(Kind.UNALLOCATED, LEAD, len(to_nobody), words, command)
    elif not given:
        yield from _closed(looking, to_nobody)
    if count := in_conflict(session, audit, given):
        words = f"{_cases(count)} with a reader who must not read {'it' if count == 1 else 'them'}"
        yield looking.line(Kind.CONFLICTS, LEAD, count, words, looking.command("allocate"))
    if (count := len(waiting_fails(session, audit))) and may(looking.desk, Duty.SECOND):
        words = f"name a second reader: {_cases(count)} with a critical fail"
        command = looking.command("second", " --reader NAME")
        yield looking.line(Kind.UNREAD_FAILS, LEAD, count, words, command)
    if count := count_escalations(session, looking.desk, audit):
        matters = "1 urgent matter was" if count == 1 else f"{count} urgent matters were"
        words = f"{matters} passed on"
        yield looking.line(Kind.ESCALATIONS, LEAD, count, words, looking.command("escalations"))


def _closed(looking: _Looking, to_nobody: set[int]) -> Iterator[QueueLine]:
    """Give the cases of a sample that no auditor reads until they are allocated."""
    left = to_nobody - begun_by(looking.session, looking.audit).keys()
    if not (left and closed_to_auditors(looking.session, looking.desk)):
        return
    if may(looking.desk, Duty.ALLOCATE):
        words = f"allocate {_cases(len(left))}: no auditor reads any until then"
        command = looking.command("allocate", " --to NAME --to NAME")
        yield looking.line(Kind.UNALLOCATED, LEAD, len(left), words, command)


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


def _shares(has: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(has.items()))
