"""Seals: what the history holds of each row of the tables, so that a row can be held against it.

Every row that is written is sealed, and its seal goes into the entry of the same transaction, as
`"rows": {table: {key: seal}}`. Short tables are sealed by their columns, so that the column that
differs can be named; long ones, and notes, whose text must not leak, by one SHA-256 of the row.
A bookmark is not sealed: it is where an auditor was, and no figure rests on it.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Final

from sqlalchemy import Table, select, type_coerce
from sqlalchemy.types import NullType
from sqlmodel import Session, SQLModel

from workbench.record.history import canonical

Row = dict[str, object]
Seal = dict[str, object] | str
"""The columns of a row, the long ones as their SHA-256; or one SHA-256 of the whole row."""

BY_COLUMNS: Final = frozenset(
    {
        "setting",
        "population",
        "audit",
        "audit_checklist",
        "draw",
        "replacement",
        "review",
        "auditor",
        "conflict_rule",
        "allocation",
        "second_reading",
        "pack",
        "erasure",
    }
)
NOT_SEALED: Final = frozenset({"bookmark", "lease", "history"})
"""Where an auditor was and what is open now, which prove nothing; and the history, which its own
chain proves."""
ADDED_LATER: Final = {
    "review": frozenset({"finished_at"}),
    "answer": frozenset({"changed_by", "version", "good_practice"}),
}
"""Columns that came with a later schema: sealed where they hold something, so that the seal of a
row from before them still holds."""
MAY_CHANGE: Final = {
    "setting": frozenset({"value"}),
    "review": frozenset({"active_seconds", "finished_at"}),
    "answer": frozenset(
        {
            "value",
            "measured",
            "flagged",
            "note_id",
            "changed_at",
            "changed_by",
            "version",
            "good_practice",
        }
    ),
    "auditor": frozenset({"login", "role", "team", "known_as", "active"}),
    "conflict_rule": frozenset({"told_by", "set_at", "set_by"}),
    "allocation": frozenset({"auditor", "why", "allocated_at", "allocated_by"}),
    "rival_answer": frozenset({"settled_at", "settled_by"}),
}
"""The columns that a later entry may write anew; every other stays as it was first written."""
MAY_BE_ERASED: Final = {
    "population": frozenset({"mapping"}),
    "frame_chunk": frozenset({"data"}),
    "sampled_case": frozenset({"reference", "fields"}),
    "replacement": frozenset({"note"}),
    "note": frozenset({"salt", "text"}),
    "pack": frozenset({"cases"}),
}
"""The columns from which an erasure may take what is in them, and nothing else may: see
`record.erasing`."""
LONGEST: Final = 64
_NOTHING: Final = (None, 0)
PENDING: Final = "rows written"


def sealed_tables() -> tuple[Table, ...]:
    """Return the tables whose rows are sealed, those that others refer to first."""
    tables = SQLModel.metadata.sorted_tables
    return tuple(table for table in tables if table.name not in NOT_SEALED)


def key_of(table: Table, row: Mapping[str, object]) -> str:
    """Return what a row is called in its table: its primary key."""
    return ",".join(str(row[column.name]) for column in table.primary_key.columns)


def seal(table: str, row: Mapping[str, object]) -> Seal:
    """Return the seal of a row, whatever its columns hold."""
    later = ADDED_LATER.get(table, frozenset())
    plain = {n: _plain(v) for n, v in row.items() if n not in later or v not in _NOTHING}
    if table in BY_COLUMNS:
        return {name: _short(value) for name, value in plain.items()}
    return sha256(canonical(plain).encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return f"sha256:{sha256(value).hexdigest()}"
    if isinstance(value, float):
        return repr(value)
    return int(value) if isinstance(value, bool) else value


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > LONGEST:
        return f"sha256:{sha256(value.encode()).hexdigest()}"
    return value


def note_row(session: Session, table: Table, row: Mapping[str, object]) -> None:
    """Remember a row that was just written, for the next entry of this transaction."""
    pending = session.info.setdefault(PENDING, {})
    pending.setdefault(table.name, {})[key_of(table, row)] = seal(table.name, row)


def rows_written(session: Session) -> dict[str, dict[str, Seal]]:
    """Return the seals of the rows written since the last entry, by table and key; only once."""
    pending: dict[str, dict[str, Seal]] = session.info.pop(PENDING, {})
    return pending


def kept_rows(session: Session, table: Table) -> Iterator[Row]:
    """Return every row of a table as the database holds it, with no value made sense of."""
    raw = (type_coerce(column, NullType()).label(column.name) for column in table.columns)
    for row in session.execute(select(*raw).order_by(*table.primary_key.columns)):
        yield row._asdict()
