"""A delimited text file opened as a list of cases."""

import csv
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from workbench.audits.intake.dialects import find_delimiter, sample_lines, separator_line
from workbench.audits.intake.encodings import Scan, is_wide, scan
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.records import Layout, RecordReader
from workbench.audits.intake.tables import Batch, Source

WORKBOOK_ENDINGS: Final = (".xlsx", ".xlsm", ".xls")


@dataclass(frozen=True, slots=True)
class TextList:
    """An opened text file: see `workbench.audits.intake.tables.Table`."""

    path: Path
    scan: Scan
    delimiter: str
    notices: tuple[str, ...]
    header: tuple[str, ...]
    header_line: int
    first_line: int
    log: FaultLog

    @property
    def source(self) -> Source:
        """What is known of the file."""
        encoding = "utf-8" if self.scan.encoding == "utf-8-sig" else self.scan.encoding
        notices = (*self.notices, *self.scan.notices)
        return Source(self.scan.sha256, encoding, self.delimiter, notices=notices)

    @property
    def total(self) -> int | None:
        """The number of line feeds after the header; fewer rows if values hold line breaks."""
        return max(0, self.scan.line_feeds - self.first_line + 1)

    def batches(self, *, reference: int | None) -> Iterator[Batch]:  # noqa: ARG002 - text has no types to look at
        """Read the rows, with the lines on which they begin."""
        layout = Layout(self.delimiter, len(self.header), self.first_line, self.scan.unreadable)
        with self.path.open(
            encoding=self.scan.encoding, errors=_errors(self.scan), newline=""
        ) as lines:
            for _ in islice(lines, self.first_line - 1):
                pass
            yield from RecordReader(lines, layout, self.log).batches()


def open_text(
    path: Path, *, options: ReadingOptions, wanted: Collection[str], log: FaultLog
) -> TextList:
    """Find out how a text file is encoded and delimited, and read its header.

    Args:
        path: A file that is known not to be a workbook.
        options: What the user said of the encoding, if anything.
        wanted: The columns that are looked for; they decide the delimiter.
        log: Takes the faults, those of single lines too.

    Raises:
        IntakeFaults: The file is blank, or its header cannot be read.
    """
    found = scan(path, encoding=options.encoding, log=log)
    sample = sample_lines(path, encoding=found.encoding)
    if not sample:
        raise log.refuse(
            FaultCode.EMPTY_FILE, "the file is empty", "Export the list again, with its header."
        )
    declared = separator_line(sample[0])
    delimiter = declared or find_delimiter(sample, wanted)
    header, line, first_line = _header(path, found, delimiter, log, skip=1 if declared else 0)
    notices = tuple(_notices(path, options))
    return TextList(path, found, delimiter, notices, header, line, first_line, log)


def _notices(path: Path, options: ReadingOptions) -> Iterator[str]:
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        yield "The file is named like a workbook but holds text: it was read as text."
    if options.sheet:
        yield f'A text file has no sheets: "{options.sheet}" was not looked for.'


def _errors(found: Scan) -> str:
    return "replace" if is_wide(found.encoding) else "surrogateescape"


def _header(
    path: Path, found: Scan, delimiter: str, log: FaultLog, *, skip: int
) -> tuple[tuple[str, ...], int, int]:
    """Return the names, the line they stand on and the line after them."""
    with path.open(encoding=found.encoding, errors=_errors(found), newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if any(cell.strip() for cell in row):
                    if not skip:
                        return tuple(row), reader.line_num, reader.line_num + 1
                    skip -= 1
        except csv.Error:
            pass
    raise log.refuse(
        FaultCode.HEADER,
        "the line with the names of the columns cannot be read",
        "Correct the quotes in the first line.",
        at=Place(line=1),
    )
