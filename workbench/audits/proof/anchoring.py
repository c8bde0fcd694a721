"""Anchoring: a history held against a file that left earlier, and prints the head it then had.

The chain alone cannot show that its tail was cut off, or that all of it was written anew; a head
that is in other hands can.
"""

import json
import re
import zlib
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, is_zipfile

from workbench.audits.desk import Desk
from workbench.errors import NotSaved, WorkbenchError
from workbench.record.history import HEAD_HASH_LENGTH, Head, entries, head

HEAD: Final = re.compile(rf"(?<![\w:./-])(\d{{1,18}}):([0-9a-f]{{{HEAD_HASH_LENGTH}}})(?![\w:./-])")
DAMAGED: Final = "it is damaged, or cannot be opened without a password"
LARGEST: Final = 512 * 2**20
"""The most text that is read of one part of a file, in bytes."""


def anchor_faults(desk: Desk, path: Path) -> tuple[str, ...]:
    """Return what is wrong with the history by the heads that a file of an earlier time prints.

    Raises:
        WorkbenchError: The file cannot be read, or prints no head of a history.
    """
    printed = printed_heads(path)
    newest_printed = max(anchor.seq for anchor in printed)
    try:
        with desk.record.reading() as session:
            newest = head(session)
            wanted = {anchor.seq for anchor in printed}
            kept = {entry.seq: entry.hash for entry in entries(session) if entry.seq in wanted}
    except NotSaved:
        return ("the history cannot be read to its end",)
    faults = [_fault(anchor, kept.get(anchor.seq), newest, path.name) for anchor in printed]
    if newest.seq == newest_printed and not _is_certificate(path):
        faults.append(f"the entry that says that {path.name} was exported is gone")
    return tuple(fault for fault in faults if fault)


def _is_certificate(path: Path) -> bool:
    """Whether a file is a certificate: the one that prints a head and leaves without an entry."""
    try:
        found = json.loads(path.read_bytes())
    except ValueError:
        return False
    return isinstance(found, dict) and found.keys() >= {"seed", "frame_fingerprint", "cases"}


def _fault(anchor: Head, kept: str | None, newest: Head, file: str) -> str | None:
    if anchor.seq == 0 or str(Head(seq=anchor.seq, hash=str(kept))) == str(anchor):
        return None
    if kept is None:
        return f"the history ends with entry {newest.seq}; when {file} was made it had {anchor.seq}"
    return f"history entry {anchor.seq} is not the one that {file} was made with"


def printed_heads(path: Path) -> tuple[Head, ...]:
    """Return every head of a history that a file prints: a workbook, a document, JSON or text.

    Raises:
        WorkbenchError: The file cannot be read, or prints none.
    """
    try:
        found = {match.groups() for part in _parts(path) for match in HEAD.finditer(part)}
    except (OSError, BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise WorkbenchError(
            f"{path} cannot be read: {getattr(error, 'strerror', None) or DAMAGED}.",
            "Name a file that was exported earlier.",
        ) from None
    if not found:
        raise WorkbenchError(
            f"{path.name} prints no head of a history.",
            "Name a workbook, report or certificate as it was exported.",
        )
    return tuple(sorted((Head(int(seq), text) for seq, text in found), key=str))


def _parts(path: Path) -> list[str]:
    """Return the texts of a file: of each part, where it is a workbook or a document."""
    if not is_zipfile(path):
        with path.open("rb") as file:
            return [file.read(LARGEST).decode(errors="replace")]
    with ZipFile(path) as archive:
        return [_part(archive, name) for name in archive.namelist() if name.endswith(".xml")]


def _part(archive: ZipFile, name: str) -> str:
    with archive.open(name) as file:
        return file.read(LARGEST).decode(errors="replace")
