"""A copy of a record: made while others go on saving, private, and proved before it is kept."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from exports.whole_files import is_there
from workbench.errors import RecordUnusable, Refused
from workbench.record.history import Head
from workbench.record.looking import (
    Seen,
    alongside,
    companions,
    newest_entry,
    pragma,
    read_only,
    what_it_means,
    writable,
)
from workbench.record.soundness import faults_in
from workbench.record.sqlite_file import PRIVATE_FILE
from workbench.record.sqlite_words import in_plain_words

PART: Final = ".part"
"""The ending of a copy that is not finished."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was proved: where it is, the newest entry in it, its length in bytes."""

    path: Path
    head: Head
    size: int


class NameTaken(Refused):
    """A file is there already, by the name that a copy was to have."""


def copy_record(source: Path, target: Path, *, force: bool = False) -> Copy:
    """Copy a record as it stands at one moment, and prove the copy before it has its name.

    Others go on saving to the record meanwhile. Killed at any moment, it leaves the target as it
    was, or whole.

    Args:
        source: The record.
        target: Where the copy goes.
        force: Whether a file that is there is written over.

    Raises:
        RecordUnusable: The record cannot be read, or is damaged.
        NameTaken: The target is there already.
        Refused: The copy cannot be written.
    """
    _check_target(source, target, force=force)
    with part_of(target) as part, _told(source, target):
        marks = _fill(part, source)
        _prove(part, source, marks)
        sync(part)
        size = part.stat().st_size
        put(part, target, force=force)
    return Copy(path=target, head=marks.head, size=size)


def _check_target(source: Path, target: Path, *, force: bool) -> None:
    if is_there(target) and is_there(source) and target.samefile(source):
        raise Refused(f"{target} is the record itself.", "Choose another name.")
    if is_there(target) and (target.is_dir() or not force):
        raise NameTaken(
            f"{target} is there already.", "Choose another name, or write over it with --force."
        )
    if companions(target):
        raise Refused(
            f"{companions(target)[0]} belongs to a database of that name, which is in use or was "
            "cut short.",
            "Choose another name.",
        )


@contextmanager
def part_of(target: Path) -> Iterator[Path]:
    """Give a private, empty file beside the target, gone at the end if it was not put in place."""
    part = target.with_name(f".{target.name}.{token_hex(4)}{PART}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    except OSError as error:
        raise Refused(
            f"Nothing can be written in {target.parent}: {error.strerror}.",
            "Name a file in a folder that is there and that you may write to.",
        ) from None
    try:
        yield part
    finally:
        for left in (part, *companions(part)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a copy must have in common with the record at the moment it was copied."""

    application: int
    schema: int
    head: Head


def _marks(connection: sqlite3.Connection) -> _Marks:
    return _Marks(
        application=pragma(connection, "application_id"),
        schema=pragma(connection, "user_version"),
        head=newest_entry(connection)[0],
    )


def _fill(part: Path, source: Path) -> _Marks:
    """Copy what one moment of the record holds, and return its marks at that moment."""
    with alongside(source) as original, writable(part, like=source) as copy:
        original.execute("BEGIN")
        marks = _marks(original)
        # Nobody else knows of the part, and it is thrown away unless it is finished and synced.
        for setting in ("locking_mode=EXCLUSIVE", "journal_mode=MEMORY", "synchronous=OFF"):
            copy.execute(f"PRAGMA {setting}")
        original.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
    return marks


def _prove(part: Path, source: Path, marks: _Marks) -> None:
    with read_only(part) as copy:
        fault = next(faults_in(copy), None)
        if fault is None and _marks(copy) != marks:
            fault = "the copy does not hold what the record does"
    if fault:
        raise RecordUnusable(
            f"No backup was kept of {source}: {fault}.",
            "workbench doctor says what is wrong with the record.",
        )


def sync(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(part: Path, target: Path, *, force: bool) -> None:
    """Give a finished file its name, over another only by force.

    Raises:
        FileExistsError: Another file has the name.
    """
    if force or not give_name(part, target):
        part.replace(target)
    sync(target.parent)


def give_name(part: Path, target: Path) -> bool:
    """Give a file a second name that nothing has; False where the file system has no such thing.

    Raises:
        FileExistsError: Another file has the name.
    """
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError(target) from None
        return False
    return True


@contextmanager
def _told(source: Path, target: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise NameTaken(f"{target} is there already.", "Choose another name.") from None
    except (sqlite3.Error, OSError) as error:
        raise _in_words(source, target, error) from error


def _in_words(source: Path, target: Path, error: Exception) -> Exception:
    if isinstance(error, sqlite3.Error) and what_it_means(error) is Seen.DAMAGED:
        return RecordUnusable(
            f"No backup was made: {source} is damaged: {in_plain_words(error)}.",
            "workbench doctor says what to do.",
        )
    if _is_full(source, target):
        return Refused(
            f"No backup was made: there is no room for it in {target.parent}.",
            "Make some space, or name a file on another disk.",
        )
    return Refused(
        f"No backup was made of {source}: {_reason(error)}.",
        "Nothing was changed; try again, or ask workbench doctor.",
    )


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or in_plain_words(error)


def _is_full(source: Path, target: Path) -> bool:
    try:
        return shutil.disk_usage(target.parent).free < source.stat().st_size
    except OSError:
        return False
