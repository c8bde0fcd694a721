"""Soundness: pages, references, the chain and the triggers, each told when it does not hold."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.record.looking import read_only
from workbench.record.soundness import file_faults, trigger_fault


def change(path: Path, *statements: str) -> None:
    """Change a record from outside, past what it refuses."""
    raw = sqlite3.connect(path, isolation_level=None)
    for trigger in ("history_no_update", "history_no_delete"):
        kept = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (trigger,)).fetchone()
        raw.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        statements = (*statements, kept[0])
    for statement in statements:
        raw.execute(statement)
    raw.close()


def test_a_record_as_it_was_made_is_sound(small_record: Path) -> None:
    assert file_faults(small_record) == ()
    with read_only(small_record) as connection:
        assert trigger_fault(connection) is None


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE history SET actor = 'me' WHERE seq = 2", "entry 2 was altered"),
        ("DELETE FROM history WHERE seq = 2", "entry 3 does not follow entry 1"),
        ("UPDATE history SET payload = x'ff' WHERE seq = 1", "entry 1 was altered"),
        ("UPDATE answer SET review_id = 99", "refers to a row of review that is gone"),
    ],
)
def test_what_does_not_hold_is_named(small_record: Path, statement: str, fault: str) -> None:
    change(small_record, statement)
    (found,) = file_faults(small_record)
    assert fault in found


def test_a_page_that_was_overwritten_is_found(small_record: Path) -> None:
    content = bytearray(small_record.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\xaa" * 4096
    small_record.write_bytes(content)
    assert file_faults(small_record)


@pytest.mark.parametrize(
    ("statements", "fault"),
    [
        (["DROP TRIGGER draw_no_update"], "draw_no_update: gone"),
        (
            [
                "DROP TRIGGER draw_no_update",
                "CREATE TRIGGER draw_no_update BEFORE UPDATE ON draw WHEN 0 BEGIN SELECT 1; END",
            ],
            "draw_no_update: altered",
        ),
        (
            ["CREATE TRIGGER sly AFTER INSERT ON answer BEGIN DELETE FROM answer; END"],
            "sly: not this program's",
        ),
    ],
)
def test_a_trigger_that_is_not_as_made_is_named(
    small_record: Path, statements: list[str], fault: str
) -> None:
    with sqlite3.connect(small_record) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()
    with read_only(small_record) as connection:
        assert trigger_fault(connection) == fault


def test_a_file_that_is_no_record_says_why(tmp_path: Path) -> None:
    assert file_faults(tmp_path / "none") == ("there is no file",)


@pytest.fixture
def faults_of(small_record: Path) -> Callable[[bytes], tuple[str, ...]]:
    def faults(content: bytes) -> tuple[str, ...]:
        small_record.write_bytes(content)
        return file_faults(small_record)

    return faults


def test_whatever_bytes_are_there_end_in_words(
    faults_of: Callable[[bytes], tuple[str, ...]], small_record: Path
) -> None:
    """Every page in turn is overwritten; none goes by, and none ends in an exception."""
    whole = small_record.read_bytes()
    for start in range(0, len(whole), 16 * 4096):
        bad = bytearray(whole)
        bad[start : start + 4096] = bytes(range(256)) * 16
        assert isinstance(faults_of(bytes(bad)), tuple)
