"""Home where the record cannot be gone on with: the newest sound backup, and a key for it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.safekeeping.backing_up import back_up_record
from workbench.record.backups import backups_folder, kept_backups
from workbench.record.soundness import file_faults

pytestmark = pytest.mark.of_the_file
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def lost(desk: Desk, audit: OpenAudit) -> Path:
    """The place of a record with a sound backup, the record itself emptied."""
    back_up_record(desk)
    desk.record.close()
    desk.record.path.write_bytes(b"")
    return desk.record.path


def words(seen: str) -> str:
    """Return what is read on a screen, without its lines: a long path is broken anywhere."""
    return "".join(seen.split())


def is_empty(path: Path) -> bool:
    return path.stat().st_size == 0


@pytest.mark.parametrize("size", SIZES)
async def test_it_names_the_newest_sound_backup_and_the_command(lost: Path, size) -> None:
    async with WorkbenchApp(record=str(lost), auditor="pat").run_test(size=size) as pilot:
        seen = words(await wait_for(pilot, "The record cannot be opened."))
    (kept,) = kept_backups(lost)
    assert words(f"{lost} was a record, and is now an empty file.") in seen
    assert words(f"workbench restore {kept.path} --record {lost}") in seen
    assert words("b Restore backup") in seen
    assert is_empty(lost)


async def test_b_twice_puts_the_backup_in_place_and_goes_on(lost: Path) -> None:
    async with WorkbenchApp(record=str(lost), auditor="pat").run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "The record cannot be opened.")
        await pilot.press("b")
        await wait_for(pilot, "b again puts the backup in place.")
        assert is_empty(lost)
        await pilot.press("b")
        seen = await wait_for(pilot, "Next: September")
        assert "Restored. Set aside: workbench.record.set-aside_" in " ".join(seen.split())
    assert file_faults(lost) == ()


async def test_a_backup_that_is_refused_is_said_and_changes_nothing(
    lost: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with WorkbenchApp(record=str(lost), auditor="pat").run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "The record cannot be opened.")
        (kept,) = kept_backups(lost)
        kept.path.write_bytes(b"")
        await pilot.press("b", "b")
        await wait_for(pilot, "Choose another: workbench backups")
    assert is_empty(lost)


async def test_without_a_backup_no_key_is_offered(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_text("Dear all,\n" * 20)
    async with WorkbenchApp(record=str(path), auditor="pat").run_test(size=(80, 24)) as pilot:
        seen = await wait_for(pilot, "The record cannot be opened.")
    assert "Restore backup" not in seen


def _in_the_way(path: Path) -> None:
    backups_folder(path).write_text("a file where the folder goes")


@pytest.mark.parametrize(("before", "kept"), [(lambda _: None, 1), (_in_the_way, 0)])
async def test_a_backup_is_kept_after_the_first_paint_and_only_a_failure_is_told(
    make_app: MakeApp, audit: OpenAudit, before: Callable[[Path], None], kept: int
) -> None:
    app = make_app()
    assert app.desk is not None
    path = app.desk.record.path
    before(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next: September")
        await app.workers.wait_for_complete()
        seen = await wait_for(pilot, "Record:" if kept else "Today's backup was not made")
        assert "Next: September" in seen
    assert len(kept_backups(path)) == kept


async def test_a_page_that_nobody_has_read_keeps_the_record_from_being_opened(
    desk: Desk, audit: OpenAudit
) -> None:
    back_up_record(desk)
    desk.record.close()
    path = desk.record.path
    with sqlite3.connect(path) as raw:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'erasure'"
        (page,) = raw.execute(query).fetchone()
    raw.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xee" * 4096
    path.write_bytes(content)
    async with WorkbenchApp(record=str(path), auditor="pat").run_test(size=(80, 24)) as pilot:
        seen = words(await wait_for(pilot, "The record cannot be opened."))
        assert words(f"{path} is damaged: page {page} of the file is damaged.") in seen
        assert words("b Restore backup") in seen
