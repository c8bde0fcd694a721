"""Files written whole or not at all.

The content goes to a temporary file in the same folder, is forced to the disk, and only then takes
the name that was asked for. A crash, a full disk or an error in the middle leaves the old file.
"""

import errno
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from exports.errors import ExportError


def write_whole(path: Path, write: Callable[[BinaryIO], None]) -> Path:
    """Write a file, readable by its owner alone, and return its path.

    Args:
        path: Where it goes; a file that is there is replaced.
        write: Writes the content into the open file it is given.

    Raises:
        ExportError: The folder or the file cannot be written, or the disk is full.
    """
    temporary = None
    try:
        temporary = _temporary_beside(path)
        _fill(temporary, write)
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


def _temporary_beside(path: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    os.close(handle)
    return Path(name)


def _fill(temporary: Path, write: Callable[[BinaryIO], None]) -> None:
    with temporary.open("w+b") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _discard(temporary: Path | None) -> None:
    if temporary is not None:
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


def free_name(path: Path) -> Path:
    """Return the first of `name-2`, `name-3` and so on that is not taken in the same folder."""
    names = (path.with_stem(f"{path.stem}-{number}") for number in count(2))
    return next(name for name in names if not name.exists())
