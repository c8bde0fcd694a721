"""Why a file cannot be a record, in plain words, by what can be seen of it without opening it."""

import stat
from pathlib import Path
from typing import Final

from workbench.record.encryption import is_noise

HEADER_LENGTH: Final = 100
"""So long is the header of a database; all of it is in the first page, which is longer."""


def no_file(mode: int) -> str:
    """Return what stands where a file should, by its mode."""
    return "it is a folder" if stat.S_ISDIR(mode) else "it is a device, and no file"


def foreign(path: Path) -> str:
    """Return why a file that begins otherwise than a database is no record."""
    said = "the file does not begin as a record does"
    return f"{said}, unless it is an encrypted one that was cut off" if is_noise(path) else said


def cut_off(size: int, start: bytes) -> str:
    """Return by how much a file is shorter than its header says; empty where it is not.

    Args:
        size: Its length in bytes.
        start: Its first bytes; none of an encrypted file.
    """
    if not start:
        return ""  # an encrypted file says it where only its key reads it
    if size < HEADER_LENGTH:
        return f"the file is cut off: {size:,} bytes are there"
    page = int.from_bytes(start[16:18], "big")
    if page & (page - 1):
        return ""  # no length of a page, so that the rest of the header says nothing either
    whole = (65536 if page == 1 else page) * int.from_bytes(start[28:32], "big")
    return f"the file is cut off: {size:,} of {whole:,} bytes are there" if size < whole else ""
