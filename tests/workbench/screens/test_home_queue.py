"""Home's queue: what waits, for whom, and one key that goes to it."""

from dataclasses import replace
from pathlib import Path

import pytest

from sampling.reading_allocation import Reader
from tests.workbench.audits.packs.desks import send
from tests.workbench.audits.readers import read_case
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings
from workbench.audits.people.people import register
from workbench.audits.reviews.escalating_by_words import escalate_by_words
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.record.role_rules import Role

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def allocated(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """Twelve cases for Ann and Bo, three of which Cy reads second; Mo is the moderator."""
    for name in ("Ann", "Bo", "Cy"):
        register(desk, name)
    register(desk, "Mo", role=Role.MODERATOR)
    allocate_first_readings(desk, audit.name, AllocationAsked((Reader("Ann"), Reader("Bo"))))
    choose_second_readings(desk, audit.name, SecondReadingAsked(("Cy",), share=0.25))
    return audit


def app_of(make_app: MakeApp, desk: Desk, name: str) -> WorkbenchApp:
    app = make_app()
    app.desk = replace(desk, auditor=name)
    return app


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_it_says_what_waits_for_you_and_for_others(
    make_app: MakeApp, desk: Desk, allocated: OpenAudit, size: tuple[int, int]
) -> None:
    async with app_of(make_app, desk, "Ann").run_test(size=size) as pilot:
        seen = await wait_for(pilot, "Populations")
    assert "Next: September: score 6 more of your 6 cases. Press enter." in seen
    assert "Waiting for" in seen
    assert "you            September  score 6 more of your 6 cases" in seen
    assert "second reader  September  3 cases: Cy 3" in seen
    assert "w What waits" in seen


async def test_one_key_goes_to_your_cases_and_the_progress_says_they_are_yours(
    make_app: MakeApp, desk: Desk, allocated: OpenAudit
) -> None:
    async with app_of(make_app, desk, "Ann").run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        await type_at_once(pilot, "w")
        seen = await wait_for(pilot, "your 0/6 cases complete")
    assert "of all you may read 0/12" in seen


async def test_one_key_goes_to_a_second_reading(
    make_app: MakeApp, desk: Desk, allocated: OpenAudit
) -> None:
    async with app_of(make_app, desk, "Cy").run_test(size=NARROW) as pilot:
        seen = await wait_for(pilot, "Populations")
        assert "Next: September: read 3 cases a second time, blind." in seen
        await type_at_once(pilot, "w")
        await wait_for(pilot, "second reading, blind")


async def test_one_key_goes_to_the_readers_of_what_others_have(
    make_app: MakeApp, desk: Desk, allocated: OpenAudit
) -> None:
    async with app_of(make_app, desk, "Mo").run_test(size=WIDE) as pilot:
        seen = await wait_for(pilot, "Populations")
        assert "first readers  September  12 cases: Ann 6, Bo 6" in seen
        await type_at_once(pilot, "w")
        await wait_for(pilot, "September: who reads what")


async def test_what_has_no_screen_says_its_command(
    make_app: MakeApp, desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    send(desk, tmp_path / "ann.pack", "Ann")
    async with make_app().run_test(size=WIDE) as pilot:
        await wait_for(pilot, "1 pack out: Ann 1")
        await type_at_once(pilot, "w")
        await wait_for(pilot, "By the command: workbench packs September")


async def test_one_key_goes_to_the_second_readings_that_others_have(
    make_app: MakeApp, desk: Desk, audit: OpenAudit
) -> None:
    choose_second_readings(desk, audit.name, SecondReadingAsked(("Cy",), share=0.25))
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "3 cases: Cy 3")
        await type_at_once(pilot, "w")
        await wait_for(pilot, "September: second readings")


async def test_from_an_audit_the_key_goes_to_what_waits_for_you_before_what_was_urgent(
    make_app: MakeApp, desk: Desk, audit: OpenAudit
) -> None:
    """What was urgent stays the first line after it was read."""
    choose_second_readings(desk, audit.name, SecondReadingAsked(("auditor 1",), share=0.25))
    escalate_by_words(desk, audit.name, ("#1", ""), told="duty inspector")
    async with make_app().run_test(size=WIDE) as pilot:
        seen = await wait_for(pilot, "read 3 cases a second time, blind. Press enter.")
        lines = seen.splitlines()
        waits = lines.index(next(line for line in lines if line.startswith("  Waiting for")))
        assert "1 urgent matter was passed on" in lines[waits + 1]
        await type_at_once(pilot, "j")
        assert "Press enter" not in await wait_for(pilot, "> September")
        await type_at_once(pilot, "w")
        await wait_for(pilot, "second reading, blind")


async def test_coming_back_the_cursor_is_at_the_next_step_if_that_is_another_by_now(
    make_app: MakeApp, desk: Desk, audit: OpenAudit
) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await wait_for(pilot, "score 12 more cases of 12. Press enter.")
        await type_at_once(pilot, "j", "enter")
        await wait_for(pilot, "200 cases, frozen")
        await type_at_once(pilot, "escape")
        seen = await wait_for(pilot, "> crimes")
        assert "Press enter" not in seen
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "200 cases, frozen")
        read_case(desk, audit, audit.cases[0], reading=1)
        await type_at_once(pilot, "escape")
        await wait_for(pilot, "score 11 more cases of 12.")
        assert "> crimes" in await text_at_rest(pilot), "it is the same step"
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "200 cases, frozen")
        choose_second_readings(desk, audit.name, SecondReadingAsked(("auditor 1",), share=0.25))
        await type_at_once(pilot, "escape")
        seen = await wait_for(pilot, "read 3 cases a second time, blind. Press enter.")
        assert "> you" in seen


async def test_where_nothing_waits_there_is_neither_a_heading_nor_the_key(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        seen = await wait_for(pilot, "Populations")
    assert "Waiting for" not in seen
    assert "What waits" not in seen


@pytest.mark.parametrize(
    ("digit", "shown"), [("1", "[1 Population]"), ("2", "[2 Draw]"), ("4", "[4 Results]")]
)
async def test_a_digit_opens_that_step_of_the_audit_at_hand(
    make_app: MakeApp, desk: Desk, allocated: OpenAudit, digit: str, shown: str
) -> None:
    async with app_of(make_app, desk, "Ann").run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        await type_at_once(pilot, digit)
        await wait_for(pilot, shown)


async def test_a_digit_says_where_it_is_of_no_audit(make_app: MakeApp, audit: OpenAudit) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        await type_at_once(pilot, "G", "4")
        await wait_for(pilot, "Results is of an audit: go to its line first.")
