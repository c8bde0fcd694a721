"""Restoring: a backup put in the place of the record, which is set aside and never removed.

Everything is made ready first, in a folder of its own: the copy, proved and verified, with the
entry of the restoration in its history. Then the two files change places in one step.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Final

from workbench.audits.desk import Desk, utc_now
from workbench.audits.proof.verifying import verify_record
from workbench.audits.safekeeping.left_out import LeftOut, find_left_out
from workbench.errors import CheckFailed, RecordUnusable, Refused
from workbench.record.copies import Copy, copy_record, sync
from workbench.record.encryption import is_encrypted
from workbench.record.engine import open_record
from workbench.record.exchanging import Held, exchange, forget_second_names, held, name_aside
from workbench.record.history import Head
from workbench.record.location import Location, ServerAddress, record_location
from workbench.record.looking import Seen, look, writable
from workbench.record.schema import SCHEMA_VERSION, newer_schema
from workbench.record.soundness import file_faults
from workbench.record.way_back import newest_sound, way_back

RESTORED: Final = "record restored"
STAGING: Final = "restoring-"
LEFT_OVER_AFTER: Final = timedelta(hours=1)
_NOT_ITS_FAULT: Final = frozenset({Seen.LOCKED, Seen.UNREADABLE, Seen.CUT_SHORT, Seen.ENCRYPTED})
"""Why a record may not be opened now, though nothing is wrong with what it holds."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """What was put in place, what was set aside, and what is not in the record now.

    Attributes:
        backup_head: The newest entry of the backup.
        head: The newest entry of the record now: that of the restoration.
        set_aside: Where the record before is; None where there was none.
        made_plain: Whether the record before was encrypted, and this one is not.
    """

    record: Path
    backup: Path
    backup_head: str
    head: str
    set_aside: Path | None
    left_out: LeftOut
    made_plain: bool

    def as_mapping(self) -> Mapping[str, object]:
        """Return what was done for a program to read."""
        left = self.left_out
        return {
            "record": str(self.record),
            "backup": str(self.backup),
            "backup_head": self.backup_head,
            "head": self.head,
            "set_aside": None if self.set_aside is None else str(self.set_aside),
            "set_aside_head": left.head or None,
            "entries_left_out": left.count,
            "left_out": None if left.actions is None else dict(left.actions),
            "made_plain": self.made_plain,
        }


def restore_record(
    location: Location,
    backup: Path,
    *,
    auditor: str,
    reason: str = "",
    clock: Callable[[], datetime] = utc_now,
) -> Restoration:
    """Verify a backup, set the record aside and put the backup in its place.

    Killed at any moment, the record is the one before or the one restored.

    Args:
        location: Where the record is, or was. It may be damaged, empty or gone.
        backup: The file to restore. It stays as it is.
        auditor: Who restores it.
        reason: Why, for the history.
        clock: What tells the time.

    Raises:
        Refused: The record is on a server, or the backup is the record itself.
        RecordUnusable: The backup is no record of this program, or of a newer schema.
        CheckFailed: The backup does not hold against its own history.
        NotSaved: Another program has the record in use, or it cannot be replaced.
    """
    path = _file(location)
    _check_backup(path, backup)
    forget_second_names(path)
    with _staging(path) as folder:
        staged = folder / path.name
        source = _Source(backup, str(_copied(backup, staged).head), reason)
        desk = _made_ready(staged, backup, auditor=auditor, clock=clock)
        try:
            with held(path) as present:
                return _put_in_place(present, desk, source)
        finally:
            desk.record.close()


@dataclass(frozen=True, slots=True)
class _Source:
    """What is restored, and why."""

    backup: Path
    head: str
    reason: str


def _copied(backup: Path, staged: Path) -> Copy:
    """Copy a backup beside the record.

    Raises:
        Refused: There is no room for it, or it cannot be written.
    """
    try:
        return copy_record(backup, staged)
    except Refused as error:
        said = error.problem.replace("No backup was made", "Nothing was restored", 1)
        beside = said.replace(str(staged.parent), str(staged.parent.parent))
        raise Refused(beside, "Make some space beside the record. It is as it was.") from error


def _file(location: Location) -> Path:
    if isinstance(location, ServerAddress):
        raise Refused(
            f"The record is on a server ({location}), and is restored there.",
            "Who keeps the server runs: "
            "pg_restore --clean --if-exists --single-transaction --dbname=DATABASE FILE",
        )
    return location


def _check_backup(path: Path, backup: Path) -> None:
    if _same(path, backup):
        raise Refused(f"{backup} is the record itself.", "Name a backup: workbench backups.")
    faults = file_faults(backup)
    if faults:
        raise RecordUnusable(
            f"{backup} cannot be restored: {faults[0]}.",
            "Choose another: workbench backups lists those beside the record.",
        )
    seen = look(backup)
    if (seen.schema or 0) > SCHEMA_VERSION:
        raise newer_schema(backup, seen.schema or 0, seen.program)


def _same(path: Path, backup: Path) -> bool:
    """Whether two names are of one file; False where that cannot be told, or there is none."""
    with suppress(OSError):
        return path.samefile(backup)
    return False


def _is_encrypted(path: Path) -> bool:
    with suppress(OSError):
        return is_encrypted(path)
    return False


@contextmanager
def _staging(path: Path) -> Iterator[Path]:
    """Give a private folder beside the record, gone at the end."""
    _sweep(path)
    try:
        folder = Path(mkdtemp(prefix=f".{path.name}.{STAGING}", dir=path.parent))
    except OSError as error:
        raise Refused(
            f"Nothing can be written in {path.parent}: {error.strerror}.",
            "Check that the folder is there and who may write to it. Nothing was changed.",
        ) from None
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def staging_folders(path: Path) -> tuple[Path, ...]:
    """Return what restorations that were killed, or go on now, have beside a record."""
    with suppress(OSError):
        return tuple(path.parent.glob(f".{path.name}.{STAGING}*"))
    return ()


def _sweep(path: Path) -> None:
    before = (datetime.now(UTC) - LEFT_OVER_AFTER).timestamp()
    for folder in staging_folders(path):
        with suppress(OSError):
            if folder.stat().st_mtime < before:
                rmtree(folder)


def _made_ready(staged: Path, backup: Path, *, auditor: str, clock: Callable[[], datetime]) -> Desk:
    """Open the copy, brought to this schema if it is older, and hold it against its own history."""
    with _told_of(backup, staged):
        desk = Desk(record=open_record(staged), auditor=auditor, clock=clock)
    faults = verify_record(desk).faults
    if faults:
        desk.record.close()
        raise CheckFailed(
            f"{backup} cannot be restored: {faults[0]}.",
            "Nothing was changed. Choose another: workbench backups.",
        )
    return desk


@contextmanager
def _told_of(backup: Path, staged: Path) -> Iterator[None]:
    """Name the backup in what is said of the copy of it."""
    try:
        yield
    except RecordUnusable as error:
        problem = error.problem.replace(str(staged), str(backup))
        raise RecordUnusable(problem, "Choose another: workbench backups.") from error


def _put_in_place(present: Held, desk: Desk, source: _Source) -> Restoration:
    staged = desk.record.path
    left_out = find_left_out(present, staged)
    aside = name_aside(present.path, desk.clock())
    head = _enter(desk, _details(source, left_out, aside if present.path.exists() else None))
    desk.record.close()
    _make_one_file(staged)
    made_plain = _is_encrypted(present.path) and not _is_encrypted(staged)
    was_there = exchange(present, staged, aside=aside)
    return Restoration(
        record=present.path,
        backup=source.backup,
        backup_head=source.head,
        head=str(head),
        set_aside=aside if was_there else None,
        left_out=left_out,
        made_plain=made_plain,
    )


def _enter(desk: Desk, details: Mapping[str, object]) -> Head:
    with desk.record.writing() as session:
        return desk.enter(session, RESTORED, about="record", details=details)


def _details(source: _Source, left_out: LeftOut, aside: Path | None) -> Mapping[str, object]:
    return {
        "backup": source.backup.name,
        "backup_head": source.head,
        "set_aside": None if aside is None else aside.name,
        "set_aside_head": left_out.head or None,
        "entries_left_out": left_out.count,
        "reason": source.reason,
    }


def _make_one_file(staged: Path) -> None:
    """Write a log, if there is one, into the file, and wait until it is on the disk."""
    with writable(staged) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    sync(staged)


@dataclass(frozen=True, slots=True)
class Offer:
    """A backup that can take the place of a record which cannot be gone on with.

    Attributes:
        record: The record that is damaged, empty or gone.
        backup: The newest sound backup beside it.
        said: The two in a sentence, with the command.
    """

    record: Path
    backup: Path
    said: str


def offer_backup(asked: str | None) -> Offer | None:
    """Return the backup to restore in place of a record; None where it is sound, or has none.

    Args:
        asked: The record as it was asked for; None for the usual one.
    """
    try:
        path = record_location(asked)
    except RecordUnusable:
        return None
    if not isinstance(path, Path) or look(path).seen in _NOT_ITS_FAULT or not file_faults(path):
        return None
    kept = newest_sound(path)
    return None if kept is None else Offer(path, kept.path, way_back(path))
