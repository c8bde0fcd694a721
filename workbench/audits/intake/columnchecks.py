"""The checks that need a whole column: the order of its dates, its markers, its references."""

from collections.abc import Callable
from datetime import date
from typing import Final

from workbench.audits.intake.datecolumns import GRACE, DateTexts, Resolution, check_dates, resolve
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.gathering import Gathering
from workbench.audits.intake.headers import ColumnMap, FoundColumn
from workbench.audits.intake.markers import CANONICAL_MARKERS
from workbench.audits.intake.profile import MARKER
from workbench.audits.intake.references import AS_TEXT, dates_among_references

MARK: Final = "Write Y or N, Yes or No, True or False, 1 or 0, or leave it blank."


def settle_dates(
    rows: Gathering, columns: ColumnMap, *, today: date, log: FaultLog
) -> dict[str, Resolution]:
    """Turn every written date into `2021-09-30` or `2021-09`; report those that are none.

    Returns:
        For each kept date how its column was read.
    """
    resolutions: dict[str, Resolution] = {}
    for column in columns.all_kept:
        reader = rows.readers[column.kept.field]
        if isinstance(reader, DateTexts):
            is_main = column is columns.date
            resolution = resolve(
                rows.values[column.kept.field],
                reader.readings,
                declared=column.kept.format,
                latest=today + GRACE if is_main else None,
            )
            _settle(rows, column, resolution, log, blank_allowed=not is_main)
            resolutions[column.kept.field] = resolution
    return resolutions


def _settle(
    rows: Gathering,
    column: FoundColumn,
    resolution: Resolution,
    log: FaultLog,
    *,
    blank_allowed: bool,
) -> None:
    written = rows.values[column.kept.field]
    places = _places(rows, column.written)
    check_dates(written, resolution, places, log, blank_allowed=blank_allowed)
    if not resolution.doubt and not resolution.problems:
        rows.values[column.kept.field] = list(map(resolution.texts.__getitem__, written))


def check_markers(rows: Gathering, columns: ColumnMap, log: FaultLog) -> None:
    """Report every marker that is neither yes nor no nor blank."""
    for column in columns.kept:
        values = rows.values[column.kept.field]
        if column.kept.kind == MARKER and not CANONICAL_MARKERS.issuperset(values):
            places = _places(rows, column.written)
            for row, value in enumerate(values):
                if value not in CANONICAL_MARKERS:
                    log.add(FaultCode.MARKER, "not a marker", MARK, at=places(row), value=value)


def check_mangled_dates(rows: Gathering, columns: ColumnMap, log: FaultLog) -> None:
    """Report references that a spreadsheet turned into dates."""
    if columns.reference is None:
        return
    for row in dates_among_references(rows.references):
        log.add(
            FaultCode.MANGLED_REFERENCE,
            "this is a date, and other references are not: a spreadsheet may have changed it",
            AS_TEXT,
            at=rows.place(row, columns.reference_name),
            value=rows.references[row],
        )


def _places(rows: Gathering, column: str) -> Callable[[int], Place]:
    return lambda row: rows.place(row, column)
