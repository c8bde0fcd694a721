"""A checklist as a workbook, to be changed in Excel and read back: nothing is lost but comments."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from checklists.nodes import Items, Node, Section, Text
from checklists.questions import Checklist
from checklists.writing import on_one_line
from exports.checklist_columns import HEAD, PARTS, ChecklistColumn, ChecklistPart, Kind
from exports.checklist_sheet_reading import read_checklist_sheet
from exports.errors import ExportError
from exports.whole_files import write_whole

if TYPE_CHECKING:
    from exports.sheets.book import Book

__all__ = ["read_checklist_sheet", "write_checklist_sheet"]

_AUTHOR: Final = "Casefile Workbench"
_MARKING: Final = "OFFICIAL"


def write_checklist_sheet(checklist: Checklist, path: Path) -> Path:
    """Write a checklist as an Excel workbook, whole or not at all.

    Sheets: Checklist, Parameters, Settings, Fields, Questions, Indicators; those that the checklist
    does not have are left out. Two saves of one checklist are the same to the byte.

    Args:
        checklist: What to write; comments of its file are not written.
        path: Where; an existing file is replaced.

    Raises:
        ExportError: The file cannot be written, or a text is too long for a cell.
    """
    from exports.stored_values import with_stored_values

    book = _book(checklist)

    def write(target: BinaryIO) -> None:
        with_stored_values(_saved(book, checklist), target, book.stored_values)

    return write_whole(path, write)


def _book(checklist: Checklist) -> "Book":
    from checklists.reading import tree_of
    from exports.sheets.book import Book

    tree = tree_of(checklist)
    book = Book(marking=_MARKING, heading=checklist.title)
    _write_part(book, HEAD, list(_head_rows(tree)))
    for part in PARTS:
        if part.key in tree.entries:
            _write_part(book, part, list(_rows(part, tree.entries[part.key].node)))
    return book


def _head_rows(tree: Section) -> Iterator[list[str]]:
    parts = {part.key for part in PARTS}
    for key, entry in tree.entries.items():
        if key not in parts:
            kind = Kind.TEXT if isinstance(entry.node, Text) else Kind.STRUCTURE
            yield [key, _shown(entry.node, kind)]


def _rows(part: ChecklistPart, node: Node) -> Iterator[list[str]]:
    if isinstance(node, Items):
        for item in node.items:
            yield [_cell(item, column) for column in part.columns]
    elif isinstance(node, Section):
        for name, entry in node.entries.items():
            yield [name, *(_cell(entry.node, column) for column in part.columns[1:])]


def _cell(node: Node, column: ChecklistColumn) -> str:
    for key in column.path:
        if not isinstance(node, Section) or key not in node.entries:
            return ""
        node = node.entries[key].node
    return _shown(node, column.kind)


def _shown(node: Node, kind: Kind) -> str:
    if kind is Kind.LIST and isinstance(node, Items):
        return ", ".join(_shown(item, Kind.TEXT) for item in node.items)
    if isinstance(node, Text) and kind is not Kind.STRUCTURE:
        return node.value
    return on_one_line(node)


def _write_part(book: "Book", part: ChecklistPart, rows: list[list[str]]) -> None:
    from exports.sheets import looks
    from exports.sheets.sheet import FIRST_ROW, HEADER_ROW, Column

    columns = [Column(column.title, column.width) for column in part.columns]
    sheet = book.grid(part.title, part.guide, columns, frozen_columns=1)
    for row, texts in enumerate(rows, start=FIRST_ROW):
        for at, text in enumerate(texts, start=1):
            _refuse_what_a_cell_cannot_hold(part, texts[0], text)
            sheet.text(row, at, text, looks.LABEL if at == 1 else looks.WRAPPED)
    sheet.table(
        part.title, first_row=HEADER_ROW, last_row=HEADER_ROW + len(rows), width=len(columns)
    )


def _refuse_what_a_cell_cannot_hold(part: ChecklistPart, name: str, text: str) -> None:
    from exports.sheets.safe_text import visible

    if visible(text) != text:
        raise ExportError(
            f"a text of {name} in {part.key or 'the checklist'} is too long for a cell, or has a "
            "character that no cell can hold",
            "Shorten it or type it again in the checklist file.",
        )


def _saved(book: "Book", checklist: Checklist) -> BinaryIO:
    from exports.sheets.saving import saved_in_memory

    made_at = datetime.combine(checklist.effective_from, time(), tzinfo=UTC)
    book.describe(title=f"{checklist.id}: {checklist.title}", author=_AUTHOR, made_at=made_at)
    return saved_in_memory(book.workbook)
