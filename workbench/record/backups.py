"""Backups: copies of a record that were proved, and the folder of those kept beside it.

The folder is named for the record (`workbench.record.backups`), and every backup in it for the
moment and the reason it was made: `2026-11-22_03-30-00_daily.record`. The program removes the
oldest of those that it made by itself, and only after a newer one was proved.
"""

import os
import re
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from exports.whole_files import PRIVATE_FOLDER
from workbench.errors import RecordUnusable, Refused
from workbench.record.copies import PART, Copy, NameTaken, copy_record
from workbench.record.history import head
from workbench.record.looking import alongside, look

if TYPE_CHECKING:
    from workbench.record.engine import Record

KEPT_SETTING: Final = "backups kept"
KEPT: Final = 10
"""How many of the backups that the program makes by itself are kept, unless the record says."""
DUE_AFTER: Final = timedelta(days=1)
CLOCKS_DIFFER: Final = timedelta(hours=1)
"""A backup of a time so far to come was made while the clock was wrong."""
LEFT_OVER_AFTER: Final = timedelta(hours=1)
"""A copy that was not finished for so long never will be."""
_TIME: Final = "%Y-%m-%d_%H-%M-%S"
_NAME: Final = re.compile(
    r"(?P<at>\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d)_(?P<why>[a-z-]+?)(?:_(?P<number>\d+))?\.record"
)


class Why(StrEnum):
    """Why a backup in the folder was made."""

    DAILY = "daily"
    MIGRATION = "before-migration"
    ASKED = "asked"


BY_ITSELF: Final = frozenset({Why.DAILY, Why.MIGRATION})
"""Those that the program makes, and in time removes, by itself."""


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup in the folder, as its name tells."""

    path: Path
    why: Why
    at: datetime

    def __str__(self) -> str:
        return f"{self.path} of {self.at:%Y-%m-%d %H:%M} UTC"


def backups_folder(record: Path) -> Path:
    """Return where the backups of a record are kept."""
    return record.with_name(f"{record.name}.backups")


def kept_backups(record: Path) -> tuple[KeptBackup, ...]:
    """Return the backups that are kept beside a record, the newest first.

    Where the clock was ahead as some were made, and is right again, their names tell less than
    their histories: then the one with the most entries is the newest.
    """
    try:
        names = [each.name for each in backups_folder(record).iterdir() if each.is_file()]
    except OSError:
        return ()
    found = (_as_kept(backups_folder(record) / name) for name in names)
    kept = sorted(filter(None, found), key=_order, reverse=True)
    if kept and kept[0].at > datetime.now(UTC) + CLOCKS_DIFFER:
        kept.sort(key=_entries, reverse=True)
    return tuple(kept)


def _as_kept(path: Path) -> KeptBackup | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match["why"] not in set(Why):
        return None
    with suppress(ValueError):
        at = datetime.strptime(match["at"], _TIME).replace(tzinfo=UTC)
        return KeptBackup(path=path, why=Why(match["why"]), at=at)
    return None


def _order(kept: KeptBackup) -> tuple[datetime, int]:
    match = _NAME.fullmatch(kept.path.name)
    return kept.at, int((match and match["number"]) or 1)


def _entries(kept: KeptBackup) -> int:
    """Return how many entries the history of a backup has; none where it cannot be read."""
    head = look(kept.path).head
    return -1 if head is None else head.seq


def back_up(record: "Record", target: Path, *, force: bool = False) -> Copy:
    """Write a proved copy of a record, as it stands at this moment.

    Raises:
        Refused: The target is there already, or cannot be written.
        RecordUnusable: The record is damaged, or is on a server and cannot be dumped from here.
    """
    if record.on_server:
        from workbench.record.server_dumps import dump_server

        return dump_server(record, target, force=force)
    return copy_record(record.path, target, force=force)


def back_up_beside(path: Path, why: Why, *, at: datetime | None = None) -> Copy:
    """Keep a proved backup of the record at a path, whatever its schema, in its own folder.

    Of those made by the program itself, the oldest over the number to keep are removed after it.

    Raises:
        Refused: It cannot be written.
        RecordUnusable: The record is damaged.
    """
    while True:
        with suppress(NameTaken):  # by another program, at this very moment
            return _back_up_once(path, why, at=at or datetime.now(UTC))


def _back_up_once(path: Path, why: Why, *, at: datetime) -> Copy:
    """Keep a backup under the name that is free now; another may take it until it is made."""
    folder = _private_folder(path)
    _sweep(folder)
    copy = copy_record(path, _free_name(folder, at.astimezone(UTC), why))
    _remove_oldest(path)
    return copy


def back_up_before_migration(path: Path) -> Path:
    """Keep a proved backup of a record of an older schema, and return where it is.

    Raises:
        Refused: It cannot be written.
        RecordUnusable: The record is damaged.
    """
    return back_up_beside(path, Why.MIGRATION).path


def back_up_if_due(record: "Record", *, at: datetime | None = None) -> Copy | None:
    """Keep a backup where the newest is older than a day and something was done since.

    Raises:
        Refused: It cannot be written.
        RecordUnusable: The record is damaged.
    """
    if record.on_server or record.read_only:
        return None
    moment = at or datetime.now(UTC)
    if not _due(record, moment):
        return None
    try:
        return _back_up_once(record.path, Why.DAILY, at=moment)
    except Refused:
        if _due(record, moment):
            raise
        return None  # another program made it at this very moment


def _due(record: "Record", moment: datetime) -> bool:
    kept = kept_backups(record.path)
    if kept and abs(moment - kept[0].at) < DUE_AFTER:
        return False  # where the clock was set back, the newest is of a time to come
    with record.reading() as session:
        newest = head(session)
    return newest.seq > 0 and not (kept and look(kept[0].path).head == newest)


def _private_folder(record: Path) -> Path:
    folder = backups_folder(record)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise Refused(
            f"The folder {folder} cannot be made: {error.strerror}.",
            "Check who may write beside the record, or name a file: workbench backup FILE.",
        ) from None
    return folder


def _free_name(folder: Path, moment: datetime, why: Why) -> Path:
    name = f"{moment:{_TIME}}_{why}"
    path, number = folder / f"{name}.record", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{name}_{number}.record"
    return path


def _sweep(folder: Path) -> None:
    """Remove what a backup that was killed has left."""
    before = (datetime.now(UTC) - LEFT_OVER_AFTER).timestamp()
    for part in folder.glob(f".*{PART}*"):
        with suppress(OSError):
            if part.stat().st_mtime < before:
                part.unlink()


def _remove_oldest(record: Path) -> None:
    made = [kept for kept in kept_backups(record) if kept.why in BY_ITSELF]
    for kept in made[how_many_kept(record) :]:
        with suppress(OSError):
            kept.path.unlink()


def how_many_kept(record: Path) -> int:
    """Return how many backups the record says are to be kept, of those made by the program."""
    unread = (sqlite3.Error, OSError, ValueError, TypeError, RecordUnusable)
    with suppress(*unread), alongside(record) as connection:
        said = connection.execute(
            "SELECT value FROM setting WHERE key = ?", (KEPT_SETTING,)
        ).fetchone()
        return KEPT if said is None else max(1, int(said[0]))
    return KEPT
