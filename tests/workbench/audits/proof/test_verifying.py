"""Verifying: whatever is changed behind the program's back is found and named."""

# ruff: noqa: S608 - the statements are made of the names of our own tables and columns
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table
from sqlmodel import SQLModel

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.record import history
from workbench.record.engine import open_record
from workbench.record.settings import write_setting

EXEMPT = {
    "bookmark": "where an auditor was proves nothing, and no figure rests on it",
    "lease": "who has a case open now proves nothing either",
}

NAMED = {
    "UPDATE answer SET value = 'met'": "SUP-01 of case ",
    "UPDATE answer SET flagged = 2": "SUP-01 of case ",
    "UPDATE answer SET changed_at = ''": "SUP-01 of case ",
    "DELETE FROM answer": "an answer, written by entry 6 of the history, is gone",
    "UPDATE review SET active_seconds = 600": "the active seconds of the review of case ",
    "UPDATE review SET auditor = 'someone'": "the auditor of the review of case ",
    "UPDATE note SET text = 'All was well.'": "a note on SUP-01 of case ",
    "UPDATE note SET salt = 'x'": "a note on SUP-01 of case ",
    "UPDATE audit SET marking = 'OFFICIAL'": "the marking of audit 'September'",
    "UPDATE audit SET id = 7": "audit 'September', written by entry 2 of the history, is gone",
    "UPDATE audit_checklist SET source = '?'": "the source of the checklist SUP of audit",
    "UPDATE draw SET seed = 'another-seed'": "the seed of draw 1 of audit 'September'",
    "UPDATE draw SET design = 'x', sizes = '{'": "the design and sizes of draw 1 of audit",
    "DELETE FROM draw": "draw 1 of audit 'September', written by entry 4",
    "UPDATE sampled_case SET reference = 'X' WHERE id = 1": "case X of draw 1 of audit",
    "UPDATE sampled_case SET ticket = 'X' WHERE id = 15": "of draw 1 of audit 'September'",
    "UPDATE replacement SET reason = 'not-found'": "the reason of the replacement of case ",
    "DELETE FROM replacement": "the replacement of case ",
    "UPDATE population SET flow = '{}'": "the flow of population 'crimes'",
    "UPDATE population SET frame_fingerprint = 'x'": "the frame fingerprint of population",
    "UPDATE frame_chunk SET data = x'00'": "part 1 of the frame of population 'crimes'",
    "DELETE FROM frame_chunk": "a part of a frame, written by entry 1",
    "UPDATE setting SET value = 'x'": "the value of the setting 'case_texts'",
    "DELETE FROM setting": "the setting 'case_texts', written by entry 9",
    "UPDATE history SET actor = 'someone else' WHERE seq = 3": "history entry 3",
    "UPDATE history SET payload = '{' WHERE seq = 3": "history entry 3",
    "UPDATE history SET payload = x'FF00' WHERE seq = 3": "history entry 3",
    "UPDATE history SET payload = CAST(x'FF00' AS TEXT) WHERE seq = 3": "cannot be read to its end",
    "DELETE FROM history WHERE seq = 2": "history entry 3",
    "DELETE FROM history WHERE seq = 7": "history entry 8",
    "DROP TABLE note": "cannot be read to its end",
}


@pytest.fixture
def full_record(small_record: Path) -> Path:
    """A record with at least one row in every table, a setting too."""
    desk = Desk(record=open_record(small_record), auditor="tester")
    with desk.record.writing() as session:
        write_setting(session, "case_texts", "northshire:1")
        desk.enter(session, "setting written", about="setting:case_texts", details={})
    desk.record.close()
    return small_record


def desk_at(path: Path) -> Desk:
    return Desk(record=open_record(path), auditor="tester")


def verified(path: Path) -> tuple[str, ...]:
    desk = desk_at(path)
    try:
        return verify_record(desk).faults
    finally:
        desk.record.close()


@contextmanager
def unprotected(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a record as one who knows how would: its protection is put aside, and put back."""
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("PRAGMA synchronous = OFF")
        triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        kept = triggers.fetchall()
        for name, _ in kept:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, made in kept:
            raw.execute(made)


def behind_its_back(path: Path, *changes: str, given: tuple[object, ...] = ()) -> None:
    with unprotected(path) as raw:
        for change in changes:
            raw.execute(change, given)


def test_a_record_that_was_left_alone_holds(full_record: Path) -> None:
    assert verified(full_record) == ()


def test_what_was_checked_is_counted(full_record: Path) -> None:
    desk = desk_at(full_record)
    assert verify_record(desk).checked == (
        "9 entries of the history",
        "35 rows, each against the history",
        "1 frame",
        "1 draws, made again from their seeds",
    )
    desk.record.close()


@pytest.mark.parametrize(("change", "named"), NAMED.items())
def test_a_change_behind_the_programs_back_is_named(
    full_record: Path, change: str, named: str
) -> None:
    behind_its_back(full_record, change)
    assert any(named in fault for fault in verified(full_record)), verified(full_record)


def checked_tables() -> Iterator[Table]:
    return (table for table in SQLModel.metadata.sorted_tables if table.name not in EXEMPT)


def every_column() -> list[tuple[str, str]]:
    return [(table.name, column.name) for table in checked_tables() for column in table.columns]


def other(column: Column[object]) -> Callable[[object], object]:
    """Return what gives another value of the type of a column."""
    if isinstance(column.type, Boolean):
        return lambda value: 1 - int(bool(value))
    if isinstance(column.type, Integer):
        return lambda value: int(value or 0) + 1_000
    if isinstance(column.type, LargeBinary):
        return lambda value: bytes(value) + b"\0"
    return lambda value: f"{value}x"


@pytest.mark.parametrize(("table", "name"), every_column())
def test_another_value_in_any_column_is_found(full_record: Path, table: str, name: str) -> None:
    column = SQLModel.metadata.tables[table].columns[name]
    with sqlite3.connect(full_record) as raw:
        rowid, value = raw.execute(f"SELECT rowid, {name} FROM {table} ORDER BY rowid").fetchone()
    raw.close()
    change = f"UPDATE {table} SET {name} = ? WHERE rowid = ?"
    behind_its_back(full_record, change, given=(other(column)(value), rowid))
    assert verified(full_record)


@pytest.mark.parametrize("junk", [None, "[[]]", b"\xff\x00", float("inf")])
@pytest.mark.parametrize("table", [table.name for table in checked_tables()])
def test_junk_of_any_kind_in_a_row_is_a_fault_and_never_an_error(
    full_record: Path, table: str, junk: object
) -> None:
    for column in SQLModel.metadata.tables[table].columns:
        change = f"UPDATE OR IGNORE {table} SET {column.name} = ? WHERE rowid = 1"
        try:
            behind_its_back(full_record, change, given=(junk,))
        except sqlite3.IntegrityError:
            continue  # the database itself refuses it
        assert verified(full_record) or junk is None


@pytest.mark.parametrize("table", [table.name for table in checked_tables()])
def test_a_row_that_is_gone_is_found(full_record: Path, table: str) -> None:
    behind_its_back(
        full_record, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})"
    )
    assert verified(full_record)


@pytest.mark.parametrize("table", [table.name for table in checked_tables()])
def test_a_row_that_nobody_entered_is_found(full_record: Path, table: str) -> None:
    columns = [column.name for column in SQLModel.metadata.tables[table].columns]
    keys = {"id", "name", "number", "ordinal", "position", "reading", "seq", "key", "hash"}
    unique = keys | {"previous", "reference", "case_id", "reserve_id", "question"}
    unique |= {"login", "kind", "identity", "draw_id"}
    values = (f"{name} || '9'" if name in unique else name for name in columns)
    behind_its_back(
        full_record,
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} "
        f"ORDER BY rowid LIMIT 1",
    )
    assert verified(full_record)


def test_a_break_of_the_chain_comes_first_and_nothing_after_it_is_believed(
    full_record: Path,
) -> None:
    behind_its_back(
        full_record,
        "UPDATE audit SET marking = 'OFFICIAL'",
        "UPDATE history SET payload = '{' WHERE seq = 3",
    )
    assert verified(full_record) == (
        "history entry 3 was altered",
        "the marking of audit 'September' is not as the history has it",
    )


@pytest.mark.parametrize(
    ("change", "named"),
    {
        "UPDATE answer SET value = 'met'": "changes SUP-01 from what no entry had put there",
        "UPDATE review SET active_seconds = 600": "is not the sum of what the history has",
        "UPDATE review SET auditor = 'someone'": "alters review 1, which was written for good",
    }.items(),
)
def test_going_on_to_work_does_not_make_an_altered_row_good(
    full_record: Path, change: str, named: str
) -> None:
    behind_its_back(full_record, change)
    desk = desk_at(full_record)
    audit = open_audit(desk, "September")
    place = Place(case_id=audit.cases[0].id, question="SUP-01")
    give_answer(desk, audit, place, Answer.NOT_EVIDENCED, seconds=5)
    desk.record.close()
    assert any(named in fault for fault in verified(full_record)), verified(full_record)


@pytest.mark.parametrize(
    "payload",
    [
        "{",
        "null",
        '{"rows":3}',
        '{"rows":{"x":{}}}',
        '{"rows":{"draw":{"1":[]}}}',
        '{"rows":{"draw":{"9":{"audit_id":[]}}}}',
    ],
)
@pytest.mark.parametrize("seq", range(1, 9))
def test_a_history_that_was_forged_with_a_sound_chain_ends_in_a_fault(
    full_record: Path, seq: int, payload: str
) -> None:
    behind_its_back(
        full_record, "UPDATE history SET payload = ? WHERE seq = ?", given=(payload, seq)
    )
    chain_again(full_record)
    if seq == 3 and payload.startswith('{"rows":{"x"'):
        return  # a plan writes no row, so a forged one is only found with --anchor
    assert verified(full_record)


@pytest.mark.parametrize(
    ("column", "value"),
    [("design", "x"), ("by_column", "Nowhere"), ("sizes", "[]"), ("sizes", "{"), ("sizes", "3"),
     ("seed", "7"), ("seed", "another-seed"), ("reserve", 4000)],
)  # fmt: skip
def test_a_draw_that_was_forged_all_through_does_not_come_out_again(
    full_record: Path, column: str, value: object
) -> None:
    behind_its_back(full_record, f"UPDATE draw SET {column} = ?", given=(value,))
    with sqlite3.connect(full_record) as raw:
        (payload,) = raw.execute("SELECT payload FROM history WHERE seq = 4").fetchone()
    raw.close()
    details = json.loads(payload)
    details["rows"]["draw"]["1"][column] = value
    forged = history.canonical(details)
    behind_its_back(full_record, "UPDATE history SET payload = ? WHERE seq = 4", given=(forged,))
    chain_again(full_record)
    (fault,) = verified(full_record)
    assert fault.startswith("draw 1 of audit 'September'")


def chain_again(path: Path) -> None:
    """Chain the history anew, as a forger would who knows how."""
    with unprotected(path) as raw:
        previous = history.GENESIS
        for row in raw.execute(
            "SELECT seq, at, actor, action, subject, payload, program_version FROM history"
        ).fetchall():
            text = history.canonical([previous, *row])
            digest = sha256(text.encode()).hexdigest()
            raw.execute(
                "UPDATE history SET previous = ?, hash = ? WHERE seq = ?",
                (previous, digest, row[0]),
            )
            previous = digest
