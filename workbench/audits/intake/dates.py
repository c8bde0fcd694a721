"""Dates as they are written in lists, and what each can mean.

A date is read once for each way it is written, not once a row. `03/04/2022` has two readings,
and which is meant is decided for the whole column, by its declared format or by values that can
be read in one way only: see `workbench.audits.intake.datecolumns`.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

TIME: Final = r"(?:[T ,]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?))?"
OFFSET: Final = r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
YEAR_FIRST: Final = re.compile(
    rf"(?P<y>\d{{4}})(?P<s>[-/.]?)(?P<m>\d{{2}})(?P=s)(?P<d>\d{{2}}){TIME}{OFFSET}"
)
NUMERIC: Final = re.compile(rf"(?P<a>\d{{1,2}})([-/.])(?P<b>\d{{1,2}})\2(?P<y>\d{{4}}|\d\d){TIME}")
NAMED: Final = re.compile(
    rf"(?P<d>\d{{1,2}})[-/. ](?P<month>[A-Za-z]{{3,9}})[-/., ]+(?P<y>\d{{4}}|\d\d){TIME}"
)
MONTH: Final = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})")
DAY_NUMBER: Final = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
SHORT_YEAR: Final = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """What one written date can mean.

    Attributes:
        written: The date as the file has it, its time left out where that changes nothing.
        day_first: The date if the day comes before the month, or None if there is no such day.
        month_first: The date if the month comes first; the same where only one order is possible.
        shape: "day", "numeric" (the order matters), "month" (no day is given) or "unknown".
        short_year: The year is written with two digits.
    """

    written: str
    day_first: date | None
    month_first: date | None
    shape: str
    short_year: bool = False


def read_date(text: str, *, zone: ZoneInfo, today: date) -> Reading:
    """Return the readings of one cell.

    A time with an offset from UTC is first taken to local time, so that 23:30 UTC on 31 May is
    1 June in a British summer. A year of two digits is the latest that is not after next year.

    Args:
        text: The cell, not blank.
        zone: Where the local time is.
        today: Decides the century of a year of two digits.
    """
    text = text.strip()
    if found := YEAR_FIRST.fullmatch(text):
        return _year_first(text, found, zone)
    if found := NUMERIC.fullmatch(text):
        return _numeric(found, today)
    if found := NAMED.fullmatch(text):
        return _named(text, found, today)
    if found := MONTH.fullmatch(text):
        day = _day(found["y"], found["m"], "1")
        return Reading(text, day, day, "month")
    return Reading(text, None, None, "unknown")


def day_number(text: str) -> date | None:
    """Return the date a bare number would be in a spreadsheet that counts days from 1900."""
    if not DAY_NUMBER.fullmatch(text):
        return None
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(float(text)))


def _year_first(text: str, found: re.Match[str], zone: ZoneInfo) -> Reading:
    day = _day(found["y"], found["m"], found["d"])
    if day is not None and found["offset"] and found["time"]:
        local = _local(f"{day.isoformat()}T{found['time'].strip()}{found['offset']}", zone)
        return Reading(text if local is None else local.isoformat(), local, local, "day")
    return Reading(text if day is None else day.isoformat(), day, day, "day")


def _local(text: str, zone: ZoneInfo) -> date | None:
    try:
        return datetime.fromisoformat(text).astimezone(zone).date()
    except (ValueError, OverflowError):
        return None


def _numeric(found: re.Match[str], today: date) -> Reading:
    year = _year(found["y"], today)
    day_first = _day(year, found["b"], found["a"])
    month_first = _day(year, found["a"], found["b"])
    written = found[0][: found.end("y")]
    return Reading(written, day_first, month_first, "numeric", short_year=len(found["y"]) == 2)  # noqa: PLR2004 - two digits


def _named(text: str, found: re.Match[str], today: date) -> Reading:
    names = [m for m in MONTHS if m == found["month"].lower() or m[:3] == found["month"].lower()]
    if not names and found["month"].lower() != "sept":
        return Reading(text, None, None, "unknown")
    month = MONTHS.index(names[0]) + 1 if names else 9
    day = _day(_year(found["y"], today), str(month), found["d"])
    written = text if day is None else day.isoformat()
    return Reading(written, day, day, "day", short_year=len(found["y"]) == 2)  # noqa: PLR2004 - two digits


def _year(digits: str, today: date) -> str:
    if len(digits) == 4:  # noqa: PLR2004 - a whole year
        return digits
    century = (today.year + 1) // SHORT_YEAR * SHORT_YEAR
    year = century + int(digits)
    return str(year if year <= today.year + 1 else year - SHORT_YEAR)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
