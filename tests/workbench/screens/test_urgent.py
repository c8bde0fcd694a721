"""Urgent matters on screen: who was told and when, what is not shown, and the way to them."""

from datetime import timedelta

import pytest

from tests.conftest import Clock, DrawAudit
from tests.workbench.audits.readers import FIRST, SECOND, at, choose, read
from tests.workbench.screens.conftest import AppOf
from tests.workbench.screens.test_every_screen import SIZES, check_fit
from tests.workbench.textual_private import text_at_rest, type_at_once, wait_for
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.escalating import escalate
from workbench.audits.reviews.standing import Place
from workbench.screens.steps import Subject
from workbench.screens.urgent import UrgentScreen

NARROW = (80, 24)
SAW = "A child lives at the address and nobody has been told."


def pass_on(desk: Desk, audit: OpenAudit, order: int, told: str, saw: str = SAW) -> None:
    place = Place(audit.cases[order - 1].id, "SUP-01")
    escalate(desk, audit, place, told=told, told_at=desk.clock(), saw=saw)


@pytest.fixture
def passed_on(desk: Desk, audit: OpenAudit, clock: Clock) -> OpenAudit:
    """The audit `September`, with a matter in case 3 and, an hour later, one in case 5."""
    pass_on(desk, audit, 3, "duty inspector")
    clock.now += timedelta(hours=1)
    pass_on(desk, audit, 5, "safeguarding lead", saw="")
    return audit


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_leads_to_all_there_is_to_know_of_each(
    app_of: AppOf, passed_on: OpenAudit, size: tuple[int, int]
) -> None:
    async with app_of("lead").run_test(size=size) as pilot:
        await wait_for(pilot, "2 urgent matters were passed on")
        await type_at_once(pilot, "w")
        seen = await wait_for(pilot, "the latest first")
        check_fit(seen, size)
        assert isinstance(pilot.app.screen, UrgentScreen)
        assert "enter Open in Score" in seen
        case = passed_on.cases[4]
        first = next(line for line in seen.splitlines() if line.startswith(">"))
        assert first.split()[:4] == [">", "2026-10-01", "10:00", "#5"]
        assert case.reference in first
        assert "safeguarding" in first
        await type_at_once(pilot, "j")
        seen = " ".join((await wait_for(pilot, "Told        duty inspector")).split())
    assert "Told duty inspector, 2026-10-01 09:00 UTC" in seen
    assert f"Case #3 {passed_on.cases[2].reference}, SUP-01" in seen
    assert "A child lives at the address" in seen


async def test_what_was_not_written_down_is_said_to_be_missing(
    app_of: AppOf, passed_on: OpenAudit
) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(UrgentScreen(passed_on.name))
        seen = await wait_for(pilot, "nothing was written, or it was erased")
    assert "Recorded    by auditor 1, 2026-10-01 10:00 UTC" in seen


async def test_enter_opens_the_case_at_its_question(app_of: AppOf, passed_on: OpenAudit) -> None:
    async with app_of("lead").run_test(size=NARROW) as pilot:
        await wait_for(pilot, "2 urgent matters were passed on")
        await type_at_once(pilot, "w", "j", "enter")
        seen = await wait_for(pilot, "Case 3 of 12")
    assert "> SUP-01" in seen


async def test_one_of_a_case_that_was_replaced_is_still_there(
    app_of: AppOf, desk: Desk, passed_on: OpenAudit
) -> None:
    gone = passed_on.cases[4].reference
    replace_case(desk, passed_on.name, gone, reason=ReplacementReason.RESTRICTED)
    async with app_of("lead").run_test(size=NARROW) as pilot:
        await wait_for(pilot, "2 urgent matters were passed on")
        await type_at_once(pilot, "w")
        seen = await wait_for(pilot, f"{gone} (not of the sample any more), SUP-01")
        assert "Open in Score" not in seen
        await type_at_once(pilot, "enter", "j")
        await wait_for(pilot, "enter Open in Score")


async def test_results_count_them_and_lead_to_them(app_of: AppOf, passed_on: OpenAudit) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.go_to_step("results", Subject(audit=passed_on.name))
        await wait_for(pilot, "Limits at 95%")
        assert "2 urgent escalated (U)." in " ".join((await text_at_rest(pilot)).split())
        await type_at_once(pilot, "U")
        await wait_for(pilot, "2 urgent matters were passed on, the latest first")
        await type_at_once(pilot, "escape")
        await wait_for(pilot, "Limits at 95%")


async def test_where_there_is_none_it_says_how_one_is_recorded(
    app_of: AppOf, audit: OpenAudit
) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(UrgentScreen(audit.name))
        seen = " ".join((await wait_for(pilot, "No urgent matter was passed on")).split())
    assert "U in Score records one." in seen
    assert "Open in Score" not in seen


async def test_an_audit_that_is_not_there_is_said_in_plain_words(
    app_of: AppOf, audit: OpenAudit
) -> None:
    app = app_of("lead")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Populations")
        app.push_screen(UrgentScreen("October"))
        seen = await wait_for(pilot, "The urgent matters cannot be shown.")
    assert "October" in seen


async def test_a_blind_reader_is_told_that_something_is_left_out_whether_there_is_or_not(
    app_of: AppOf, desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit(size=2)
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit)
    seen = []
    for _ in range(2):
        app = app_of(SECOND)
        async with app.run_test(size=NARROW) as pilot:
            await wait_for(pilot, "Populations")
            app.push_screen(UrgentScreen(audit.name))
            seen.append(await wait_for(pilot, "Blind: what the other reader passed on in 2 cases"))
        pass_on(at(desk, FIRST), audit, 1, "duty inspector")
    assert seen[0] == seen[1]
    assert "No urgent matter was passed on" in seen[0]
