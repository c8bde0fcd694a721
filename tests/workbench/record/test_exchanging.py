"""Putting a file in the place of a record: at every moment one is there, and both are kept."""

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.errors import NotSaved
from workbench.record import exchanging
from workbench.record.engine import open_record
from workbench.record.exchanging import (
    exchange,
    forget_second_names,
    held,
    name_aside,
    second_names,
)
from workbench.record.looking import Seen, look

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.record"
    open_record(path).close()
    return path


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    staged = tmp_path / "staged"
    staged.write_text("the new one")
    return staged


def put(path: Path, staged: Path) -> Path:
    aside = name_aside(path, NOON)
    with held(path) as record:
        exchange(record, staged, aside=aside)
    return aside


def test_the_new_file_is_in_place_and_the_old_one_set_aside(path: Path, staged: Path) -> None:
    before = path.read_bytes()
    aside = put(path, staged)
    assert path.read_text() == "the new one"
    assert aside.read_bytes() == before
    assert aside.name == "a.record.set-aside_2026-10-01_12-00-00"
    assert not staged.exists()


def test_nothing_that_was_set_aside_is_written_over(path: Path, staged: Path) -> None:
    first = put(path, staged)
    (staged.parent / "staged").write_text("a third")
    second = put(path, staged)
    assert second != first
    assert look(first).seen is Seen.RECORD
    assert second.read_text() == "the new one"


def test_where_there_was_nothing_the_file_is_only_put_there(tmp_path: Path, staged: Path) -> None:
    with held(tmp_path / "gone.record") as record:
        assert not exchange(record, staged, aside=tmp_path / "aside")
    assert (tmp_path / "gone.record").read_text() == "the new one"


def test_the_journal_of_a_broken_record_goes_aside_with_it(path: Path, staged: Path) -> None:
    """Left in place, it would be played into the record that is restored."""
    path.write_bytes(b"no record at all")
    Path(f"{path}-journal").write_text("journal")
    Path(f"{path}-wal").write_text("log")
    aside = put(path, staged)
    assert Path(f"{aside}-journal").read_text() == "journal"
    assert Path(f"{aside}-wal").read_text() == "log"
    assert not Path(f"{path}-journal").exists()
    assert not Path(f"{path}-wal").exists()


def test_a_log_is_written_into_the_record_before_it_is_set_aside(path: Path, staged: Path) -> None:
    logged = sqlite3.connect(path, isolation_level=None)
    logged.execute("PRAGMA journal_mode=WAL")
    logged.execute("INSERT INTO setting VALUES ('in', 'the log')")
    kept = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    logged.close()
    for end, content in kept.items():
        Path(f"{path}{end}").write_bytes(content)
    aside = put(path, staged)
    assert sorted(p.name for p in path.parent.iterdir()) == [path.name, aside.name]
    with sqlite3.connect(aside) as raw:
        assert raw.execute("SELECT value FROM setting").fetchall() == [("the log",)]
    raw.close()


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_record_that_another_is_saving_to_is_left_alone(path: Path, journal: str) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"PRAGMA journal_mode={journal}")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match="another program has"), held(path):
        pass
    other.close()


def test_nobody_saves_while_it_is_held(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, timeout=0)
    with held(path), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_record_that_was_exchanged_as_it_was_being_held_is_left_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter([1, 2])
    monkeypatch.setattr(exchanging, "identity", lambda _: next(numbers))
    with pytest.raises(NotSaved), held(path):
        pass


@pytest.mark.parametrize("step", ["sync", "replace"])
def test_killed_between_the_names_the_record_stands_and_the_second_name_is_forgotten(
    path: Path, staged: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise KilledError

    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(*((exchanging, "sync") if step == "sync" else (Path, "replace")), killed)
        with pytest.raises(KilledError):
            put(path, staged)
    assert path.read_bytes() == before
    assert len(second_names(path)) == 1
    forget_second_names(path)
    assert second_names(path) == ()
    assert path.read_bytes() == before


def test_only_second_names_are_forgotten(path: Path, staged: Path) -> None:
    aside = put(path, staged)
    forget_second_names(path)
    assert aside.exists()


def test_a_disk_without_second_names_is_told_what_to_do(
    path: Path, staged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(NotSaved, match="Move it away yourself"):
        put(path, staged)
    assert look(path).seen is Seen.RECORD
