"""A full disk: each piece of work, with room for no page, one page, two, until there is enough.

The disk is a small one of memory that is mounted for the trial alone. Nothing half applied may be
left, nothing but a plain message may reach the user, and with space again the work is done.
"""

import os
import shutil
import subprocess
from itertools import count
from pathlib import Path

from exports.errors import ExportError
from tests.faults.apart import Found
from tests.faults.records import faults_of
from tests.faults.work import NAME, WORK, State, Work
from workbench.errors import WorkbenchError

PAGE = 4096
DISK = "16m"


def fill_the_disk(folder: Path, *, work: list[str], step: int = 1) -> Found:
    """Do pieces of work on a disk with more and more room, `step` pages at a time."""
    found, disk = Found(), folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", disk], check=True)
    for name in work:
        begin = folder / name
        begin.mkdir()
        WORK[name].prepare(begin)
        for pages in count(0, step):
            at = shutil.copytree(begin, disk / "at")
            fitted = _with_room_for(found, name, at, pages)
            shutil.rmtree(at)
            if fitted:
                break
            found.count(name)
            found.count("refusals")
    return found


def _with_room_for(found: Found, name: str, at: Path, pages: int) -> bool:
    """Do the work with so much room left; True where that was enough."""
    doing, before = WORK[name], WORK[name].state(at)
    ballast = at.parent / "ballast"
    _fill(ballast, leaving=pages * PAGE)
    when = f"{name}, with room for {pages} pages"
    refused = not _done(found, doing, at, when)
    ballast.unlink()
    if refused:
        _check_left(found, doing, at, before, when)
        if not _done(found, doing, at, f"{when}, and then for more"):
            found.wrong.append(f"{when}: refused with space again too")
    found.wrong.extend(f"{when}: {fault}" for fault in faults_of(at / NAME))
    return not refused


def _fill(ballast: Path, *, leaving: int) -> None:
    room = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize - leaving)


def _done(found: Found, doing: Work, at: Path, when: str) -> bool:
    """Do the work; False where it was refused in plain words."""
    try:
        doing.do(at)
    except (WorkbenchError, ExportError) as error:
        found.hear(str(error).replace(str(at), ""))
        return False
    except Exception as error:  # noqa: BLE001 - any other is the defect that is looked for
        found.wrong.append(f"{when}: {type(error).__name__}: {error}")
        return False
    return True


def _check_left(found: Found, doing: Work, at: Path, before: State, when: str) -> None:
    left = doing.state(at)
    if left != before and len(doing.stages) == 2:
        found.wrong.append(f"{when}: something was left half done")
