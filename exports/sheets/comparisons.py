"""The baselines: each rate beside what was published, the difference, and the verdict."""

from collections.abc import Mapping, Sequence
from typing import Final

from exports.comparison_words import NONE, files_words, ours_words, rate_words
from exports.difference_line import difference_axis, difference_line
from exports.report import ComparisonLine, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.rates import cell_of
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet

TITLE: Final = "Baselines"
_WIDTH: Final = 23
_GUIDE: Final = (
    "difference = our rate less the baseline, in percentage points, always of what complied; "
    "a verdict needs an interval that leaves out 0"
)
_COLUMNS: Final = (
    Column("Baseline", 17),
    Column("What is compared", 30),
    Column("As published, both ways", 26),
    Column("Ours", 11, looks.FIGURE_HEADER),
    Column("Our rate", 10, looks.FIGURE_HEADER),
    Column("Baseline rate", 10, looks.FIGURE_HEADER),
    Column("Difference", 13, looks.FIGURE_HEADER),
    Column("From", 9, looks.FIGURE_HEADER),
    Column("To", 9, looks.FIGURE_HEADER),
    Column(difference_axis(_WIDTH), 26, looks.FIXED_HEADER),
    Column("Verdict", 16),
    Column("Files still to read", 11, looks.FIGURE_HEADER),
    Column("For a report", 50),
    Column("Why", 44),
    Column("Standing", 26),
    Column("To be read with it", 60),
    Column("Where it is published", 44),
)
_PRINTED: Final = "M"
"""The last column on paper is the sentence; what follows is for the screen."""

Places = Mapping[str, str]
"""Where the rate of each question and indicator stands: `Indicators!J6`."""


def write_comparisons(book: Book, report: Report) -> None:
    """Write one line for each baseline; our rates refer to the sheets of rates."""
    sheet = book.grid(TITLE, _GUIDE, _COLUMNS, frozen_columns=2)
    places = _places(report)
    for row, line in enumerate(report.comparisons, start=FIRST_ROW):
        _write_words(sheet, row, line)
        _write_figures(sheet, row, line, places)
    last_row = HEADER_ROW + len(report.comparisons)
    sheet.table(TITLE, first_row=HEADER_ROW, last_row=last_row, width=len(_COLUMNS))
    sheet.ws.print_area = f"A1:{_PRINTED}{last_row}"


def _places(report: Report) -> Places:
    sheets = (("Rates", report.rates), ("Indicators", report.indicators))
    return {
        line.id: f"{title}!{cell_of('Rate', row)}"
        for title, lines in sheets
        for row, line in enumerate(lines, start=FIRST_ROW)
    }


def _write_words(sheet: Sheet, row: int, line: ComparisonLine) -> None:
    sheet.text(row, 1, line.baseline, looks.LABEL)
    asked = f" ({line.measured})" if line.measured else ""
    sheet.text(row, 2, f"{line.finding}{asked}", looks.WRAPPED)
    sheet.text(row, 3, line.published, looks.WRAPPED)
    sheet.text(row, 11, line.word, looks.LABEL)
    sheet.text(row, 13, line.sentence, looks.WRAPPED)
    sheet.text(row, 14, line.reason, looks.WRAPPED)
    sheet.text(row, 15, _standing(line), looks.WRAPPED)
    sheet.text(row, 16, " ".join(line.caveats) or NONE, looks.WRAPPED)
    sheet.text(row, 17, line.source, looks.WRAPPED)


def _standing(line: ComparisonLine) -> str:
    return (
        f"{line.standing}; corrected for {line.among} (Holm)" if line.among > 1 else line.standing
    )


def _write_figures(sheet: Sheet, row: int, line: ComparisonLine, places: Places) -> None:
    sheet.text(row, 4, ours_words(line), looks.FIGURES)
    if line.rate is None:
        sheet.text(row, 5, rate_words(line), looks.FIGURES)
    else:
        sheet.formula(row, 5, f"={places[line.measured]}", line.rate, looks.RATE)
    _write_numbers(sheet, row, (6, line.baseline_rate))
    if line.difference is None:
        sheet.text(row, 7, NONE, looks.FIGURES)
    else:
        sheet.formula(row, 7, f"=100*(E{row}-F{row})", 100 * line.difference, looks.POINTS)
    drawn = difference_line(line.low, line.difference, line.high, _WIDTH)
    sheet.text(row, 10, drawn, looks.FIXED)
    _write_limits(sheet, row, (line.low, line.high))
    if line.files_to_read is None:
        sheet.text(row, 12, files_words(line), looks.FIGURES)
    else:
        sheet.number(row, 12, line.files_to_read, looks.COUNT)


def _write_numbers(sheet: Sheet, row: int, *cells: tuple[int, float | None]) -> None:
    for column, value in cells:
        if value is None:
            sheet.text(row, column, NONE, looks.FIGURES)
        else:
            sheet.number(row, column, value, looks.RATE)


def _write_limits(sheet: Sheet, row: int, limits: Sequence[float | None]) -> None:
    for column, value in enumerate(limits, start=8):
        if value is None:
            sheet.text(row, column, NONE, looks.FIGURES)
        else:
            sheet.number(row, column, 100 * value, looks.POINTS)
