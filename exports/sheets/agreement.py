"""The agreement of two readers: raw, AC1 and kappa with their limits, and how to read them."""

from collections.abc import Mapping
from typing import Final

from exports.agreement import AgreementLine, AgreementOn, Coefficient, by_question
from exports.agreement_words import (
    NO_INTERVAL,
    UNDEFINED,
    coefficient_words,
    remark_words,
    share_words,
)
from exports.report import RateLine, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.looks import Look
from exports.sheets.print_setup import continue_across
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet, reference_width

TITLE: Final = "Agreement"
NOTHING: Final = "-"
_GUIDE: Final = (
    "cases that a second auditor read without sight of the first's answers; agreement = agreed / "
    "cases, of those drawn at random for it; AC1 and kappa leave out what chance would give"
)
_COLUMNS: Final = (
    Column("ID", 17),
    Column("Question", 32),
    Column("Agreed about", 18),
    Column("Cases", 9, looks.FIGURE_HEADER),
    Column("Agreed", 10, looks.FIGURE_HEADER),
    Column("Agreement", 12, looks.FIGURE_HEADER),
    Column("Agreement from", 12, looks.FIGURE_HEADER),
    Column("Agreement to", 12, looks.FIGURE_HEADER),
    Column("AC1", 12, looks.FIGURE_HEADER),
    Column("AC1 from", 12, looks.FIGURE_HEADER),
    Column("AC1 to", 12, looks.FIGURE_HEADER),
    Column("Kappa", 12, looks.FIGURE_HEADER),
    Column("Kappa from", 12, looks.FIGURE_HEADER),
    Column("Kappa to", 12, looks.FIGURE_HEADER),
    Column("Commonest answer", 19),
    Column("Its share", 10, looks.FIGURE_HEADER),
    Column("How to read it", 56),
    Column("Read twice", 10, looks.FIGURE_HEADER),
    Column("Differences", 13, looks.FIGURE_HEADER),
    Column("Settled", 10, looks.FIGURE_HEADER),
    Column("Set by rule", 13, looks.FIGURE_HEADER),
)
_AT: Final = {column.title: at for at, column in enumerate(_COLUMNS, start=1)}
_PRINTED: Final = "Q"
"""The last column on paper says how to read the figures; what follows is for the screen."""
_FIGURES: Final = (
    ("Agreement", "percent", looks.RATE),
    ("AC1", "ac1", looks.COEFFICIENT),
    ("Kappa", "kappa", looks.COEFFICIENT),
)

BESIDE: Final = (
    Column("Read twice", 10, looks.FIGURE_HEADER),
    Column("Readers agree", 24, looks.FIGURE_HEADER),
    Column("Readers' AC1", 22, looks.FIGURE_HEADER),
    Column("Readers' kappa", 22, looks.FIGURE_HEADER),
)
"""The columns beside each rate: met or not, as the rate counts."""


def write_agreement(book: Book, report: Report) -> None:
    """Write three lines for each question or indicator that was read twice, in their order."""
    found = by_question(report.agreement)
    columns = (Column("ID", reference_width(found)), *_COLUMNS[1:])
    sheet = book.grid(TITLE, _GUIDE, columns, frozen_columns=2)
    rates = [line for line in (*report.indicators, *report.rates) if line.id in found]
    rows = [(rate, found[rate.id], about) for rate in rates for about in found[rate.id].parts]
    for row, (rate, line, (words, part)) in enumerate(rows, start=FIRST_ROW):
        _write_what(sheet, row, rate, words)
        _write_figures(sheet, row, part)
        _write_reading(sheet, row, line, part)
    last_row = HEADER_ROW + len(rows)
    sheet.table(TITLE, first_row=HEADER_ROW, last_row=last_row, width=len(_COLUMNS))
    continue_across(sheet.ws, pages=2, repeated_columns="A:C")
    sheet.ws.print_area = f"A1:{_PRINTED}{max(last_row, FIRST_ROW)}"


def write_beside(
    sheet: Sheet, row: int, first_column: int, agreement: Mapping[str, AgreementLine], line_id: str
) -> None:
    """Write the agreement beside a rate, with its limits, or that the cases were read once."""
    line = agreement.get(line_id)
    sheet.number(row, first_column, line.met.cases if line else 0, looks.COUNT)
    for at, words in enumerate(_beside(line), start=first_column + 1):
        sheet.text(row, at, words, looks.FIGURES)


def _beside(line: AgreementLine | None) -> tuple[str, str, str]:
    if line is None:
        return NOTHING, NOTHING, NOTHING
    part = line.met
    return share_words(part.percent), coefficient_words(part.ac1), coefficient_words(part.kappa)


def _write_what(sheet: Sheet, row: int, rate: RateLine, about: str) -> None:
    sheet.text(row, _AT["ID"], rate.id, looks.LABEL)
    sheet.text(row, _AT["Question"], rate.text, looks.WRAPPED)
    sheet.text(row, _AT["Agreed about"], about, looks.WRAPPED)


def _write_figures(sheet: Sheet, row: int, part: AgreementOn) -> None:
    sheet.number(row, _AT["Cases"], part.cases, looks.COUNT)
    sheet.number(row, _AT["Agreed"], part.agreed, looks.COUNT)
    for title, name, look in _FIGURES:
        figure: Coefficient = getattr(part, name)
        _write(sheet, row, title, figure.value, look)
        missing = UNDEFINED if figure.value is None else NO_INTERVAL
        _write(sheet, row, f"{title} from", figure.low, look, missing)
        _write(sheet, row, f"{title} to", figure.high, look, missing)
    if part.percent.value is not None:
        sheet.formula(row, _AT["Agreement"], f"=E{row}/D{row}", part.percent.value, looks.RATE)
    sheet.text(row, _AT["Commonest answer"], part.commonest or NOTHING, looks.SET_IN)
    _write(sheet, row, "Its share", part.prevalence, looks.RATE, NOTHING)


def _write_reading(sheet: Sheet, row: int, line: AgreementLine, part: AgreementOn) -> None:
    sheet.text(row, _AT["How to read it"], remark_words(part), looks.WRAPPED)
    sheet.number(row, _AT["Read twice"], line.read_twice, looks.COUNT)
    sheet.number(row, _AT["Differences"], line.differences, looks.COUNT)
    sheet.number(row, _AT["Settled"], line.settled, looks.COUNT)
    sheet.number(row, _AT["Set by rule"], line.set_by_rule, looks.COUNT)


def _write(
    sheet: Sheet, row: int, title: str, value: float | None, look: Look, missing: str = UNDEFINED
) -> None:
    if value is None:
        sheet.text(row, _AT[title], missing, looks.FIGURES)
    else:
        sheet.number(row, _AT[title], value, look)
