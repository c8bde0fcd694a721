"""A copy: of one moment, private, proved before it has its name, and never over another unasked."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from workbench.errors import RecordUnusable, Refused
from workbench.record import copies
from workbench.record.copies import copy_record
from workbench.record.engine import Record, open_record
from workbench.record.history import append
from workbench.record.looking import look
from workbench.record.soundness import file_faults


def enter(record: Record, what: str) -> None:
    with record.writing() as session:
        append(session, at="2026-10-01", actor="a", action=what, subject="s", payload={})


@pytest.fixture
def record(tmp_path: Path):
    record = open_record(tmp_path / "a.record")
    enter(record, "first")
    yield record
    record.close()


def test_a_copy_is_private_sound_and_has_the_head_of_the_record(
    record: Record, tmp_path: Path
) -> None:
    copy = copy_record(record.path, tmp_path / "copy.record")
    assert (copy.head, copy.head.seq) == (look(record.path).head, 1)
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert copy.size == copy.path.stat().st_size
    assert file_faults(copy.path) == ()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.record", "copy.record"]


def test_a_record_with_a_log_is_copied_into_one_file(record: Record, tmp_path: Path) -> None:
    record.close()
    logged = sqlite3.connect(record.path, isolation_level=None)
    logged.execute("PRAGMA journal_mode=WAL")
    logged.execute("INSERT INTO setting VALUES ('in', 'the log')")
    copy = copy_record(record.path, tmp_path / "copy.record")
    logged.close()
    assert copy.path.read_bytes()[18:20] == b"\x01\x01"
    with sqlite3.connect(copy.path) as found:
        assert found.execute("SELECT value FROM setting").fetchall() == [("the log",)]
    found.close()


def test_others_save_while_a_copy_is_made(record: Record, tmp_path: Path) -> None:
    """Each copy holds the chain as it stood at one moment; no save is lost or refused."""
    done = threading.Event()

    def save() -> None:
        for number in range(40):
            enter(record, f"save {number}")
        done.set()

    saving = threading.Thread(target=save)
    saving.start()
    heads = []
    while not done.is_set() or not heads:
        heads.append(copy_record(record.path, tmp_path / "copy.record", force=True).head.seq)
    saving.join()
    assert heads == sorted(heads)
    head = look(record.path).head
    assert head is not None
    assert head.seq == 41


def test_a_file_that_is_there_is_written_over_only_by_force(record: Record, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    with pytest.raises(Refused, match="is there already"):
        copy_record(record.path, tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "mine"
    copy_record(record.path, tmp_path / "letter", force=True)
    assert file_faults(tmp_path / "letter") == ()


def test_a_file_that_appears_meanwhile_is_not_written_over(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.record"
    sync = copies.sync

    def sync_and_be_overtaken(path: Path) -> None:
        sync(path)
        target.write_text("theirs")

    monkeypatch.setattr(copies, "sync", sync_and_be_overtaken)
    with pytest.raises(Refused, match="is there already"):
        copy_record(record.path, target)
    assert target.read_text() == "theirs"


@pytest.mark.parametrize("force", [False, True])
def test_a_record_is_never_copied_over_itself(record: Record, force: bool) -> None:
    with pytest.raises(Refused, match="is the record itself"):
        copy_record(record.path, record.path, force=force)


def test_a_target_with_the_journal_of_another_is_refused(record: Record, tmp_path: Path) -> None:
    """It would be played into the copy."""
    (tmp_path / "copy.record-journal").write_bytes(b"x")
    with pytest.raises(Refused, match=r"copy\.record-journal"):
        copy_record(record.path, tmp_path / "copy.record")


def test_a_damaged_record_is_not_kept_as_a_backup(record: Record, tmp_path: Path) -> None:
    record.close()
    raw = sqlite3.connect(record.path)
    raw.execute("DROP TRIGGER history_no_update")
    raw.execute("UPDATE history SET actor = 'me'")
    raw.commit()
    raw.close()
    with pytest.raises(RecordUnusable, match="entry 1 was altered"):
        copy_record(record.path, tmp_path / "copy.record")
    assert [p.name for p in tmp_path.iterdir()] == ["a.record"]


def test_a_copy_that_differs_is_not_kept(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = copies._fill

    def fill_badly(part: Path, source: Path):
        marks = fill(part, source)
        with sqlite3.connect(part) as raw:
            raw.execute("PRAGMA user_version=1")
        raw.close()
        return marks

    monkeypatch.setattr(copies, "_fill", fill_badly)
    with pytest.raises(RecordUnusable, match="does not hold what the record does"):
        copy_record(record.path, tmp_path / "copy.record")
    assert [p.name for p in tmp_path.iterdir()] == ["a.record"]


def test_a_folder_that_is_not_there_is_told_plainly(record: Record, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing can be written in"):
        copy_record(record.path, tmp_path / "none" / "copy.record")


def test_a_disk_without_second_names_keeps_a_copy_too(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(copies.os, "link", no_links)
    assert file_faults(copy_record(record.path, tmp_path / "copy.record").path) == ()
