"""Verifying: everything recomputed from the history, and what differs named.

Three things are held against each other: the history, by its chain; every row of every table, by
the seal that the history has of it; and every frame, draw and lot, by making it again. The file
that they lie in is held too: its pages and indexes, its protection, and its schema.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.erasing.erased_lines import erased_lines
from workbench.audits.people.sight import check_whole
from workbench.audits.proof.file_holding import hold_file
from workbench.audits.proof.holding import hold_rows
from workbench.audits.proof.lots_again import LotsAgain, draw_lots_again
from workbench.audits.proof.making_again import MadeAgain, make_again
from workbench.audits.proof.retelling import UNREADABLE, retell
from workbench.errors import NotSaved
from workbench.record.history import head
from workbench.record.sqlite_words import in_plain_words


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, what was found wrong, and the head of the history."""

    checked: tuple[str, ...]
    faults: tuple[str, ...]
    head: str


def verify_record(desk: Desk) -> Verification:
    """Hold the whole record against its history: the chain, every row, every frame and draw.

    Where the chain is broken, the entries after the break are not read, and what they wrote is
    not held against them.

    Raises:
        Refused: On a team's server, the login is no owner's, and is not shown every row.
    """
    check_whole(desk, what="Verifying")
    try:
        with desk.record.reading() as session:
            return _verified(session)
    except NotSaved as error:
        reason = in_plain_words(error.__cause__ or error)
        return Verification(
            checked=(), faults=(f"the record cannot be read to its end: {reason}",), head="unknown"
        )


def _verified(session: Session) -> Verification:
    told = retell(session)
    held = hold_rows(session, told)
    made = make_again(session, held)
    lots = draw_lots_again(session, held) if told.whole else LotsAgain()
    of_file = hold_file(session)
    return Verification(
        checked=(
            f"{told.read:,} entries of the history",
            f"{held.count:,} rows, each against the history",
            "1 frame" if made.frames == 1 else f"{made.frames:,} frames",
            f"{made.draws:,} draws, made again from their seeds",
            *_elsewhere(made),
            *_lots(lots),
            *erased_lines(session, told, made),
        ),
        faults=(*told.faults, *held.faults, *made.faults, *lots.faults, *of_file),
        head=_head(session),
    )


def _elsewhere(made: MadeAgain) -> Iterator[str]:
    """Say what the record alone cannot prove, and what does."""
    if made.frames_elsewhere:
        yield (
            f"{made.draws_elsewhere:,} draws made in place, by the tickets of their cases alone: "
            f"{made.frames_elsewhere:,} frames stayed in a database and were not checked. Prove "
            "each draw there with: workbench redraw CERTIFICATE URL"
        )
    if made.frames_at_origin:
        yield (
            "a pack: its cases are as they went out; that they were drawn as they should is proved "
            "by the record that it came from"
        )


def _lots(lots: LotsAgain) -> Iterator[str]:
    """Say how many lots of second readings there are, where there is one."""
    if lots.drawn:
        yield f"{lots.drawn:,} {_lots_of(lots.drawn)}, drawn again from their seeds"
    if lots.erased:
        yield f"{lots.erased:,} {_lots_of(lots.erased)} of cases that were erased, by their rows"


def _lots_of(count: int) -> str:
    return "lot of second readings" if count == 1 else "lots of second readings"


def _head(session: Session) -> str:
    """Return the head of the history; a file that was cut short may have no hash in it."""
    try:
        return str(head(session))
    except UNREADABLE:
        return "unknown"
