"""Allocating, handing over and registering on screen: seen before it is sealed, or refused."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Event

import pytest
from textual.pilot import Pilot

from sampling.reading_allocation import Reader
from tests.workbench.audits.readers import at, read_case
from tests.workbench.screens.conftest import AppOf
from tests.workbench.screens.test_every_screen import SIZES, check_fit
from tests.workbench.textual_private import ROUNDS, screen_text, type_at_once, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people import allocating
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings
from workbench.audits.people.first_readings import first_readings
from workbench.audits.people.people import register
from workbench.audits.people.team import team as team_of
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.standing import FIRST_READING
from workbench.record.role_rules import Role
from workbench.screens.allocate import AllocateScreen
from workbench.screens.readers import ReadersScreen

NARROW = (80, 24)
AtReaders = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


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
    allocate_first_readings(desk, "September", AllocationAsked((Reader("Ann"), Reader("Bo"))))
    return team


@pytest.fixture
def at_readers(app_of: AppOf) -> AtReaders:
    """A function that opens who reads what of September as Mo."""

    @asynccontextmanager
    async def running(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = app_of("Mo")
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Populations")
            app.push_screen(ReadersScreen("September"))
            await wait_for(pilot, "? Help")
            yield pilot

    return running


def shares(desk: Desk) -> dict[str, int]:
    return {each.name: each.cases for each in first_readings(desk, "September").readers}


def flat(seen: str) -> str:
    """The words on the screen in one line; of a wide one those of its right side."""
    return " ".join(" ".join(line.rpartition("│")[2] for line in seen.splitlines()).split())


# Allocating


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_who_would_get_how_many_is_shown_and_sealed_by_a_second_enter(
    at_readers: AtReaders, desk: Desk, team: OpenAudit, size: tuple[int, int]
) -> None:
    async with at_readers(size) as pilot:
        await type_at_once(pilot, "a")
        seen = await wait_for(pilot, "allocate first readings")
        check_fit(seen, size)
        assert isinstance(pilot.app.screen, AllocateScreen)
        assert seen.count("[x] capacity ◂ 1 ▸") == 2
        await type_at_once(pilot, "enter")
        seen = await wait_for(pilot, "enter again seals this")
        check_fit(seen, size)
        assert "Who would get how many:" in seen
        assert "enter Seal it" in seen
        assert shares(desk) == {}
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Allocated and sealed: Ann 6, Bo 6.")
        assert isinstance(pilot.app.screen, ReadersScreen)
        await wait_for(pilot, "12 cases, 0 complete.")
    assert shares(desk) == {"Ann": 6, "Bo": 6}
    assert verify_record(desk).faults == ()


async def test_capacity_and_rules_are_set_by_keys_and_the_outcome_names_them(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "right", "right", "down", "space", "down", "space")
        await type_at_once(pilot, "down", "down", "right", "enter")
        seen = await wait_for(pilot, "enter again seals this")
        assert "[x] capacity ◂ 3 ▸" in seen
        assert "[ ] does not read" in seen
        assert "Nobody reads a case of their own team, told by team." in flat(seen)
        of_a = sum(case.fields["team"] == "A" for case in team.cases)
        assert f"Ann {12 - of_a} cases Mo {of_a} cases" in flat(seen)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Allocated and sealed")
    assert first_readings(desk, "September").rules == {"own team": "team"}
    assert shares(desk) == {"Ann": 12 - of_a, "Mo": of_a}


async def test_any_change_asks_again(at_readers: AtReaders, desk: Desk, team: OpenAudit) -> None:
    async with at_readers() as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "enter again seals this")
        await type_at_once(pilot, "space")
        assert "enter again seals this" not in await wait_for(pilot, "enter See who gets what")
        await type_at_once(pilot, "enter")
        seen = await wait_for(pilot, "enter again seals this")
    assert "Bo  12 cases" in seen
    assert shares(desk) == {}


async def test_where_nobody_may_read_a_case_it_is_told_in_the_words_of_the_form(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "down", "space", "down", "down", "down", "right", "enter")
        told = flat(await wait_for(pilot, "Nothing was allocated."))
    of_a = [case.reference for case in team.cases if case.fields["team"] == "A"]
    assert f"{len(of_a)} cases can be read by none of Ann" in told
    assert f"{of_a[0]} (Ann own team)" in told
    assert "--" not in told
    assert shares(desk) == {}


@pytest.mark.of_the_file
async def test_what_a_rule_needs_and_is_not_registered_leads_to_where_it_is(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "down", "down", "down", "right", "enter")
        told = flat(await wait_for(pilot, "It cannot be told"))
        assert "which cases are Ann's own case: nothing is registered" in told
        assert "(esc, then n: Known as)" in told
        await type_at_once(pilot, "escape", "n")
        await wait_for(pilot, "Register a person")
        await type_at_once(pilot, *"Ann", "down", "down", "down", *"1234", "enter")
        await wait_for(pilot, "Changed: Ann, auditor, team A, known as 1234.")


async def test_rules_are_set_alone_where_nobody_is_ticked(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "space", "down", "space", "enter")
        await wait_for(pilot, "Tick who reads: the space bar ticks.")
        await type_at_once(pilot, "down", "down", "down", "right", "enter")
        await wait_for(pilot, "the rules alone would be set")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "The rules are set and sealed.")
    assert first_readings(desk, "September").rules == {"own team": "team"}
    assert shares(desk) == {}


async def test_allocating_again_says_what_changes_and_what_was_begun_stays(
    at_readers: AtReaders, desk: Desk, allocated: OpenAudit
) -> None:
    first = next(line for line in first_readings(desk, "September").lines if line.reader == "Bo")
    read_case(at(desk, "Bo"), allocated, allocated.case(first.case), reading=FIRST_READING)
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "They are allocated already")
        await type_at_once(pilot, "down", "space", "enter")
        seen = await wait_for(pilot, "enter again seals this")
        assert "Ann  11 cases, 6 now" in seen
        assert "Bo   1 case, 1 of them begun, 6 now" in seen
        assert "5 cases would go to somebody else. What was begun stays." in flat(seen)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Allocated and sealed: Ann 11, Bo 1.")
    assert shares(desk) == {"Ann": 11, "Bo": 1}


async def test_leaving_the_form_changes_nothing(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers() as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "enter again seals this")
        await type_at_once(pilot, "escape")
        await wait_for(pilot, "Nothing was changed.")
    assert shares(desk) == {}


async def test_nobody_leaves_before_it_is_known_whether_it_is_sealed(
    at_readers: AtReaders, desk: Desk, team: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, allocate = Event(), allocating.allocate_first_readings

    def slowly(at_desk: Desk, name: str, asked: AllocationAsked) -> None:
        goes_on.wait(timeout=10)  # a test that fails meanwhile ends all the same
        allocate(at_desk, name, asked)

    monkeypatch.setattr(allocating, "allocate_first_readings", slowly)
    async with at_readers() as pilot:
        await type_at_once(pilot, "a")
        await wait_for(pilot, "allocate first readings")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "enter again seals this")
        await type_at_once(pilot, "enter")
        await seen_meanwhile(pilot, "Sealing...")
        await type_at_once(pilot, "enter", "escape")
        await seen_meanwhile(pilot, "Still at it")
        assert isinstance(pilot.app.screen, AllocateScreen)
        goes_on.set()
        await wait_for(pilot, "Allocated and sealed: Ann 6, Bo 6.")
    assert shares(desk) == {"Ann": 6, "Bo": 6}


async def seen_meanwhile(pilot: Pilot[None], words: str) -> None:
    """Wait until words are on the screen, while work is still going on."""
    for _ in range(ROUNDS):
        await pilot.pause()
        if words in screen_text(pilot.app):
            return
    raise AssertionError(screen_text(pilot.app))


# Handing one over


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_case_is_handed_over_with_a_reason(
    at_readers: AtReaders, desk: Desk, allocated: OpenAudit, size: tuple[int, int]
) -> None:
    line = first_readings(desk, "September").lines[0]
    to = {"Ann": "Bo", "Bo": "Ann"}[line.reader]
    async with at_readers(size) as pilot:
        await type_at_once(pilot, "j", "j", "enter")
        seen = await wait_for(pilot, "hand a case over")
        check_fit(seen, size)
        assert f"#1 {line.case}, read by {line.reader}" in flat(seen)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "A case is handed over with its reason: type it.")
        await type_at_once(pilot, *"on leave", "enter")
        await wait_for(pilot, f"#1 {line.case} is {to}'s now.")
    now = first_readings(desk, "September").lines[0]
    assert (now.reader, now.why) == (to, "handed over: on leave")
    assert verify_record(desk).faults == ()


async def test_a_case_that_was_begun_stays_and_the_form_says_why(
    at_readers: AtReaders, desk: Desk, allocated: OpenAudit
) -> None:
    line = first_readings(desk, "September").lines[0]
    case = allocated.case(line.case)
    read_case(at(desk, line.reader), allocated, case, reading=FIRST_READING)
    async with at_readers() as pilot:
        await type_at_once(pilot, "j", "j", "enter")
        await wait_for(pilot, "hand a case over")
        await type_at_once(pilot, "down", *"on leave", "enter")
        told = flat(await wait_for(pilot, "has begun"))
        assert f"{line.reader} has begun {line.case}" in told
        await type_at_once(pilot, "escape")
        await wait_for(pilot, "Nothing was changed.")
    assert first_readings(desk, "September").lines[0].reader == line.reader


async def test_a_name_in_the_reason_is_warned_about_at_once(
    at_readers: AtReaders, allocated: OpenAudit
) -> None:
    async with at_readers((120, 40)) as pilot:
        await type_at_once(pilot, "j", "j", "enter")
        await wait_for(pilot, "hand a case over")
        await type_at_once(pilot, "down", *"call 07700 900123")
        await wait_for(pilot, "enter keeps it.")


async def test_from_a_reader_enter_leads_to_the_allocation(
    at_readers: AtReaders, allocated: OpenAudit
) -> None:
    async with at_readers() as pilot:
        await wait_for(pilot, "enter Open")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "They are allocated already")


# Registering


@pytest.mark.of_the_file
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_somebody_is_registered_and_can_then_be_given_cases(
    at_readers: AtReaders, desk: Desk, audit: OpenAudit, size: tuple[int, int]
) -> None:
    async with at_readers(size) as pilot:
        seen = await wait_for(pilot, "n registers somebody")
        assert "a Allocate" not in seen
        await type_at_once(pilot, "n")
        check_fit(await wait_for(pilot, "Register a person"), size)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "A person needs a name: type it.")
        await type_at_once(pilot, *"Di Fry", "down", "right", "right", "down", *"C", "enter")
        await wait_for(pilot, "Registered: Di Fry, supervisor, team C.")
        await wait_for(pilot, "a Allocate")
    (member,) = team_of(desk).members
    assert (member.name, member.role, member.team) == ("Di Fry", Role.SUPERVISOR, "C")


async def test_on_a_server_nobody_is_registered_here(
    at_readers: AtReaders, desk: Desk, team: OpenAudit
) -> None:
    async with at_readers() as pilot:
        seen = await wait_for(pilot, "Registered")
    assert ("n New person" in seen) != desk.record.on_server
