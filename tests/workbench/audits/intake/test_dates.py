"""Dates: read by one format for the whole column, declared or proved, and never guessed."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workbench.audits.intake.lists import codes, faults_of, read, write_list
from workbench.audits.intake.dates import read_date
from workbench.audits.intake.faults import FaultCode
from workbench.audits.intake.profiles import KeptColumn, Profile, profile_from_options

LONDON = ZoneInfo("Europe/London")
OPEN = profile_from_options(reference="Ref", date="Date")


def listed(tmp_path, *dates: str):
    rows = [(str(number), text) for number, text in enumerate(dates)]
    return write_list(tmp_path / "list.csv", rows, header=("Ref", "Date"))


def reading(text: str):
    return read_date(text, zone=LONDON, today=date(2026, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        *("2022-03-04", "20220304", "2022/03/04", "2022-03-04 10:15", "2022-03-04T10:15:00.000"),
        *("4 Mar 2022", "04-Mar-2022", "4-MAR-22", "04 March 2022", "04/Mar/2022 10:15:01"),
        *("2022-03-04T23:59:59Z", "2022-03-04T00:00:00+00:00", " 2022-03-04 "),
    ],
)
def test_dates_that_can_be_read_in_one_way(text):
    assert reading(text).day_first == reading(text).month_first == date(2022, 3, 4)


@pytest.mark.parametrize(
    "text", ["04/03/2022", "4.3.2022", "04-03-22", "04/03/2022 10:15", "4/3/22"]
)
def test_dates_that_can_be_read_in_two_ways(text):
    assert reading(text).day_first == date(2022, 3, 4)
    assert reading(text).month_first == date(2022, 4, 3)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-05-31T23:00:00+00:00", date(2021, 6, 1)),
        ("2021-05-31T22:59:59+00:00", date(2021, 5, 31)),
        ("2021-10-31T23:59:59Z", date(2021, 10, 31)),
        ("2021-10-30T23:30:00Z", date(2021, 10, 31)),
        ("2021-06-01T00:30:00+02:00", date(2021, 5, 31)),
        ("2021-06-01T00:30:00", date(2021, 6, 1)),
    ],
)
def test_times_with_an_offset_are_taken_to_local_time_first(text, day):
    assert reading(text).day_first == day


@pytest.mark.parametrize("text", ["", "x", "31st March", "2022", "32", "1/2", "2022-3", "12:30"])
def test_what_is_no_date(text):
    assert reading(text).shape == "unknown"


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)))
def test_every_day_survives_every_way_of_writing_it(day):
    assert reading(day.isoformat()).day_first == day
    assert reading(f"{day:%d/%m/%Y}").day_first == day
    assert reading(f"{day:%m/%d/%Y}").month_first == day
    assert reading(f"{day:%d %B %Y}").day_first == day


@pytest.mark.parametrize(("year", "full"), [("22", 2022), ("27", 2027), ("28", 1928), ("99", 1999)])
def test_a_year_of_two_digits_is_the_latest_not_after_next_year(year, full):
    assert reading(f"01/02/{year}").day_first == date(full, 2, 1)


def test_a_column_in_which_nothing_decides_is_asked_about_once(tmp_path):
    (fault,) = faults_of(listed(tmp_path, "03/04/2022", "05/06/2022", "07/07/2022"), OPEN)
    assert fault.code == FaultCode.AMBIGUOUS_DATES
    assert (fault.line, fault.column) == (None, "Date")
    assert '"03/04/2022" is 3 April 2022 or 4 March 2022' in fault.problem
    assert '"05/06/2022" is 5 June 2022 or 6 May 2022' in fault.problem
    assert "--date-format day-first or --date-format month-first" in fault.remedy


@pytest.mark.parametrize(
    ("declared", "first"), [("day-first", "2022-04-03"), ("month-first", "2022-03-04")]
)
def test_the_answer_to_that_question_decides(tmp_path, declared, first):
    path = listed(tmp_path, "03/04/2022", "05/06/2022")
    intake = read(path, OPEN, date_format=declared)
    assert intake.frame.column("date")[0] == first
    assert intake.mapping["profile"]["date"]["format"] == declared


@pytest.mark.parametrize(
    ("proof", "first"), [("25/04/2022", "2022-04-03"), ("04/25/2022", "2022-03-04")]
)
def test_one_value_that_can_be_read_in_one_way_only_decides_for_the_column(tmp_path, proof, first):
    intake = read(listed(tmp_path, "03/04/2022", proof), OPEN)
    assert intake.frame.column("date")[0] == first
    assert "can be read in no other way" in intake.notices[0]


def test_values_against_most_of_those_that_decide_are_faults(tmp_path):
    faults = faults_of(listed(tmp_path, "04/25/2022", "25/04/2022", "26/04/2022"), OPEN)
    assert codes(faults) == [("IMPORT-024", 2)]
    assert faults[0].problem == "there is no such day when the column is read day first"


def test_a_column_that_proves_both_orders_equally_is_asked_about(tmp_path):
    (fault,) = faults_of(listed(tmp_path, "04/25/2022", "25/04/2022"), OPEN)
    assert fault.code == FaultCode.AMBIGUOUS_DATES
    assert '"04/25/2022" is no day or 25 April 2022' in fault.problem


def test_dates_whose_two_readings_agree_raise_no_question(tmp_path):
    assert read(listed(tmp_path, "03/03/2022"), OPEN).frame.column("date") == ("2022-03-03",)


def test_years_of_two_digits_are_mentioned(tmp_path):
    (notice,) = read(listed(tmp_path, "25/04/22"), OPEN, date_format="day-first").notices
    assert "two digits" in notice


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("31/02/2022", "IMPORT-024", "there is no such day"),
        ("2022-02-31", "IMPORT-024", "there is no such day"),
        ("someday", "IMPORT-022", "not a date in any form"),
        ("44621", "IMPORT-022", "a spreadsheet's day number (2022-03-01)"),
        ("2022-03", "IMPORT-022", "a month without a day"),
        ("", "IMPORT-027", "empty date"),
        ("  ", "IMPORT-027", "empty date"),
        ("31/12/1899", "IMPORT-026", "before 1900"),
        ("03/01/2023", "IMPORT-025", "in the future"),
    ],
)
def test_dates_that_cannot_be_used_are_named_by_line(tmp_path, text, code, words):
    faults = faults_of(listed(tmp_path, "25/04/2022", text), OPEN)
    assert codes(faults) == [(code, 3)]
    assert words in faults[0].problem


def test_tomorrow_is_allowed_for_clocks_and_time_zones(tmp_path):
    assert read(listed(tmp_path, "25/04/2022", "02/01/2023"), OPEN).flow.eligible == 2


def test_a_declared_format_refuses_others(tmp_path):
    path = listed(tmp_path, "2022-04-25", "25/04/2022")
    assert codes(faults_of(path, OPEN, date_format="iso")) == [("IMPORT-022", 3)]
    assert codes(faults_of(path, OPEN, date_format="month")) == [
        ("IMPORT-022", 2),
        ("IMPORT-022", 3),
    ]
    assert read(path, OPEN, date_format="day-first").flow.eligible == 2


def test_other_kept_dates_may_be_blank_or_lie_ahead_but_must_be_dates(tmp_path):
    profile = Profile(
        name="reviews", title="", reference="Ref", kept=(KeptColumn("due", "Date", kind="date"),)
    )
    intake = read(listed(tmp_path, "25/04/2022", "", "25/04/2031"), profile)
    assert intake.frame.column("due") == ("2022-04-25", "", "2031-04-25")
    assert codes(faults_of(listed(tmp_path, "25/04/2022", "tbc"), profile)) == [("IMPORT-022", 3)]


def test_thousands_of_different_times_are_read_as_few_days(tmp_path):
    times = [f"25/04/2022 {n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(60_000)]
    intake = read(listed(tmp_path, *times), OPEN)
    assert set(intake.frame.column("date")) == {"2022-04-25"}
