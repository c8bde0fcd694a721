"""Rates over rolling windows of 3, 6 or 12 months, which know which other windows they overlap.

Two windows that share months move together because they share files; to compare them as if they
were separate finds changes, or hides them, that are not there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sampling.baselines import Counts
from sampling.checked_numbers import check_count
from sampling.errors import SamplingError
from sampling.intervals import Interval, proportion_interval
from sampling.verdicts import Verdict, compare, not_comparable

MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
WINDOWS: Final = (3, 6, 12)


@dataclass(frozen=True, slots=True)
class MonthlyCount:
    """One month of an audit.

    Attributes:
        month: As `2022-03`.
        successes: Cases that complied.
        n: Cases read to which the question applied; may be 0.
    """

    month: str
    successes: int
    n: int


@dataclass(frozen=True, slots=True)
class PooledRate:
    """The rate over a window of months, each month weighing as many files as were read in it.

    Attributes:
        first: The first month, as `2022-01`.
        last: The last month.
        missing: Months of the window in which no applicable file was read.
        successes: Cases that complied.
        n: Cases read.
        interval: The rate with its Wilson limits; no estimate where nothing was read.
    """

    first: str
    last: str
    missing: tuple[str, ...]
    successes: int
    n: int
    interval: Interval

    def shared_months(self, other: "PooledRate") -> tuple[str, ...]:
        """Return the months that stand in both windows; none if they are apart."""
        first = max(_number(self.first), _number(other.first))
        last = min(_number(self.last), _number(other.last))
        return tuple(_name(month) for month in range(first, last + 1))


def pooled_rates(
    months: Sequence[MonthlyCount], *, window: int, confidence: float = 0.95
) -> tuple[PooledRate, ...]:
    """Return the rate over every whole window, from the first that is complete to the last month.

    Args:
        months: Counts in any order; a month that is left out is one in which nothing was read.
        window: 3, 6 or 12 months.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: A month is given twice or is no month, a count cannot be used, or the
            window is another length.
    """
    counts = _by_month(months)
    if window not in WINDOWS:
        raise SamplingError(
            "rates are not pooled over such a window",
            given=window,
            expected="3, 6 or 12 months",
            hint="Choose the window before looking at the rates, and keep it.",
        )
    if not counts:
        return ()
    ends = range(min(counts) + window - 1, max(counts) + 1)
    return tuple(_pooled(counts, end - window + 1, end, confidence) for end in ends)


def compare_windows(
    now: PooledRate,
    then: PooledRate,
    *,
    unchanged_margin: float = 0.10,
    confidence: float = 0.95,
) -> Verdict:
    """Compare two windows by the ladder of `sampling.verdicts`, unless they share months.

    Raises:
        SamplingError: Nothing was read in the earlier window.
    """
    shared = now.shared_months(then)
    if shared:
        months = "month" if len(shared) == 1 else "months"
        return not_comparable(
            f"The windows share {len(shared)} {months} ({shared[0]} to {shared[-1]}): the same "
            "files would stand on both sides."
        )
    return compare(
        Counts(now.successes, now.n),
        Counts(then.successes, then.n),
        unchanged_margin=unchanged_margin,
        confidence=confidence,
    )


def _by_month(months: Sequence[MonthlyCount]) -> dict[int, MonthlyCount]:
    counts: dict[int, MonthlyCount] = {}
    for one in months:
        number = _number(one.month)
        if number in counts:
            raise SamplingError(
                "a month is given twice",
                given=one.month,
                expected="each month once",
                hint="Add the counts of one month together first.",
            )
        if one.n != 0 or one.successes != 0:
            check_count(one.month, one.successes, one.n)
        counts[number] = one
    return counts


def _pooled(
    counts: dict[int, MonthlyCount], first: int, last: int, confidence: float
) -> PooledRate:
    read = [counts[month] for month in range(first, last + 1) if month in counts]
    successes, n = sum(one.successes for one in read), sum(one.n for one in read)
    with_files = {one.month for one in read if one.n}
    names = [_name(month) for month in range(first, last + 1)]
    return PooledRate(
        first=names[0],
        last=names[-1],
        missing=tuple(name for name in names if name not in with_files),
        successes=successes,
        n=n,
        interval=proportion_interval(successes, n, confidence=confidence),
    )


def _number(month: str) -> int:
    """Return the months since the year 0."""
    match = MONTH.fullmatch(month)
    if match is None:
        raise SamplingError(
            "this is not a month",
            given=month,
            expected="a year and a month, as 2022-03",
            hint="Write the year first.",
        )
    return 12 * int(match[1]) + int(match[2]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
