"""Backing up: on request and by itself, listed with what is in each, and never in the way."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from errno import ENOSPC
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.safekeeping.backing_up import (
    back_up_daily,
    back_up_record,
    keep_backups,
    list_backups,
)
from workbench.errors import WorkbenchError
from workbench.record import backups, copies
from workbench.record.backups import backups_folder, kept_backups
from workbench.record.copies import Copy
from workbench.record.engine import open_record
from workbench.record.way_back import way_back

pytestmark = pytest.mark.of_the_file


def test_a_backup_is_a_record_that_verifies_with_the_same_head(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    made = back_up_record(desk, tmp_path / "copy.record")
    copy = open_record(made.path)
    result = verify_record(Desk(record=copy, auditor="pat"))
    copy.close()
    assert result.faults == ()
    assert result.head == made.head == verify_record(desk).head


def test_without_a_file_it_is_kept_beside_the_record(desk: Desk) -> None:
    made = back_up_record(desk)
    assert made.path == backups_folder(desk.record.path) / "2026-10-01_09-00-00_asked.record"


def test_the_list_says_what_is_in_each_and_what_is_wrong(desk: Desk, clock) -> None:
    keep_backups(desk, 3)
    first = back_up_record(desk)
    clock.tick(60)
    keep_backups(desk, 4)
    back_up_record(desk).path.write_bytes(b"no more")
    found = list_backups(desk.record.path)
    bad, good = found.backups
    assert (good.head, good.entries, good.size, good.fault) == (first.head, 1, first.size, "")
    assert bad.fault
    assert found.kept == 4
    assert good.as_mapping()["why"] == "asked"


def test_the_list_is_there_for_a_record_that_is_gone(desk: Desk) -> None:
    back_up_record(desk)
    desk.record.close()
    desk.record.path.unlink()
    assert len(list_backups(desk.record.path).backups) == 1


def test_the_daily_backup_is_made_once(desk: Desk, clock) -> None:
    keep_backups(desk, 3)
    assert [back_up_daily(desk), back_up_daily(desk)] == ["", ""]
    assert len(kept_backups(desk.record.path)) == 1
    clock.tick(24 * 3600)
    keep_backups(desk, 4)
    assert back_up_daily(desk) == ""
    assert len(kept_backups(desk.record.path)) == 2


def test_backups_that_were_made_while_the_clock_was_ahead_are_not_taken_for_the_newest(
    desk: Desk,
) -> None:
    """Nor is one made with each command until the clock has come so far, and the others removed."""
    ahead, right = datetime.now(UTC) + timedelta(days=400), datetime.now(UTC)
    keep_backups(desk, 2)
    for day in range(3):
        keep_backups(desk, 3 + day)
        assert back_up_daily(replace(desk, clock=lambda: ahead + timedelta(days=day))) == ""  # noqa: B023 - called at once
    today = replace(desk, clock=lambda: right)
    for number in (4, 3, 2):
        keep_backups(desk, number)
        assert back_up_daily(today) == ""
    newest, *older = kept_backups(desk.record.path)
    assert newest.at == right.replace(microsecond=0)
    assert [kept.at.year > right.year for kept in older] == [True, True, True]
    assert way_back(desk.record.path).startswith(f"The newest sound backup is {newest.path} of")
    keep_backups(desk, 1)
    later = right + timedelta(days=2)
    assert back_up_daily(replace(desk, clock=lambda: later)) == ""
    (only,) = kept_backups(desk.record.path)
    assert only.at == later.replace(microsecond=0)


def test_a_daily_backup_that_cannot_be_made_is_said_and_stops_nothing(desk: Desk) -> None:
    keep_backups(desk, 3)
    backups_folder(desk.record.path).write_text("a file where the folder goes")
    assert "Today's backup was not made: The folder" in back_up_daily(desk)


def test_two_programs_that_make_it_at_the_same_moment_make_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_backups(desk, 3)
    copy = backups.copy_record

    def another_first(source: Path, target: Path) -> Copy:
        copy(source, target)
        return copy(source, target)

    monkeypatch.setattr(backups, "copy_record", another_first)
    assert back_up_daily(desk) == ""
    assert len(kept_backups(desk.record.path)) == 1


def test_that_no_backup_was_made_is_said_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_backups(desk, 3)
    usage = shutil.disk_usage(desk.record.path.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    monkeypatch.setattr(copies, "sync", fail_as_a_full_disk)
    assert back_up_daily(desk).startswith("Today's backup was not made: there is no room for it in")


def fail_as_a_full_disk(_: Path) -> None:
    raise OSError(ENOSPC, "No space left on device")


def test_how_many_are_kept_is_in_the_history(desk: Desk) -> None:
    keep_backups(desk, 7)
    (line,) = diary(desk)
    assert line.sentence == "set 7 daily backups to be kept"
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize("number", [0, -1, 1001])
def test_a_number_that_cannot_be_kept_is_refused(desk: Desk, number: int) -> None:
    with pytest.raises(WorkbenchError, match="cannot be kept"):
        keep_backups(desk, number)
