"""The doctor: each thing that can be wrong is found and given a remedy; nothing is changed."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from errno import EIO
from pathlib import Path

import pytest

from tests.conftest import Clock
from workbench.audits.desk import Desk
from workbench.audits.safekeeping.backing_up import back_up_record, keep_backups
from workbench.audits.safekeeping.doctor import contents, place
from workbench.audits.safekeeping.doctor.examining import examine, examine_asked
from workbench.audits.safekeeping.doctor.findings import Finding, State
from workbench.audits.safekeeping.encrypting import remove_plain_copies
from workbench.record import looking
from workbench.record.backups import Why, back_up_beside, backups_folder
from workbench.record.converting import encrypt_file
from workbench.record.location import ServerAddress
from workbench.record.schema import SCHEMA_VERSION

pytestmark = pytest.mark.of_the_file

SUBJECTS = (
    "file",
    "permissions",
    "folder",
    "network share",
    "disk space",
    "leftovers",
    "another program",
    "schema",
    "pages",
    "references",
    "protection",
    "history",
    "rows",
    "clock",
    "SQLite",
    "backups",
)
SOON = datetime(2026, 10, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def path(desk: Desk) -> Path:
    """A closed record with one entry and a sound backup."""
    keep_backups(desk, 3)
    back_up_record(desk)
    desk.record.close()
    return desk.record.path


def found(path: Path, subject: str, *, now: datetime = SOON) -> Finding:
    examination = examine(path, now=now)
    (finding,) = (each for each in examination.findings if each.subject == subject)
    assert examination.sound == all(e.state is not State.WRONG for e in examination.findings)
    return finding


def alter(path: Path, *statements: str) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    raw.close()


def contents_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Return every file with its time; the index of a log is memory that programs share."""
    files = (each for each in folder.rglob("*") if each.is_file() and each.suffix != ".record-shm")
    return {each: (each.read_bytes(), each.stat().st_mtime_ns) for each in files}


def test_a_sound_record_is_fine_in_everything(path: Path) -> None:
    findings = examine(path, now=SOON).findings
    assert {each.state for each in findings} == {State.OK}
    assert tuple(each.subject for each in findings) == (*SUBJECTS, "newest backup")


def test_a_new_record_is_fine_too(desk: Desk) -> None:
    desk.record.close()
    assert {each.state for each in examine(desk.record.path).findings} == {State.OK}


def leave_log(path: Path) -> None:
    """Leave a record as a program does that is killed with a save in its log."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("INSERT INTO setting VALUES ('in', 'the log')")
    left = {end: Path(f"{path}{end}").read_bytes() for end in ("", "-wal")}
    raw.close()
    for end, content in left.items():
        Path(f"{path}{end}").write_bytes(content)


WAYS_TO_BREAK: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "empty": lambda path: path.write_bytes(b""),
    "foreign": lambda path: path.write_bytes(b"a letter"),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "garbage": lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\xee" * 40000),
    "gone": lambda path: path.unlink(),
    "other": lambda path: alter(path, "PRAGMA application_id=7"),
    "newer": lambda path: alter(path, "PRAGMA user_version=99"),
    "with a log": lambda path: alter(path, "PRAGMA journal_mode=WAL"),
    "with a log that was left": leave_log,
}


@pytest.mark.parametrize("broken", WAYS_TO_BREAK)
def test_nothing_is_changed_whatever_is_there(path: Path, broken: str) -> None:
    WAYS_TO_BREAK[broken](path)
    before = contents_of(path.parent)
    examine(path)
    assert contents_of(path.parent) == before


@pytest.mark.parametrize("broken", ["empty", "foreign", "cut off", "garbage", "gone", "other"])
def test_a_file_that_cannot_be_used_is_wrong_and_the_newest_sound_backup_is_named(
    path: Path, broken: str
) -> None:
    WAYS_TO_BREAK[broken](path)
    finding = found(path, "file")
    assert finding.state is State.WRONG
    (kept,) = backups_folder(path).iterdir()
    assert f"workbench restore {kept} --record {path}" in finding.remedy
    assert found(path, "contents").state is State.NOT_LOOKED_AT


@pytest.mark.parametrize("broken", ["foreign", "other", "folder"])
def test_of_a_file_that_never_was_a_record_only_that_is_said(path: Path, broken: str) -> None:
    shutil.rmtree(backups_folder(path))
    if broken == "folder":
        path.unlink()
        path.mkdir()
    else:
        WAYS_TO_BREAK[broken](path)
    (finding,) = examine(path).findings
    assert (finding.subject, finding.state) == ("file", State.WRONG)
    assert "is no record: " in finding.said
    assert finding.remedy.startswith("Name the record's own file with --record")


def test_a_disk_that_does_not_answer_is_a_finding(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise OSError(EIO, "Input/output error")

    monkeypatch.setattr(looking, "_start", refuse)
    monkeypatch.setattr(place, "is_encrypted", refuse)
    finding = found(path, "file")
    assert (finding.state, "Input/output error" in finding.said) == (State.WRONG, True)
    assert found(path, "plain copies").state is State.NOT_LOOKED_AT


@pytest.mark.parametrize("broken", [*WAYS_TO_BREAK, "a page"])
def test_nothing_is_said_twice_and_nothing_in_a_library_s_own_words(
    path: Path, broken: str
) -> None:
    shutil.rmtree(backups_folder(path))
    WAYS_TO_BREAK.get(broken, break_page)(path)
    findings = examine(path, now=SOON).findings
    said = [each.said for each in findings]
    assert len(set(said)) == len(said)
    assert len({each.subject for each in findings}) == len(findings)
    for raw in ("malformed", "not a database", "btree", "error code", "sqlite3."):
        assert raw not in " ".join(said)


def break_page(path: Path) -> None:
    """Overwrite the page on which the rows of the settings begin."""
    raw = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'"
    (page,) = raw.execute(query).fetchone()
    raw.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xee" * 4096
    path.write_bytes(content)


def test_a_damaged_page_is_named_and_no_backup_of_it_is_advised(path: Path) -> None:
    shutil.rmtree(backups_folder(path))
    break_page(path)
    finding = found(path, "pages")
    assert finding.state is State.WRONG
    assert "of the file is damaged" in finding.said
    assert "No sound backup is beside it" in finding.remedy
    assert found(path, "backups").remedy == ""
    assert found(path, "contents").state is State.NOT_LOOKED_AT


def test_plain_copies_beside_an_encrypted_record_are_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra encrypted is not installed")
    monkeypatch.setenv("WORKBENCH_KEY", "a key of the tests")
    aside = encrypt_file(path, at=SOON).set_aside
    (backup,) = backups_folder(path).iterdir()
    finding = found(path, "plain copies")
    assert finding.state is State.WRONG
    assert str(aside) in finding.said
    assert str(backup) in finding.said
    assert "workbench encrypt --remove-plain" in finding.remedy
    remove_plain_copies(path)
    assert found(path, "plain copies").state is State.OK
    monkeypatch.delenv("WORKBENCH_KEY")
    assert found(path, "plain copies").state is State.OK


def test_a_backup_that_no_key_opens_is_not_called_unsound(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sqlcipher3", reason="the extra encrypted is not installed")
    monkeypatch.setenv("WORKBENCH_KEY", "a key of the tests")
    path = desk.record.path
    keep_backups(desk, 3)
    desk.record.close()
    encrypt_file(path, at=SOON)
    back_up_beside(path, Why.ASKED)
    assert found(path, "newest backup").state is State.OK
    monkeypatch.delenv("WORKBENCH_KEY")
    assert found(path, "newest backup").state is State.NOT_LOOKED_AT


def test_a_record_of_a_newer_program_names_its_version(path: Path) -> None:
    alter(
        path,
        "PRAGMA user_version=99",
        "DROP TRIGGER history_no_update",
        "UPDATE history SET program_version = '9.9.0'",
    )
    finding = found(path, "schema")
    assert "was written by version 9.9.0 of the program" in finding.said
    assert finding.remedy == "Install version 9.9.0 or a newer one."


def test_a_record_that_was_renamed_is_found_beside(desk: Desk) -> None:
    desk.record.close()
    desk.record.path.rename(desk.record.path.with_name("october.record"))
    assert "october.record is a record: was it renamed?" in found(desk.record.path, "file").remedy


@pytest.mark.parametrize(
    ("statements", "subject", "said"),
    [
        (["PRAGMA user_version=99"], "schema", "99"),
        (["DROP TRIGGER history_no_delete"], "protection", "history_no_delete: gone"),
        (["UPDATE setting SET value = '9'"], "rows", "is not as the history has it"),
        (
            ["DROP TRIGGER history_no_update", "UPDATE history SET actor = 'me'"],
            "history",
            "entry 1 was altered",
        ),
        (
            ["INSERT INTO replacement VALUES (1, 8, 9, 'r', 'n', 'at', 'by')"],
            "references",
            "that is gone",
        ),
    ],
)
def test_what_does_not_hold_is_wrong_and_named(
    path: Path, statements: list[str], subject: str, said: str
) -> None:
    alter(path, *statements)
    finding = found(path, subject)
    assert (finding.state, bool(finding.remedy)) == (State.WRONG, True)
    assert said in finding.said


def test_an_older_schema_is_a_note(path: Path) -> None:
    alter(path, f"PRAGMA user_version={SCHEMA_VERSION - 1}")
    assert found(path, "schema").state is State.NOTE
    assert found(path, "protection").state is State.NOT_LOOKED_AT


@pytest.mark.parametrize(("mode", "said"), [(0o644, "(0644)"), (0o660, "(0660)")])
def test_a_record_that_others_may_reach_is_wrong(path: Path, mode: int, said: str) -> None:
    path.chmod(mode)
    finding = found(path, "permissions")
    assert finding.state is State.WRONG
    assert said in finding.said
    assert finding.remedy == f"chmod 600 {path}"


def test_a_folder_that_others_may_write_to_is_wrong(path: Path) -> None:
    path.parent.chmod(0o777)
    assert found(path, "folder").state is State.WRONG
    path.parent.chmod(0o755)
    assert found(path, "folder").state is State.OK
    backups_folder(path).chmod(0o755)
    assert found(path, "backups folder").state is State.WRONG


def test_a_network_share_is_wrong(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "is_on_network", lambda _: True)
    assert found(path, "network share").state is State.WRONG


def test_a_full_disk_is_wrong(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(path)
    monkeypatch.setattr(place.shutil, "disk_usage", lambda _: usage._replace(free=1000))
    assert "1,000 bytes are free" in found(path, "disk space").said


def test_another_program_that_goes_on_writing_is_wrong(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "WAIT", 0.01)
    other = sqlite3.connect(path, isolation_level=None)
    for way in ("IMMEDIATE", "EXCLUSIVE"):
        other.execute(f"BEGIN {way}")
        assert found(path, "another program").state is State.WRONG
        other.execute("ROLLBACK")
    assert found(path, "another program").state is State.OK
    other.close()


def test_a_save_that_was_cut_short_is_said_once(path: Path) -> None:
    child = os.fork()
    if not child:  # a program that is killed as it saves leaves its journal
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO setting VALUES ('long', ?)", ("x" * 500_000,))
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    examination = examine(path, now=SOON)
    noted = [each for each in examination.findings if "cut short" in each.said]
    assert [each.subject for each in noted] == ["leftovers"]
    assert examination.said == "Nothing is wrong in what was looked at."


def test_a_journal_without_its_record_is_noted(path: Path) -> None:
    path.unlink()
    Path(f"{path}-journal").write_bytes(b"x")
    assert found(path, "leftovers").state is State.NOTE


def test_a_restoration_that_was_killed_is_noted(path: Path) -> None:
    (path.parent / f".{path.name}.restoring-abc").mkdir()
    assert ".restoring-abc" in found(path, "leftovers").said


def test_a_clock_that_is_behind_the_newest_entry_is_wrong(path: Path) -> None:
    assert found(path, "clock", now=SOON - timedelta(hours=2)).state is State.WRONG
    assert found(path, "clock").state is State.OK


def test_a_clock_that_was_ahead_is_noted(desk: Desk, clock: Clock) -> None:
    clock.tick(400 * 24 * 3600)
    keep_backups(desk, 3)
    clock.tick(-400 * 24 * 3600)
    keep_backups(desk, 4)
    desk.record.close()
    finding = found(desk.record.path, "clock")
    assert finding.state is State.NOTE
    assert "2027-11-05" in finding.said


def test_the_newest_backup_is_held_against_its_own_history(path: Path) -> None:
    (kept,) = backups_folder(path).iterdir()
    alter(kept, "UPDATE setting SET value = '9'")
    finding = found(path, "newest backup")
    assert finding.state is State.WRONG
    assert "is not as the history has it" in finding.said


def test_a_backup_of_long_ago_is_noted_where_something_was_done_since(desk: Desk) -> None:
    keep_backups(desk, 3)
    back_up_record(desk)
    later = SOON + timedelta(days=30)
    assert found(desk.record.path, "backups", now=later).state is State.OK
    keep_backups(desk, 4)
    assert found(desk.record.path, "backups", now=later).state is State.NOTE


def test_without_a_backup_one_is_advised(desk: Desk) -> None:
    keep_backups(desk, 3)
    finding = found(desk.record.path, "backups")
    assert (finding.state, finding.remedy) == (State.NOTE, "Make one: workbench backup.")


def test_a_finding_is_one_line_with_its_remedy(path: Path) -> None:
    path.write_bytes(b"")
    line = str(found(path, "file"))
    assert line.startswith("WRONG          file             ")
    assert "\n" not in line


def test_a_place_where_no_record_may_be_is_a_finding_too() -> None:
    (finding,) = examine_asked("mysql://db/audits").findings
    assert finding.state is State.WRONG


def test_a_server_that_does_not_answer_is_wrong() -> None:
    pytest.importorskip("psycopg", reason="the extra team is not installed")
    address = ServerAddress("postgresql+psycopg://pat@127.0.0.1:1/audits?connect_timeout=2")
    (finding,) = examine(address).findings
    assert (finding.subject, finding.state) == ("server", State.WRONG)


def test_a_server_is_held_against_its_history(team_address: ServerAddress) -> None:
    examination = examine(team_address)
    assert examination.sound
    assert {each.subject for each in examination.findings} == {"server", "rows", "backups"}
