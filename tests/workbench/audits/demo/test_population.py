"""The crimes of Northshire: many, unequal, consistent, and the same for the same seed."""

from collections import Counter
from datetime import date

import pytest

from workbench.audits.demo.population import EXTRACTED, FIRST_DAY, TEAMS, crimes

SEED = "a test force"


@pytest.fixture(scope="module")
def population():
    return crimes(SEED)


def test_the_same_seed_gives_the_same_crimes(population):
    assert crimes(SEED) == population


def test_another_seed_gives_other_crimes(population):
    others = crimes("another force")

    assert len(others) != len(population)
    assert [c.offence.name for c in others[:50]] != [c.offence.name for c in population[:50]]


def test_there_are_about_six_thousand_crimes_over_five_months(population):
    months = Counter(crime.month for crime in population)

    assert 5_900 <= len(population) <= 6_100
    assert sorted(months) == ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]
    assert min(months.values()) > 1_000


def test_crime_numbers_are_unique_and_keep_their_leading_zeros(population):
    references = [crime.reference for crime in population]

    assert len(set(references)) == len(references)
    assert "21/00001/26" in references
    assert {len(reference) for reference in references} == {11}


def test_numbers_of_an_area_rise_with_the_day(population):
    for area in ("21", "22", "23"):
        mine = [crime for crime in population if crime.reference.startswith(area)]
        assert [c.reference for c in mine] == sorted(c.reference for c in mine)
        assert [c.recorded for c in mine] == sorted(c.recorded for c in mine)


def test_ten_unequal_teams_in_three_areas(population):
    teams = Counter(crime.team.name for crime in population)

    assert len(teams) == len(TEAMS) == 10
    assert max(teams.values()) > 5 * min(teams.values())
    assert {crime.team.area for crime in population} == {"21", "22", "23"}


def test_the_supervisor_is_a_collar_number_of_one_team_only(population):
    teams_of = {}
    for crime in population:
        teams_of.setdefault(crime.supervisor, set()).add(crime.team.name)

    assert all(number.isdigit() and len(number) == 4 for number in teams_of)
    assert all(len(teams) == 1 for teams in teams_of.values())


def test_outcomes_are_those_of_the_home_office_or_the_case_is_open(population):
    outcomes = {crime.outcome for crime in population}

    assert outcomes == {"1", "3", "8", "14", "15", "16", "18", "20", ""}
    for crime in population:
        assert (crime.outcome == "") == (crime.markers["status"] == "open")


def test_markers_agree_with_each_other_and_with_the_outcome(population):
    for crime in population:
        has = {name for name, value in crime.markers.items() if value == "yes"}
        if "personal_victim" in has:
            assert "victim" in has
        if has & {"domestic_abuse", "vulnerable"}:
            assert "personal_victim" in has
        if "domestic_abuse" in has or crime.outcome in {"1", "3", "8", "15", "16"}:
            assert "suspect" in has
        if crime.outcome in {"14", "16"}:
            assert "personal_victim" in has
        if crime.outcome in {"14", "18"}:
            assert "suspect" not in has
        assert ("charged" in has) == (crime.outcome == "1")


def test_no_crime_is_recorded_outside_the_period_or_closed_after_the_extract(population):
    for crime in population:
        assert FIRST_DAY <= crime.recorded <= date(2026, 9, 30)
        assert 0 <= crime.days_open <= (EXTRACTED - crime.recorded).days
