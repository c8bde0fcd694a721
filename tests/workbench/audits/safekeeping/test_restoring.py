"""Restoring: the backup in place, the record set aside, and what is not in it on the record."""

import json
import lzma
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.audits.safekeeping import restoring
from workbench.audits.safekeeping.backing_up import back_up_record, keep_backups
from workbench.audits.safekeeping.restoring import Restoration, offer_backup, restore_record
from workbench.errors import CheckFailed, NotSaved, RecordUnusable, Refused
from workbench.record.engine import open_record
from workbench.record.location import ServerAddress
from workbench.record.looking import Seen, look
from workbench.record.soundness import file_faults

pytestmark = pytest.mark.of_the_file

OLD_RECORD = Path(__file__).resolve().parents[3] / "record" / "schema-1.record.xz"


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """A backup of one entry, after which two more were made."""
    keep_backups(desk, 3)
    made = back_up_record(desk, tmp_path / "the.backup").path
    keep_backups(desk, 4)
    keep_backups(desk, 5)
    desk.record.close()
    return made


def restored(desk: Desk, backup: Path, reason: str = "") -> Restoration:
    return restore_record(desk.record.path, backup, auditor="pat", reason=reason, clock=desk.clock)


def at_desk(path: Path) -> Desk:
    return Desk(record=open_record(path), auditor="pat")


def test_the_record_is_the_backup_with_one_entry_more(desk: Desk, backup: Path) -> None:
    before = desk.record.path.read_bytes()
    done = restored(desk, backup, reason="a bad afternoon")
    again = at_desk(desk.record.path)
    assert verify_record(again).faults == ()
    assert verify_record(again).head == done.head
    (_, last) = diary(again)
    again.record.close()
    assert done.set_aside is not None
    assert last.actor == "pat"
    assert last.sentence == (
        f"restored the record from the.backup, history head {done.backup_head}; "
        f"{done.set_aside.name} was set aside, 2 entries are not in this one, "
        "because: a bad afternoon"
    )
    assert done.set_aside.read_bytes() == before
    assert stat.S_IMODE(desk.record.path.stat().st_mode) == 0o600
    assert look(backup).head is not None
    assert str(look(backup).head) == done.backup_head


def test_it_says_what_is_not_in_it(desk: Desk, backup: Path) -> None:
    newest = str(look(desk.record.path).head)
    left = restored(desk, backup).left_out
    assert (left.head, left.count, left.actions) == (newest, 2, {"backups kept": 2})
    assert left.since.startswith("2026-10-01T09:00")


def test_back_and_forth_says_each_time_what_parted(desk: Desk, backup: Path) -> None:
    first = restored(desk, backup)
    assert first.set_aside is not None
    second = restored(desk, first.set_aside)
    assert second.left_out.actions == {"record restored": 1}
    assert second.head.startswith("4:")


@pytest.mark.parametrize("content", [b"", b"hello hello hello", b"SQLite format 3\x00" * 400])
def test_a_damaged_record_is_restored_over_and_kept(
    desk: Desk, backup: Path, content: bytes
) -> None:
    desk.record.path.write_bytes(content)
    done = restored(desk, backup)
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == content
    assert done.left_out.count is None
    assert done.left_out.problem
    assert file_faults(desk.record.path) == ()


def test_a_record_with_a_bad_page_is_restored_over(desk: Desk, backup: Path) -> None:
    content = bytearray(desk.record.path.read_bytes())
    content[4096:] = b"\x13" * (len(content) - 4096)
    desk.record.path.write_bytes(content)
    done = restored(desk, backup)
    assert done.left_out.count is None
    assert file_faults(desk.record.path) == ()


def test_a_record_that_is_gone_is_put_back(desk: Desk, backup: Path) -> None:
    desk.record.path.unlink()
    assert restored(desk, backup).set_aside is None
    assert look(desk.record.path).seen is Seen.RECORD


def test_a_backup_of_an_older_schema_is_brought_to_this_one(desk: Desk, tmp_path: Path) -> None:
    old = tmp_path / "old.record"
    old.write_bytes(lzma.decompress(OLD_RECORD.read_bytes()))
    before = old.read_bytes()
    desk.record.close()
    restored(desk, old)
    again = at_desk(desk.record.path)
    assert verify_record(again).faults == ()
    again.record.close()
    assert old.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_a_backup_whose_rows_were_altered_is_refused(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    """Its chain holds and SQLite finds it whole: only the history tells."""
    from checklists.answers import Answer

    give_answer(desk, audit, Place(case_id=audit.cases[0].id, question="SUP-01"), Answer.NOT_MET)
    made = back_up_record(desk, tmp_path / "the.backup").path
    desk.record.close()
    with sqlite3.connect(made) as raw:
        raw.execute("UPDATE answer SET value = 'met'")
    raw.close()
    before = desk.record.path.read_bytes()
    with pytest.raises(CheckFailed, match="is not as the history has it"):
        restored(desk, made)
    assert desk.record.path.read_bytes() == before
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "there is no file"), (b"", "is empty"), (b"a letter, not a record", "does not begin")],
)
def test_what_is_no_backup_is_refused_by_its_name(
    desk: Desk, backup: Path, content: bytes | None, said: str
) -> None:
    backup.unlink()
    if content is not None:
        backup.write_bytes(content)
    with pytest.raises(RecordUnusable, match=f"the.backup cannot be restored: .*{said}"):
        restored(desk, backup)


def test_a_backup_of_a_newer_program_is_refused(desk: Desk, backup: Path) -> None:
    with sqlite3.connect(backup) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(RecordUnusable, match=r"the\.backup has schema version 99"):
        restored(desk, backup)


def test_the_record_is_no_backup_of_itself(desk: Desk, backup: Path) -> None:
    with pytest.raises(Refused, match="is the record itself"):
        restored(desk, desk.record.path)


def test_a_record_that_another_program_is_saving_to_is_left_alone(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    other = sqlite3.connect(desk.record.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = desk.record.path.read_bytes()
    with pytest.raises(NotSaved, match="another program"):
        restored(desk, backup)
    other.close()
    assert desk.record.path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["the.backup", "workbench.record"]


def test_a_desk_that_was_open_meanwhile_is_told_and_saves_nothing_there(
    desk: Desk, backup: Path
) -> None:
    still_open = at_desk(desk.record.path)
    done = restored(desk, backup)
    assert done.set_aside is not None
    before = done.set_aside.read_bytes()
    with pytest.raises(NotSaved, match="is not the file that was opened"):
        keep_backups(still_open, 9)
    still_open.record.close()
    assert done.set_aside.read_bytes() == before


STEPS = (
    "copy_record",
    "open_record",
    "verify_record",
    "held",
    "_enter",
    "_make_one_file",
    "exchange",
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_stopped_at_any_step_the_record_is_the_one_before_or_the_one_restored(
    desk: Desk, backup: Path, step: str, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = getattr(restoring, step)

    class StoppedError(BaseException):
        pass

    def stop(*args: object, **options: object) -> None:
        if when == "after":
            real(*args, **options)
        raise StoppedError

    before = desk.record.path.read_bytes()
    monkeypatch.setattr(restoring, step, stop)
    with pytest.raises(StoppedError):
        restored(desk, backup)
    if (step, when) == ("exchange", "after"):
        head = look(desk.record.path).head
        assert head is not None
        assert head.seq == 2
    else:
        assert desk.record.path.read_bytes() == before
    assert file_faults(desk.record.path) == ()


def test_the_gap_is_in_the_history_for_a_program_too(desk: Desk, backup: Path) -> None:
    newest = str(look(desk.record.path).head)
    done = restored(desk, backup, reason="why")
    assert done.set_aside is not None
    with sqlite3.connect(desk.record.path) as raw:
        (payload,) = raw.execute("SELECT payload FROM history WHERE seq = 2").fetchone()
    raw.close()
    assert json.loads(payload) == {
        "backup": "the.backup",
        "backup_head": done.backup_head,
        "set_aside": done.set_aside.name,
        "set_aside_head": newest,
        "entries_left_out": 2,
        "reason": "why",
    }
    assert done.as_mapping()["left_out"] == {"backups kept": 2}


def test_a_record_on_a_server_is_restored_there(backup: Path) -> None:
    address = ServerAddress("postgresql+psycopg://pat:s3cret@db/audits")
    with pytest.raises(Refused, match="pg_restore") as caught:
        restore_record(address, backup, auditor="pat")
    assert "s3cret" not in str(caught.value)


def test_a_backup_is_offered_only_where_the_record_cannot_be_gone_on_with(desk: Desk) -> None:
    path = desk.record.path
    keep_backups(desk, 3)
    made = back_up_record(desk).path
    desk.record.close()
    assert offer_backup(str(path)) is None
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert offer_backup(str(path)) is None, "it is only in use"
    other.close()
    shutil.copy(path, f"{path}.kept")
    path.write_bytes(b"")
    offer = offer_backup(str(path))
    assert offer is not None
    assert offer.backup == made
    assert "workbench restore" in offer.said
    made.unlink()
    assert offer_backup(str(path)) is None
