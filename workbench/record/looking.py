"""Looking at a file that may be a record, with nothing but SQLite, and without changing it.

It may be of an older schema, damaged, cut short or of another program: whatever it is, it is said.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import NullPool

from workbench.record.encryption import (
    SQLITE_MAGIC,
    cipher,
    connect,
    is_encrypted,
    key_in_use,
    told_as_sqlite,
)
from workbench.record.file_words import HEADER_LENGTH, cut_off, foreign, no_file
from workbench.record.history import GENESIS, Head
from workbench.record.schema import APPLICATION_ID
from workbench.record.sqlite_file import (
    BUSY_TIMEOUT_MS,
    WRITE_AHEAD_LOG,
    may_be_written,
)
from workbench.record.sqlite_words import in_plain_words

COMPANIONS: Final = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a database, by the ending of its name."""
_LOCKED: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_BROKEN_CODES: Final = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_ERROR}
)
"""The last is what a schema ends in that lacks a table of ours."""


class Seen(StrEnum):
    """What there is at a path."""

    RECORD = "a record"
    MISSING = "nothing"
    NO_FILE = "a folder or a device"
    EMPTY = "an empty file"
    FOREIGN = "a file of another kind"
    OTHER_DATABASE = "a database of another program"
    DAMAGED = "a damaged record"
    CUT_SHORT = "a record in which a save was cut short"
    LOCKED = "a record that another program is writing to"
    UNREADABLE = "a file that cannot be read"
    ENCRYPTED = "an encrypted file that no key given opens"


BROKEN: Final = frozenset({Seen.EMPTY, Seen.FOREIGN, Seen.OTHER_DATABASE, Seen.DAMAGED})
"""What stands where a record was, and can only be replaced."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a file is, as far as it can be seen without opening it as a record.

    Attributes:
        seen: What it is.
        size: Its length in bytes.
        schema: The number of its schema; None where it cannot be read, as all that follows.
        head: The newest entry of its history.
        newest_at: When that entry was written; empty where there is none.
        program: The version of the program that wrote it; empty where there is none.
        problem: What is wrong with it, in plain words; empty where nothing is.
    """

    path: Path
    seen: Seen
    size: int = 0
    schema: int | None = None
    head: Head | None = None
    newest_at: str = ""
    program: str = ""
    problem: str = ""


def look(path: Path) -> Look:
    """Say what there is at a path. Nothing is changed, made or waited for.

    Not for a record that this process itself is saving to: the system lets go of all the locks of
    a process on a file when any handle of it is closed. `alongside` is.
    """
    try:
        found = path.stat()
        return _look_at(path, found) if stat.S_ISREG(found.st_mode) else _no_file(path, found)
    except FileNotFoundError:
        return Look(path, Seen.MISSING, problem="there is no file")
    except OSError as error:
        return Look(path, Seen.UNREADABLE, problem=str(error.strerror))


def _no_file(path: Path, found: os.stat_result) -> Look:
    return Look(path, Seen.NO_FILE, problem=no_file(found.st_mode))


def _look_at(path: Path, found: os.stat_result) -> Look:
    size, start = found.st_size, _start(path)
    if not size:
        return Look(path, Seen.EMPTY, problem="the file is empty")
    if is_encrypted(path):
        return _look_behind_the_key(path, size)
    if start[: len(SQLITE_MAGIC)] != SQLITE_MAGIC:
        return Look(path, Seen.FOREIGN, size, problem=foreign(path))
    return _look_inside(path, size, start)


def _look_behind_the_key(path: Path, size: int) -> Look:
    """Look inside with the key in use; what no key opens may be sound all the same."""
    if key_in_use() is None:
        return Look(path, Seen.ENCRYPTED, size, problem="it is encrypted, and no key was given")
    found = _look_inside(path, size, b"")
    if found.seen is Seen.DAMAGED and not _first_page_opens(path):
        return Look(path, Seen.ENCRYPTED, size, problem="the key that was given does not open it")
    return found


def _first_page_opens(path: Path) -> bool:
    try:
        with read_only(path) as connection:
            pragma(connection, "schema_version")
    except sqlite3.Error:
        return False
    return True


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER_LENGTH)


def _look_inside(path: Path, size: int, start: bytes) -> Look:
    try:
        with read_only(path, timeout=0) as connection:
            if pragma(connection, "application_id") != APPLICATION_ID:
                return _of_another(path, size, start)
            schema = pragma(connection, "user_version")
            head, newest_at, program = newest_entry(connection)
    except (sqlite3.Error, OverflowError) as error:
        seen = what_it_means(error)
        return Look(path, seen, size, problem=_in_words(seen, error, size, start))
    return Look(path, Seen.RECORD, size, schema, head, newest_at, program)


def _of_another(path: Path, size: int, start: bytes) -> Look:
    """Return what a database is that lacks our mark: too short to have one, or another's."""
    if short := cut_off(size, start):
        return Look(path, Seen.DAMAGED, size, problem=short)
    return Look(path, Seen.OTHER_DATABASE, size, problem="it is a database of another program")


def _in_words(seen: Seen, error: Exception, size: int, start: bytes) -> str:
    if seen is Seen.CUT_SHORT:
        return "a save in it was cut short, and is put right when it is next opened"
    return (cut_off(size, start) if seen is Seen.DAMAGED else "") or in_plain_words(error)


def what_it_means(error: Exception) -> Seen:
    """Return what an error of SQLite says of the file."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if code == sqlite3.SQLITE_READONLY_ROLLBACK:
        return Seen.CUT_SHORT
    if code & 0xFF in _LOCKED:
        return Seen.LOCKED
    return Seen.DAMAGED if code & 0xFF in _BROKEN_CODES else Seen.UNREADABLE


def newest_entry(connection: sqlite3.Connection) -> tuple[Head, str, str]:
    """Return the head of the history, when it was written, and by which version of the program.

    Raises:
        sqlite3.Error: There is no history, or it cannot be read.
    """
    row = connection.execute(
        "SELECT seq, hash, at, program_version FROM history ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return Head(seq=0, hash=GENESIS), "", ""
    seq, digest, at, program = row
    if not (isinstance(seq, int) and isinstance(digest, str) and isinstance(at, str)):
        raise sqlite3.DatabaseError("the newest entry of the history is not one")
    return Head(seq=seq, hash=digest), at, str(program)


def told_entries(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Give the hash, the moment and the action of every entry of the history, in order.

    Raises:
        sqlite3.Error: They cannot be read to the end.
    """
    for row in connection.execute("SELECT hash, at, action FROM history ORDER BY seq"):
        digest, at, action = map(str, row)
        yield digest, at, action


def pragma(connection: sqlite3.Connection, name: str) -> int:
    """Return a number that SQLite keeps of a database."""
    found = connection.execute(f"PRAGMA {name}").fetchone()
    if found is None:
        raise sqlite3.DatabaseError(f"it does not say its {name}")
    return int(found[0])


def companions(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite has left or keeps beside a database."""
    found = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return tuple(each for each in found if os.path.lexists(each))


@contextmanager
def read_only(
    path: Path, *, timeout: float = BUSY_TIMEOUT_MS / 1000
) -> Iterator[sqlite3.Connection]:
    """Open a file to read it, and leave it and its folder as they are."""
    with told_as_sqlite(), closing(_connect(path, _only_to_read(path), timeout)) as connection:
        yield connection


def reading_engine(path: Path) -> Engine:
    """Return an engine that only reads a file, and leaves it and its folder as they are."""
    how = _only_to_read(path)
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, how, BUSY_TIMEOUT_MS / 1000),
        poolclass=NullPool,
        module=cipher() if is_encrypted(path) else sqlite3,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _only_to_read(path: Path) -> str:
    """Return how to open a file so that no log is made beside it.

    A log that is not there is not needed: nobody else has the file open then.
    """
    alone = uses_log(path) and not path.with_name(f"{path.name}-wal").exists()
    return "mode=ro&immutable=1" if alone else "mode=ro"


def uses_log(path: Path) -> bool:
    """Whether a database is kept with a write-ahead log; an encrypted one never is."""
    return not is_encrypted(path) and _start(path)[18:19] == WRITE_AHEAD_LOG


@contextmanager
def writable(
    path: Path, *, timeout: float = BUSY_TIMEOUT_MS / 1000, like: Path | None = None
) -> Iterator[sqlite3.Connection]:
    """Open a file that is there; what a save that was cut short has left is put right.

    Args:
        path: The file.
        timeout: How long to wait for another program, in seconds.
        like: A file that this one, which is empty, is to be encrypted like.
    """
    with (
        told_as_sqlite(),
        closing(_connect(path, "mode=rw", timeout, like=like)) as connection,
    ):
        yield connection


@contextmanager
def alongside(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a record to read it that this process, or another, may be saving to."""
    how = "mode=rw" if may_be_written(path) else "mode=ro"
    with told_as_sqlite(), closing(_connect(path, how, BUSY_TIMEOUT_MS / 1000)) as connection:
        yield connection


def _connect(
    path: Path, how: str, timeout: float, *, like: Path | None = None
) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{how}"
    if is_encrypted(like or path):
        connection = connect(address, path, timeout=timeout)
    else:
        connection = sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")  # nothing of a case goes to a temporary file
    return connection
