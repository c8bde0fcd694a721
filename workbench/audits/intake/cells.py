"""The typed cells of a workbook as text, and what a typed cell says of a case reference."""

from datetime import date, datetime, time, timedelta
from typing import Final

Cell = int | float | str | bool | time | date | datetime | timedelta

EXACT_BELOW: Final = 2**53
"""From here on a spreadsheet's numbers skip whole numbers: digits of a reference are lost."""

LONGEST_NUMBER: Final = 1e22

NUMBER: Final = "number"
INEXACT: Final = "inexact"
DATED: Final = "date"
LOGICAL: Final = "logical"


def as_text(cell: Cell) -> str:
    """Return a cell as text: numbers without a trailing `.0`, dates as 2021-09-30."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime):
        is_midnight = cell.time() == time()
        return cell.date().isoformat() if is_midnight else cell.isoformat(timespec="seconds")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LONGEST_NUMBER:
        return str(int(cell))
    return str(cell)


def reference_doubt(cell: Cell) -> str:
    """Return why a cell may not be the reference that was meant; empty for text."""
    if isinstance(cell, str):
        return ""
    if isinstance(cell, bool):
        return LOGICAL
    if isinstance(cell, int | float):
        is_exact = abs(cell) < EXACT_BELOW and float(cell).is_integer()
        return NUMBER if is_exact else INEXACT
    return DATED
