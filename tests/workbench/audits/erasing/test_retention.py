"""Retention: the day before which an audit must have been changed last."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.audits.erasing.retention import day_before_which
from workbench.errors import WorkbenchError


@pytest.mark.parametrize(
    ("months", "today", "day"),
    [
        (24, date(2026, 11, 22), date(2024, 11, 22)),
        (1, date(2026, 3, 31), date(2026, 2, 28)),
        (1, date(2028, 3, 31), date(2028, 2, 29)),
        (12, date(2028, 2, 29), date(2027, 2, 28)),
        (11, date(2026, 11, 1), date(2025, 12, 1)),
    ],
)
def test_months_are_counted_back_to_a_day_that_is_there(
    months: int, today: date, day: date
) -> None:
    assert day_before_which(months, today) == day


@given(st.integers(1, 600), st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_it_is_always_so_many_months_ago_and_never_a_later_day_of_the_month(
    months: int, today: date
) -> None:
    day = day_before_which(months, today)
    assert (today.year - day.year) * 12 + today.month - day.month == months
    assert day.day == min(today.day, monthrange(day.year, day.month)[1])


@pytest.mark.parametrize("months", [0, -1, 10**9])
def test_what_is_no_number_of_months_is_refused(months: int) -> None:
    with pytest.raises(WorkbenchError, match="cannot be counted back"):
        day_before_which(months, date(2026, 1, 1))
