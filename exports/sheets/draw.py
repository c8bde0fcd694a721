"""The draw certificate: every case and reserve with the ticket that decided."""

from collections.abc import Mapping
from typing import Final

from exports.report import DrawnCase, DrawPart, Replacement, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet, reference_width
from exports.wording import moment, number

TITLE: Final = "Draw certificate"


def write_draw(book: Book, report: Report) -> None:
    """Write the sample, then the reserves, each in the order of selection."""
    draw = report.draw
    columns = _columns(draw)
    sheet = book.grid(TITLE, _guide(report), columns)
    fates = _fates(draw)
    parts = [("sample", case) for case in draw.cases] + [("reserve", one) for one in draw.reserves]
    for row, (part, case) in enumerate(parts, start=FIRST_ROW):
        _write_case(sheet, row, part, case, fates.get(case.reference, ""))
    last_row = HEADER_ROW + len(parts)
    sheet.table("Draw", first_row=HEADER_ROW, last_row=last_row, width=len(columns))


def _columns(draw: DrawPart) -> tuple[Column, ...]:
    references = (case.reference for case in (*draw.cases, *draw.reserves))
    return (
        Column("Part", 10),
        Column("Order", 7, looks.CODE_HEADER),
        Column("Reference", reference_width(references)),
        Column("Stratum", 18),
        Column("Ticket", 70),
        Column("What became of it", 60),
    )


def _guide(report: Report) -> str:
    return (
        f"{number(len(report.draw.cases))} of {number(report.population.frame_size)} cases   "
        f"seed {report.draw.seed}   frame fingerprint {report.population.frame_fingerprint}"
    )


def _fates(draw: DrawPart) -> Mapping[str, str]:
    """Return what happened to each case that was replaced or came in, in words."""
    out = {each.out_reference: _left(each) for each in draw.replacements}
    came = {
        each.in_reference: f"took the place of {each.out_reference}" for each in draw.replacements
    }
    both = came.keys() & out.keys()
    return {**came, **out, **{each: f"{came[each]}; {out[each]}" for each in both}}


def _left(each: Replacement) -> str:
    note = f" ({each.note})" if each.note else ""
    return f"replaced by {each.in_reference}: {each.reason}{note}; {moment(each.at)} by {each.by}"


def _write_case(sheet: Sheet, row: int, part: str, case: DrawnCase, fate: str) -> None:
    sheet.text(row, 1, part, looks.WRAPPED)
    sheet.number(row, 2, case.order, looks.ORDER)
    sheet.text(row, 3, case.reference, looks.WRAPPED)
    sheet.text(row, 4, case.stratum, looks.WRAPPED)
    sheet.text(row, 5, case.ticket, looks.FIXED)
    sheet.text(row, 6, fate, looks.WRAPPED)
