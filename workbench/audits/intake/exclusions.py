"""Rows left out on purpose: by the value of a field, or because they lie outside a period."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTH_LENGTH: Final = len("2021-09")

Period = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Rows to leave out: those whose field has the value, whatever its case, and why."""

    field: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class DrawnBefore:
    """Cases that an earlier audit drew, so that none is read twice."""

    audit: str
    references: tuple[str, ...]

    @property
    def reason(self) -> str:
        """Why they are left out."""
        return f"drawn before, in {self.audit}"


def rows_drawn_before(references: Sequence[str], before: DrawnBefore) -> set[int]:
    """Return the rows whose case an earlier audit drew."""
    drawn = set(before.references)
    return {row for row, reference in enumerate(references) if reference in drawn}


def excluded_rows(column: Sequence[str], exclusion: Exclusion) -> set[int]:
    """Return the rows that an exclusion leaves out."""
    value = exclusion.value.strip().casefold()
    matching = {text for text in set(column) if text.casefold() == value}
    return {row for row, text in enumerate(column) if text in matching} if matching else set()


def rows_outside(column: Sequence[str], period: Period) -> set[int]:
    """Return the rows whose date, or any day of whose month, lies outside the period."""
    inside = {text for text in set(column) if _is_inside(text, period)}
    return {row for row, text in enumerate(column) if text not in inside}


def parted_months(column: Sequence[str], period: Period) -> list[str]:
    """Return the months of a column of months that lie only partly within the period."""
    months = sorted(text for text in set(column) if len(text) == MONTH_LENGTH)
    return [text for text in months if _overlaps(text, period) and not _is_inside(text, period)]


def period_reason(period: Period) -> str:
    """Return the words for rows outside a period."""
    return f"outside {period[0].isoformat()} to {period[1].isoformat()}"


def _days(text: str) -> Period:
    if len(text) == MONTH_LENGTH:
        first = date.fromisoformat(f"{text}-01")
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    return date.fromisoformat(text), date.fromisoformat(text)


def _is_inside(text: str, period: Period) -> bool:
    first, last = _days(text)
    return period[0] <= first and last <= period[1]


def _overlaps(text: str, period: Period) -> bool:
    first, last = _days(text)
    return first <= period[1] and last >= period[0]
