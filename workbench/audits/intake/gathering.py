"""Rows gathered column by column as they are read: what is kept, and where each row stood."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Final
from zoneinfo import ZoneInfo

from workbench.audits.intake.datecolumns import DateTexts
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.headers import ColumnMap
from workbench.audits.intake.markers import LowerText, MarkerText, SharedText
from workbench.audits.intake.profile import DATE, LOWER, MARKER
from workbench.audits.intake.references import DerivedReferences, normalised, spoilt_references
from workbench.audits.intake.tables import Batch

REJECT: Final = "reject"


class Gathering:
    """The rows read so far that have a reference, and the count of those that have none.

    Attributes:
        references: Normalised, in the order of the file, repeated ones as often as they stand.
        values: For each kept field its canonical cells; dates as they are written.
        lines: The line of each row.
        records: The record number of each row.
        blank_rows: The rows without any value, but for those that end the file.
        blank_references: The rows that have values but no reference.
        blank_rows_at_the_end: The rows without any value that ended the file so far.
    """

    def __init__(
        self, columns: ColumnMap, *, blank: str, zone: ZoneInfo, today: date, log: FaultLog
    ) -> None:
        self.references: list[str] = []
        self.lines = array("I")
        self.records = array("I")
        self.blank_rows = 0
        self.blank_references = 0
        self._columns = columns
        self._kept = columns.all_kept
        self.values: dict[str, list[str]] = {column.kept.field: [] for column in self._kept}
        self.readers = {
            column.kept.field: _reader(column.kept.kind, zone=zone, today=today)
            for column in self._kept
        }
        self._derived = DerivedReferences() if columns.reference is None else None
        self._blank = blank
        self.blank_rows_at_the_end = 0
        self._log = log

    @property
    def received(self) -> int:
        """The rows of the list, those that were rejected included."""
        return len(self.references) + self.blank_rows + self.blank_references

    def place(self, row: int, column: str | None = None) -> Place:
        """Return where a gathered row stood in the file."""
        return Place(line=self.lines[row], record=self.records[row], column=column)

    def add(self, batch: Batch) -> None:
        """Take the rows of a batch, in the order of the file."""
        references = self._references(batch.columns)
        if "" in references:
            usable = [self._is_usable(batch, row, ref) for row, ref in enumerate(references)]
            batch, references = _selected(batch, usable), list(compress(references, usable))
        elif references:
            self._settle_blank_rows()
        self._check(batch, references)
        self.references += references
        self.lines.extend(batch.lines)
        self.records.extend(batch.records)
        for column in self._kept:
            reader = self.readers[column.kept.field]
            self.values[column.kept.field] += map(
                reader.__getitem__, batch.columns[column.position]
            )

    def _references(self, columns: Sequence[Sequence[str]]) -> list[str]:
        if self._columns.reference is not None:
            return normalised(columns[self._columns.reference])
        derived = self._derived or DerivedReferences()
        return [
            derived.of(row) if any(map(str.strip, row)) else ""
            for row in zip(*columns, strict=True)
        ]

    def _is_usable(self, batch: Batch, row: int, reference: str) -> bool:
        """Count a row without a reference, and say whether the row can be kept."""
        if not reference and not any(column[row].strip() for column in batch.columns):
            self.blank_rows_at_the_end += 1
            return False
        self._settle_blank_rows()
        if not reference:
            self._refuse_or_reject(Place(batch.lines[row], batch.records[row]))
        return bool(reference)

    def _settle_blank_rows(self) -> None:
        self.blank_rows += self.blank_rows_at_the_end
        self.blank_rows_at_the_end = 0

    def _refuse_or_reject(self, at: Place) -> None:
        self.blank_references += 1
        if self._blank != REJECT:
            self._log.add(
                FaultCode.BLANK_REFERENCE,
                "empty reference",
                "Fill it in, or leave such rows out with --blank reject (they are counted).",
                at=replace(at, column=self._columns.reference_name),
            )

    def _check(self, batch: Batch, references: Sequence[str]) -> None:
        if self._derived is None:
            for found in spoilt_references(references):
                at = Place(
                    batch.lines[found.row], batch.records[found.row], self._columns.reference_name
                )
                value = references[found.row]
                self._log.add(found.code, found.problem, found.remedy, at=at, value=value)


def _reader(kind: str, *, zone: ZoneInfo, today: date) -> dict[str, str]:
    if kind == DATE:
        return DateTexts(zone=zone, today=today)
    if kind == MARKER:
        return MarkerText()
    return LowerText() if kind == LOWER else SharedText()


def _selected(batch: Batch, usable: Sequence[bool]) -> Batch:
    return Batch(
        columns=[list(compress(column, usable)) for column in batch.columns],
        lines=list(compress(batch.lines, usable)),
        records=list(compress(batch.records, usable)),
    )
