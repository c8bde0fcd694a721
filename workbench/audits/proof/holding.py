"""Holding every row of the record against the history, in both directions.

A row that the history does not have, a row that it has and that is gone, a row that differs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Table
from sqlmodel import Session

from workbench.audits.erasing.erased_names import is_erased
from workbench.audits.proof.retelling import UNREADABLE, Retold, RowKey, Said
from workbench.audits.proof.row_names import RowNames
from workbench.record.seals import MAY_CHANGE, Row, Seal, kept_rows, key_of, seal, sealed_tables


@dataclass(frozen=True, slots=True)
class Held:
    """The rows of the record, held against the history.

    Attributes:
        sound: The rows that are as the history has them.
        count: How many rows there are.
        erased: The rows from which an erasure took what identified, with its number.
        faults: What is not as the history has it, named.
    """

    sound: frozenset[RowKey]
    count: int
    erased: Mapping[RowKey, int]
    faults: tuple[str, ...]


def hold_rows(session: Session, told: Retold) -> Held:
    """Hold every row against what the history says of it.

    Where the chain is broken, only what was written for good before the break is held to it.
    """
    names, sound = RowNames(), set[RowKey]()
    missing, faults, count = dict(told.rows), list[str](), 0
    for table in sealed_tables():
        for row in kept_rows(session, table):
            count += 1
            names.take_in(table.name, row)
            key = (table.name, key_of(table, row))
            fault = _row_fault(told, missing.pop(key, None), table, row, names)
            if fault:
                faults.append(fault)
            elif key in told.rows:
                sound.add(key)
    faults.extend(_gone(missing, names))
    return Held(sound=frozenset(sound), count=count, erased=told.erased, faults=tuple(faults))


def _row_fault(
    told: Retold, said: Said | None, table: Table, row: Row, names: RowNames
) -> str | None:
    what = names.name(table.name, row)
    if said is None:
        return f"{what} is not in the history" if told.whole else None
    if (table.name, key_of(table, row)) in told.erased and not is_erased(table.name, row):
        return f"{what} holds what the history says was erased"
    differing = _differing(said.seal, table.name, row)
    if differing and (told.whole or table.name not in MAY_CHANGE):
        return f"{_of_columns(differing)}{what} is not as the history has it"
    return _time_fault(told, row, what) if table.name == "review" and told.whole else None


def _differing(said: Seal, table: str, row: Row) -> list[str]:
    """Return the columns that differ; a blank one where all that is known is that one does."""
    try:
        kept = seal(table, row)
    except UNREADABLE:
        return [""]
    if kept == said:
        return []
    if isinstance(kept, str) or isinstance(said, str):
        return [""]
    return [name for name in row if kept.get(name, ...) != said.get(name, ...)] or [""]


def _of_columns(names: list[str]) -> str:
    told = [name.replace("_", " ") for name in names if name]
    return f"the {' and '.join(told)} of " if told else ""


def _time_fault(told: Retold, row: Row, what: str) -> str | None:
    if row["active_seconds"] == told.seconds[str(row["id"])]:
        return None
    return f"the time of {what} is not the sum of what the history has"


def _gone(missing: Mapping[RowKey, Said], names: RowNames) -> Iterator[str]:
    for (table, key), said in missing.items():
        row = said.seal if isinstance(said.seal, dict) else {"id": key}
        what = names.name(table, row) if row is said.seal else _NOUNS.get(table, table)
        yield f"{what}, written by entry {said.seq} of the history, is gone"


_NOUNS = {
    "frame_chunk": "a part of a frame",
    "sampled_case": "a sampled case",
    "note": "a note",
    "answer": "an answer",
}
