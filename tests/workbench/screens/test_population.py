"""A population on the screen: what became of every row, and every row of it."""

import pytest

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.screens.draw import DrawScreen
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)


async def opened(pilot, subject: Subject) -> str:
    await wait_for(pilot, "Next:")
    pilot.app.go_to_step("population", subject)
    return await wait_for(pilot, "> 00000 ")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_facts_and_rows_can_be_read(
    make_app: MakeApp, listed: Desk, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size) as pilot:
        seen = await opened(pilot, Subject(population="crimes"))
    for words in (
        "crimes  from crimes.csv, 2026-10-01 09:00 UTC, by auditor 1",
        "200 received, 0 rejected, 0 excluded, 200 eligible",
        "team, status, days_open",
        "Victim Name (never stored)",
        "reference",
        "200 cases, frozen. Next: n draws a sample.",
        "/ Jump to",
    ):
        assert words in seen


async def test_all_facts_take_the_place_of_the_rows(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await opened(pilot, Subject(population="crimes"))
        await pilot.press("f")
        seen = await text_at_rest(pilot)
        assert "Fingerprint" in seen
        assert "> 00000" not in seen
        await pilot.press("escape")
        assert "> 00000" in await text_at_rest(pilot)


async def test_the_rows_are_gone_through_by_keys(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await opened(pilot, Subject(population="crimes"))
        await pilot.press("j")
        assert "> 00003" in await text_at_rest(pilot)
        await pilot.press("end")
        assert "> 220012345678900197" in await text_at_rest(pilot)
        await pilot.press("k", "pageup", "g")
        assert "> 00000" in await text_at_rest(pilot)


async def test_a_reference_can_be_jumped_to(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await opened(pilot, Subject(population="crimes"))
        await pilot.press("/", *"21/0010", "enter")
        assert "> 21/00100/26" in await wait_for(pilot, "Row 101 of 200")
        await pilot.press("enter")
        assert "21/00100/26; team B; status open; days_open 21" in await text_at_rest(pilot)


async def test_escape_closes_the_jump_and_goes_nowhere(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await opened(pilot, Subject(population="crimes"))
        await pilot.press("/", "2", "escape")
        seen = await text_at_rest(pilot)
        assert "Jump to reference" not in seen
        assert "> 00000" in seen


async def test_n_draws_from_this_population(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await opened(pilot, Subject(population="crimes"))
        await pilot.press("n")
        await wait_for(pilot, "crimes (200)")
        assert isinstance(pilot.app.screen, DrawScreen)


async def test_the_population_of_an_audit_says_where_its_sample_is(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        seen = await opened(pilot, Subject(audit=audit.name))
    assert "September is drawn from them: 2 shows its sample." in seen


async def test_a_population_that_is_not_there_is_said(make_app: MakeApp, listed: Desk) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        pilot.app.go_to_step("population", Subject(population="other"))
        seen = await wait_for(pilot, "cannot be opened")
    assert "There is no population named 'other'. There are: crimes." in seen
    assert "Jump to" not in seen
