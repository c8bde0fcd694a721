"""Choosing: which cases go into a pack, and which of them may not go to its auditor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.packs.marks import cases_words
from workbench.audits.people.allocating import allocated
from workbench.audits.people.conflict_rules import conflicts_of
from workbench.audits.people.sight import readings_not_shown
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.lots import lot_is_known
from workbench.audits.second_readings.twice_read import TwiceRead, cases_read_twice
from workbench.errors import Refused, WorkbenchError
from workbench.record.roles import is_whole
from workbench.record.tables import RivalAnswer

NAMED_AT_MOST = 5
BY_ANOTHER = "Let an owner send it, or a supervisor who reads none of these cases."


@dataclass(frozen=True, slots=True)
class PackAsked:
    """What is to go out.

    Attributes:
        auditor: Who will score it.
        cases: References, `#4`, or ranges as `#1-#20`; none for all that may go, or that were
            allocated to this auditor.
        reading: 1, or 2 for those that this auditor reads second.
    """

    auditor: str
    cases: tuple[str, ...] = ()
    reading: int = FIRST_READING


def cases_for_pack(
    session: Session, desk: Desk, audit: OpenAudit, asked: PackAsked
) -> tuple[AuditCase, ...]:
    """Return the cases that go into a pack, in the order of the sample.

    Raises:
        Refused: One of them may not go to this auditor, waits for rival answers to be settled, or
            is one of which this desk is not shown what would go out.
        WorkbenchError: There is no such case or reading, or nobody was named.
    """
    _check_asked(asked)
    _check_lot_known(session, desk, audit)
    why_not = _refusals(session, audit, asked)
    chosen = _named(audit, asked.cases) or tuple(
        case for case in _given(session, audit, asked) if not why_not[case.id]
    )
    for case in chosen:
        if why_not[case.id]:
            raise Refused(f"{case.reference} cannot go into this pack: {why_not[case.id]}.")
    if not chosen:
        raise Refused(
            f"No case of {audit.name} is for {asked.auditor} in reading {asked.reading}.",
            "workbench second shows who reads which second.",
        )
    _check_shown(session, chosen, asked.reading)
    _check_no_rivals(session, chosen, asked.reading)
    return chosen


def _check_lot_known(session: Session, desk: Desk, audit: OpenAudit) -> None:
    """Refuse where a server keeps from this login which cases are read twice: a pack would tell.

    Raises:
        Refused: It does, since whoever sends reads cases of this draw first.
    """
    if session.get_bind().dialect.name != "postgresql" or is_whole(session.connection()):
        return
    if cases_read_twice(session, audit) and not lot_is_known(session, desk, audit.draw_id):
        raise Refused(
            f"You read cases of {audit.name} first yourself, and a pack would tell which are read "
            "twice.",
            BY_ANOTHER,
        )


def _check_shown(session: Session, chosen: Sequence[AuditCase], reading: int) -> None:
    """Refuse to send a reading that a server keeps from this login: it would go out empty.

    Raises:
        Refused: One is, since whoever sends is the case's other reader.
    """
    hidden = readings_not_shown(session, [case.id for case in chosen], reading)
    if hidden:
        named = [case.reference for case in chosen if case.id in hidden]
        more = f" and {len(named) - NAMED_AT_MOST} more" if len(named) > NAMED_AT_MOST else ""
        raise Refused(
            f"You read {', '.join(named[:NAMED_AT_MOST])}{more} yourself, and are not shown the "
            "other reading before both are finished.",
            f"{BY_ANOTHER} Or name other cases: --cases.",
        )


def _check_asked(asked: PackAsked) -> None:
    if not asked.auditor.strip():
        raise WorkbenchError("A pack is for somebody.", "Name who will score it: --for NAME.")
    if asked.reading not in {FIRST_READING, SECOND_READING}:
        raise WorkbenchError(
            f"There is no reading {asked.reading} to send out.", "Use --reading 1 or --reading 2."
        )


def _given(session: Session, audit: OpenAudit, asked: PackAsked) -> Sequence[AuditCase]:
    """Return the cases that are this auditor's to read, where first readings are allocated."""
    given = allocated(session, audit) if asked.reading == FIRST_READING else {}
    return [case for case in audit.cases if not given or given.get(case.id) == asked.auditor]


def _refusals(session: Session, audit: OpenAudit, asked: PackAsked) -> dict[int, str]:
    """Return why each case may not go to an auditor; empty where it may."""
    twice = cases_read_twice(session, audit)
    own = {reference for reference, _ in conflicts_of(session, audit, [asked.auditor])}
    return {
        case.id: "it is a case of its auditor's own, or of their team"
        if case.reference in own
        else _why_not(twice.get(case.id), asked)
        for case in audit.cases
    }


def _why_not(twice: TwiceRead | None, asked: PackAsked) -> str:
    """Return why a case may not go to an auditor in a reading; empty where it may."""
    if asked.reading == FIRST_READING:
        if twice is None:
            return ""
        if twice.both_finished:
            return "both readings of it are finished"
        return "its auditor reads it second" if twice.second_reader == asked.auditor else ""
    if twice is None or twice.second_reader != asked.auditor:
        return f"{asked.auditor} does not read it second"
    return "both readings of it are finished" if twice.both_finished else ""


def _named(audit: OpenAudit, asked: Sequence[str]) -> tuple[AuditCase, ...]:
    """Return the cases that were named, each once, in the order of the sample."""
    wanted = {case.id for words in asked for case in _cases_of(audit, words)}
    return tuple(case for case in audit.cases if case.id in wanted)


def _cases_of(audit: OpenAudit, words: str) -> Iterator[AuditCase]:
    first, _, last = words.partition("-")
    if not (_is_order(first) and _is_order(last)):
        yield audit.case(words.strip())
        return
    lowest, highest = audit.case(first.strip()).order, audit.case(last.strip()).order
    if lowest > highest:
        raise WorkbenchError(f"{words!r} is no range.", "The lower number stands first: #1-#20.")
    yield from (case for case in audit.cases if lowest <= case.order <= highest)


def _is_order(text: str) -> bool:
    return text.strip().startswith("#") and text.strip()[1:].isdecimal()


def _check_no_rivals(session: Session, chosen: Sequence[AuditCase], reading: int) -> None:
    """Refuse to send out a question for which a person has to choose first."""
    found = session.scalars(
        select(col(RivalAnswer.case_id))
        .where(
            col(RivalAnswer.case_id).in_([case.id for case in chosen]),
            col(RivalAnswer.reading) == reading,
            col(RivalAnswer.settled_at).is_(None),
        )
        .distinct()
    ).all()
    if found:
        stuck = [c.reference for c in chosen if c.id in set(found)]
        more = f" and {len(stuck) - NAMED_AT_MOST} more" if len(stuck) > NAMED_AT_MOST else ""
        named = f"{', '.join(stuck[:NAMED_AT_MOST])}{more}"
        raise Refused(
            f"In {cases_words(len(found))} different answers wait for a choice: {named}.",
            "Settle them first: workbench pack rivals AUDIT.",
        )
