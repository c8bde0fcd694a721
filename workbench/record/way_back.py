"""The way back from a record that cannot be used: the newest sound backup, and the command."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import Final

from workbench.errors import NotSaved, RecordUnusable
from workbench.record.backups import KeptBackup, backups_folder, kept_backups
from workbench.record.engine import Record, open_record
from workbench.record.location import Location
from workbench.record.looking import BROKEN, Seen, look, what_it_means
from workbench.record.soundness import damage_of, file_faults


def newest_sound(record: Path) -> KeptBackup | None:
    """Return the newest backup beside a record that is whole; None where there is none."""
    return next((kept for kept in kept_backups(record) if not file_faults(kept.path)), None)


def way_back(record: Path) -> str:
    """Return how to get back to the newest sound backup; empty where there is none."""
    kept = newest_sound(record)
    if kept is None:
        return ""
    return (
        f"The newest sound backup is {kept}, history head {look(kept.path).head}: "
        f"workbench restore {_quoted(kept.path)} --record {_quoted(record)}"
    )


def _quoted(path: Path) -> str:
    return quote(str(path))


def refuse_lost(path: Path) -> None:
    """Refuse to make a new record where one was: its backups are there, and it is gone or empty.

    Raises:
        RecordUnusable: It would be made anew over what was lost.
    """
    lost = _how_lost(path)
    if lost and kept_backups(path):
        raise RecordUnusable(
            f"{path} was a record, and {lost}.",
            way_back(path) or _NO_SOUND_ONE.format(folder=backups_folder(path)),
        )


def _how_lost(path: Path) -> str:
    try:
        return "" if path.stat().st_size else "is now an empty file"
    except FileNotFoundError:
        return "is gone"
    except OSError:
        return ""


NO_BACKUP_OF_DAMAGE: Final = (
    "No sound backup is beside it: look for one elsewhere, and workbench restore FILE. What was "
    "entered may still be read: workbench history."
)
_NO_SOUND_ONE: Final = (
    "None of the backups in {folder} is sound: workbench doctor says what is wrong with each. "
    "To begin anew, move that folder away."
)


def open_known_record(location: Location, *, even_damaged: bool = False) -> Record:
    """Open a record; none is made over a lost one, and a broken one is told with the way back.

    Args:
        location: Where it is.
        even_damaged: Whether to open it where pages of it are damaged: to say what still holds.

    Raises:
        RecordUnusable: It is gone or empty and has backups, damaged, or cannot be opened.
    """
    if not isinstance(location, Path):
        return open_record(location)
    refuse_lost(location)
    try:
        record = open_record(location)
    except RecordUnusable as error:
        if look(location).seen not in BROKEN:
            raise
        raise RecordUnusable(error.problem, remedy_of_damage(location, error.remedy)) from error
    if not even_damaged:
        _let_go_if_damaged(record)
    return record


def _let_go_if_damaged(record: Record) -> None:
    try:
        check_undamaged(record)
    except BaseException:
        record.close()
        raise


def check_undamaged(record: Record) -> None:
    """Check that no page of a record is damaged, be it one that nobody is going to read.

    No figure of a damaged record may be trusted, and what is saved to one may be lost.

    Raises:
        RecordUnusable: SQLite finds it damaged; the newest sound backup is named.
    """
    if fault := damage_of(record):
        raise RecordUnusable(
            f"{record.location} is damaged: {fault}.",
            remedy_of_damage(record.location, NO_BACKUP_OF_DAMAGE),
        )


@contextmanager
def told_with_way_back(location: Location) -> Iterator[None]:
    """Name the newest sound backup where the record is found damaged inside the block.

    Raises:
        NotSaved: As it was raised, with the way back.
    """
    try:
        yield
    except NotSaved as error:
        said = getattr(error.__cause__, "orig", None)
        if not isinstance(said, sqlite3.Error) or what_it_means(said) is not Seen.DAMAGED:
            raise
        raise NotSaved(error.problem, remedy_of_damage(location, error.remedy)) from error


def remedy_of_damage(location: Location, usual: str) -> str:
    """Return the way back to the newest sound backup, or what is advised where there is none."""
    return (way_back(location) if isinstance(location, Path) else "") or usual


def remedy_where_damaged(record: Record) -> str:
    """Return what to do about the damaged pages of a record; empty where none is damaged."""
    try:
        check_undamaged(record)
    except RecordUnusable as error:
        return error.remedy
    return ""
