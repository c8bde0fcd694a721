"""Reading a checklist back from a workbook: every fault is named by its sheet and row."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checklists.faults import ChecklistFaults, Fault, FaultList
from checklists.nodes import Entry, Items, Node, Section, Text
from checklists.questions import Checklist
from exports.checklist_columns import HEAD, PARTS, ChecklistColumn, ChecklistPart, Kind
from exports.errors import ExportError

if TYPE_CHECKING:
    from openpyxl import Workbook

_EVERY_PART: Final = (HEAD, *PARTS)
_ROWS: Final = 10_000_000
"""More than a sheet has rows: a place is the number of its sheet times this, and its row."""
_IN_LINE: Final = re.compile(r"\bline (\d+)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_checklist_sheet(path: Path) -> Checklist:
    """Read a checklist from a workbook that `write_checklist_sheet` made, or one laid out like it.

    Rows may be added, moved and left blank, and so may columns; they are found by their titles.

    Returns:
        The checklist. Its `source` is the text of a checklist file that reads back as the same.

    Raises:
        ChecklistFaults: With every fault of the checklist, each with its sheet and row.
        ExportError: The file cannot be opened as a workbook.
    """
    from checklists.reading import checklist_from

    sheets = {name: rows for name, rows in _sheets(path) if name in _titles()}
    faults = FaultList(path.name)
    try:
        tree = _tree(sheets, faults)
        faults.refuse()
        return checklist_from(tree, faults)
    except ChecklistFaults as error:
        named = tuple(_by_row(path.name, fault) for fault in error.faults)
        raise ChecklistFaults(named) from error


def _titles() -> tuple[str, ...]:
    return tuple(part.title for part in _EVERY_PART)


def _by_row(file: str, fault: Fault) -> Fault:
    number, row = divmod(fault.line, _ROWS)
    problem = _IN_LINE.sub(lambda found: f"row {int(found[1]) % _ROWS}", fault.problem)
    where = f"{file}, sheet {_titles()[number]}"
    return replace(fault, file=where, line=row, problem=problem, place="row")


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: its place, and its texts by the titles of the columns."""

    place: int
    cells: Mapping[str, str]


def _tree(sheets: Mapping[str, list[list[str]]], faults: FaultList) -> Section:
    found = {part.key: list(_rows(part, sheets.get(part.title), faults)) for part in _EVERY_PART}
    entries = dict(_head(found[""], faults))
    for part in PARTS:
        if found[part.key]:
            place = found[part.key][0].place
            entries[part.key] = Entry(place, _part(part, found[part.key], faults))
    return Section(1, entries)


def _rows(part: ChecklistPart, rows: list[list[str]] | None, faults: FaultList) -> Iterator[_Row]:
    start = _EVERY_PART.index(part) * _ROWS
    titles = {column.title for column in part.columns}
    header = next((at for at, row in enumerate(rows or []) if len(titles & set(row)) > 1), None)
    if rows is None or header is None:
        if part.key in ("", "questions"):
            problem = f"there is no sheet {part.title} with the titles of its columns"
            faults.add(
                start + 1, problem, f"The titles are {', '.join(c.title for c in part.columns)}."
            )
        return
    _check_titles(part, rows[header], start + header + 1, faults)
    for at, row in enumerate(rows[header + 1 :], start=header + 2):
        cells = {title: text for title, text in zip(rows[header], row, strict=False) if text}
        if cells:
            yield _Row(start + at, cells)


def _check_titles(part: ChecklistPart, row: list[str], place: int, faults: FaultList) -> None:
    known = [column.title for column in part.columns]
    for at, title in enumerate(row):
        if title and title not in known:
            faults.add(place, f"unknown column `{title}`", f"Known are {', '.join(known)}.")
        elif title and title in row[:at]:
            faults.add(place, f"the column `{title}` stands twice", "Take one of them out.")


def _head(rows: list[_Row], faults: FaultList) -> Iterator[tuple[str, Entry]]:
    key, value = (column.title for column in HEAD.columns)
    for name, row in _named(rows, key, faults):
        text = row.cells.get(value, "")
        kind = Kind.STRUCTURE if name == "drawn_from" else Kind.TEXT
        yield name, Entry(row.place, _node(text, kind, row.place, faults))


def _named(rows: list[_Row], title: str, faults: FaultList) -> Iterator[tuple[str, _Row]]:
    """Give each row with its name; a row without one, or with that of another, is a fault."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row.cells.get(title, "")
        if not name:
            faults.add(row.place, f"the row has no `{title}`", "Fill it in, or empty the row.")
        elif name in seen:
            problem = f"`{name}` stands twice here, first in line {seen[name]}"
            faults.add(row.place, problem, "Keep one of them; only one would count.")
        else:
            seen[name] = row.place
            yield name, row


def _part(part: ChecklistPart, rows: list[_Row], faults: FaultList) -> Node:
    if part.listed:
        items = tuple(_section(row, part.columns, faults) for row in rows)
        return Items(rows[0].place, items)
    first, *columns = part.columns
    named = _named(rows, first.title, faults)
    return Section(
        rows[0].place,
        {name: Entry(row.place, _value(row, tuple(columns), faults)) for name, row in named},
    )


def _value(row: _Row, columns: tuple[ChecklistColumn, ...], faults: FaultList) -> Node:
    if len(columns) == 1:
        return Text(row.place, row.cells.get(columns[0].title, ""))
    return _section(row, columns, faults)


def _section(row: _Row, columns: tuple[ChecklistColumn, ...], faults: FaultList) -> Section:
    entries: dict[str, Entry] = {}
    for column in columns:
        text = row.cells.get(column.title, "")
        if text:
            outer, inner = entries, column.path[-1]
            for key in column.path[:-1]:
                outer = _inner_entries(outer, key, row.place)
            outer[inner] = Entry(row.place, _node(text, column.kind, row.place, faults))
    return Section(row.place, entries)


def _inner_entries(entries: dict[str, Entry], key: str, place: int) -> dict[str, Entry]:
    entry = entries.setdefault(key, Entry(place, Section(place, {})))
    return entry.node.entries if isinstance(entry.node, Section) else {}


def _node(text: str, kind: Kind, place: int, faults: FaultList) -> Node:
    from checklists.parsing import read_on_one_line

    match kind:
        case Kind.TEXT:
            return Text(place, text)
        case Kind.LIST:
            return Items(place, tuple(Text(place, word.strip()) for word in text.split(",")))
        case Kind.STRUCTURE:
            return read_on_one_line(text, place, faults)


def _sheets(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    workbook = _opened(path)
    try:
        for sheet in workbook.worksheets:
            yield sheet.title, [[_text(cell) for cell in row] for row in sheet.values]
    finally:
        workbook.close()


def _opened(path: Path) -> "Workbook":
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise ExportError(f"there is no file {path}", "Check its name and folder.") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise ExportError(
            f"{path.name} cannot be read as an Excel workbook",
            "Open it in Excel and save it as an .xlsx workbook, without a password.",
        ) from error


def _text(value: object) -> str:
    """Return what a cell holds as a checklist file would say it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case _:
            plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
            return " ".join(plain.split())
