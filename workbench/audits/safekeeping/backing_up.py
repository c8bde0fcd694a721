"""Backing up: a proved copy of the record on request, by itself once a day, and a list of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.audits.desk import Desk
from workbench.errors import Refused, WorkbenchError
from workbench.record.backups import (
    KEPT_SETTING,
    KeptBackup,
    Why,
    back_up,
    back_up_beside,
    back_up_if_due,
    backups_folder,
    how_many_kept,
    kept_backups,
)
from workbench.record.looking import BROKEN, Seen, look
from workbench.record.settings import write_setting
from workbench.record.soundness import file_faults
from workbench.record.way_back import remedy_of_damage

KEPT_CHANGED: Final = "backups kept"
MOST_KEPT: Final = 1000
_TOLD: Final = BROKEN | {Seen.NO_FILE, Seen.UNREADABLE, Seen.RECORD}
_TODAY: Final = {
    "No backup was made": "Today's backup was not made",
    "No backup was kept": "Today's backup was not kept",
}
ELSEWHERE: Final = (
    "No sound backup is beside it. Name the right file with --record, or restore a backup that is "
    "kept elsewhere: workbench restore FILE."
)


@dataclass(frozen=True, slots=True)
class BackupView:
    """A backup: where it is, what is in it, and what is wrong with it.

    Attributes:
        at: When it was made, in UTC, as text; empty for one that was just written to a file.
        why: `daily`, `before-migration`, `asked`.
        head: The newest entry of its history; empty where it cannot be read.
        entries: How many entries its history has.
        size: Its length in bytes.
        fault: Why it cannot be restored; empty where it is sound.
        unread: Whether no key opens it that was given, so that it may be sound.
    """

    path: Path
    at: str
    why: str
    head: str
    entries: int
    size: int
    fault: str = ""
    unread: bool = False

    @property
    def state(self) -> str:
        """Whether it can be restored, in a few words."""
        if not self.fault:
            return "sound"
        return f"not looked into: {self.fault}" if self.unread else f"NOT SOUND: {self.fault}"

    def as_mapping(self) -> Mapping[str, object]:
        """Return the backup for a program to read."""
        return {
            "path": str(self.path),
            "at": self.at,
            "why": self.why,
            "head": self.head,
            "entries": self.entries,
            "bytes": self.size,
            "fault": self.fault,
            "unread": self.unread,
        }


@dataclass(frozen=True, slots=True)
class BackupList:
    """The backups beside a record, and how the record itself stands.

    Attributes:
        kept: How many the program keeps of those that it makes by itself.
        backups: The newest first.
        trouble: Why the record cannot be gone on with; empty where nothing is wrong with it.
        way_back: What to do then: the newest sound backup, and the command that puts it back.
    """

    folder: Path
    kept: int
    backups: tuple[BackupView, ...]
    trouble: str = ""
    way_back: str = ""


def back_up_record(desk: Desk, target: Path | None = None, *, force: bool = False) -> BackupView:
    """Write a proved copy of the record to a file, or among the backups beside it.

    Raises:
        Refused: The target is there already, or cannot be written.
        RecordUnusable: The record is damaged.
    """
    if target is not None:
        copy = back_up(desk.record, target.absolute(), force=force)
    elif desk.record.on_server:
        raise Refused(
            "The record is on a server, and has no folder of backups beside it.",
            "Name the file to write: workbench backup FILE.",
        )
    else:
        copy = back_up_beside(desk.record.path, Why.ASKED, at=desk.clock())
    return BackupView(
        path=copy.path,
        at=desk.now(),
        why=Why.ASKED,
        head=str(copy.head),
        entries=copy.head.seq,
        size=copy.size,
    )


def back_up_daily(desk: Desk) -> str:
    """Keep a backup beside the record if one is due; return why none could be made, or nothing.

    Whoever opens a record is not kept from working by a backup that cannot be made.
    """
    try:
        back_up_if_due(desk.record, at=desk.clock())
    except WorkbenchError as error:
        return _of_today(error)
    return ""


def _of_today(error: WorkbenchError) -> str:
    """Return why today's backup was not made, and that it was not, each once."""
    for begun, today in _TODAY.items():
        if error.problem.startswith(begun):
            return str(error).replace(begun, today, 1)
    return f"Today's backup was not made: {error}"


def list_backups(record: Path) -> BackupList:
    """Return the backups that are kept beside a record, which may itself be damaged or gone."""
    trouble = _trouble_with(record)
    return BackupList(
        folder=backups_folder(record),
        kept=how_many_kept(record),
        backups=tuple(view_of(kept) for kept in kept_backups(record)),
        trouble=trouble,
        way_back=remedy_of_damage(record, ELSEWHERE) if trouble else "",
    )


def _trouble_with(record: Path) -> str:
    """Return why a record cannot be gone on with; empty where it can, or where no key opens it."""
    seen = look(record).seen
    if seen is Seen.MISSING:
        return f"There is no record at {record}."
    if seen in _TOLD and (faults := file_faults(record)):
        return f"The record {record} cannot be used: {faults[0]}."
    return ""


def view_of(kept: KeptBackup) -> BackupView:
    """Return what is in a backup, and whether it is sound."""
    seen = look(kept.path)
    faults = file_faults(kept.path)
    return BackupView(
        path=kept.path,
        at=kept.at.isoformat(timespec="seconds"),
        why=kept.why,
        head=str(seen.head or ""),
        entries=seen.head.seq if seen.head else 0,
        size=seen.size,
        fault=faults[0] if faults else "",
        unread=seen.seen is Seen.ENCRYPTED,
    )


def keep_backups(desk: Desk, number: int) -> None:
    """Set how many of the backups that the program makes by itself are kept.

    Raises:
        WorkbenchError: The number cannot be used.
        NotSaved: The record could not be written.
    """
    if not 1 <= number <= MOST_KEPT:
        raise WorkbenchError(
            f"{number} backups cannot be kept.", f"Give a number from 1 to {MOST_KEPT:,}."
        )
    with desk.record.writing() as session:
        write_setting(session, KEPT_SETTING, str(number))
        desk.enter(session, KEPT_CHANGED, about="record", details={"number": number})
