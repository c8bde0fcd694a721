"""Delimited text cut into records, exactly: each with the line where it begins.

Most batches are clean: those without a quote are cut at once, the others by the csv module. A
batch in which anything is wrong is taken back and cut record by record, so that every fault is
named with its line, and reading goes on after it.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final

from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.tables import BATCH_ROWS, Batch

LONGEST_VALUE: Final = 1 << 20
MOST_BROKEN_RECORDS: Final = 500
"""After so many misplaced quotes the rest of the file says nothing, and costs much."""

LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
MEND_ROW: Final = "Quote a value that holds the delimiter, or supply the missing value."
MEND_QUOTE: Final = 'Close the quote, or double a quote that is part of the text ("").'


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text file is laid out.

    Attributes:
        delimiter: One character.
        width: The number of columns in the header.
        first_line: The line after the header.
        unreadable: Lines that were reported already; records on them are left out.
    """

    delimiter: str
    width: int
    first_line: int
    unreadable: frozenset[int] = frozenset()


class RecordReader:
    """Cuts lines into batches of whole records; what cannot be cut goes to the log."""

    def __init__(self, lines: Iterator[str], layout: Layout, log: FaultLog) -> None:
        self._source = lines
        self._layout = layout
        self._log = log
        self._queue: deque[str] = deque()
        self._taken: list[str] = []
        self._line = layout.first_line
        self._record = 1

    def batches(self) -> Iterator[Batch]:
        """Yield the records in order, a blank line as a row of blank cells."""
        limit = csv.field_size_limit(LONGEST_VALUE)
        try:
            while (batch := self._next_batch()) is not None:
                yield batch
        finally:
            csv.field_size_limit(limit)

    def _next_batch(self) -> Batch | None:
        if self._log.counts[FaultCode.QUOTE] >= MOST_BROKEN_RECORDS:
            self._give_up()
            return None
        self._queue.extend(islice(self._source, max(0, BATCH_ROWS - len(self._queue))))
        if not self._queue:
            return None
        columns = self._plain_columns()
        if columns is not None:
            return self._whole_batch(columns, range(self._line, self._line + len(self._taken)))
        rows = self._quoted_rows()
        if rows is not None:
            return self._whole_batch(list(zip(*rows, strict=True)), self._starts(rows))
        self._queue.extendleft(reversed(self._taken))
        return self._exact_batch(len(self._taken))

    def _give_up(self) -> None:
        problem = "so many quotes are misplaced that the rest of the file was not looked at"
        self._log.add(FaultCode.QUOTE, problem, MEND_QUOTE, at=Place(self._line))

    def _plain_columns(self) -> Sequence[Sequence[str]] | None:
        """Cut all lines of the queue at once, if no quote stands in them and each is whole.

        A delimiter is put after every line break, so that one cut gives all cells. If every line
        break then ends a cell of the last column, every row has as many cells as the header.
        """
        delimiter, width = self._layout.delimiter, self._layout.width
        lines = list(self._queue)
        text = "".join(lines).replace("\r\n", "\n")
        if '"' in text or "\r" in text or len(text) > LONGEST_VALUE:
            return None
        text = text if text.endswith("\n") else text + "\n"
        cells = text.replace("\n", "\n" + delimiter).split(delimiter)[:-1]
        last = "".join(cells[width - 1 :: width]).split("\n")[:-1]
        whole = len(last) == len(lines) and len(cells) == len(lines) * width
        if not whole or not self._is_readable(len(lines)):
            return None
        self._taken = lines
        self._queue.clear()
        return [*(cells[column::width] for column in range(width - 1)), last]

    def _quoted_rows(self) -> list[list[str]] | None:
        """Cut whole records with the csv module; None if anything is wrong with any of them."""
        self._taken = []
        try:
            rows = list(islice(self._reader(self._feed()), BATCH_ROWS))
        except csv.Error:
            return None
        whole = set(map(len, rows)) <= {self._layout.width}
        return rows if whole and self._is_readable(len(self._taken)) else None

    def _feed(self) -> Iterator[str]:
        while self._queue:
            self._taken.append(self._queue.popleft())
            yield self._taken[-1]
        for line in self._source:
            self._taken.append(line)
            yield line

    def _starts(self, rows: Sequence[Sequence[str]]) -> Sequence[int]:
        """Return the line on which each row begins; a value may hold line breaks."""
        if len(self._taken) == len(rows):
            return range(self._line, self._line + len(rows))
        spans = (1 + sum(len(LINE_BREAK.findall(cell)) for cell in row) for row in rows)
        return list(accumulate(spans, initial=self._line))[:-1]

    def _whole_batch(self, columns: Sequence[Sequence[str]], lines: Sequence[int]) -> Batch:
        records = range(self._record, self._record + len(lines))
        self._line += len(self._taken)
        self._record += len(lines)
        return Batch(columns, lines, records)

    def _is_readable(self, count: int) -> bool:
        return self._layout.unreadable.isdisjoint(range(self._line, self._line + count))

    def _exact_batch(self, line_count: int) -> Batch:
        """Cut at least the given number of lines, one record at a time."""
        end = self._line + line_count
        rows: list[list[str]] = []
        lines: list[int] = []
        records: list[int] = []
        while self._line < end:
            line, record = self._line, self._record
            if row := self._next_row():
                rows.append(row)
                lines.append(line)
                records.append(record)
        columns: Sequence[Sequence[str]] = list(zip(*rows, strict=True))
        return Batch(columns or [()] * self._layout.width, lines, records)

    def _next_row(self) -> list[str]:
        """Cut one record and step over it; an empty list if it was faulty."""
        row, error = self._cut()
        if not error and not any(cell.strip() for cell in row):
            row = [""] * self._layout.width
        if not error and len(row) == self._layout.width:
            readable = self._is_readable(len(self._taken))
            self._step(len(self._taken))
            return row if readable else []
        used = self._lines_of_fault()
        if self._is_readable(used):
            self._report(row, error, swallowed=len(self._taken) - used)
        self._step(used)
        return []

    def _cut(self) -> tuple[list[str], str]:
        self._taken = []
        try:
            return next(self._reader(self._feed())), ""
        except csv.Error as error:
            return [], str(error)

    def _reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._layout.delimiter, strict=True)

    def _step(self, used: int) -> None:
        self._queue.extendleft(reversed(self._taken[used:]))
        self._line += used
        self._record += 1

    def _lines_of_fault(self) -> int:
        """Return how many lines a faulty record is given: up to the next that is whole by itself.

        A quote that is never closed swallows the lines after it; they are looked at again.
        """
        for number, line in enumerate(self._taken[1:], start=1):
            if self._is_whole(line):
                return number
        return len(self._taken)

    def _is_whole(self, line: str) -> bool:
        try:
            return len(next(self._reader([line]))) == self._layout.width
        except csv.Error:
            return False

    def _report(self, row: list[str], error: str, *, swallowed: int) -> None:
        at = Place(self._line, self._record)
        lines = len(self._taken)
        if "limit" in error and lines == 1:
            remedy = "Leave this column out of the export, or shorten the value."
            self._log.add(FaultCode.LONG_VALUE, "a value is longer than 1 MB", remedy, at=at)
        elif error or swallowed:
            problem = "a quote opens in this record and is not closed, or not where a value ends"
            self._log.add(FaultCode.QUOTE, problem, MEND_QUOTE, at=at)
        else:
            problem = f"{_values(len(row))} where the header has {self._layout.width}"
            self._log.add(FaultCode.RAGGED, problem, MEND_ROW, at=at)


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count} values"
