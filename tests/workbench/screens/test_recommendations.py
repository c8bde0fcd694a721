"""Recommendations by keyboard: what was asked, what audits found about it, and where it stands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from checklists.recommendations import recommendations, sub_clauses
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, text_at_rest, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results.tracking import set_status, track
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.standing import Place
from workbench.errors import WorkbenchError
from workbench.screens.recommendation import RecommendationScreen
from workbench.screens.status_typing import read_status

NARROW, WIDE = (80, 24), (120, 40)
SIZES = ((60, 15), NARROW, WIDE, (200, 60))


@pytest.fixture
def register(make_app: MakeApp, audit: OpenAudit):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        async with make_app().run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            await pilot.press("R")
            await wait_for(pilot, "what is asked")
            yield pilot

    return open_at


@pytest.fixture
def one(make_app: MakeApp, audit: OpenAudit):
    @asynccontextmanager
    async def open_at(entry: str, size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        app = make_app()
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, "Next:")
            await app.push_screen(RecommendationScreen(entry))
            await wait_for(pilot, "Limits at 95%")
            yield pilot

    return open_at


def line_of(pilot: Pilot[None], start: str) -> str:
    lines = screen_text(pilot.app).splitlines()
    return next(line for line in lines if line[2:].strip().startswith(start))


def one_line(pilot: Pilot[None]) -> str:
    return " ".join(screen_text(pilot.app).split())


async def test_every_recommendation_and_sub_clause_is_listed_with_its_deadline(register) -> None:
    async with register(WIDE) as pilot:
        for cause in ("ACOC1", "ACOC2"):
            assert line_of(pilot, cause)
        for entry in (*recommendations(), *sub_clauses()):
            assert str(entry.deadline) in line_of(pilot, f"{entry.id} ")


async def test_the_line_at_hand_is_said_in_full_with_its_place(register) -> None:
    async with register() as pilot:
        assert "R Recommendations" not in await text_at_rest(pilot)
        await pilot.press("j")
        assert "R1, recommendation: Call handlers use a structured triage" in one_line(pilot)
        assert "within three months, first point" in one_line(pilot)


async def test_home_has_it_in_its_key_bar(make_app: MakeApp, audit: OpenAudit) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        assert "R Recommendations" in await wait_for(pilot, "Populations")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_recommendation_shows_its_audits_with_rates_and_verdicts(
    one, desk: Desk, audit: OpenAudit, size: tuple[int, int]
) -> None:
    for case in audit.cases:
        give_answer(desk, audit, Place(case.id, "SUP-12"), Answer.MET)
    async with one("R5", size) as pilot:
        seen = await text_at_rest(pilot)
        assert "Audit September" in seen
        assert "12/12" in line_of(pilot, "SUP-EFFEC")
        assert "nothing answered yet" in line_of(pilot, "SUP-01")
        verdict = line_of(pilot, "improved")
        assert "stf22-supervision: We estimate that 100.0 percent" in verdict


async def test_it_shows_its_parts_and_the_questions_that_serve_it(one) -> None:
    found = track(None, "R2")
    async with one("R2", WIDE) as pilot:
        seen = await text_at_rest(pilot)
        assert "No audit of this record asks any of these questions yet" in seen
        for each in (*found.parts, *found.indicators, *found.questions):
            assert each.id in seen
        assert "> R2a" in seen
        assert "Open its audit" not in seen
        assert "Status no status given By 2022-06-29 Where" in one_line(pilot)


async def test_enter_opens_the_audit_and_escape_leads_back_to_the_list(one) -> None:
    async with one("R5") as pilot:
        assert "enter Open its audit" in await text_at_rest(pilot)
        await pilot.press("enter")
        await wait_for(pilot, "[4 Results]")
        await pilot.press("escape")
        await wait_for(pilot, "Next: September")


async def test_enter_on_a_verdict_opens_the_baselines(one, desk: Desk, audit: OpenAudit) -> None:
    async with one("R5", WIDE) as pilot:
        while "> " + "  cannot tell" not in await text_at_rest(pilot):
            await pilot.press("j")
        await pilot.press("enter")
        await wait_for(pilot, "[6 Baselines]")


async def test_s_sets_the_status_with_a_note(register, desk: Desk) -> None:
    async with register() as pilot:
        await pilot.press("j", "s")
        assert "a awaiting review, b being progressed, c complete" in await text_at_rest(pilot)
        assert "Status of R1:" in await text_at_rest(pilot)
        await pilot.press("b", ":", "d", "i", "p", "enter")
        await wait_for(pilot, "R1 is being progressed. Saved.")
        assert "being progressed" in line_of(pilot, "R1 ")
        await pilot.press("enter")
        await wait_for(pilot, "by auditor 1: dip")
    assert track(desk, "R1").statuses[-1].note == "dip"


async def test_what_is_no_status_is_refused_and_escape_leaves_it(register, desk: Desk) -> None:
    async with register() as pilot:
        await pilot.press("j", "s", "d", "o", "n", "e", "enter")
        assert "'done' is no status." in await wait_for(pilot, "is no status")
        await pilot.press("escape")
        assert "was left as it was" in await text_at_rest(pilot)
        await pilot.press("escape")
        await wait_for(pilot, "Next: September")
    assert track(desk, "R1").statuses == ()


async def test_a_status_stays_with_all_before_it(one, desk: Desk) -> None:
    set_status(desk, "R5", "awaiting review")
    set_status(desk, "R5", "complete", note="closed at board")
    async with one("R5", WIDE) as pilot:
        said = one_line(pilot)
    assert "Status complete 2026-10-01 complete, by auditor 1: closed at board" in said
    assert "awaiting review, by auditor 1: no note" in said


@pytest.mark.parametrize("typed", ["c", "Complete", " c : closed"])
def test_a_status_is_known_by_its_beginning(typed: str) -> None:
    assert read_status(typed)[0].value == "complete"


@pytest.mark.parametrize("typed", ["", " : note", "x"])
def test_what_begins_no_status_is_refused(typed: str) -> None:
    with pytest.raises(WorkbenchError, match="is no status"):
        read_status(typed)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_both_screens_fit_every_size(register, size: tuple[int, int], theme: str) -> None:
    columns, lines = size
    async with register(size) as pilot:
        pilot.app.theme = theme
        listed = await text_at_rest(pilot)
        await pilot.press("G", "enter")
        opened = await wait_for(pilot, "Limits at 95%")
    for seen in (listed, opened):
        shown = seen.splitlines()
        assert len(shown) == lines
        assert max(len(line) for line in shown) <= columns
        assert "OFFICIAL-SENSITIVE" in shown[0]
        assert "Back" in shown[-1]
