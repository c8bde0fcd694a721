"""Who reads what on screen: the readers, the cases that need one, the rules, and the ways there."""

import pytest

from sampling.reading_allocation import Reader
from tests.workbench.audits.readers import at, choose, finish, read_case
from tests.workbench.screens.conftest import AppOf
from tests.workbench.screens.test_every_screen import SIZES, check_fit
from tests.workbench.textual_private import type_at_once, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.allocating import (
    AllocationAsked,
    allocate_first_readings,
    hand_over,
    set_conflict_rules,
)
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.first_readings import first_readings
from workbench.audits.people.people import register
from workbench.audits.reviews.standing import FIRST_READING
from workbench.record.role_rules import Role
from workbench.screens.readers import ReadersScreen
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def team(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """The audit `September`, with Ann of team A, Bo of team B and Mo the moderator."""
    register(desk, "Ann", team="A")
    register(desk, "Bo", team="B")
    register(desk, "Mo", role=Role.MODERATOR, team="Z")
    return audit


@pytest.fixture
def allocated(desk: Desk, team: OpenAudit) -> OpenAudit:
    """Its twelve cases allocated to Ann and Bo, six each."""
    asked = AllocationAsked((Reader("Ann"), Reader("Bo")))
    allocate_first_readings(desk, team.name, asked)
    return team


def line_of(seen: str, start: str) -> str:
    return next(line for line in seen.splitlines() if line[2:].startswith(start))[2:]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_leads_to_the_readers_with_how_far_they_are(
    app_of: AppOf, desk: Desk, allocated: OpenAudit, size: tuple[int, int]
) -> None:
    first = next(line for line in first_readings(desk, "September").lines if line.reader == "Ann")
    case = allocated.case(first.case)
    read_case(at(desk, "Ann"), allocated, case, reading=FIRST_READING)
    async with app_of("Mo").run_test(size=size) as pilot:
        await wait_for(pilot, "11 cases: Ann 5, Bo 6")
        await type_at_once(pilot, "w")
        seen = await wait_for(pilot, "12 cases, 1 complete.")
        check_fit(seen, size)
        assert isinstance(pilot.app.screen, ReadersScreen)
        assert line_of(seen, "Ann").split() == ["Ann", "6", "1"]
        assert line_of(seen, "Bo").split() == ["Bo", "6", "0"]
        assert "Ann: 6 cases, 1 complete, 5 left." in seen
        assert "finished" not in seen
        assert "No conflict rule: anybody may read anybody's case." in " ".join(seen.split())


async def test_what_is_finished_is_counted_where_cases_are_read_twice(
    app_of: AppOf, desk: Desk, allocated: OpenAudit
) -> None:
    choose(desk, allocated, "Mo", share=0.1)
    mine = [line for line in first_readings(desk, "September").lines if line.reader == "Bo"][:2]
    for line in mine:
        read_case(at(desk, "Bo"), allocated, allocated.case(line.case), reading=FIRST_READING)
    finish(at(desk, "Bo"), allocated)
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(ReadersScreen("September"))
        seen = await wait_for(pilot, "finished")
    assert line_of(seen, "Bo").split() == ["Bo", "6", "2", "2"]
    assert line_of(seen, "Ann").split() == ["Ann", "6", "0", "0"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_cases_of_nobody_and_cases_in_conflict_come_first_by_number_and_reference(
    app_of: AppOf, desk: Desk, team: OpenAudit, size: tuple[int, int]
) -> None:
    given = {"A": "Ann", "B": "Mo"}
    for case in team.cases:
        if reader := given.get(case.fields["team"]):
            hand_over(desk, "September", case=case.reference, to=reader, reason="by hand")
    set_conflict_rules(desk, "September", RulesAsked(own_team="team"))
    of_a = [case for case in team.cases if case.fields["team"] == "A"]
    of_c = [case for case in team.cases if case.fields["team"] == "C"]
    app = app_of("Mo")
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(ReadersScreen("September"))
        seen = await wait_for(pilot, "In conflict with a rule")
        told = " ".join(seen.split())
        assert f"12 cases, 0 complete; {len(of_c)} allocated to nobody; {len(of_a)} in" in told
        assert "Nobody reads a case of their own team, told by team." in told
        assert f"In conflict with a rule: {len(of_a)}" in seen
        lines = [line.split() for line in seen.splitlines()]
        one = of_a[0]
        assert [f"#{one.order}", one.reference, "Ann", "open", "!", "own", "team"] in lines
        if size == WIDE:
            assert sum(one.reference in line for line in lines) == 1
            assert f"Allocated to nobody: {len(of_c)}" in seen
            assert [f"#{of_c[0].order}", of_c[0].reference, "nobody", "open"] in lines
        await type_at_once(pilot, "j", "j")
        told = " ".join((await wait_for(pilot, "read by Ann: open")).split())
    assert "open; in conflict, it is Ann's own team; handed over: by hand." in told


async def test_a_blind_second_reader_is_not_shown_whose_case_it_is(
    app_of: AppOf, desk: Desk, allocated: OpenAudit
) -> None:
    choose(desk, allocated, "Mo", share=1.0)
    app = app_of("Mo")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(ReadersScreen("September"))
        seen = await wait_for(pilot, "you read it second and blind")
    assert "Ann" not in seen
    assert "not shown" in seen
    assert "Hand over" not in seen


@pytest.mark.parametrize("step", ["draw", "results"])
async def test_the_sample_and_the_results_lead_to_it_and_back(
    app_of: AppOf, desk: Desk, team: OpenAudit, step: str
) -> None:
    app = app_of("Mo")
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, "Populations")
        app.go_to_step(step, Subject(audit="September"))
        before = await wait_for(pilot, "p Readers")
        await type_at_once(pilot, "p")
        seen = await wait_for(pilot, "The first readings are not allocated: ")
        who = "no auditor reads one until" if desk.record.on_server else "anybody reads any case"
        assert who in seen
        assert line_of(seen, "Ann").split() == ["Ann", "auditor", "A"]
        await type_at_once(pilot, "escape")
        assert await wait_for(pilot, "p Readers") == before


async def test_where_nobody_is_registered_it_says_how(
    app_of: AppOf, desk: Desk, audit: OpenAudit
) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(ReadersScreen("September"))
        told = " ".join((await wait_for(pilot, "Nobody who could read")).split())
    on_server = desk.record.on_server
    assert ("workbench team add-user NAME --role auditor" in told) == on_server
    assert ("n registers somebody" in told) != on_server


async def test_an_audit_that_is_not_there_is_said_in_plain_words(
    app_of: AppOf, audit: OpenAudit
) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(ReadersScreen("October"))
        seen = await wait_for(pilot, "Who reads what cannot be shown.")
    assert "October" in seen
