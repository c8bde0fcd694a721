"""Putting another file in the place of a record: the one before is set aside, and never removed.

The record is held, so that nobody saves to it meanwhile. What stood there is given its new name
first, and then the new file takes the place in one step: killed anywhere, one of the two is there.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.errors import NotSaved
from workbench.record.copies import give_name, sync
from workbench.record.looking import BROKEN, Seen, companions, look, what_it_means, writable
from workbench.record.sqlite_file import identity
from workbench.record.sqlite_words import in_plain_words

SET_ASIDE: Final = "set-aside"
_TIME: Final = "%Y-%m-%d_%H-%M-%S"


@dataclass(frozen=True, slots=True)
class Held:
    """A record that nobody else can save to.

    Attributes:
        connection: Open on it; None where there is nothing that SQLite can open.
        problem: Why it cannot be opened; empty where it can.
    """

    path: Path
    connection: sqlite3.Connection | None
    problem: str = ""


@contextmanager
def held(path: Path) -> Iterator[Held]:
    """Keep others from saving to the record at a path, if there is one, inside the block.

    Raises:
        NotSaved: Another program is writing to it, or it may not be written to.
    """
    seen = look(path)
    if seen.seen is Seen.MISSING or seen.seen in BROKEN:
        yield Held(path, None, seen.problem)
        return
    if seen.seen is Seen.ENCRYPTED:
        raise NotSaved(
            f"{path} is not replaced: {seen.problem}.",
            "Give its key, or move it away yourself, and run the command again.",
        )
    if seen.seen is Seen.NO_FILE:
        raise NotSaved(f"{path} is not replaced: {seen.problem}.", "Name the record's own file.")
    if seen.seen is Seen.UNREADABLE:
        raise NotSaved(
            f"{path} is not replaced: it cannot be read: {seen.problem}.",
            "Check whose it is, and who may read and write it. Nothing was changed.",
        )
    before = identity(path)
    with _opened(path) as (connection, problem):
        if identity(path) != before:
            raise _in_use(path)
        yield Held(path, connection, problem)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[sqlite3.Connection | None, str]]:
    with writable(path, timeout=1) as connection:
        problem = _take_hold(path, connection)
        yield (None if problem else connection), problem


def _take_hold(path: Path, connection: sqlite3.Connection) -> str:
    """Take the only right to write; a log is first written into the file, so that it is whole."""
    try:
        (journal,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error as error:
        if what_it_means(error) is Seen.DAMAGED:
            return in_plain_words(error)
        raise _in_use(path) from error
    if journal != "delete":
        raise _in_use(path)
    return ""


def _in_use(path: Path) -> NotSaved:
    return NotSaved(
        f"Not restored: another program has {path} in use, or it may not be written to.",
        "Leave the app and every command on this record, and try again. Nothing was changed.",
    )


def exchange(record: Held, staged: Path, *, aside: Path) -> bool:
    """Put a file in the place of a record that is held; return whether there was one before.

    Args:
        record: The record, held.
        staged: A whole, synced file on the same disk.
        aside: The name that what stood there has from now on; nothing else has it.

    Raises:
        NotSaved: The folder may not be written to; the record is where it was.
    """
    try:
        was_there = _set_aside(record.path, aside)
        staged.replace(record.path)
        sync(record.path.parent)
    except OSError as error:
        raise NotSaved(
            f"Not restored: {record.path} cannot be replaced: {error.strerror}.",
            "Check who may write to its folder. The record is as it was.",
        ) from error
    return was_there


def _set_aside(path: Path, aside: Path) -> bool:
    """Give what is there a name of its own, with the files that belong to it."""
    if not os.path.lexists(path):
        return False
    _also_named(path, aside)
    for left in companions(path):
        # A journal or a log that stayed would be played into the record that is put in its place.
        ending = left.name.removeprefix(path.name)
        _also_named(left, aside.with_name(f"{aside.name}{ending}"))
        left.unlink()
    sync(path.parent)
    return True


def name_aside(path: Path, moment: datetime) -> Path:
    """Return a name beside a record that nothing has, for what stands there to be set aside."""
    name = f"{path.name}.{SET_ASIDE}_{moment:{_TIME}}"
    aside, number = path.with_name(name), 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{name}_{number}")
    return aside


def _also_named(path: Path, name: Path) -> None:
    if not give_name(path, name):
        raise NotSaved(
            f"Not restored: this disk cannot give {path} a second name, to set it aside.",
            "Move it away yourself, and run the command again. It is as it was.",
        )


def second_names(path: Path) -> tuple[Path, ...]:
    """Return the names that a restoration which was killed gave to the record that still stands."""
    try:
        mine = identity(path)
        others = path.parent.glob(f"{path.name}.{SET_ASIDE}_*")
        return tuple(other for other in others if identity(other) == mine)
    except OSError:
        return ()


def forget_second_names(path: Path) -> None:
    """Take those names away again; the record keeps its own."""
    for other in second_names(path):
        with suppress(OSError):
            other.unlink()
