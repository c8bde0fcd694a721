"""Retelling: what the history says of every row, and of every answer, read from its beginning.

A later entry may only write what a table lets change, and an answer only upon what stood before
it. So a row that was altered cannot be made good by going on to work with it.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.erasing.erased_words import TOLD_BY_RULE
from workbench.audits.packs.marks import CAME_IN, CHOSEN, MADE
from workbench.audits.reviews.answering import CHANGED, REDONE, UNDONE
from workbench.audits.reviews.standing import Place, Standing
from workbench.errors import CheckFailed
from workbench.record.history import ERASED, Entry, sound_entries
from workbench.record.seals import MAY_BE_ERASED, MAY_CHANGE, Seal
from workbench.record.tables import HistoryRow

CHANGES = frozenset({CHANGED, UNDONE, REDONE, CAME_IN, CHOSEN})
"""The entries of which each changes what stands at a question."""
LONGEST = 10
"""No number of an entry has so many digits."""
NOTHING_YET = Standing().told()
UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
"""What making sense of something can end in, where it was not written by this program."""

RowKey = tuple[str, str]
"""A table, and the key of a row in it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the history says of a row: its seal, and the entry that wrote it last."""

    seal: Seal
    seq: int


@dataclass(slots=True)
class Retold:
    """All that the history says.

    Attributes:
        rows: What is said of every row.
        erased: The rows from which an erasure took what identified, with its number.
        words_taken: The entries from which an erasure took words, with its number.
        seconds: The time that the entries add up to, by the number of a review.
        read: How many entries were read.
        faults: What contradicts itself in the history, or cannot be read; a break comes first.
        whole: Whether the chain holds to its end. Where it does not, nothing after the break
            was read.
    """

    rows: dict[RowKey, Said] = field(default_factory=dict)
    erased: dict[RowKey, int] = field(default_factory=dict)
    words_taken: dict[str, int] = field(default_factory=dict)
    seconds: Counter[str] = field(default_factory=Counter)
    standing: dict[Place, Mapping[str, object]] = field(default_factory=dict)
    read: int = 0
    faults: list[str] = field(default_factory=list)
    whole: bool = True


def retell(session: Session) -> Retold:
    """Read the history as far as its chain holds."""
    told = Retold()
    try:
        for entry in sound_entries(session):
            told.read += 1
            _take_in(told, entry)
    except CheckFailed as error:
        told.whole = False
        told.faults.insert(0, error.problem)
    told.faults.extend((*_not_on_record(told), *_never_reworded(session, told)))
    return told


def _take_in(told: Retold, entry: Entry) -> None:
    try:
        details: dict[str, Any] = json.loads(entry.payload)
        told.faults.extend(_rows_in(told, entry, details))
        if entry.action in CHANGES:
            told.faults.extend(_answer_in(told, entry, details))
        elif entry.action == MADE:
            told.standing |= {Place(**e["place"]): e["new"] for e in details["answers"]}
        if entry.action == ERASED:
            told.words_taken |= dict.fromkeys(details.get("entries", {}), int(details["erasure"]))
    except UNREADABLE:
        told.faults.append(f"history entry {entry.seq} is not one that this program writes")


def _rows_in(told: Retold, entry: Entry, details: Mapping[str, Any]) -> Iterator[str]:
    rows: Mapping[str, Mapping[str, Seal]] = details.get("rows", {})
    erasure = int(details["erasure"]) if entry.action == ERASED else 0
    for table, seals in rows.items():
        for key, seal in seals.items():
            if not isinstance(seal, dict | str):
                raise TypeError(table)
            before = told.rows.get((table, key))
            may = MAY_CHANGE
            if entry.action == ERASED and before is not None:
                may = MAY_BE_ERASED
                told.erased[table, key] = erasure
            if before is not None and not _may_follow(table, before.seal, seal, may):
                yield f"history entry {entry.seq} alters {table} {key}, which was written for good"
            told.rows[table, key] = Said(seal=seal, seq=entry.seq)


def _may_follow(table: str, before: Seal, seal: Seal, may: Mapping[str, frozenset[str]]) -> bool:
    if table not in may:
        return False
    if isinstance(before, str) or isinstance(seal, str):
        return isinstance(before, str) and isinstance(seal, str)
    fixed = (before.keys() | seal.keys()) - may[table]
    return all(before.get(name) == seal.get(name) for name in fixed)


def _not_on_record(told: Retold) -> Iterator[str]:
    """Name what was erased by an erasure that is not on record."""
    if not told.whole:
        return
    for number in sorted({*told.erased.values(), *told.words_taken.values()}):
        if ("erasure", str(number)) not in told.rows:
            yield f"something was erased by erasure {number}, which is not on record"


def _never_reworded(session: Session, told: Retold) -> Iterator[str]:
    """Name the entries from which an erasure took words, and that never hold any to take."""
    taken = [int(seq) for seq in told.words_taken if seq.isdecimal() and len(seq) < LONGEST]
    query = select(col(HistoryRow.seq), col(HistoryRow.action)).where(
        col(HistoryRow.seq).in_(taken)
    )
    for seq, action in session.execute(query):
        if action in TOLD_BY_RULE:
            yield f"history entry {seq} ({action}) was reworded, and holds no words to erase"


def _answer_in(told: Retold, entry: Entry, details: Mapping[str, Any]) -> Iterator[str]:
    told.seconds[str(details["review"])] += int(details["seconds"])
    place = Place(**details["place"])
    if {**NOTHING_YET, **details["old"]} != told.standing.get(place, NOTHING_YET):
        yield f"history entry {entry.seq} changes {place.question} from what no entry had put there"
    told.standing[place] = {**NOTHING_YET, **details["new"]}
