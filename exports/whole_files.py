"""Files written whole or not at all.

The content goes to a new file in the same folder, is forced to the disk, and only then takes the
name that was asked for. A crash, a full disk or an error in the middle leaves the old file. Where
the system allows it (Linux) the new file has no name until it is whole, so that a program that is
killed in the middle leaves nothing of it behind.
"""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO, Final

from exports.errors import ExportError

PRIVATE_FILE: Final = 0o600
PRIVATE_FOLDER: Final = 0o700
OPEN_FILES: Final = Path("/proc/self/fd")
OUT_OF_REACH: Final = frozenset({errno.ENAMETOOLONG, errno.ELOOP})
"""Where Linux shows the files a program has open, among them one that has no name yet."""


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file, readable by its owner alone, and return its path.

    Args:
        path: Where it goes; a file that is there is replaced.
        write: Writes the content into the open file it is given.

    Raises:
        ExportError: The folder or the file cannot be written, or the disk is full.
    """
    temporary = _name_beside(path)
    try:
        if not _written_unnamed(temporary, write):
            _fill(_made(temporary), write)
        temporary.replace(path)
    except OSError as error:
        raise _explained(path, error) from error
    finally:
        _discard(temporary)
    _sync_folder(path.parent)
    return path


def write_text(path: Path, text: str) -> Path:
    r"""Write text as UTF-8; a lone surrogate, which has none, is written as its code `\udc80`.

    Raises:
        ExportError: See `write_whole`.
    """
    content = text.encode("utf-8", "backslashreplace")

    def write(file: BinaryIO) -> None:
        file.write(content)

    return write_whole(path, write)


def private_folder(folder: Path) -> Path:
    """Make a folder, and those above it that are missing, for its owner alone; return it.

    A folder that is there keeps the rights it has.

    Raises:
        OSError: It cannot be made.
    """
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder


def _name_beside(path: Path) -> Path:
    return path.with_name(f".{path.name[:60]}.{secrets.token_hex(6)}.part")


def _written_unnamed(name: Path, write: Callable[[BinaryIO], None]) -> bool:
    """Write a file that gets its name when it is whole; False where the system has no such."""
    try:
        handle = os.open(name.parent, os.O_TMPFILE | os.O_RDWR, PRIVATE_FILE)
    except (AttributeError, OSError):
        return False
    with os.fdopen(handle, "w+b") as file:
        if not (OPEN_FILES / str(handle)).exists():
            return False
        _write_through(file, write)
        # A folder must be given for the link of an open file to be followed to the file itself.
        os.link(OPEN_FILES / str(handle), name, src_dir_fd=handle, follow_symlinks=True)
    return True


def _made(name: Path) -> Path:
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    return name


def _fill(temporary: Path, write: Callable[[BinaryIO], None]) -> None:
    with temporary.open("w+b") as file:
        _write_through(file, write)


def _write_through(file: BinaryIO, write: Callable[[BinaryIO], None]) -> None:
    write(file)
    file.flush()
    os.fsync(file.fileno())


def _discard(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Force the new name to the disk, where the system can: Windows opens no folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(path: Path, error: OSError) -> ExportError:
    if error.errno in OUT_OF_REACH or _may_not_be_entered(path.parent):
        return ExportError(
            f"{path} cannot be written: {error.strerror}",
            "Check the name, and who may write to the folder.",
        )
    if not path.parent.is_dir():
        return ExportError(
            f"{path} cannot be written: there is no folder {path.parent}",
            "Make the folder first, or choose another.",
        )
    if path.is_dir():
        return ExportError(
            f"{path} cannot be written: it is a folder", "Add a file name with an ending."
        )
    if error.errno == errno.ENOSPC:
        return ExportError(
            f"{path} cannot be written: the disk is full",
            "Make room and export again; nothing was changed.",
        )
    return ExportError(
        f"{path} cannot be written: {error.strerror or error}",
        "If it is open in another program, such as Excel, close it there and export again, "
        f"or export to {free_name(path).name} in its place.",
    )


def _may_not_be_entered(folder: Path) -> bool:
    """Whether a folder is there, or on a way that may not be gone, and nothing can be put in it."""
    try:
        return folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return True


def free_name(path: Path) -> Path:
    """Return the first of `name-2`, `name-3` and so on that is not taken in the same folder."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(name for name in names if not is_there(name))


def is_there(path: Path) -> bool:
    """Whether there is something at a path; False where that cannot be told.

    A folder on the way may not be entered, or a name is too long: writing there says so.
    """
    try:
        return path.exists()
    except OSError:
        return False
