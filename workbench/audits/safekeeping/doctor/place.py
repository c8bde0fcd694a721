"""Where a record lies: the file, who may read it, its folder, the disk, and what lies beside it."""

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from workbench.audits.safekeeping.doctor.findings import (
    NO_SOUND_BACKUP,
    Finding,
    fine,
    not_looked_at,
    note,
    wrong,
)
from workbench.audits.safekeeping.encrypting import plain_copies
from workbench.audits.safekeeping.restoring import staging_folders
from workbench.record.backups import backups_folder, kept_backups
from workbench.record.encryption import is_encrypted
from workbench.record.exchanging import second_names
from workbench.record.location import is_on_network
from workbench.record.looking import BROKEN, Look, Seen, companions, look
from workbench.record.way_back import remedy_of_damage

OTHERS: Final = 0o077
OTHERS_WRITE: Final = 0o022
SPARE: Final = 16 * 2**20
"""What must be free besides room for a copy of the record, in bytes."""
MOST_LOOKED_AT: Final = 200
"""How many files beside a record that is gone are looked at."""
OF_ANOTHER_KIND: Final = frozenset({Seen.FOREIGN, Seen.OTHER_DATABASE, Seen.NO_FILE})
_MAY_BE_SOUND: Final = frozenset({Seen.UNREADABLE, Seen.ENCRYPTED})
_NAME_ANOTHER: Final = "Name the record's own file with --record; this one was not changed."
_UNUSABLE: Final[Mapping[Seen, tuple[str, str]]] = {
    Seen.EMPTY: (
        "holds no record",
        "If it was one, restore a backup: workbench restore FILE. To begin anew, remove it.",
    ),
    Seen.FOREIGN: ("is no record", _NAME_ANOTHER),
    Seen.OTHER_DATABASE: ("is no record", _NAME_ANOTHER),
    Seen.NO_FILE: ("is no record", _NAME_ANOTHER),
    Seen.DAMAGED: ("cannot be used", NO_SOUND_BACKUP),
    Seen.UNREADABLE: ("cannot be read", "Check who may read it."),
    Seen.ENCRYPTED: (
        "was not looked into",
        "Give its key in WORKBENCH_KEY, or run this in a terminal, which asks for it.",
    ),
}
"""What a file that cannot be used is, and what to do where no backup takes its place."""


def examine_place(seen: Look) -> Iterator[Finding]:
    """Look at where a record lies; of what never was one, only that is said."""
    yield _file(seen)
    if is_no_record(seen):
        return
    if seen.seen is not Seen.MISSING:
        yield _permissions(seen.path)
        yield _folder(seen.path.parent)
    yield _share(seen.path)
    yield _space(seen)
    yield _leftovers(seen)


def is_no_record(seen: Look) -> bool:
    """Whether a file is of another kind, and nothing beside it says that it was a record."""
    return seen.seen in OF_ANOTHER_KIND and not kept_backups(seen.path)


def _file(seen: Look) -> Finding:
    if seen.seen is Seen.MISSING:
        return wrong("file", f"{seen.path} is not there.", _renamed(seen.path))
    said, usual = _UNUSABLE.get(seen.seen, ("", ""))
    if not said:  # that a save was cut short, or that it is in use, is said elsewhere
        return fine("file", f"{seen.path}, {seen.size:,} bytes")
    remedy = usual if seen.seen in _MAY_BE_SOUND else remedy_of_damage(seen.path, usual)
    return wrong("file", f"{seen.path} {said}: {seen.problem}.", remedy)


def _renamed(path: Path) -> str:
    """Return what became of a record that is gone, as far as its neighbours tell."""
    usual = "Name the right file with --record, or restore a backup: workbench restore FILE."
    with suppress(OSError):
        beside = [each for each in sorted(path.parent.iterdir()) if each.is_file()]
        for other in beside[:MOST_LOOKED_AT]:
            if look(other).seen is Seen.RECORD:
                usual = f"{other} is a record: was it renamed? {usual}"
                break
    return remedy_of_damage(path, usual)


def _permissions(path: Path) -> Finding:
    if os.name == "nt":
        return not_looked_at("permissions", "this system keeps them otherwise")
    mode, how = stat.S_IMODE(path.stat().st_mode), _by_its_owner(path, f"chmod 600 {path}")
    if mode & OTHERS:
        return wrong("permissions", f"Others may reach it ({mode:04o}).", how)
    if not os.access(path, os.W_OK):
        return wrong("permissions", f"You may not write to it ({mode:04o}).", how)
    return fine("permissions", f"private ({mode:04o})")


def _by_its_owner(path: Path, command: str) -> str:
    """Return a command for the owner of a file, with who that is where it is somebody else."""
    if os.name == "nt" or path.stat().st_uid == os.geteuid():
        return command
    try:
        owner = path.owner()
    except (KeyError, OSError):
        owner = f"user {path.stat().st_uid}"
    return f"It belongs to {owner}, not to you. {owner} runs: {command}"


def _folder(folder: Path) -> Finding:
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong(
            "folder",
            f"You may not write to {folder}, so that nothing can be saved.",
            _by_its_owner(folder, f"chmod 700 {folder}"),
        )
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "nt" and mode & OTHERS_WRITE and not mode & stat.S_ISVTX:
        how = _by_its_owner(folder, f"chmod 700 {folder}")
        return wrong("folder", f"Others may rename or remove what is in {folder}.", how)
    return fine("folder", f"{folder} ({mode:04o})")


def _share(path: Path) -> Finding:
    if is_on_network(path):
        return wrong(
            "network share",
            "It lies on a network share, where a record can be damaged.",
            "Move it to this computer's own disk; a team keeps one on PostgreSQL.",
        )
    return fine("network share", "it is on this computer's own disk")


def _space(seen: Look) -> Finding:
    try:
        free = shutil.disk_usage(seen.path.parent).free
    except OSError as error:
        return not_looked_at("disk space", str(error.strerror))
    needed = seen.size + SPARE
    if free < needed:
        return wrong(
            "disk space",
            f"{free:,} bytes are free; a save with a backup needs {needed:,}.",
            "Make some space before going on.",
        )
    return fine("disk space", f"{free:,} bytes are free")


def _leftovers(seen: Look) -> Finding:
    if seen.seen is Seen.CUT_SHORT:
        return note(
            "leftovers",
            "A save was cut short; nothing that was said to be saved is lost.",
            "It is put right when the record is next opened: workbench verify.",
        )
    beside = [each.name for each in companions(seen.path)]
    if beside and seen.seen in BROKEN | {Seen.MISSING}:
        return note(
            "leftovers",
            f"{', '.join(beside)} belongs to the record that was there.",
            "Keep it beside the record: workbench restore sets it aside too.",
        )
    left = [*staging_folders(seen.path), *second_names(seen.path)]
    if left:
        return note(
            "leftovers",
            f"A restoration was cut short, or goes on: {left[0].name}. The record is as it was.",
            "The next workbench restore takes it away.",
        )
    return fine("leftovers", f"in use: {', '.join(beside)}" if beside else "none")


def examine_backups_folder(path: Path) -> Finding | None:
    """Look at who may reach the folder of backups; None where there is none, or nothing wrong."""
    folder = backups_folder(path)
    if os.name == "nt" or not folder.is_dir():
        return None
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & OTHERS:
        return wrong("backups folder", f"Others may reach it ({mode:04o}).", f"chmod 700 {folder}")
    return None


def examine_plain_copies(path: Path) -> Iterator[Finding]:
    """Look for copies beside an encrypted record that anybody can read who has the disk."""
    try:
        plain = plain_copies(path) if path.is_file() and is_encrypted(path) else None
    except OSError as error:
        yield not_looked_at("plain copies", f"{error.strerror}")
        return
    if plain is None:
        return
    if plain:
        yield wrong(
            "plain copies",
            f"The record is encrypted, but not {len(plain)} beside it: "
            f"{', '.join(str(copy) for copy in plain)}.",
            "When the key has opened the record once: workbench encrypt --remove-plain.",
        )
    else:
        yield fine("plain copies", "none beside it, set aside or kept as a backup")
