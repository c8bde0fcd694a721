"""Two auditors at one question: the second is told, sees both answers, and chooses."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot

from checklists.answers import Answer
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, text_at_rest, type_and_wait, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.audits.reviews.standing import Place, standings
from workbench.record.history import entries

SECOND = "auditor 2"
Told = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def elsewhere(desk: Desk) -> Desk:
    """The desk of another auditor at the same record."""
    return Desk(desk.record, auditor=SECOND, clock=desk.clock)


def at_the_same_case(elsewhere: Desk, audit: OpenAudit) -> Scoring:
    other = open_scoring(elsewhere, audit.name)
    other.go_to_case(1, anyway=True)
    return other


def standing(desk: Desk, audit: OpenAudit) -> Answer | None:
    with desk.record.reading() as session:
        return standings(session, audit.cases[0].id)["SUP-01"].value


def who_answered(desk: Desk) -> list[str]:
    with desk.record.reading() as session:
        return [entry.actor for entry in entries(session) if entry.action == "answer changed"]


def said(app: object) -> str:
    return re.sub(r"\s+", " ", screen_text(app))


@pytest.fixture
def told(desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp) -> Told:
    """The app of a person who answers not met where another has just answered met."""

    @asynccontextmanager
    async def told(key: str = "n", note: str = "") -> AsyncIterator[Pilot[None]]:
        async with make_app(audit.name).run_test(size=(80, 24)) as pilot:
            await wait_for(pilot, "Case 1 of 12")
            other = at_the_same_case(elsewhere, audit)
            other.answer(Answer.MET)
            if note:
                other.go_to("SUP-01")
                other.write_note(note)
            await type_and_wait(pilot, *key)
            await wait_for(pilot, "two answers, one to choose")
            yield pilot

    return told


async def test_the_second_sees_both_answers_who_was_first_and_what_to_press(
    told: Told, desk: Desk, audit: OpenAudit
) -> None:
    async with told() as pilot:
        seen = said(pilot.app)
        assert "SUP-01 was changed by auditor 2 at" in seen
        assert "a theirs ● met · auditor 2," in seen
        assert "b yours ○ not met · not saved" in seen
        assert "a Keep theirs b Put yours" in seen
        assert "NOT SAVED" in seen
        assert standing(desk, audit) is Answer.MET


async def test_without_colour_and_marks_both_are_told_apart(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("WORKBENCH_ASCII", "1")
    async with told() as pilot:
        assert "a theirs Y met, auditor 2," in said(pilot.app)
        assert "b yours N not met, not saved" in said(pilot.app)


async def test_b_puts_mine_in_the_place_of_theirs(told: Told, desk: Desk, audit: OpenAudit) -> None:
    async with told() as pilot:
        await type_and_wait(pilot, "b", *"no entry", "enter")
        assert "two answers" not in await text_at_rest(pilot)
    assert standing(desk, audit) is Answer.NOT_MET
    assert who_answered(desk) == [SECOND, desk.auditor, desk.auditor]


async def test_b_puts_mine_whole_without_their_note(
    told: Told, desk: Desk, audit: OpenAudit
) -> None:
    async with told("p", note="Entry 4 has no date.") as pilot:
        await type_and_wait(pilot, "v")
        assert "Yours: no note" in await text_at_rest(pilot)
        await type_and_wait(pilot, "b", "/", *"SUP-01", "enter")
        await wait_for(pilot, "SUP-01")
        assert "Entry 4" not in await text_at_rest(pilot)
    with desk.record.reading() as session:
        stands = standings(session, audit.cases[0].id)["SUP-01"]
    assert (stands.value, stands.note_id) == (Answer.PARTLY_MET, None)
    assert verify_record(desk).faults == ()


async def test_the_key_bar_offers_only_what_chooses(told: Told) -> None:
    async with told(note="Entry 4 has no date.") as pilot:
        footer = (await text_at_rest(pilot)).splitlines()[-1].split()
        assert " ".join(footer) == "a Keep theirs b Put yours v Notes ? Help"
        await type_and_wait(pilot, "a")
        assert "y Met" in said(pilot.app)


async def test_a_refused_undo_shows_what_stands(
    desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await type_and_wait(pilot, "y")
        other = at_the_same_case(elsewhere, audit)
        other.go_to("SUP-01")
        other.answer(Answer.PARTLY_MET)
        other.go_to("SUP-01")
        other.write_note("Entry 4 has no date.")
        await type_and_wait(pilot, "u")
        await wait_for(pilot, "was changed by another person since")
        assert "Note: Entry 4 has no date." in await text_at_rest(pilot)
        assert "partly met" in await text_at_rest(pilot)


async def test_a_keeps_theirs_and_the_history_tells_of_mine(
    told: Told, desk: Desk, audit: OpenAudit
) -> None:
    async with told() as pilot:
        await type_and_wait(pilot, "a", "y")
        await wait_for(pilot, "SUP-02 met")
    assert standing(desk, audit) is Answer.MET
    assert who_answered(desk) == [SECOND, desk.auditor]
    lines = [line.sentence for line in diary(desk, audit.name)]
    reference = audit.cases[0].reference
    assert f"kept {SECOND}'s answer to SUP-01 of {reference}: met, not not met" in lines
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize("key", ["n", "y", "j", "r", "u", "]", "enter", "4", "escape", "e"])
async def test_nothing_is_chosen_by_a_key_typed_ahead(
    told: Told, desk: Desk, audit: OpenAudit, key: str
) -> None:
    async with told() as pilot:
        await type_and_wait(pilot, key)
        assert "two answers, one to choose" in await text_at_rest(pilot)
        assert "a keeps theirs, b puts yours" in said(pilot.app)
    assert standing(desk, audit) is Answer.MET
    assert who_answered(desk) == [SECOND]


async def test_v_shows_the_note_of_the_other(told: Told) -> None:
    async with told(note="Entry 4 has no date.") as pilot:
        assert "v Notes" in said(pilot.app)
        assert "Entry 4" not in await text_at_rest(pilot)
        await type_and_wait(pilot, "v")
        assert "Theirs: Entry 4 has no date." in await text_at_rest(pilot)
        assert "Yours: no note" in await text_at_rest(pilot)


@pytest.mark.parametrize(("choice", "kept"), [("a", "Theirs stands."), ("b", "My own words.")])
async def test_a_note_in_conflict_is_never_lost(
    told: Told, desk: Desk, audit: OpenAudit, choice: str, kept: str
) -> None:
    typed = ("e", *"My own words.", "enter")
    async with told(typed, note="Theirs stands.") as pilot:
        await type_and_wait(pilot, "v")
        assert "Yours: My own words." in await text_at_rest(pilot)
        await type_and_wait(pilot, choice)
        await type_and_wait(pilot, "/", *"SUP-01", "enter")
        assert f"Note: {kept}" in await text_at_rest(pilot)
        await type_and_wait(pilot, "e")
        assert "My own words." in await text_at_rest(pilot)


async def test_a_third_change_in_between_is_a_conflict_again(
    told: Told, elsewhere: Desk, desk: Desk, audit: OpenAudit
) -> None:
    async with told() as pilot:
        give_answer(elsewhere, audit, Place(audit.cases[0].id, "SUP-01"), Answer.PARTLY_MET)
        await type_and_wait(pilot, "b")
        assert "a theirs ◐ partly met" in said(pilot.app)
    assert standing(desk, audit) is Answer.PARTLY_MET


async def test_the_same_answer_from_both_is_no_conflict(
    desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        at_the_same_case(elsewhere, audit).answer(Answer.MET)
        await pilot.press("y")
        await wait_for(pilot, "auditor 2 had saved the same already: SUP-01 met")
    assert who_answered(desk) == [SECOND]


async def test_a_case_that_another_has_open_is_opened_only_if_asked(
    elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    open_scoring(elsewhere, audit.name).go_to_case(2)
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("]")
        await wait_for(pilot, "is open at auditor 2")
        assert "O opens it all the same" in said(app)
        assert "Case 1 of 12" in said(app)
        assert "O Open anyway" in said(app)
        await pilot.press("O")
        await wait_for(pilot, "Case 2 of 12")


async def test_open_anyway_is_offered_no_more_once_work_goes_on_elsewhere(
    elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    open_scoring(elsewhere, audit.name).go_to_case(2)
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await type_and_wait(pilot, "]")
        await wait_for(pilot, "O Open anyway")
        await type_and_wait(pilot, "y")
        await wait_for(pilot, "SUP-01 met")
        assert "Open anyway" not in await text_at_rest(pilot)
