"""Backups beside a record: when one is made, how many are kept, and the way back to one."""

import lzma
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.safekeeping.backing_up import keep_backups
from workbench.errors import RecordUnusable, Refused
from workbench.record import backups, copies
from workbench.record.backups import (
    Why,
    back_up_before_migration,
    back_up_beside,
    back_up_if_due,
    backups_folder,
    kept_backups,
)
from workbench.record.engine import open_record
from workbench.record.looking import look
from workbench.record.way_back import newest_sound, open_known_record, way_back

pytestmark = pytest.mark.of_the_file

NOON = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OLD_RECORD = Path(__file__).resolve().parents[2] / "record" / "schema-1.record.xz"


def names(record: Path) -> list[str]:
    return [kept.path.name for kept in kept_backups(record)]


@pytest.fixture
def path(desk: Desk) -> Path:
    """A record with one entry in its history."""
    keep_backups(desk, 3)
    return desk.record.path


def test_a_backup_says_in_its_name_when_and_why_it_was_made(path: Path) -> None:
    back_up_beside(path, Why.DAILY, at=NOON)
    back_up_beside(path, Why.ASKED, at=NOON + DAY)
    assert names(path) == [
        "2026-10-02_12-00-00_asked.record",
        "2026-10-01_12-00-00_daily.record",
    ]
    newest = kept_backups(path)[0]
    assert (newest.why, newest.at) == (Why.ASKED, NOON + DAY)


def test_the_folder_is_private_and_two_of_one_second_stand_beside_each_other(path: Path) -> None:
    for _ in range(2):
        back_up_beside(path, Why.DAILY, at=NOON)
    assert stat.S_IMODE(backups_folder(path).stat().st_mode) == 0o700
    assert names(path) == [
        "2026-10-01_12-00-00_daily_2.record",
        "2026-10-01_12-00-00_daily.record",
    ]


def test_a_name_that_another_program_takes_meanwhile_is_left_to_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, taken = copies.put, []

    def put_too_late(part: Path, target: Path, *, force: bool) -> None:
        if not taken:
            target.write_bytes(b"another's")
            taken.append(target)
        put(part, target, force=force)

    monkeypatch.setattr(copies, "put", put_too_late)
    made = back_up_beside(path, Why.MIGRATION, at=NOON)
    assert taken[0].read_bytes() == b"another's"
    assert made.path.name == taken[0].name.replace(".record", "_2.record")
    assert look(made.path).head == look(path).head


def test_a_name_that_is_a_link_to_nothing_is_taken_too(path: Path) -> None:
    first = back_up_beside(path, Why.ASKED, at=NOON).path
    first.unlink()
    first.symlink_to(path.with_name("gone.record"))
    assert back_up_beside(path, Why.ASKED, at=NOON).path.name == f"{first.stem}_2.record"


def test_only_the_newest_are_kept_and_what_was_asked_for_stays(path: Path) -> None:
    back_up_beside(path, Why.ASKED, at=NOON - DAY)
    for day in range(5):
        back_up_beside(path, Why.DAILY, at=NOON + day * DAY)
    assert names(path) == [
        "2026-10-05_12-00-00_daily.record",
        "2026-10-04_12-00-00_daily.record",
        "2026-10-03_12-00-00_daily.record",
        "2026-09-30_12-00-00_asked.record",
    ]


def test_none_is_removed_when_the_new_one_was_not_proved(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in range(3):
        back_up_beside(path, Why.DAILY, at=NOON + day * DAY)
    before = names(path)

    def fail(*_: object, **__: object) -> None:
        raise Refused("no room")

    monkeypatch.setattr(backups, "copy_record", fail)
    with pytest.raises(Refused):
        back_up_beside(path, Why.DAILY, at=NOON + 9 * DAY)
    assert names(path) == before


def test_one_is_due_when_the_newest_is_a_day_old_and_something_was_done(
    desk: Desk, path: Path
) -> None:
    assert back_up_if_due(desk.record, at=NOON) is not None
    keep_backups(desk, 4)
    assert back_up_if_due(desk.record, at=NOON + DAY / 2) is None, "not a day old"
    assert back_up_if_due(desk.record, at=NOON + DAY) is not None
    assert back_up_if_due(desk.record, at=NOON + 3 * DAY) is None, "nothing was done"
    assert len(names(path)) == 2


def test_an_empty_record_is_not_backed_up(desk: Desk) -> None:
    assert back_up_if_due(desk.record, at=NOON) is None
    assert not backups_folder(desk.record.path).exists()


def test_what_a_killed_backup_left_is_swept_away_in_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up_beside(path, Why.DAILY, at=NOON)
    part = backups_folder(path) / ".x.record.1234.part"
    part.touch()
    back_up_beside(path, Why.DAILY, at=NOON)
    assert part.exists(), "it may still be written"
    monkeypatch.setattr(backups, "LEFT_OVER_AFTER", timedelta(seconds=-60))
    back_up_beside(path, Why.DAILY, at=NOON)
    assert not part.exists()


def test_a_record_of_an_older_schema_is_backed_up_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.record"
    path.write_bytes(lzma.decompress(OLD_RECORD.read_bytes()))
    before = look(path)
    made = back_up_before_migration(path)
    assert made.name.endswith("_before-migration.record")
    assert (look(made).schema, look(made).head) == (1, before.head)
    assert look(path).schema == 1


def test_the_way_back_is_to_the_newest_that_is_sound(path: Path) -> None:
    for day in range(3):
        back_up_beside(path, Why.DAILY, at=NOON + day * DAY)
    kept_backups(path)[0].path.write_bytes(b"")
    kept_backups(path)[1].path.write_bytes(b"SQLite format 3\x00 and no more")
    sound = newest_sound(path)
    assert sound is not None
    assert sound.at == NOON
    assert f"workbench restore {sound.path} --record {path}" in way_back(path)


def test_without_a_sound_backup_there_is_no_way_back(path: Path) -> None:
    assert way_back(path) == ""


@pytest.mark.parametrize("lost", [Path.unlink, Path.touch])
def test_a_record_that_is_gone_or_emptied_is_not_made_anew(desk: Desk, path: Path, lost) -> None:
    made = back_up_beside(path, Why.DAILY, at=NOON)
    desk.record.close()
    path.unlink()
    lost(path, missing_ok=True) if lost is Path.unlink else lost(path)
    with pytest.raises(RecordUnusable, match="was a record, and is") as caught:
        open_known_record(path)
    assert f"workbench restore {made.path}" in caught.value.remedy
    assert not path.exists() or not path.stat().st_size


def test_where_every_backup_is_bad_too_it_says_how_to_begin_anew(desk: Desk, path: Path) -> None:
    back_up_beside(path, Why.DAILY, at=NOON).path.write_bytes(b"")
    desk.record.close()
    path.unlink()
    with pytest.raises(RecordUnusable, match="move that folder away"):
        open_known_record(path)


def test_a_new_place_is_made_a_record_as_ever(tmp_path: Path) -> None:
    open_known_record(tmp_path / "new.record").close()
    assert look(tmp_path / "new.record").head


@pytest.mark.parametrize("content", [b"hello, hello, hello", b"SQLite format 3\x00" * 300])
def test_a_record_that_was_overwritten_is_told_with_the_way_back(
    desk: Desk, path: Path, content: bytes
) -> None:
    back_up_beside(path, Why.DAILY, at=NOON)
    desk.record.close()
    path.write_bytes(content)
    with pytest.raises(RecordUnusable, match="workbench restore"):
        open_known_record(path)


def test_a_newer_record_is_not_told_to_be_restored_over(desk: Desk, path: Path) -> None:
    import sqlite3

    back_up_beside(path, Why.DAILY, at=NOON)
    desk.record.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=99")
    raw.close()
    with pytest.raises(RecordUnusable, match="version 99") as caught:
        open_known_record(path)
    assert "restore" not in caught.value.remedy


def test_a_number_to_keep_that_is_none_is_the_usual_one(desk: Desk) -> None:
    assert backups.how_many_kept(desk.record.path) == backups.KEPT
    with open_record(desk.record.path).writing() as session:
        from workbench.record.settings import write_setting

        write_setting(session, backups.KEPT_SETTING, "many")
    assert backups.how_many_kept(desk.record.path) == backups.KEPT
