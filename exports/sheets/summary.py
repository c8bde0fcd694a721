"""The first page: the audit in eight lines, then each headline figure with its interval."""

from collections.abc import Mapping, Sequence
from typing import Final

from exports.agreement import AgreementLine, by_question
from exports.agreement_words import agreed_words
from exports.headline import headline_section, remark
from exports.rate_words import missing_rate, style_words
from exports.report import RateLine, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.fact_page import write_sections
from exports.sheets.rates import NOTHING, cell_of
from exports.sheets.sheet import FIRST_ROW, Column, Sheet
from exports.wording import number

TITLE: Final = "Summary"
_COLUMNS: Final = (
    Column("ID", 18),
    Column("Question", 70),
    Column("Met of applicable", 14, looks.FIGURE_HEADER),
    Column("Rate", 13, looks.FIGURE_HEADER),
    Column("Low", 10, looks.FIGURE_HEADER),
    Column("High", 10, looks.FIGURE_HEADER),
    Column("HMICFRS style", 17, looks.FIGURE_HEADER),
    Column("Remark", 44),
)
"""The columns that repeat a cell of the rates, by their place here."""
_LINKED: Final = ((4, "Rate"), (5, "Low"), (6, "High"), (7, "HMICFRS style"))


def write_summary(book: Book, report: Report) -> None:
    """Write the page; its figures refer to the sheets of rates."""
    guide = "figures on this page refer to the sheets of rates; the method is on the next sheet"
    sheet = book.page(TITLE, guide, _COLUMNS)
    agreement = by_question(report.agreement)
    row = write_sections(sheet, (headline_section(report),))
    if report.indicators:
        row = _write_block(sheet, row, "Indicators", report.indicators, agreement)
    _write_block(sheet, row, "Rates", report.rates, agreement)


def _write_block(
    sheet: Sheet,
    row: int,
    source: str,
    lines: Sequence[RateLine],
    agreement: Mapping[str, AgreementLine],
) -> int:
    sheet.text(row, 1, source, looks.SECTION)
    sheet.headers(_COLUMNS, row=row + 1)
    for at, line in enumerate(lines):
        _write_line(sheet, row + 2 + at, line, source=source, source_row=FIRST_ROW + at)
        remarks = (remark(line), agreed_words(agreement.get(line.id)))
        sheet.text(row + 2 + at, 8, "; ".join(filter(None, remarks)), looks.WRAPPED)
    return row + len(lines) + 3


def _write_line(sheet: Sheet, row: int, line: RateLine, *, source: str, source_row: int) -> None:
    sheet.text(row, 1, line.id, looks.LABEL)
    sheet.text(row, 2, line.text, looks.WRAPPED)
    _write_counts(sheet, row, line, source=source, source_row=source_row)
    values = (
        missing_rate(line) if line.rate is None else line.rate,
        NOTHING if line.low is None else line.low,
        NOTHING if line.high is None else line.high,
        style_words(line),
    )
    for (column, name), value in zip(_LINKED, values, strict=True):
        link = f"={source}!{cell_of(name, source_row)}"
        look = looks.FIGURES if isinstance(value, str) else looks.RATE
        sheet.formula(row, column, link, value, look)


def _write_counts(sheet: Sheet, row: int, line: RateLine, *, source: str, source_row: int) -> None:
    met, applicable = (f"{source}!{cell_of(name, source_row)}" for name in ("Met", "Applicable"))
    stored = f"{number(line.met)} of {number(line.applicable)}"
    formula = f'=TEXT({met},"#,##0")&" of "&TEXT({applicable},"#,##0")'
    sheet.formula(row, 3, formula, stored, looks.FIGURES)
