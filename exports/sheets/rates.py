"""The rates: counts that refer to the cases, rates that are live formulas, limits as values."""

from collections.abc import Mapping, Sequence
from typing import Final

from openpyxl.utils import get_column_letter

from exports.agreement import AgreementLine
from exports.forest import forest_axis, forest_line
from exports.rate_words import NO_CASE_YET, NOTHING_ANSWERED, missing_rate, style_words
from exports.report import RateLine
from exports.sheets import looks
from exports.sheets.agreement import BESIDE, write_beside
from exports.sheets.book import Book
from exports.sheets.cases import BY_RULE, CODES, CaseGrid
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet
from exports.wording import NO_CASE

FOREST_WIDTH: Final = 25
NOTHING: Final = "-"
_GUIDE: Final = (
    "rate = met / applicable; applicable = met + partly met + not met + not evidenced; "
    "low and high are the limits of the interval (see Method)"
)
_WEIGHTED_GUIDE: Final = (
    "rates are weighted by the design, so they are values and not met / applicable; "
    "low and high are the limits of the interval (see Method)"
)
COLUMNS: Final = (
    Column("ID", 14),
    Column("Question", 46),
    Column("Met", 9, looks.FIGURE_HEADER),
    Column("Partly met", 9, looks.FIGURE_HEADER),
    Column("Not met", 9, looks.FIGURE_HEADER),
    Column("Not evidenced", 12, looks.FIGURE_HEADER),
    Column("Not applicable", 12, looks.FIGURE_HEADER),
    Column("Unanswered", 13, looks.FIGURE_HEADER),
    Column("Applicable", 12, looks.FIGURE_HEADER),
    Column("Rate", 13, looks.FIGURE_HEADER),
    Column("Low", 10, looks.FIGURE_HEADER),
    Column("High", 10, looks.FIGURE_HEADER),
    Column(forest_axis(FOREST_WIDTH), 27, looks.FIXED_HEADER),
    Column("HMICFRS style", 17, looks.FIGURE_HEADER),
    Column("Lenient rate", 13, looks.FIGURE_HEADER),
    Column("HMICFRS half width", 12, looks.FIGURE_HEADER),
    Column("Critical", 10),
    Column("Traces to", 16),
    Column("Checklist", 14),
    Column("Method", 40),
)
_PRINTED: Final = "Lenient rate"
"""The last column on paper; what follows is for the screen, so that the figures stay readable."""

_AT: Final = {column.title: at for at, column in enumerate(COLUMNS, start=1)}
_COUNTS: Final = (
    ("Met", "met"),
    ("Partly met", "partly_met"),
    ("Not met", "not_met"),
    ("Not evidenced", "not_evidenced"),
    ("Not applicable", "not_applicable"),
)


def write_rates(
    book: Book,
    title: str,
    lines: Sequence[RateLine],
    grid: CaseGrid,
    *,
    live: bool,
    agreement: Mapping[str, AgreementLine],
) -> None:
    """Write one line for each question or indicator.

    Args:
        book: The workbook.
        title: The name of the sheet and of its table, `Rates` or `Indicators`.
        lines: What to write, in order.
        grid: Where the codes of each question stand on the sheet of cases.
        live: Write rates as formulas over the counts; false where the design weighs its cases,
            so that counts alone do not give the rate.
        agreement: How far two readers agree, by question; empty where no case was read twice, and
            then there are no columns for it.
    """
    columns = (*COLUMNS, *BESIDE) if agreement else COLUMNS
    sheet = book.grid(title, _GUIDE if live else _WEIGHTED_GUIDE, columns, frozen_columns=2)
    for row, line in enumerate(lines, start=FIRST_ROW):
        _write_what(sheet, row, line)
        _write_counts(sheet, row, line, grid.codes_of(line.id))
        _write_rate(sheet, row, line, live=live)
        _write_interval(sheet, row, line)
        if agreement:
            write_beside(sheet, row, len(COLUMNS) + 1, agreement, line.id)
    last_row = HEADER_ROW + len(lines)
    sheet.table(title, first_row=HEADER_ROW, last_row=last_row, width=len(columns))
    sheet.ws.print_area = f"A1:{cell_of(_PRINTED, max(last_row, FIRST_ROW))}"


def cell_of(column: str, row: int) -> str:
    """Return the address of a column's cell in a row, `L7`."""
    return f"{get_column_letter(_AT[column])}{row}"


def _write_what(sheet: Sheet, row: int, line: RateLine) -> None:
    sheet.text(row, _AT["ID"], line.id, looks.LABEL)
    sheet.text(row, _AT["Question"], line.text, looks.WRAPPED)
    sheet.text(row, _AT["Critical"], "critical" if line.critical else NOTHING, looks.CODE)
    sheet.text(row, _AT["Traces to"], ", ".join(line.traces) or NOTHING, looks.WRAPPED)
    sheet.text(row, _AT["Method"], line.method, looks.WRAPPED)
    sheet.text(row, _AT["Checklist"], line.checklist, looks.WRAPPED)


def _write_counts(sheet: Sheet, row: int, line: RateLine, codes: str | None) -> None:
    values = (line.met, line.partly_met, line.not_met, line.not_evidenced, line.not_applicable)
    for (title, answer), value in zip(_COUNTS, values, strict=True):
        if codes is None:
            sheet.number(row, _AT[title], value, looks.COUNT)
        else:
            sheet.formula(row, _AT[title], _count(codes, answer), value, looks.COUNT)
    _write_unanswered(sheet, row, line, codes)
    applicable = f"=SUM({cell_of('Met', row)}:{cell_of('Not evidenced', row)})"
    sheet.formula(row, _AT["Applicable"], applicable, line.applicable, looks.COUNT)


def _write_unanswered(sheet: Sheet, row: int, line: RateLine, codes: str | None) -> None:
    if codes is None:
        sheet.number(row, _AT["Unanswered"], line.unanswered, looks.COUNT)
    else:
        given = f"{cell_of('Met', row)}:{cell_of('Not applicable', row)}"
        formula = f"=ROWS({codes})-SUM({given})"
        sheet.formula(row, _AT["Unanswered"], formula, line.unanswered, looks.COUNT)


def _count(codes: str, answer: str) -> str:
    wanted = (CODES[answer], BY_RULE) if answer == "not_applicable" else (CODES[answer],)
    return "=" + "+".join(f'COUNTIF({codes},"{code}")' for code in wanted)


def _write_rate(sheet: Sheet, row: int, line: RateLine, *, live: bool) -> None:
    met, applicable = cell_of("Met", row), cell_of("Applicable", row)
    if live:
        lenient = f"({met}+{cell_of('Partly met', row)})"
        _write_share(sheet, row, "Rate", line, f"{met}/{applicable}")
        _write_share(sheet, row, "Lenient rate", line, f"{lenient}/{applicable}")
    else:
        _value(sheet, row, "Rate", line.rate, missing_rate(line))
        _value(sheet, row, "Lenient rate", line.lenient_rate, missing_rate(line))


def _write_share(sheet: Sheet, row: int, column: str, line: RateLine, share: str) -> None:
    value = line.rate if column == "Rate" else line.lenient_rate
    formula = f"=IF({cell_of('Applicable', row)}=0,{_missing_share(row)},{share})"
    stored = missing_rate(line) if value is None else value
    sheet.formula(row, _AT[column], formula, stored, looks.RATE)


def _missing_share(row: int) -> str:
    """Return the formula of what `missing_rate` says where no answer counts."""
    answered, unanswered = cell_of("Not applicable", row), cell_of("Unanswered", row)
    yet = f'IF({answered}=0,"{NOTHING_ANSWERED}","{NO_CASE_YET}")'
    return f'IF({unanswered}=0,"{NO_CASE}",{yet})'


def _write_interval(sheet: Sheet, row: int, line: RateLine) -> None:
    _value(sheet, row, "Low", line.low)
    _value(sheet, row, "High", line.high)
    _value(sheet, row, "HMICFRS half width", line.hmicfrs_half_width)
    forest = forest_line(line.low, line.rate, line.high, FOREST_WIDTH)
    drawn = missing_rate(line) if line.rate is None else forest
    sheet.text(row, _AT[forest_axis(FOREST_WIDTH)], drawn, looks.FIXED)
    _write_style(sheet, row, line)


def _write_style(sheet: Sheet, row: int, line: RateLine) -> None:
    stored = style_words(line)
    rate, half = cell_of("Rate", row), cell_of("HMICFRS half width", row)
    if line.rate is None or line.hmicfrs_half_width is None:
        sheet.text(row, _AT["HMICFRS style"], stored, looks.FIGURES)
    else:
        formula = f'=TEXT({rate},"0.0%")&" ± "&TEXT(100*{half},"0.0")'
        sheet.formula(row, _AT["HMICFRS style"], formula, stored, looks.FIGURES)


def _value(
    sheet: Sheet, row: int, column: str, value: float | None, missing: str = NOTHING
) -> None:
    if value is None:
        sheet.text(row, _AT[column], missing, looks.FIGURES)
    else:
        sheet.number(row, _AT[column], value, looks.RATE)
