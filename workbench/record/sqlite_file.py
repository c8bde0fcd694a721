"""The record as a SQLite file: made private, recognised, and opened by safe settings."""

import os
import sqlite3
import stat
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import OperationalError

from exports.whole_files import private_folder
from workbench.errors import NotSaved, RecordUnusable
from workbench.record.encryption import (
    ENVIRONMENT,
    SQLITE_MAGIC,
    cipher,
    is_encrypted,
    key_in_use,
    unlock,
)
from workbench.record.file_words import no_file

BUSY_TIMEOUT_MS: Final = 10_000
ASK_AGAIN_MS: Final = 15
"""How long SQLite waits for another writer before this program asks it again."""
BEING_MADE_S: Final = 10
PRIVATE_FILE: Final = 0o600

WRITE_AHEAD_LOG: Final = b"\x02"
"""What bytes 18 and 19 of the header hold where the write-ahead log is used."""
WAL_RESET_FIXED: Final = (3, 51, 3)
WAL_RESET_BACKPORTS: Final = {(3, 44): 6, (3, 50): 7}
"""SQLite 3.7.0 to 3.51.2 can corrupt a WAL database with two connections; these are mended."""


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """Which file a path named when it was opened: renamed underneath, it is another."""

    device: int
    inode: int


def identity(path: Path) -> FileIdentity:
    """Return which file a path names now."""
    found = path.stat()
    return FileIdentity(device=found.st_dev, inode=found.st_ino)


def check_same_file(path: Path, opened: FileIdentity) -> None:
    """Check that a path still names the file that was opened.

    Raises:
        NotSaved: It was moved away, or another file stands in its place.
    """
    try:
        now = identity(path)
    except OSError:
        raise NotSaved(
            f"The record {path} is no longer there.", "Put the file back and try again."
        ) from None
    if now != opened:
        raise NotSaved(
            f"{path} is not the file that was opened: it was moved, and another put in its place.",
            "Put the file back and try again, or leave and open the one that is there now.",
        )


def prepare(path: Path) -> bool:
    """Make a private, empty file where there is none; True if the schema must still be made.

    Raises:
        RecordUnusable: It cannot be made or read, or is a file of another kind.
    """
    try:
        private_folder(path.parent)
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
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            raise _no_record(path, no_file(kind))
        start = _first_bytes(path, len(SQLITE_MAGIC))
    except OSError as error:
        raise RecordUnusable(
            f"The record {path} cannot be read: {error.strerror}.",
            "Check who may read the file, or choose another with --record.",
        ) from None
    if start and start != SQLITE_MAGIC and not (is_encrypted(path) and key_in_use()):
        raise _not_a_record(path)
    if not start and _has_long_been_empty(path):
        raise RecordUnusable(
            f"{path} is empty: there is no record in it.",
            "If it was one, restore a backup: workbench restore FILE. To begin anew, remove it.",
        )
    return not start


def _has_long_been_empty(path: Path) -> bool:
    """Whether a file is empty, and not because another program is just making a record of it."""
    return time.time() - path.stat().st_mtime > BEING_MADE_S


def _no_record(path: Path, why: str) -> RecordUnusable:
    return RecordUnusable(
        f"{path} is not a Casefile Workbench record: {why}.",
        "Choose another file with --record; nothing was changed.",
    )


def _not_a_record(path: Path) -> RecordUnusable:
    if is_encrypted(path):
        return RecordUnusable(
            f"{path} is encrypted, or is not a Casefile Workbench record.",
            f"If it is encrypted, give its key in {ENVIRONMENT}, or run this in a terminal, "
            "which asks for it.",
        )
    return RecordUnusable(
        f"{path} is not a Casefile Workbench record.",
        "Choose another file with --record; nothing was changed.",
    )


def _first_bytes(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        return file.read(count)


def file_engine(path: Path, *, read_only: bool) -> Engine:
    """Return an engine on the file, whose every connection is durable and holds to the rules."""
    encrypted = is_encrypted(path)
    engine = create_engine(
        _address(path, read_only=read_only),
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000},
        module=cipher() if encrypted else sqlite3,
    )
    if encrypted:
        event.listen(engine, "connect", lambda connection, _: unlock(connection, path))
        event.listen(engine, "connect", _configure_to_read if read_only else _configure_encrypted)
    else:
        event.listen(engine, "connect", _configure_to_read if read_only else _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _address(path: Path, *, read_only: bool) -> URL:
    if not read_only:
        return URL.create("sqlite", database=str(path))
    query = {"mode": "ro", "uri": "true"}
    if is_encrypted(path):
        return URL.create("sqlite", database=path.absolute().as_uri(), query=query)
    if not os.access(path.parent, os.W_OK) and _first_bytes(path, 19)[18:] == WRITE_AHEAD_LOG:
        query["immutable"] = "1"  # its log cannot be made here, and so nobody else writes either
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def may_be_written(path: Path) -> bool:
    """Whether this program may write to the file and beside it, where its journal goes."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal mode that is safe with this version of SQLite."""
    mended = WAL_RESET_BACKPORTS.get(version[:2])
    safe = version >= WAL_RESET_FIXED or (mended is not None and version[2] >= mended)
    return "WAL" if safe else "DELETE"


def sqlite_version() -> tuple[int, int, int]:
    """Return the version of SQLite that this program runs on."""
    major, minor, patch, *_ = sqlite3.sqlite_version_info
    return major, minor, patch


_RULES: Final = ("foreign_keys=ON", "recursive_triggers=ON", "trusted_schema=OFF")


def _configure(connection: sqlite3.Connection, _: object) -> None:
    _set(connection, f"journal_mode={journal_mode(sqlite_version())}", "synchronous=FULL", *_RULES)


def _configure_encrypted(connection: sqlite3.Connection, _: object) -> None:
    _set(connection, "journal_mode=DELETE", "synchronous=FULL", "temp_store=MEMORY", *_RULES)


def _configure_to_read(connection: sqlite3.Connection, _: object) -> None:
    _set(connection, *_RULES)


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    connection.isolation_level = None
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        _take_the_right_to_write(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_the_right_to_write(connection: Connection) -> None:
    """Wait for the right to write, asking often: SQLite asks ever more seldom, and may starve."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    connection.exec_driver_sql(f"PRAGMA busy_timeout={ASK_AGAIN_MS}")
    try:
        while not _began(connection, last=time.monotonic() >= until):
            pass
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _began(connection: Connection, *, last: bool) -> bool:
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    except OperationalError as error:
        if last or "locked" not in str(error.orig):
            raise
        return False
    return True
