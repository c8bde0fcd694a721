"""The commands that keep a record safe, and what every command says of one that is lost."""

import sqlite3
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.safekeeping.backing_up import keep_backups
from workbench.record.backups import kept_backups
from workbench.record.engine import open_record

pytestmark = pytest.mark.of_the_file


@pytest.fixture
def used(wb):
    """The terminal of the tests, on a record with one entry."""
    record = open_record(wb.record)
    keep_backups(Desk(record=record, auditor="tester"), 5)
    record.close()
    return wb


def test_a_backup_is_written_listed_and_restored(used, tmp_path: Path) -> None:
    made = used.json("backup", tmp_path / "safe.record")
    assert made["entries"] == 1
    assert used("backups", "--keep", "6") == 0
    done = used.json("restore", tmp_path / "safe.record", "--reason", "a test")
    assert done["backup_head"] == made["head"]
    assert done["left_out"] == {"backups kept": 1}
    assert used("verify") == 0
    assert f"history head: {done['head']}" in used.out
    assert used("history") == 0
    assert "because: a test" in used.out


def test_what_was_restored_is_said(used, tmp_path: Path) -> None:
    used("backup", tmp_path / "safe.record")
    used("backups", "--keep", "6")
    assert used("restore", tmp_path / "safe.record") == 0
    assert "NOT IN IT: 1 entries of " in used.out
    assert f"workbench history --record {used.record}.set-aside_" in used.out
    used.record.unlink()
    assert used("restore", tmp_path / "safe.record") == 0
    assert "nothing: there was no file" in used.out
    used.record.write_bytes(b"")
    assert used("restore", tmp_path / "safe.record") == 0
    assert "What is not in it cannot be told: the file is empty." in used.out


def test_a_file_that_is_there_is_kept_unless_forced(used, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    assert used("backup", tmp_path / "letter") == 2
    assert "is there already. Choose another name, or write over it with --force." in used.err
    assert used("backup", tmp_path / "letter", "--force") == 0


def test_the_first_command_of_a_day_keeps_a_backup_and_no_other_does(used) -> None:
    assert used("history") == 0
    assert used("history") == 0
    (kept,) = kept_backups(used.record)
    assert kept.why == "daily"
    (listed,) = used.json("backups")
    assert (listed["why"], listed["fault"]) == ("daily", "")


def test_a_backup_that_cannot_be_made_stops_no_command(used) -> None:
    Path(f"{used.record}.backups").write_text("in the way")
    assert used("history") == 0
    assert "Today's backup was not made" in used.err


def test_without_a_backup_the_list_says_how_to_make_one(used) -> None:
    assert used("backups") == 0
    assert "There is no backup yet. Make one: workbench backup." in used.out


LOST = {
    "empty": (lambda path: path.write_bytes(b""), "was a record, and is now an empty file."),
    "gone": (lambda path: path.unlink(), "was a record, and is gone."),
    "foreign": (lambda path: path.write_bytes(b"hello hello hello"), "is not a Casefile Workbench"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:9000]), "the file is damaged"),
}


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize(
    "words", [("populations",), ("history",), ("verify",), ("import", "LIST", "--name", "p")]
)
def test_every_command_names_the_newest_sound_backup_where_the_record_is_lost(
    used, tmp_path: Path, lost: str, words: tuple[str, ...]
) -> None:
    used("backup")
    (kept,) = kept_backups(used.record)
    lose, problem = LOST[lost]
    lose(used.record)
    before = used.record.read_bytes() if used.record.exists() else None
    csv = tmp_path / "list.csv"
    csv.write_text("Crime No\n1\n")
    asked = [csv if word == "LIST" else word for word in words]
    assert used(*asked, *(["--ref", "Crime No"] if words[0] == "import" else [])) == 2
    assert problem in used.err
    assert f"workbench restore {kept.path} --record {used.record}" in used.err
    assert "Traceback" not in used.err
    assert (used.record.read_bytes() if used.record.exists() else None) == before


def damage(record: Path, table: str) -> None:
    """Overwrite the page on which a table begins."""
    with sqlite3.connect(record) as raw:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        (page,) = raw.execute(query, (table,)).fetchone()
        (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    content = bytearray(record.read_bytes())
    content[(page - 1) * size : page * size] = b"\xee" * size
    record.write_bytes(content)


@pytest.mark.parametrize(
    "words",
    [
        ("rates", "September"),
        ("export", "September", "FILE.md"),
        ("answers", "September", "--export", "FILE.csv"),
        ("certificate", "September", "-o", "FILE.json"),
        ("answer", "September", "#1", "SUP-01", "met"),
        ("queue",),
        ("populations",),
        ("escalations", "September"),
        ("backup", "FILE.record"),
        ("history",),
    ],
)
def test_no_figure_and_no_file_leaves_a_record_with_a_damaged_page_that_nobody_reads(
    used, tmp_path: Path, words: tuple[str, ...]
) -> None:
    used("backup")
    (kept,) = kept_backups(used.record)
    damage(used.record, "erasure")
    asked = [tmp_path / word if word.startswith("FILE") else word for word in words]
    assert used(*asked) == 2
    assert f"{used.record} is damaged: page " in used.err
    assert f"workbench restore {kept.path} --record {used.record}" in used.err
    assert not list(tmp_path.glob("FILE*"))
    assert bool(used.out) == (words == ("history",)), "what happened is told all the same"


def test_damage_without_a_sound_backup_says_where_to_look(used) -> None:
    damage(used.record, "erasure")
    assert used("queue") == 2
    assert "No sound backup is beside it: look for one elsewhere" in used.err
    assert used("verify") == 1
    assert "No sound backup is beside it: look for one elsewhere" in used.out
    assert "of the file is damaged" in used.out
    assert "backup was not made" not in used.err


@pytest.mark.parametrize("lost", LOST)
def test_the_list_of_backups_of_a_lost_record_says_so_and_names_the_way_back(
    used, lost: str
) -> None:
    used("backup")
    (kept,) = kept_backups(used.record)
    lose, _ = LOST[lost]
    lose(used.record)
    assert used("backups") == 2
    assert kept.path.name in used.out
    assert "Make one" not in used.out
    assert f"workbench restore {kept.path} --record {used.record}" in used.err
    kept.path.unlink()
    assert used("backups") == 2
    assert used.out == ""
    assert "Make one" not in used.err
    assert "No sound backup is beside it." in used.err


def test_damage_that_shows_only_in_reading_is_told_with_the_way_back(used) -> None:
    used("backup")
    (kept,) = kept_backups(used.record)
    damage(used.record, "history")
    assert used("history") == 2
    assert "the file is damaged" in used.err
    assert f"workbench restore {kept.path} --record {used.record}" in used.err


def test_the_doctor_leaves_with_1_where_something_is_wrong(used) -> None:
    assert used("doctor") == 0
    assert "Nothing is wrong." in used.out
    used.record.chmod(0o644)
    assert used("doctor") == 1
    assert f"chmod 600 {used.record}" in used.out
    used("doctor", "--json")
    assert '"sound": false' in used.out


def test_a_server_has_no_list_of_backups(wb) -> None:
    wb.record = "postgresql://pat@127.0.0.1:1/audits"
    assert wb("backups") == 2
    assert "on a server" in wb.err


def test_a_command_that_opens_the_record_twice_says_once_that_no_backup_was_made(used) -> None:
    Path(f"{used.record}.backups").write_text("in the way")
    assert used("recommendations", "R4", "--status", "complete") == 0
    assert used.err.count("backup was not made") == 1


@pytest.fixture
def encrypted(used, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The record encrypted, with a plain backup in `plain.record` and one that is encrypted too."""
    pytest.importorskip("sqlcipher3", reason="the extra encrypted is not installed")
    monkeypatch.setenv("WORKBENCH_KEY", "a key of the tests")
    assert used("backup", tmp_path / "plain.record") == 0
    assert used("encrypt") == 0
    assert used("backup") == 0
    return used


def test_a_plain_backup_that_takes_the_place_of_an_encrypted_record_is_said_to_be_plain(
    encrypted, tmp_path: Path
) -> None:
    (kept,) = kept_backups(encrypted.record)
    assert encrypted("restore", kept.path) == 0
    assert "PLAIN" not in encrypted.out
    assert encrypted("restore", tmp_path / "plain.record") == 0
    assert "IT IS PLAIN NOW: the record was encrypted, the backup is not." in encrypted.out
    assert encrypted.json("restore", tmp_path / "plain.record")["made_plain"] is False


@pytest.mark.parametrize(
    ("key", "said"), [("another", "does not open it"), ("", "no key was given")]
)
def test_backups_that_no_key_opens_are_listed_and_not_called_unsound(
    encrypted, monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    monkeypatch.setenv("WORKBENCH_KEY", key)
    assert encrypted("backups") == 0
    assert "not looked into: " in encrypted.out
    assert said in encrypted.out
    assert "NOT SOUND" not in encrypted.out
