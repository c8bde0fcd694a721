"""The zip archive inside a workbook, looked at before anything unpacks it.

Its directory says how large every part is; that is checked first. Then every part is unpacked
once, a piece at a time, which proves the sizes and the checksums, finds formulas without a
stored value, and sees how far the cells reach: a single cell in the last corner of a sheet would
make a reader reserve room for all the cells before it.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.audits.intake.faults import FaultCode, FaultLog, IntakeFaults

LARGEST_CONTENT: Final = 2 << 30
LARGE_PART: Final = 10 << 20
LARGEST_RATIO: Final = 200
LARGEST_SHEET: Final = 40_000_000
PIECE_BYTES: Final = 1 << 20
OVERLAP: Final = 64
WORKBOOK_PART: Final = "xl/workbook.xml"
BINARY_WORKBOOK_PART: Final = "xl/workbook.bin"
SHEETS: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
NO_STORED_VALUE: Final = re.compile(rb"</f>(?:<v\s*/>|<v></v>)?</c>|<f[^>]*/>(?:<v\s*/>)?</c>")
CELL_COLUMN: Final = re.compile(rb' r="([A-Z]{1,3})[0-9]')
ROW_NUMBER: Final = re.compile(rb' r="([0-9]{1,7})"')
SAVE_AGAIN: Final = "Open it in Excel and save it again as .xlsx, or export the list as CSV."
NOT_A_LIST: Final = "If this is a list of cases, export it as CSV and import that."


@dataclass(frozen=True, slots=True)
class Archive:
    """What was found in the archive.

    Attributes:
        formulas_without_value: Some formula has no stored result; its cell reads as blank.
    """

    formulas_without_value: bool


def check_archive(path: Path, log: FaultLog) -> Archive:
    """Refuse an archive that is damaged, is no workbook, or unpacks to far too much.

    Raises:
        IntakeFaults: It is one of these.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_directory(archive.infolist(), log)
            return _unpack(archive, log)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise log.refuse(
            FaultCode.CORRUPT, "the workbook is damaged and cannot be opened", SAVE_AGAIN
        ) from error


def _check_directory(parts: list[zipfile.ZipInfo], log: FaultLog) -> None:
    names = {part.filename for part in parts}
    if BINARY_WORKBOOK_PART in names:
        raise log.refuse(FaultCode.FORMAT, "this is a binary workbook (.xlsb)", SAVE_AGAIN)
    if WORKBOOK_PART not in names:
        raise log.refuse(
            FaultCode.FORMAT, "this is a zip archive, but no Excel workbook", SAVE_AGAIN
        )
    if any(part.flag_bits & 1 for part in parts):
        raise log.refuse(FaultCode.ENCRYPTED, "the workbook is encrypted", SAVE_AGAIN)
    if sum(part.file_size for part in parts) > LARGEST_CONTENT or any(map(_is_bomb, parts)):
        raise log.refuse(
            FaultCode.TOO_LARGE, "the workbook unpacks to far more than a list of cases", NOT_A_LIST
        )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    ratio = part.file_size / max(1, part.compress_size)
    return part.file_size > LARGE_PART and ratio > LARGEST_RATIO


def _unpack(archive: zipfile.ZipFile, log: FaultLog) -> Archive:
    formulas = False
    for part in archive.infolist():
        reach = _Reach()
        is_sheet = SHEETS.fullmatch(part.filename) is not None
        for piece in _pieces(archive, part):
            if is_sheet:
                formulas = formulas or NO_STORED_VALUE.search(piece) is not None
                reach.look_at(piece)
        if reach.cells > LARGEST_SHEET:
            raise _stray_cell(reach, log)
    return Archive(formulas_without_value=formulas)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part in pieces that overlap, so that nothing is missed where it is cut."""
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(PIECE_BYTES):
            yield tail + piece
            tail = piece[-OVERLAP:]


class _Reach:
    """How far the cells of a sheet reach."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self._letters: set[bytes] = set()

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def look_at(self, piece: bytes) -> None:
        self.rows = max(self.rows, *map(int, ROW_NUMBER.findall(piece) or [0]))
        new = set(CELL_COLUMN.findall(piece)) - self._letters
        self._letters |= new
        self.columns = max(self.columns, *map(_column_number, new or [b""]))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _stray_cell(reach: _Reach, log: FaultLog) -> IntakeFaults:
    return log.refuse(
        FaultCode.TOO_LARGE,
        f"a sheet reaches to row {reach.rows} and column {reach.columns}: a stray cell, perhaps",
        "Delete the empty rows and columns around the list, or export it as CSV.",
    )
