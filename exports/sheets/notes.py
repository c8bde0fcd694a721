"""The notes and flags of the auditors, one line for each."""

from typing import Final

from exports.report import AnswerPart, CasePart, Report
from exports.sheets import looks
from exports.sheets.book import Book
from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column, Sheet, reference_width
from exports.wording import answer_words

TITLE: Final = "Notes"


def write_notes(book: Book, report: Report) -> None:
    """Write every note and every flag, in the order of the cases."""
    columns = _columns(reference_width(case.reference for case in report.cases))
    sheet = book.grid(TITLE, "notes of the auditors, and answers flagged to come back to", columns)
    noted = [
        (case, part) for case in report.cases for part in case.answers if part.note or part.flagged
    ]
    for row, (case, part) in enumerate(noted, start=FIRST_ROW):
        _write_note(sheet, row, case, part)
    if not noted:
        sheet.text(FIRST_ROW, 1, "No note and no flag in this audit.", looks.PLAIN)
    last_row = HEADER_ROW + len(noted)
    sheet.table(TITLE, first_row=HEADER_ROW, last_row=last_row, width=len(columns))


def _columns(reference_width: float) -> tuple[Column, ...]:
    return (
        Column("Order", 7, looks.CODE_HEADER),
        Column("Reference", reference_width),
        Column("Question", 14),
        Column("Answer", 24),
        Column("Come back", 12),
        Column("Note", 90),
        Column("Auditor", 14),
    )


def _write_note(sheet: Sheet, row: int, case: CasePart, part: AnswerPart) -> None:
    sheet.number(row, 1, case.order, looks.ORDER)
    sheet.text(row, 2, case.reference, looks.WRAPPED)
    sheet.text(row, 3, part.question, looks.WRAPPED)
    sheet.text(row, 4, answer_words(part.answer, by_rule=part.by_rule), looks.WRAPPED)
    sheet.text(row, 5, "flagged" if part.flagged else "", looks.WRAPPED)
    sheet.text(row, 6, part.note, looks.WRAPPED)
    sheet.text(row, 7, part.by, looks.WRAPPED)
