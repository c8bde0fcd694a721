"""What the screens show of an audit once its references were erased: its rates, and plain words."""

from datetime import date

import pytest

from checklists.answers import Answer
from tests.conftest import Clock
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.erasing.purging import purge
from workbench.audits.erasing.retention import Retention
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.screens.steps import Subject

SIZES = ((80, 24), (120, 40))


@pytest.fixture
def erased(desk: Desk, audit: OpenAudit, clock: Clock) -> OpenAudit:
    """The audit `September`, of which one case was answered before all were erased."""
    give_answer(desk, audit, Place(audit.cases[0].id, "SUP-02"), Answer.NOT_MET)
    clock.tick(86_400 * 800)
    purge(desk, Retention(date(2028, 1, 1), "a test"))
    return audit


def in_one_line(seen: str) -> str:
    return " ".join(seen.split())


@pytest.mark.parametrize("size", SIZES)
async def test_home_sends_nobody_to_score_it(
    make_app: MakeApp, erased: OpenAudit, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size) as pilot:
        seen = await wait_for(pilot, "Next:")
    assert "erased: its rates stand" in in_one_line(seen)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "subject", [Subject(population="crimes"), Subject(audit="September")], ids=["list", "audit"]
)
async def test_the_list_has_its_facts_and_no_row(
    make_app: MakeApp, erased: OpenAudit, size: tuple[int, int], subject: Subject
) -> None:
    async with make_app().run_test(size=size) as pilot:
        await wait_for(pilot, "Next:")
        pilot.app.go_to_step("population", subject)
        await wait_for(pilot, "were erased")
        await pilot.press("j", "enter", "n", "end")
        seen = in_one_line(await text_at_rest(pilot))
    assert "200 received, 0 rejected, 0 excluded, 200 eligible" in seen
    assert "The cases of crimes were erased: its fingerprint, its size and its flow are" in seen
    assert "Draw from it" not in seen
    assert "..." not in seen


@pytest.mark.parametrize("size", SIZES)
async def test_the_sample_is_shown_by_its_tickets(
    make_app: MakeApp, erased: OpenAudit, size: tuple[int, int]
) -> None:
    async with make_app("September").run_test(size=size) as pilot:
        await wait_for(pilot, "were erased")
        pilot.app.go_to_step("draw", Subject(audit="September"))
        seen = await wait_for(pilot, "erased 3 ")
    assert "ticket" in seen
    assert erased.cases[0].reference not in seen


@pytest.mark.parametrize("size", SIZES)
async def test_it_cannot_be_scored_and_says_so(
    make_app: MakeApp, erased: OpenAudit, size: tuple[int, int]
) -> None:
    async with make_app("September").run_test(size=size) as pilot:
        seen = await wait_for(pilot, "were erased")
    assert "Its rates stand. When and why: workbench erasures." in in_one_line(seen)


@pytest.mark.parametrize("size", SIZES)
async def test_the_cases_behind_a_rate_are_counted_and_not_named(
    make_app: MakeApp, erased: OpenAudit, size: tuple[int, int]
) -> None:
    async with make_app("September").run_test(size=size) as pilot:
        await wait_for(pilot, "were erased")
        pilot.app.go_to_step("results", Subject(audit="September"))
        assert "0/1" in await wait_for(pilot, "SUP-02")
        await pilot.press("j", "enter")
        assert "erased 1 " in await wait_for(pilot, "not met first")
        await pilot.press("enter")
        assert "Its rates stand." in in_one_line(await wait_for(pilot, "were erased"))
