"""The history: chained, complete, and broken visibly by any change."""

import sqlite3
from pathlib import Path

import pytest

from workbench.record.engine import Record, open_record
from workbench.record.history import GENESIS, Head, append, canonical, entries, first_break, head


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return open_record(tmp_path / "a.record")


def _append(record: Record, *subjects: str) -> None:
    with record.writing() as session:
        for subject in subjects:
            append(
                session,
                at="2026-09-01T09:00:00.000000+00:00",
                actor="dc 1",
                action="tested",
                subject=subject,
                payload={"é": [1, None]},
            )


def test_an_empty_history_has_the_head_zero(record: Record) -> None:
    with record.reading() as session:
        assert head(session) == Head(seq=0, hash=GENESIS)
        assert first_break(session) is None


def test_each_entry_follows_the_one_before(record: Record) -> None:
    _append(record, "a", "b", "c")
    with record.reading() as session:
        found = list(entries(session))
        assert [entry.seq for entry in found] == [1, 2, 3]
        assert [entry.previous for entry in found] == [GENESIS, found[0].hash, found[1].hash]
        assert first_break(session) is None


def test_the_hash_is_that_of_a_list_anyone_can_write_down(record: Record) -> None:
    from hashlib import sha256

    _append(record, "a")
    with record.reading() as session:
        (entry,) = entries(session)
    text = (
        f'["{"0" * 64}",1,"2026-09-01T09:00:00.000000+00:00","dc 1","tested","a",'
        f'"{{\\"é\\":[1,null]}}","{entry.program_version}"]'
    )
    assert entry.hash == sha256(text.encode()).hexdigest()


def test_a_subject_finds_all_below_it_and_no_neighbour(record: Record) -> None:
    _append(record, "audit:1", "audit:1/case:2/PLAN-01", "audit:10", "audit:2")
    with record.reading() as session:
        about = [entry.subject for entry in entries(session, about="audit:1")]
    assert about == ["audit:1", "audit:1/case:2/PLAN-01"]


COLUMNS = (
    "at", "actor", "action", "subject", "payload", "program_version", "previous", "hash"
)  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_any_altered_column_is_found(record: Record, column: str) -> None:
    _append(record, "a", "b", "c")
    with sqlite3.connect(record.path) as raw:
        raw.execute("DROP TRIGGER history_no_update")
        raw.execute(f"UPDATE history SET {column} = 'x' WHERE seq = 2")  # noqa: S608 - our names
    with record.reading() as session:
        assert "entry 2" in (first_break(session) or "")


def test_a_removed_entry_is_found(record: Record) -> None:
    _append(record, "a", "b", "c")
    with sqlite3.connect(record.path) as raw:
        raw.execute("DROP TRIGGER history_no_delete")
        raw.execute("DELETE FROM history WHERE seq = 2")
    with record.reading() as session:
        assert first_break(session) == "history entry 3 does not follow entry 1"


def test_a_cut_tail_shows_in_the_head(record: Record) -> None:
    _append(record, "a", "b")
    with record.reading() as session:
        before = head(session)
    with sqlite3.connect(record.path) as raw:
        raw.execute("DROP TRIGGER history_no_delete")
        raw.execute("DELETE FROM history WHERE seq = 2")
    with record.reading() as session:
        assert first_break(session) is None
        assert head(session) != before


def test_canonical_json_refuses_what_has_no_one_spelling() -> None:
    assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})
