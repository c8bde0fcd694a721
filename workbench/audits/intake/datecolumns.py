"""A whole column of dates: one order of day and month for all of it, declared or proved.

The order is never guessed: a column in which nothing decides is asked about.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from workbench.audits.intake.dates import Reading, day_number, read_date
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.markers import SHARED_VALUES
from workbench.audits.privacy.sightings import sightings

DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"
YEAR_FIRST: Final = "iso"
MONTH_ONLY: Final = "month"
FORMATS: Final = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST, MONTH_ONLY)
EARLIEST: Final = date(1900, 1, 1)
GRACE: Final = timedelta(days=1)
CORRECT: Final = "Correct the date in the file."
FILL_IN: Final = "Fill in the date, or leave the row out of the file."


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a written date cannot be used."""

    code: FaultCode
    problem: str
    remedy: str = CORRECT


@dataclass(frozen=True, slots=True)
class Resolution:
    """What every written date of a column means.

    Attributes:
        format: One of `FORMATS`, or empty for a column without a single date.
        texts: Written dates to `2021-09-30`, or to `2021-09` in a column of months.
        problems: The written dates that mean nothing, and why.
        doubt: Why no format could be chosen, if none could.
        notices: What a person should know about how the column was read.
    """

    format: str
    texts: Mapping[str, str]
    problems: Mapping[str, Problem]
    doubt: Problem | None = None
    notices: tuple[str, ...] = ()


class DateTexts(dict[str, str]):
    """Cells to written dates, each way of writing read once; blank stays blank.

    Attributes:
        readings: What each written date can mean.
    """

    def __init__(self, *, zone: ZoneInfo, today: date) -> None:
        super().__init__()
        self.readings: dict[str, Reading] = {}
        self._zone = zone
        self._today = today

    def __missing__(self, cell: str) -> str:
        if not cell.strip():
            return ""
        reading = read_date(cell, zone=self._zone, today=self._today)
        known = self.readings.setdefault(reading.written, reading)
        if len(self) < SHARED_VALUES:
            self[cell] = known.written
        return known.written


def resolve(
    column: Sequence[str], readings: Mapping[str, Reading], *, declared: str, latest: date | None
) -> Resolution:
    """Decide what every written date of a column means.

    Args:
        column: The written date of each row.
        readings: What each of them can mean.
        declared: One of `FORMATS`, or empty to let the column decide.
        latest: The last day a date may name; None for a column that may lie ahead.
    """
    counts = Counter(column)
    chosen = declared or _proved_format(readings.values(), counts)
    if not chosen:
        return Resolution("", {}, {}, doubt=_doubt(readings.values()))
    days = {written: _day(reading, chosen, latest) for written, reading in readings.items()}
    problems = {written: day for written, day in days.items() if isinstance(day, Problem)}
    texts = {written: _text(day, chosen) for written, day in days.items() if isinstance(day, date)}
    return Resolution(
        chosen,
        texts | {"": ""},
        problems,
        notices=tuple(_notices(readings.values(), declared, chosen)),
    )


def _proved_format(readings: Collection[Reading], counts: Mapping[str, int]) -> str:
    """Return the one format the values allow, or that most of those that decide demand."""
    numeric = [reading for reading in readings if reading.shape == "numeric"]
    if not numeric:
        months = sum(reading.shape == "month" for reading in readings)
        return MONTH_ONLY if months > len(readings) / 2 else YEAR_FIRST
    day_first = sum(counts[r.written] for r in numeric if r.day_first and not r.month_first)
    month_first = sum(counts[r.written] for r in numeric if r.month_first and not r.day_first)
    if day_first == month_first:
        return "" if any(r.day_first != r.month_first for r in numeric) else DAY_FIRST
    return DAY_FIRST if day_first > month_first else MONTH_FIRST


def _doubt(readings: Collection[Reading]) -> Problem:
    examples = [
        r for r in readings if r.day_first and r.month_first and r.day_first != r.month_first
    ]
    examples = examples or [r for r in readings if r.shape == "numeric"]
    both = "; ".join(
        f'"{r.written}" is {_spoken(r.day_first)} or {_spoken(r.month_first)}' for r in examples[:2]
    )
    return Problem(
        FaultCode.AMBIGUOUS_DATES,
        f"these dates can be read in two ways, and no value decides: {both}",
        "Say which comes first: --date-format day-first or --date-format month-first.",
    )


def _spoken(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else "no day"


def _day(reading: Reading, chosen: str, latest: date | None) -> date | Problem:
    wrong_form = _wrong_form(reading, chosen)
    if wrong_form:
        return Problem(FaultCode.UNREADABLE_DATE, wrong_form)
    day = reading.month_first if chosen == MONTH_FIRST else reading.day_first
    if day is None:
        return Problem(FaultCode.IMPOSSIBLE_DATE, _impossible(reading, chosen))
    if day < EARLIEST:
        return Problem(FaultCode.EARLY_DATE, "this date is before 1900")
    if latest is not None and day > latest:
        return Problem(FaultCode.FUTURE_DATE, "this date is in the future")
    return day


def _wrong_form(reading: Reading, chosen: str) -> str:
    if reading.shape == "unknown":
        number = day_number(reading.written)
        if number is None:
            return "this is not a date in any form that is known"
        return f"this is a spreadsheet's day number ({number}), not a date"
    if reading.shape == "month" and chosen != MONTH_ONLY:
        return "this is a month without a day"
    if reading.shape != "month" and chosen == MONTH_ONLY:
        return "this is not a month such as 2021-09"
    if reading.shape == "numeric" and chosen == YEAR_FIRST:
        return "this is not year-month-day"
    return ""


def _impossible(reading: Reading, chosen: str) -> str:
    other = reading.day_first if chosen == MONTH_FIRST else reading.month_first
    if other is None:
        return "there is no such day"
    return f"there is no such day when the column is read {_words(chosen)}"


def _text(day: date, chosen: str) -> str:
    return f"{day:%Y-%m}" if chosen == MONTH_ONLY else day.isoformat()


def _notices(readings: Collection[Reading], declared: str, chosen: str) -> Iterator[str]:
    if chosen in (DAY_FIRST, MONTH_FIRST) and not declared:
        yield f"Dates were read {_words(chosen)}: some of them can be read in no other way."
    if any(reading.short_year for reading in readings):
        yield "Years written with two digits were read as the latest not after next year."


def _words(chosen: str) -> str:
    return chosen.replace("-", " ")


def check_dates(
    written: Sequence[str],
    resolution: Resolution,
    places: Callable[[int], Place],
    log: FaultLog,
    *,
    blank_allowed: bool,
) -> None:
    """Report every row whose date cannot be used, or the whole column if it is in doubt."""
    if resolution.doubt:
        doubt, column = resolution.doubt, places(0).column
        log.add(doubt.code, doubt.problem, doubt.remedy, at=Place(column=column))
        return
    if not blank_allowed and "" in written:
        for row in (row for row, text in enumerate(written) if not text):
            log.add(FaultCode.BLANK_DATE, "empty date", FILL_IN, at=places(row))
    if resolution.problems:
        for row, text in enumerate(written):
            if found := resolution.problems.get(text):
                quoted = text if _fit_to_quote(text) else ""
                log.add(found.code, found.problem, found.remedy, at=places(row), value=quoted)


def _fit_to_quote(text: str) -> bool:
    """Whether a value may be told: where columns are shifted, a name stands among the dates."""
    has_digit = any(character.isdigit() for character in text)
    return has_digit and not sightings(text, today=date.max)
