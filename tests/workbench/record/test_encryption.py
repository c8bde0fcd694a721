"""Encrypted records: nothing can be read without the key, and everything works with it."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.cli.dispatch import run
from workbench.errors import RecordUnusable
from workbench.record import encryption
from workbench.record.encryption import ENVIRONMENT, is_encrypted
from workbench.record.engine import open_record
from workbench.record.looking import Seen, look

KEY = 'it\'s "a" key; DROP TABLE history --'
NOTE = b"No entry before closure."


@pytest.fixture(autouse=True)
def no_key_is_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    yield
    encryption._given.clear()


@pytest.fixture(scope="module")
def encrypted_as_made(small_record_as_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("encrypted") / "small.record"
    shutil.copy(small_record_as_made, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(ENVIRONMENT, KEY)
        assert run(["encrypt", "--remove-plain", "--record", str(path)]) == 0
    return path


@pytest.fixture
def encrypted(encrypted_as_made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small record, encrypted, with its key given."""
    monkeypatch.setenv(ENVIRONMENT, KEY)
    return shutil.copy(encrypted_as_made, tmp_path / "small.record")


def test_nothing_of_it_can_be_read_on_the_disk(encrypted_as_made: Path) -> None:
    folder = encrypted_as_made.parent
    left = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert is_encrypted(encrypted_as_made)
    assert stat.S_IMODE(encrypted_as_made.stat().st_mode) == 0o600
    assert not any(NOTE in content for content in left)


def test_plain_sqlite_cannot_open_it(encrypted: Path) -> None:
    with sqlite3.connect(encrypted) as raw, pytest.raises(sqlite3.DatabaseError, match="not a dat"):
        raw.execute("SELECT * FROM history")


def test_it_verifies_and_the_history_says_what_was_done(encrypted: Path) -> None:
    desk = Desk(open_record(encrypted), auditor="auditor 1")
    assert verify_record(desk).faults == ()
    desk.record.close()
    assert run(["history", "--record", str(encrypted)]) == 0


def test_work_goes_on_in_it(encrypted: Path) -> None:
    desk = Desk(open_record(encrypted), auditor="tester")
    audit = open_audit(desk, "September")
    give_answer(desk, audit, Place(audit.cases[2].id, "SUP-02"), None)
    desk.record.close()
    assert verify_record(Desk(open_record(encrypted), auditor="auditor 1")).faults == ()
    assert is_encrypted(encrypted)


@pytest.mark.parametrize("key", [None, "another key"])
def test_without_the_right_key_it_is_told_plainly_and_left_as_it_was(
    encrypted: Path, key: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = encrypted.read_bytes()
    monkeypatch.delenv(ENVIRONMENT)
    if key:
        monkeypatch.setenv(ENVIRONMENT, key)
    with pytest.raises(RecordUnusable, match=r"key"):
        open_record(encrypted)
    assert look(encrypted).seen is Seen.ENCRYPTED
    assert encrypted.read_bytes() == before


def test_a_wrong_key_is_not_told_as_damage(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever mistypes a key must not be told to put a backup over the record."""
    run(["backup", "--record", str(encrypted)])
    monkeypatch.setenv(ENVIRONMENT, "another key")
    capfd.readouterr()
    assert run(["verify", "--record", str(encrypted)]) == 2
    said = capfd.readouterr().err
    assert "key" in said
    assert "restore" not in said.replace("or restore a backup", "")
    assert "hmac" not in said


def test_backups_of_it_are_encrypted_too(encrypted: Path, tmp_path: Path) -> None:
    assert run(["backup", str(tmp_path / "b.record"), "--record", str(encrypted)]) == 0
    assert is_encrypted(tmp_path / "b.record")
    assert run(["restore", str(tmp_path / "b.record"), "--record", str(encrypted)]) == 0
    assert verify_record(Desk(open_record(encrypted), auditor="auditor 1")).faults == ()


def test_the_doctor_finds_nothing_wrong_with_it(
    encrypted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["backup", "--record", str(encrypted)])
    capsys.readouterr()
    assert run(["doctor", "--record", str(encrypted)]) == 0, capsys.readouterr().out


def test_plain_copies_are_named_until_they_are_removed(
    small_record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(ENVIRONMENT, KEY)
    run(["backup", "--record", str(small_record)])
    assert run(["encrypt", "--record", str(small_record)]) == 0
    said = capsys.readouterr().out
    plain = [
        p for p in small_record.parent.rglob("*.record*") if p.is_file() and not is_encrypted(p)
    ]
    assert len(plain) == 2
    assert all(str(path) in said for path in plain)
    assert run(["encrypt", "--remove-plain", "--record", str(small_record)]) == 0
    assert not any(path.exists() for path in plain)


def test_it_can_be_made_plain_again_with_nothing_lost(encrypted: Path) -> None:
    assert run(["decrypt", "--record", str(encrypted)]) == 0
    assert look(encrypted).seen is Seen.RECORD
    assert not is_encrypted(encrypted)
    assert verify_record(Desk(open_record(encrypted), auditor="auditor 1")).faults == ()


def test_without_a_key_nothing_is_encrypted(
    small_record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = small_record.read_bytes()
    assert run(["encrypt", "--record", str(small_record)]) == 2
    assert "Give one in WORKBENCH_KEY" in capsys.readouterr().err
    assert small_record.read_bytes() == before


def test_without_the_extra_it_says_what_to_install(
    encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(encryption, "import_module", missing)
    with pytest.raises(RecordUnusable, match=r"casefile-workbench\[encrypted\]"):
        open_record(encrypted)


@pytest.mark.parametrize(
    ("content", "encrypted"),
    [
        (b"", False),
        (b"reference,team\n" * 1024, False),
        (bytes(range(256)) * 16, True),
        (bytes(range(256)) * 16 + b"x", False),
        (b"SQLite format 3\x00" + bytes(range(256)) * 31 + bytes(240), False),
    ],
)
def test_only_whole_pages_of_noise_look_encrypted(
    tmp_path: Path, content: bytes, encrypted: bool
) -> None:
    (tmp_path / "file").write_bytes(content)
    assert is_encrypted(tmp_path / "file") == encrypted
