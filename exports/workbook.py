"""The compliance workbook: one Excel file that a stranger can check from headline to case."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from exports.agreement import by_question
from exports.report import Report
from exports.stored_values import with_stored_values
from exports.tallies import check_counts, is_unweighted
from exports.whole_files import write_whole

if TYPE_CHECKING:
    from exports.sheets.book import Book


def write_workbook(report: Report, path: Path) -> Path:
    """Write the compliance workbook of an audit, whole or not at all.

    Sheets: Summary, Method, Indicators (if the audit has any), Rates, Agreement (if any case was
    read twice), Baselines (if any is compared), Cases, Notes, Draw certificate, Provenance.
    Two saves of one report are the same to the byte.

    Args:
        report: What to write.
        path: Where, usually ending in `.xlsx`; an existing file is replaced.

    Raises:
        ExportError: The file cannot be written, or a figure does not follow from its cases.
    """
    check_counts(report)
    book = make_book(report)

    def write(target: BinaryIO) -> None:
        with_stored_values(_saved(book, report), target, book.stored_values)

    return write_whole(path, write)


def make_book(report: Report) -> "Book":
    """Make the workbook in memory, its sheets in the order in which they are read."""
    from exports.sheets import agreement, cases, comparisons, draw, notes, pages, rates, summary
    from exports.sheets.book import Book

    book = Book(marking=report.marking, heading=report.audit)
    grid, live = cases.case_grid(report), is_unweighted(report)
    readers = by_question(report.agreement)
    summary.write_summary(book, report)
    pages.write_method(book, report)
    if report.indicators:
        rates.write_rates(book, "Indicators", report.indicators, grid, live=live, agreement=readers)
    rates.write_rates(book, "Rates", report.rates, grid, live=live, agreement=readers)
    if report.agreement:
        agreement.write_agreement(book, report)
    if report.comparisons:
        comparisons.write_comparisons(book, report)
    cases.write_cases(book, report, grid)
    notes.write_notes(book, report)
    draw.write_draw(book, report)
    pages.write_provenance(book, report)
    return book


def _saved(book: "Book", report: Report) -> BinaryIO:
    from exports.sheets.saving import saved_in_memory

    book.describe(title=report.audit, author=report.made_by, made_at=report.made_at)
    return saved_in_memory(book.workbook)
