"""The rows of a database as a list of cases, streamed: never more than a batch in hand."""

import json
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from workbench.audits.in_place.cells import DOUBTS, database_text, type_doubt
from workbench.audits.in_place.sources import DatabaseSource, selection
from workbench.audits.intake.cells import NUMBER
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.tables import BATCH_ROWS, Batch, Source

if TYPE_CHECKING:
    from sqlalchemy import Connection, CursorResult

ACCEPT: Final = "accept"
EVERY_ROW: Final = {"every_row": True}
"""A parameter: PostgreSQL takes one statement, and no more, where there is one."""


class DatabaseList:
    """An opened list: see `workbench.audits.intake.tables.Table`.

    Rows are numbered as if they were a file with its header on line 1, so that the same list as
    CSV gives the same frame to the last byte.
    """

    header_line = 1
    total: int | None = None

    def __init__(
        self,
        result: "CursorResult[tuple[object, ...]]",
        *,
        notices: tuple[str, ...],
        accept_numbers: bool,
        log: FaultLog,
    ) -> None:
        self.header = tuple(result.keys())
        self._result = result
        self._notices = notices
        self._accept_numbers = accept_numbers
        self._log = log
        self._doubted: set[str] = set()
        self._digest = sha256(_line(self.header))

    @property
    def source(self) -> Source:
        """What is known once all is read: the SHA-256 of the header and the rows as they came.

        Each as a line of JSON, `["a","b"]`, UTF-8, without spaces.
        """
        return Source(self._digest.hexdigest(), notices=self._notices)

    def batches(self, *, reference: int | None) -> Iterator[Batch]:
        """Read the rows, with the lines they would stand on in a file."""
        records = 0
        for rows in self._result.partitions(BATCH_ROWS):
            columns: list[Sequence[object]] = list(zip(*rows, strict=True))
            numbers = range(records + 1, records + 1 + len(rows))
            if reference is not None:
                self._look_at(columns[reference], numbers, self.header[reference])
            texts = [list(map(database_text, column)) for column in columns]
            self._digest.update(b"".join(map(_line, zip(*texts, strict=True))))
            yield Batch(texts, range(numbers.start + 1, numbers.stop + 1), numbers)
            records += len(rows)

    def close(self) -> None:
        """Let the server forget the rows that were not asked for."""
        self._result.close()

    def _look_at(self, values: Sequence[object], records: Sequence[int], column: str) -> None:
        """Report each kind of reference that is no text, once: a column has one type."""
        if set(map(type, values)) <= {str}:
            return
        for record, value in zip(records, values, strict=True):
            doubt = type_doubt(value)
            if not doubt or doubt in self._doubted or (doubt == NUMBER and self._accept_numbers):
                continue
            self._doubted.add(doubt)
            code = FaultCode.NUMERIC_REFERENCE if doubt == NUMBER else FaultCode.MANGLED_REFERENCE
            at = Place(record + 1, record, column)
            self._log.add(code, *DOUBTS[doubt], at=at, value=database_text(value))


def _line(cells: Sequence[str]) -> bytes:
    return (json.dumps(list(cells), ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def open_database(
    connection: "Connection", source: DatabaseSource, *, options: ReadingOptions, log: FaultLog
) -> DatabaseList:
    """Run the query of a source, its rows held by the server until they are asked for.

    Raises:
        WorkbenchError: There is no such table.
        DBAPIError: The database refuses the query.
    """
    query = selection(connection, source)
    streamed = {"stream_results": True, "yield_per": BATCH_ROWS}
    if source.is_postgresql:
        kept = query.replace("%", "%%")
        result = connection.exec_driver_sql(
            f"SELECT * FROM (\n{kept}\n) AS source WHERE %(every_row)s",  # noqa: S608 - the query is the user's own to choose
            EVERY_ROW,
            execution_options=streamed,
        )
    else:
        result = connection.exec_driver_sql(
            query, execution_options={**streamed, "no_parameters": True}
        )
    return DatabaseList(
        result,
        notices=tuple(_notices(options)),
        accept_numbers=options.numeric_references == ACCEPT,
        log=log,
    )


def _notices(options: ReadingOptions) -> Iterator[str]:
    for choice, what in ((options.encoding, "encoding"), (options.sheet, "sheet")):
        if choice:
            yield f'A database has no {what} to choose: "{choice}" was not used.'
