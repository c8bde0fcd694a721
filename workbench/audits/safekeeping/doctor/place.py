"""Where a record lies: the file, who may read it, its folder, the disk, and what lies beside it."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from workbench.audits.safekeeping.doctor.findings import Finding, fine, not_looked_at, note, wrong
from workbench.audits.safekeeping.restoring import staging_folders
from workbench.record.backups import backups_folder, remedy_of_damage
from workbench.record.exchanging import second_names
from workbench.record.location import is_on_network
from workbench.record.looking import BROKEN, Look, Seen, companions, look

OTHERS: Final = 0o077
OTHERS_WRITE: Final = 0o022
SPARE: Final = 16 * 2**20
"""What must be free besides room for a copy of the record, in bytes."""
MOST_LOOKED_AT: Final = 200
"""How many files beside a record that is gone are looked at."""


def examine_place(seen: Look) -> Iterator[Finding]:
    """Look at where a record lies."""
    yield _file(seen)
    if seen.seen is Seen.MISSING:
        yield from (not_looked_at(each, "there is no file") for each in ("permissions", "folder"))
    else:
        yield _permissions(seen.path)
        yield _folder(seen.path.parent)
    yield _share(seen.path)
    yield _space(seen)
    yield _leftovers(seen)


def _file(seen: Look) -> Finding:
    if seen.seen is Seen.MISSING:
        return wrong("file", f"{seen.path} is not there.", _renamed(seen.path))
    if seen.seen in BROKEN:
        usual = "No sound backup is beside it: look for one elsewhere, and workbench restore FILE."
        return wrong(
            "file",
            f"{seen.path} is not a record that can be used: {seen.problem}.",
            remedy_of_damage(seen.path, usual),
        )
    if seen.seen is Seen.UNREADABLE:
        return wrong(
            "file", f"{seen.path} cannot be read: {seen.problem}.", "Check who may read it."
        )
    if seen.seen is Seen.ENCRYPTED:
        return wrong(
            "file",
            f"{seen.path} was not looked into: {seen.problem}.",
            "Give its key in WORKBENCH_KEY, or run this in a terminal, which asks for it.",
        )
    return fine("file", f"{seen.path}, {seen.size:,} bytes")


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
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & OTHERS:
        return wrong("permissions", f"Others may reach it ({mode:04o}).", f"chmod 600 {path}")
    if not os.access(path, os.W_OK):
        return wrong("permissions", f"It may only be read ({mode:04o}).", f"chmod 600 {path}")
    return fine("permissions", f"private ({mode:04o})")


def _folder(folder: Path) -> Finding:
    if not os.access(folder, os.W_OK | os.X_OK):
        return wrong(
            "folder",
            f"{folder} may not be written to.",
            f"Nothing can be saved: chmod 700 {folder}",
        )
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "nt" and mode & OTHERS_WRITE and not mode & stat.S_ISVTX:
        return wrong(
            "folder", f"Others may rename or remove what is in {folder}.", f"chmod 700 {folder}"
        )
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
