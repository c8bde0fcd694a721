"""The record as a file: private, durable, recognisable, and plain when something is wrong."""

import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from workbench.errors import NotSaved, RecordUnusable
from workbench.record import history, sqlite_file
from workbench.record.engine import Record, open_record
from workbench.record.sqlite_file import journal_mode
from workbench.record.tables import APPEND_ONLY, Setting
from workbench.version import VERSION


def _write(session: Session) -> None:
    session.execute(insert(Setting).values(key="k", value="v"))


def test_a_new_record_and_its_folder_are_private(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.record"
    open_record(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("session_of", [Record.reading, Record.writing])
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", 2), ("foreign_keys", 1), ("recursive_triggers", 1), ("trusted_schema", 0)],
)
def test_every_connection_is_durable_and_holds_to_the_rules(
    tmp_path: Path,
    pragma: str,
    value: int,
    session_of: Callable[[Record], AbstractContextManager[Session]],
) -> None:
    """2 is FULL: what was saved survives a power cut."""
    record = open_record(tmp_path / "a.record")
    with session_of(record) as session:
        assert session.connection().exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value
    record.close()


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    record = open_record(tmp_path / "a.record")
    with record.writing() as session:
        session.execute(insert(Setting).values(key="k", value="v"))
    record.close()
    with open_record(tmp_path / "a.record").reading() as session:
        assert session.get_one(Setting, "k").value == "v"


def test_a_block_that_fails_changes_nothing(tmp_path: Path) -> None:
    record = open_record(tmp_path / "a.record")

    def write_and_fail() -> None:
        with record.writing() as session:
            _write(session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_and_fail()
    with record.reading() as session:
        assert session.get(Setting, "k") is None


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"PK\x03\x04 a workbook"])
def test_a_foreign_file_is_refused_and_left_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(RecordUnusable, match="not a Casefile Workbench record"):
        open_record(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("create table t (x)")
    with pytest.raises(RecordUnusable, match="a database, but not"):
        open_record(path)


def test_a_newer_schema_is_refused_with_both_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    open_record(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=99")
    with pytest.raises(RecordUnusable, match=r"version 99.*reads schema version 2"):
        open_record(path)


@pytest.mark.parametrize(
    ("program", "remedy"),
    [
        ("9.9.0", "Install version 9.9.0 or a newer one."),
        (VERSION, "Use the version of the program that wrote it, or a newer one."),
    ],
)
def test_the_version_of_the_program_that_wrote_a_newer_record_is_named(
    tmp_path: Path, program: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.record"
    record = open_record(path)
    monkeypatch.setattr(history, "VERSION", program)
    with record.writing() as session:
        history.append(session, at="at", actor="a", action="b", subject="c", payload={})
    record.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA user_version=99")
    with pytest.raises(RecordUnusable) as refused:
        open_record(path)
    assert refused.value.remedy == remedy
    assert f"this one, version {VERSION}, reads" in refused.value.problem


def test_a_truncated_record_is_told_plainly(tmp_path: Path) -> None:
    path = tmp_path / "a.record"
    open_record(path).close()
    path.write_bytes(path.read_bytes()[:5000])

    def open_and_write() -> None:
        with open_record(path).writing() as session:
            _write(session)

    with pytest.raises((RecordUnusable, NotSaved), match=r"damaged|not a record"):
        open_and_write()


def test_a_record_that_another_program_holds_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT_MS", 50)
    record = open_record(tmp_path / "a.record")
    other = sqlite3.connect(tmp_path / "a.record", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(NotSaved, match="another program is writing"), record.writing():
        pass
    other.close()
    with record.writing() as session:
        session.execute(insert(Setting).values(key="k", value="v"))


def test_a_record_that_was_moved_away_is_not_written_to(tmp_path: Path) -> None:
    record = open_record(tmp_path / "a.record")
    (tmp_path / "a.record").rename(tmp_path / "b.record")
    with pytest.raises(NotSaved, match="no longer there"), record.writing():
        pass


def test_a_record_that_another_file_took_the_place_of_is_not_written_to(tmp_path: Path) -> None:
    record = open_record(tmp_path / "a.record")
    open_record(tmp_path / "other.record").close()
    (tmp_path / "a.record").rename(tmp_path / "b.record")
    (tmp_path / "other.record").rename(tmp_path / "a.record")
    with pytest.raises(NotSaved, match="not the file that was opened"), record.writing():
        pass


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET rowid = rowid", "DELETE FROM {0}"])
def test_the_database_itself_refuses_to_change_what_is_sealed(
    small_record: Path, table: str, statement: str
) -> None:
    with sqlite3.connect(small_record) as raw:
        rows = raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our names
        assert rows > 0, "the fixture has no row to protect"
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement.format(table))


def test_an_answer_that_is_none_of_ours_is_refused_by_the_table(small_record: Path) -> None:
    with (
        sqlite3.connect(small_record) as raw,
        pytest.raises(sqlite3.IntegrityError, match="value_is_an_answer"),
    ):
        raw.execute("UPDATE answer SET value = 'yes'")


def test_writers_in_several_threads_wait_for_each_other(tmp_path: Path) -> None:
    record = open_record(tmp_path / "a.record")
    failures: list[BaseException] = []

    def write(worker: int) -> None:
        try:
            for step in range(25):
                with record.writing() as session:
                    session.get(Setting, "any")
                    session.execute(insert(Setting).values(key=f"{worker}-{step}", value=""))
        except (NotSaved, IntegrityError) as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with record.reading() as session:
        assert session.connection().exec_driver_sql("select count(*) from setting").scalar() == 100


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_the_write_ahead_log_is_used_only_where_sqlite_is_mended(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode


@pytest.mark.parametrize("name", ["od?d.record", "per%20cent.record", "with space.record"])
def test_the_file_that_is_named_is_the_file_that_is_used(tmp_path: Path, name: str) -> None:
    record = open_record(tmp_path / name)
    with record.writing() as session:
        _write(session)
    record.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).stat().st_size > 0


def test_programs_that_make_a_record_at_the_same_moment_both_have_it(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from workbench.record.engine import open_record; "
        "open_record(Path(sys.argv[1])).close()"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "a.record")])
        for _ in range(4)
    ]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
