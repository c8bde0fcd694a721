"""A sheet in the making: every cell is written through here, so none escapes the rules of text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.sheets import looks
from exports.sheets.looks import Look
from exports.sheets.safe_text import stored_form, visible

HEADER_ROW: Final = 5
FIRST_ROW: Final = HEADER_ROW + 1
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@")
_UPRIGHT_LETTER: Final = 7.5
_FILTER_BUTTON: Final = 18
_HIGHEST_ROW: Final = 409
_LETTERS_OF_A_FALLBACK_FONT: Final = 1.15
"""Widths count the digits of one font; where it is missing, another may be wider."""
_LOST_TO_WRAPPING: Final = 1.1
"""Lines break between words, so text that wraps takes a little more than its letters."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters, and how the title looks."""

    title: str
    width: float
    look: Look = looks.HEADER


@dataclass(frozen=True, slots=True)
class Sheet:
    """A marked sheet and the stored values of its formulas, by cell."""

    ws: Worksheet
    stored: dict[str, float | str] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, look: Look = looks.PLAIN) -> None:
        """Write text that stays text, whatever it looks like."""
        cell = self._cell(row, column, look)
        shown = visible(text)
        cell.value = stored_form(shown)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_STARTS_A_FORMULA)
        self._fit(cell, shown, look)

    def number(self, row: int, column: int, value: float | None, look: Look) -> None:
        """Write a number; None leaves the cell empty."""
        self._cell(row, column, look).value = value

    def formula(self, row: int, column: int, formula: str, stored: float | str, look: Look) -> None:
        """Write a live formula with the value that it has now."""
        cell = self._cell(row, column, look)
        cell.value = formula
        self.stored[cell.coordinate] = stored
        self._fit(cell, str(stored) if isinstance(stored, str) else "", look)

    def headers(self, columns: Sequence[Column], *, row: int = HEADER_ROW) -> None:
        """Write the titles of a table."""
        for at, (column, title) in enumerate(zip(columns, _distinct(columns), strict=True), 1):
            self.text(row, at, title, column.look)
        upright = [len(each.title) for each in columns if each.look is looks.UPRIGHT_HEADER]
        if upright:
            height = max(upright) * _UPRIGHT_LETTER + _FILTER_BUTTON
            self.ws.row_dimensions[row].height = min(height, _HIGHEST_ROW)

    def freeze(self, *, rows: int, columns: int = 0) -> None:
        """Keep the first rows and columns in sight."""
        self.ws.freeze_panes = f"{get_column_letter(columns + 1)}{rows + 1}"

    def table(self, name: str, *, first_row: int, last_row: int, width: int) -> None:
        """Make a block with a row of titles a table that can be filtered and sorted."""
        if last_row > first_row:
            ref = f"A{first_row}:{get_column_letter(width)}{last_row}"
            table = Table(displayName=name, ref=ref)
            table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
            self.ws.add_table(table)

    def _fit(self, cell: Cell, text: str, look: Look) -> None:
        """Make the row high enough: readers do not grow rows for text that wraps."""
        width = self.ws.column_dimensions[cell.column_letter].width
        lines = _lines(text, width) if look.wraps else 1
        needed = min(lines * _line_height(look), _HIGHEST_ROW)
        row = self.ws.row_dimensions[cell.row]
        row.height = max(row.height or 0, needed)

    def _cell(self, row: int, column: int, look: Look) -> Cell:
        cell = self.ws.cell(row=row, column=column)
        if not isinstance(cell, Cell):
            raise TypeError(f"{self.ws.title} row {row}: a merged cell cannot be written")
        look.dress(cell)
        return cell


def width_for(texts: Iterable[str], *, at_least: float, at_most: float) -> float:
    """Return the width of a column in which these texts can be read."""
    longest = max(map(len, texts), default=0)
    return min(max(longest * _LETTERS_OF_A_FALLBACK_FONT + 2, at_least), at_most)


def reference_width(references: Iterable[str]) -> float:
    """Return the width of a column of references; very long ones run on to a second line."""
    return width_for(references, at_least=14, at_most=36)


def _distinct(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the titles on one line each, a repeated one numbered: a table has no two alike."""
    titles: list[str] = []
    seen: Counter[str] = Counter()
    for column in columns:
        title = visible(column.title).replace("\n", " ") or "Untitled"
        seen[title.casefold()] += 1
        times = seen[title.casefold()]
        titles.append(title if times == 1 else f"{title} ({times})")
    return tuple(titles)


def _lines(text: str, width: float) -> int:
    """Return about how many lines text takes in a column of this width."""
    lengths = (len(part) for part in text.split("\n"))
    return sum(1 if n <= width else ceil(n * _LOST_TO_WRAPPING / width) for n in lengths)


def _line_height(look: Look) -> float:
    """Return the height of a line in points: a third more than the letters."""
    return float(look.font.size or 11) * 4 / 3
