"""What every kind of file is turned into: a header and batches of whole rows, column by column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

BATCH_ROWS: Final = 2_000
"""Rows read at a time: few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows, each as wide as the header, held by columns.

    Attributes:
        columns: For each column of the file its cells, as text.
        lines: For each row the physical line (or sheet row) where it begins.
        records: For each row its number among the data records, from 1.
    """

    columns: Sequence[Sequence[str]]
    lines: Sequence[int]
    records: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of the file itself.

    Attributes:
        sha256: Of its bytes, in lower-case hexadecimal.
        encoding: Of a text file; empty for a workbook.
        delimiter: Of a text file; empty for a workbook.
        sheet: Of a workbook; empty for a text file.
        notices: What a person should know about how it was read.
    """

    sha256: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    notices: tuple[str, ...] = ()


class Table(Protocol):
    """An opened list of cases."""

    @property
    def source(self) -> Source:
        """What is known of the file."""

    @property
    def header(self) -> Sequence[str]:
        """The names of the columns as the file gives them."""

    @property
    def header_line(self) -> int:
        """The line on which the header stands."""

    @property
    def total(self) -> int | None:
        """About how many rows there are, if that is known before reading them."""

    def batches(self, *, reference: int | None) -> Iterator[Batch]:
        """Read the rows; faults of structure go to the log the table was opened with.

        Args:
            reference: The place of the column that holds the case reference, if one does.
        """
