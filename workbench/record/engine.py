"""The record as a file: opened, checked, and written one durable transaction at a time."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, SQLModel, create_engine

from workbench.errors import NotSaved, RecordUnusable
from workbench.record.tables import APPEND_ONLY

APPLICATION_ID: Final = 0x43465742
"""`CFWB`, in the header of every record."""
SCHEMA_VERSION: Final = 1
BUSY_TIMEOUT_MS: Final = 5000
PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700

SQLITE_MAGIC: Final = b"SQLite format 3\x00"
WAL_RESET_FIXED: Final = (3, 51, 3)
WAL_RESET_BACKPORTS: Final = {(3, 44): 6, (3, 50): 7}
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database with two connections; these are mended."""


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Sessions come from `reading` and `writing`, and nowhere else."""

    path: Path
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the record and changes nothing."""
        with _plain_errors(self.path), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all durable when the block ends, or none is made.

        Raises:
            NotSaved: The record is locked, full, read-only or damaged; nothing was changed.
        """
        writer = self.engine.execution_options(writing=True)
        with _plain_errors(self.path), Session(writer, expire_on_commit=False) as session:
            _same_file(self.path)
            session.connection()  # takes the lock now, so that what is read cannot be overtaken
            yield session
            session.commit()

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()


def open_record(path: Path) -> Record:
    """Open the record at `path`, making it if there is none.

    Raises:
        RecordUnusable: It is a foreign or damaged file, of a newer version, or cannot be read.
    """
    made = _prepare(path)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    record = Record(path=path, engine=engine)
    with _unusable(path):
        if made:
            _create(record)
        else:
            _check_version(record)
    return record


def _prepare(path: Path) -> bool:
    """Make a private, empty file where there is none; True if the schema must still be made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except FileExistsError:
        return _is_empty(path)
    except OSError as error:
        raise RecordUnusable(
            f"The record {path} cannot be made: {error.strerror}.",
            "Choose another place with --record.",
        ) from None
    return True


def _is_empty(path: Path) -> bool:
    try:
        start = _first_bytes(path)
    except OSError as error:
        raise RecordUnusable(
            f"The record {path} cannot be read: {error.strerror}.",
            "Check who may read the file, or choose another with --record.",
        ) from None
    if start and start != SQLITE_MAGIC:
        raise RecordUnusable(
            f"{path} is not a Casefile Workbench record.",
            "Choose another file with --record; nothing was changed.",
        )
    return not start


def _first_bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(SQLITE_MAGIC))


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal mode that is safe with this version of SQLite."""
    mended = WAL_RESET_BACKPORTS.get(version[:2])
    safe = version >= WAL_RESET_FIXED or (mended is not None and version[2] >= mended)
    return "WAL" if safe else "DELETE"


def _sqlite_version() -> tuple[int, int, int]:
    major, minor, patch, *_ = sqlite3.sqlite_version_info
    return major, minor, patch


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in (
        f"journal_mode={journal_mode(_sqlite_version())}",
        "synchronous=FULL",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _create(record: Record) -> None:
    with record.writing() as session:
        connection = session.connection()
        if connection.exec_driver_sql("PRAGMA user_version").scalar_one():
            return  # another program made it between our look and our lock
        SQLModel.metadata.create_all(connection)
        for table in APPEND_ONLY:
            _forbid_change(connection, table)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def _forbid_change(connection: Connection, table: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _check_version(record: Record) -> None:
    with record.engine.connect() as connection:
        application = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if application != APPLICATION_ID:
        raise RecordUnusable(
            f"{record.path} is a database, but not a Casefile Workbench record.",
            "Choose another file with --record; nothing was changed.",
        )
    if version != SCHEMA_VERSION:
        raise RecordUnusable(
            f"{record.path} has schema version {version}; this program reads {SCHEMA_VERSION}.",
            "Use the version of the program that wrote it, or a newer one.",
        )


def _same_file(path: Path) -> None:
    if not path.exists():
        raise NotSaved(f"The record {path} is no longer there.", "Put the file back and try again.")


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise NotSaved(*_in_words(path, error)) from error


@contextmanager
def _unusable(path: Path) -> Iterator[None]:
    try:
        yield
    except NotSaved as error:
        raise RecordUnusable(error.problem, error.remedy) from error
    except DBAPIError as error:
        raise RecordUnusable(*_in_words(path, error)) from error


_KNOWN: Final = (
    ("locked", "another program is writing to it", "Close it there, or wait, and try again."),
    ("full", "the disk is full", "Make some space and try again."),
    ("readonly", "it may not be written to", "Check who may write to the file and its folder."),
    ("not a database", "it is not a record", "Choose another file, or restore a backup."),
    ("malformed", "the file is damaged", "Restore the newest backup; do not go on with this file."),
    ("unable to open", "the file cannot be opened", "Check that the disk is there and not full."),
    ("disk i/o", "the disk did not answer", "Check the disk and try again."),
    ("append-only", "an entry of the history may not be changed", "Nothing was changed."),
)


def _in_words(path: Path, error: DBAPIError) -> tuple[str, str]:
    said = str(error.orig).lower()
    for sign, problem, remedy in _KNOWN:
        if sign in said:
            return f"Not saved: {problem} ({path}).", remedy
    kind = "the database refused" if isinstance(error, OperationalError) else "a rule was broken"
    return f"Not saved: {kind} ({path}): {error.orig}.", "Nothing was changed; run it again."
