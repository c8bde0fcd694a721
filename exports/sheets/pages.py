"""The two pages of facts: the method, and where the figures come from."""

from exports.method import method_sections
from exports.provenance import provenance_sections
from exports.report import Report
from exports.sheets.book import Book
from exports.sheets.fact_page import FACT_COLUMNS, write_sections


def write_method(book: Book, report: Report) -> None:
    """Write how the cases were chosen, counted and estimated."""
    guide = "how the cases were chosen, how answers are counted, and how sure the rates are"
    write_sections(book.page("Method", guide, FACT_COLUMNS), method_sections(report))


def write_provenance(book: Book, report: Report) -> None:
    """Write what the figures rest on, so that they can be traced and checked."""
    guide = "who made this, from which record, checklists and program"
    write_sections(book.page("Provenance", guide, FACT_COLUMNS), provenance_sections(report))
