"""Looking at a file: whatever it is, it is said, and it stays as it was."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.record.engine import open_record
from workbench.record.looking import BROKEN, Seen, companions, look
from workbench.record.schema import SCHEMA_VERSION

CUT_SHORT = """
import os, sqlite3, sys
save = sqlite3.connect(sys.argv[1], isolation_level=None)
save.execute("PRAGMA cache_size=2")
save.execute("BEGIN IMMEDIATE")
for key in range(2000):
    save.execute("INSERT INTO setting VALUES (?, ?)", (str(key), "x" * 500))
os._exit(9)
"""


def cut_short(path: Path) -> None:
    """Kill a program in the middle of a save, so that its journal is left beside the record."""
    subprocess.run([sys.executable, "-c", CUT_SHORT, path], check=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.record"
    open_record(path).close()
    return path


def test_a_record_is_seen_with_its_schema_and_head(small_record: Path) -> None:
    seen = look(small_record)
    assert (seen.seen, seen.schema) == (Seen.RECORD, SCHEMA_VERSION)
    assert seen.head
    assert seen.head.seq > 0
    assert seen.newest_at.startswith("2026-10-01T09:00")


def test_a_new_record_has_the_head_zero(path: Path) -> None:
    seen = look(path)
    assert (seen.seen, str(seen.head), seen.newest_at) == (Seen.RECORD, f"0:{'0' * 16}", "")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", Seen.EMPTY),
        (b"a,b\n1,2\n", Seen.FOREIGN),
        (b"PK\x03\x04" + b"x" * 5000, Seen.FOREIGN),
        (b"SQLite format 3\x00" + b"\xff" * 5000, Seen.DAMAGED),
    ],
)
def test_what_is_no_record_is_seen_and_left_as_it_was(
    path: Path, content: bytes, expected: Seen
) -> None:
    path.write_bytes(content)
    assert look(path).seen is expected
    assert expected in BROKEN
    assert path.read_bytes() == content


def test_a_file_that_is_gone_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert look(tmp_path / "none").seen is Seen.MISSING
    found = look(tmp_path)
    assert (found.seen, found.problem) == (Seen.NO_FILE, "it is a folder")


def test_a_record_that_is_cut_off_says_by_how_much(small_record: Path) -> None:
    whole = small_record.read_bytes()
    small_record.write_bytes(whole[:20000])
    seen = look(small_record)
    assert seen.seen is Seen.DAMAGED
    assert f"20,000 of {len(whole):,} bytes" in seen.problem


def test_a_database_of_another_program_is_seen(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    assert look(tmp_path / "other.db").seen is Seen.OTHER_DATABASE


def test_a_save_that_was_cut_short_is_seen_and_left_to_be_put_right(path: Path) -> None:
    cut_short(path)
    before = path.read_bytes()
    assert look(path).seen is Seen.CUT_SHORT
    assert (path.read_bytes(), len(companions(path))) == (before, 1)
    open_record(path).close()
    assert look(path).seen is Seen.RECORD


def test_a_record_that_another_program_holds_is_not_waited_for(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert look(path).seen is Seen.LOCKED
    other.close()
    assert look(path).seen is Seen.RECORD


def test_looking_at_a_record_with_a_log_leaves_no_file_beside_it(path: Path) -> None:
    with sqlite3.connect(path) as logged:
        logged.execute("PRAGMA journal_mode=WAL")
    logged.close()
    before = sorted(path.parent.iterdir())
    assert look(path).seen is Seen.RECORD
    assert sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize("length", [16, 50, 99])
def test_a_record_of_less_than_its_header_is_cut_off_and_no_other_database(
    small_record: Path, length: int
) -> None:
    small_record.write_bytes(small_record.read_bytes()[:length])
    seen = look(small_record)
    whole = f"the file is cut off: {length} bytes are there"
    assert (seen.seen, seen.problem) == (Seen.DAMAGED, whole)


def test_noise_that_is_no_whole_pages_may_be_an_encrypted_record_that_was_cut_off(
    tmp_path: Path,
) -> None:
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 5)
    assert "unless it is an encrypted one that was cut off" in look(path).problem
