"""The way in: a list of cases read from a file into a frozen frame, or all its faults."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from exports.report import Flow
from exports.whole_files import is_there
from sampling.frames import Frame
from workbench.audits.intake.choices import take_effect, with_formats
from workbench.audits.intake.columnchecks import check_mangled_dates, check_markers, settle_dates
from workbench.audits.intake.containers import WORKBOOK, container
from workbench.audits.intake.duplicates import Duplicate
from workbench.audits.intake.faults import Cancelled, FaultCode, FaultLog, spelt_out
from workbench.audits.intake.freezing import ROW, Frozen, freeze
from workbench.audits.intake.gathering import Gathering
from workbench.audits.intake.headers import ColumnMap, absent_columns, map_columns
from workbench.audits.intake.options import ReadingOptions, options_from_mapping, options_to_mapping
from workbench.audits.intake.privacy import personal_data
from workbench.audits.intake.profile import Profile
from workbench.audits.intake.profilemappings import profile_from_mapping, profile_to_mapping
from workbench.audits.intake.tables import Source, Table
from workbench.audits.intake.textlists import open_text
from workbench.audits.intake.workbooks import open_workbook

PROGRESS_ROWS: Final = 10_000
FORCE_IN_NAME: Final = re.compile(
    r"\d{4}-\d{2}-(?P<force>[a-z-]+?)-(?:street|outcomes|stop-and-search)\b.*"
)
DEFAULTS: Final = ReadingOptions()

Progress = Callable[[int, int | None], None]
"""Told the rows read so far, and about how many there are if that is known."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A list of cases that was read: nothing of it is stored yet.

    Attributes:
        frame: The eligible cases; the column `row` is the line on which each stood.
        flow: Received, rejected (why), excluded (why), eligible.
        source_name: The name of the file, without its folder, or the table and its database.
        source_sha256: Of its bytes; of a database, of the rows as they came.
        encoding: Of a text file; empty for a workbook.
        delimiter: Of a text file; empty for a workbook.
        sheet: Of a workbook; empty for a text file.
        kept_columns: The fields of the frame, but for `row`.
        dropped_columns: The columns of the file that were not kept, as it names them.
        notices: What a person should know about how the list was read.
        duplicates: The rows that gave way to another with the same reference.
        blank_rows_at_the_end: Rows without any value that end the file; they are in no count.
        mapping: The profile as it took effect and the options: JSON from which `read_again`
            makes the same frame out of the same file.
    """

    frame: Frame
    flow: Flow
    source_name: str
    source_sha256: str
    encoding: str
    delimiter: str
    sheet: str
    kept_columns: tuple[str, ...]
    dropped_columns: tuple[str, ...]
    notices: tuple[str, ...]
    duplicates: tuple[Duplicate, ...]
    blank_rows_at_the_end: int
    mapping: dict[str, object]


def read_list(
    path: Path,
    profile: Profile,
    options: ReadingOptions = DEFAULTS,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Read a list of cases and freeze it; nothing is written anywhere.

    Args:
        path: CSV, semicolon-, tab- or pipe-delimited text, or an Excel workbook (.xlsx).
        profile: Which columns are kept, and the policies for blank and repeated references.
        options: Choices for this list.
        progress: Called every 10,000 rows and at the end.
        cancelled: Asked as often whether to give up.

    Raises:
        IntakeFaults: The list cannot be used; all its faults at once, in the order of lines.
        Cancelled: `cancelled` said so.
    """
    log = FaultLog(path.name)
    in_effect = take_effect(profile, options, log)
    try:
        reader = Reader(in_effect, options, log, progress or _tell_nobody, cancelled or _never)
        return _read(path, reader)
    except OSError as error:
        problem = f"the file cannot be read to its end ({error.strerror or type(error).__name__})"
        raise log.refuse(FaultCode.NO_FILE, problem, "Copy it to a local disk first.") from error


def read_again(
    path: Path,
    mapping: Mapping[str, object],
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Intake:
    """Read a list as it was read before, from what `Intake.mapping` says.

    Args:
        path: The original list, its rows in any order.
        mapping: `Intake.mapping`, perhaps by way of a certificate.
        progress: As for `read_list`.
        cancelled: As for `read_list`.

    Raises:
        IntakeFaults: The list cannot be used, or the mapping is none.
        Cancelled: `cancelled` said so.
    """
    profile, options = (_part(mapping, name) for name in ("profile", "options"))
    return read_list(
        path,
        profile_from_mapping(profile),
        options_from_mapping(options),
        progress=progress,
        cancelled=cancelled,
    )


def _part(mapping: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = mapping.get(name)
    return part if isinstance(part, Mapping) else {}


def _read(path: Path, reader: "Reader") -> Intake:
    before = path.stat() if is_there(path) else None
    return read_table(
        _open(path, reader),
        reader,
        name=path.name,
        force=_force(path) if reader.profile.force_from_file_name else None,
        unchanged=lambda: before is not None and _is_same(before, path.stat()),
    )


def read_table(
    table: Table,
    reader: "Reader",
    *,
    name: str,
    force: str | None = None,
    unchanged: Callable[[], bool] = lambda: True,
) -> Intake:
    """Read an opened list and freeze it: the one way in for lists of every kind.

    Args:
        table: The list.
        reader: How it is read, and who is told.
        name: What the list is called; a file by its name without the folder.
        force: A column with this one value is added; None for no such column.
        unchanged: Asked at the end whether the list is still the one that was opened.

    Raises:
        IntakeFaults: The list cannot be used; all its faults at once.
        Cancelled: Whoever asked for it no longer wants it.
    """
    profile, options, log = reader.profile, reader.options, reader.log
    zone = ZoneInfo(profile.time_zone)
    today = options.today or datetime.now(tz=zone).date()
    columns = map_columns(table, profile, log)
    rows = Gathering(columns, blank=profile.blank, zone=zone, today=today, log=log)
    _gather(table, rows, columns, reader.progress, reader.cancelled)
    _check_source(rows, log, unchanged=unchanged())
    dates = settle_dates(rows, columns, today=today, log=log)
    check_markers(rows, columns, log)
    if not table.source.sheet:  # the cells of a workbook say themselves which of them are dates
        check_mangled_dates(rows, columns, log)
    frozen = freeze(rows, columns, profile=profile, options=options, force=force, log=log)
    notices = (
        *table.source.notices,
        *absent_columns(columns),
        *(notice for date in dates.values() for notice in date.notices),
        *personal_data(frozen.frame, columns, today=today),
        *frozen.notices,
    )
    in_effect = with_formats(profile, dates)
    shown = tuple(map(spelt_out, notices))
    return _intake(name, table.source, columns, in_effect, options, frozen, shown)


def _tell_nobody(_rows: int, _total: int | None) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """What goes with the reading of a list, whatever holds it.

    Attributes:
        profile: As it takes effect.
        options: The other choices for this list.
        log: Takes the faults.
        progress: As for `read_list`.
        cancelled: As for `read_list`.
    """

    profile: Profile
    options: ReadingOptions
    log: FaultLog
    progress: Progress = _tell_nobody
    cancelled: Callable[[], bool] = _never


def _open(path: Path, reader: Reader) -> Table:
    profile, options, log = reader.profile, reader.options, reader.log
    if container(path, log, surely_text=options.encoding is not None) == WORKBOOK:
        return open_workbook(path, options=options, log=log)
    return open_text(path, options=options, wanted=profile.wanted, log=log)


def _gather(
    table: Table,
    rows: Gathering,
    columns: ColumnMap,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> None:
    read, told = 0, 0
    for batch in table.batches(reference=columns.reference):
        rows.add(batch)
        read += len(batch)
        if read - told >= PROGRESS_ROWS:
            told = read
            progress(read, table.total)
            if cancelled():
                raise Cancelled
    progress(read, read)
    if cancelled():
        raise Cancelled


def _is_same(before: os.stat_result, after: os.stat_result) -> bool:
    return (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def _check_source(rows: Gathering, log: FaultLog, *, unchanged: bool) -> None:
    if not unchanged:
        raise log.refuse(
            FaultCode.CHANGED, "the file changed while it was read", "Import it again."
        )
    if not rows.received and not log.counts:
        raise log.refuse(
            FaultCode.NO_ROWS, "there is a header but no row below it", "Export the list again."
        )


def _force(path: Path) -> str:
    found = FORCE_IN_NAME.fullmatch(path.name)
    return found["force"] if found else ""


def _intake(
    name: str,
    source: Source,
    columns: ColumnMap,
    profile: Profile,
    options: ReadingOptions,
    frozen: Frozen,
    notices: tuple[str, ...],
) -> Intake:
    return Intake(
        frame=frozen.frame,
        flow=frozen.flow,
        source_name=name,
        source_sha256=source.sha256,
        encoding=source.encoding,
        delimiter=source.delimiter,
        sheet=source.sheet,
        kept_columns=tuple(name for name in frozen.frame.columns if name != ROW),
        dropped_columns=columns.dropped,
        notices=notices,
        duplicates=frozen.duplicates,
        blank_rows_at_the_end=frozen.blank_rows_at_the_end,
        mapping={
            "profile": profile_to_mapping(profile),
            "options": options_to_mapping(options),
        },
    )
