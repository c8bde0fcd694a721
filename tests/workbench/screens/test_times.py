"""Times by keyboard: m asks for the number, the standard answers, and the results sum it up."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_and_wait, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.one_answer import give_one_answer
from workbench.audits.reviews.scoring import QuestionLine, open_scoring
from workbench.audits.reviews.standing import Place
from workbench.screens.steps import Subject

NARROW, WIDE = (80, 24), (120, 40)
QUESTION = "SUP-02"
"""Direction within a number of hours; the library's standard is 72."""


@pytest.fixture
def at_the_time(make_app: MakeApp, audit: OpenAudit):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        async with make_app(audit.name).run_test(size=size) as pilot:
            await wait_for(pilot, "Case 1 of 12")
            await pilot.press("j")
            await wait_for(pilot, f"> {QUESTION}")
            yield pilot

    return open_at


def saved(desk: Desk, audit: OpenAudit) -> QuestionLine:
    return open_scoring(desk, audit.name).lines[1]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_question_that_is_a_time_says_so(at_the_time, size: tuple[int, int]) -> None:
    async with at_the_time(size) as pilot:
        seen = " ".join((await text_at_rest(pilot)).split())
        assert "m Time" in seen
        assert "m answers in hours: time from allocation" in seen
        await pilot.press("k")
        assert "m Time" not in await text_at_rest(pilot)


async def test_m_opens_a_field_with_the_unit_and_the_standard(at_the_time) -> None:
    async with at_the_time() as pilot:
        await pilot.press("m")
        seen = await text_at_rest(pilot)
        assert "SUP-02 in hours, standard 72:" in seen
        assert "Time from allocation to a supervisor's first direction." in seen


async def test_a_time_within_the_standard_is_met_and_is_shown(
    at_the_time, desk: Desk, audit: OpenAudit
) -> None:
    async with at_the_time() as pilot:
        await pilot.press("m", "7", "2", "enter")
        seen = await wait_for(pilot, "saved ")
        assert "> SUP-03" in seen
        await pilot.press("k")
        assert "72 hours: time from allocation" in await text_at_rest(pilot)
    assert saved(desk, audit).state.standing is Answer.MET
    assert saved(desk, audit).measured == "72"


async def test_a_time_over_the_standard_asks_for_the_note_that_it_owes(
    at_the_time, desk: Desk, audit: OpenAudit
) -> None:
    async with at_the_time() as pilot:
        await type_and_wait(pilot, "m", "9", "0", "enter", *"late", "enter")
        await wait_for(pilot, "> SUP-03")
    assert saved(desk, audit).state.standing is Answer.NOT_MET
    assert (saved(desk, audit).measured, saved(desk, audit).note) == ("90", "late")


async def test_what_is_no_time_is_refused_and_can_be_put_right(
    at_the_time, desk: Desk, audit: OpenAudit
) -> None:
    async with at_the_time() as pilot:
        await pilot.press("m", "3", "h", "enter")
        seen = await wait_for(pilot, "is not a number")
        assert "SUP-02 in hours, standard 72: 3h" in seen
        assert saved(desk, audit).state.standing is None
        await pilot.press("backspace", "enter")
        await wait_for(pilot, "> SUP-03")
    assert saved(desk, audit).measured == "3"


async def test_escape_leaves_the_time_and_a_plain_key_still_answers(
    at_the_time, desk: Desk, audit: OpenAudit
) -> None:
    async with at_the_time() as pilot:
        await pilot.press("m", "3", "escape", "i")
        await wait_for(pilot, "saved ")
    assert saved(desk, audit).state.standing is Answer.NOT_EVIDENCED
    assert saved(desk, audit).measured == ""


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_results_sum_the_times_up(
    make_app: MakeApp, desk: Desk, audit: OpenAudit, size: tuple[int, int]
) -> None:
    for case, time in zip(audit.cases, ("10", "20", "30", "100"), strict=False):
        give_one_answer(desk, audit.name, case=case.reference, question=QUESTION, answer=time)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "Limits at 95%")
        await pilot.press("G")
        seen = await wait_for(pilot, "Times, of the cases that have one")
        assert "median 25 hours, 9 in 10 by 79, longest 100; 75.0% within (3/4)" in seen
        await pilot.press("d")
        await wait_for(pilot, "3 met, 0 partly met, 1 not met")


async def test_without_times_there_is_no_block_of_them(
    make_app: MakeApp, desk: Desk, audit: OpenAudit
) -> None:
    give_answer(desk, audit, Place(audit.cases[0].id, QUESTION), Answer.MET)
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        assert "Times," not in await wait_for(pilot, "Limits at 95%")
