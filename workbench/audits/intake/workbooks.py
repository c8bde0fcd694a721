"""An Excel workbook opened as a list of cases: one sheet, its typed cells read as text."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import file_digest
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.audits.intake.archives import SAVE_AGAIN, check_archive
from workbench.audits.intake.cells import (
    DATED,
    INEXACT,
    LOGICAL,
    NUMBER,
    Cell,
    as_text,
    reference_doubt,
)
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.options import ReadingOptions
from workbench.audits.intake.references import AS_TEXT
from workbench.audits.intake.tables import BATCH_ROWS, Batch, Source

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

ACCEPT: Final = "accept"
DOUBTS: Final = {
    INEXACT: (
        FaultCode.NUMERIC_REFERENCE,
        "a number that is not whole, or too long for a spreadsheet to hold",
    ),
    DATED: (FaultCode.MANGLED_REFERENCE, "the spreadsheet holds a date here"),
    LOGICAL: (FaultCode.MANGLED_REFERENCE, "the spreadsheet holds TRUE or FALSE here"),
}
NUMBERS_REMEDY: Final = (
    "Format the column as text and export again; or, if no reference ever begins with a zero, "
    "take the numbers as they are: --numeric-references accept."
)


class SheetList:
    """An opened sheet: see `workbench.audits.intake.tables.Table`."""

    def __init__(
        self, sheet: "CalamineSheet", source: Source, *, accept_numbers: bool, log: FaultLog
    ) -> None:
        self.source = source
        self._log = log
        self._accept_numbers = accept_numbers
        self._numbers: list[tuple[Place, str]] = []
        self._rows: Iterator[Sequence[Cell]] = iter(sheet.iter_rows())
        self.header: tuple[str, ...] = ()
        self.header_line = 0
        for row in self._rows:
            self.header_line += 1
            self.header = tuple(map(as_text, row))
            if any(name.strip() for name in self.header):
                break
        self.total: int | None = sheet.total_height - self.header_line

    def batches(self, *, reference: int | None) -> Iterator[Batch]:
        """Read the rows, with their numbers in the sheet."""
        first, records = self.header_line + 1, 0
        while rows := list(islice(self._rows, BATCH_ROWS)):
            lines = range(first + records, first + records + len(rows))
            numbers = range(records + 1, records + 1 + len(rows))
            columns: list[Sequence[Cell]] = list(zip(*rows, strict=True))
            if reference is not None:
                self._look_at(columns[reference], lines, numbers, self.header[reference].strip())
            yield Batch([list(map(as_text, column)) for column in columns], lines, numbers)
            records += len(rows)
        self._report_numbers(records)

    def _look_at(
        self, cells: Sequence[Cell], lines: Sequence[int], records: Sequence[int], column: str
    ) -> None:
        for row, cell in enumerate(cells):
            doubt = reference_doubt(cell)
            at = Place(lines[row], records[row], column)
            if doubt in DOUBTS:
                code, problem = DOUBTS[doubt]
                self._log.add(code, problem, AS_TEXT, at=at, value=as_text(cell))
            elif doubt == NUMBER and not self._accept_numbers:
                self._numbers.append((at, as_text(cell)))

    def _report_numbers(self, records: int) -> None:
        """Report numbers among the references: one fault if all are numbers, else each."""
        if self._numbers and len(self._numbers) == records:
            problem = f"all {records} references are numbers: leading zeros may be lost"
            at, value = self._numbers[0]
            self._log.add(FaultCode.NUMERIC_REFERENCE, problem, NUMBERS_REMEDY, at=at, value=value)
            return
        for at, value in self._numbers:
            problem = "a number among the references: leading zeros may be lost"
            self._log.add(FaultCode.NUMERIC_REFERENCE, problem, NUMBERS_REMEDY, at=at, value=value)


def open_workbook(path: Path, *, options: ReadingOptions, log: FaultLog) -> SheetList:
    """Open the sheet that holds the list.

    Args:
        path: A file that is known to be a zip archive.
        options: Which sheet, and what to do with numbers in the reference column.
        log: Takes the faults.

    Raises:
        IntakeFaults: The workbook cannot be opened, or it is not plain which sheet is meant.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    archive = check_archive(path, log)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheet = _sheet(workbook, options.sheet, log)
    except CalamineError as error:
        problem = "the workbook is damaged and cannot be opened"
        raise log.refuse(FaultCode.CORRUPT, problem, SAVE_AGAIN) from error
    log.file = f"{path.name} [{sheet.name}]"
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    notices = tuple(
        _notices(path, sheet, options, formulas_without_value=archive.formulas_without_value)
    )
    source = Source(digest, sheet=sheet.name, notices=notices)
    return SheetList(sheet, source, accept_numbers=options.numeric_references == ACCEPT, log=log)


def _sheet(workbook: "CalamineWorkbook", name: str | None, log: FaultLog) -> "CalamineSheet":
    if name is not None:
        return _named(workbook, name, log)
    sheets = [workbook.get_sheet_by_name(visible) for visible in _visible(workbook)]
    with_data = [sheet for sheet in sheets if sheet.start is not None]
    if len(with_data) == 1:
        return with_data[0]
    if not with_data:
        raise log.refuse(
            FaultCode.EMPTY_FILE, "no visible sheet holds anything", "Export the list again."
        )
    raise log.refuse(
        FaultCode.SHEET,
        f"{len(with_data)} sheets hold data: {_quoted(sheet.name for sheet in with_data)}",
        "Say which one is the list: --sheet NAME.",
    )


def _named(workbook: "CalamineWorkbook", name: str, log: FaultLog) -> "CalamineSheet":
    found = next((n for n in workbook.sheet_names if n.casefold() == name.casefold()), None)
    if found is None:
        raise log.refuse(
            FaultCode.SHEET,
            f'there is no sheet "{name}"',
            f"The sheets are: {_quoted(workbook.sheet_names)}.",
        )
    sheet = workbook.get_sheet_by_name(found)
    if sheet.start is None:
        raise log.refuse(FaultCode.EMPTY_FILE, f'the sheet "{found}" is empty', "Name another.")
    return sheet


def _visible(workbook: "CalamineWorkbook") -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _notices(
    path: Path, sheet: "CalamineSheet", options: ReadingOptions, *, formulas_without_value: bool
) -> Iterator[str]:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        yield "The file is not named like a workbook but is one: it was read as one."
    if options.encoding:
        yield f'A workbook has no encoding to choose: "{options.encoding}" was not used.'
    if merged := sheet.merged_cell_ranges:
        yield (
            f"{len(merged)} merged ranges of cells: each has a value in its first cell only, "
            "the others are blank."
        )
    if formulas_without_value:
        yield (
            "Some formulas have no stored result and were read as blank. To have their results, "
            "open the workbook in Excel, save it, and import it again."
        )
