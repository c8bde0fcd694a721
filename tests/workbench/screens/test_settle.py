"""Second readings on screen: chosen, read blind, settled side by side; urgent matters, praise."""

from dataclasses import replace

import pytest
from textual.widgets import Static

from checklists.answers import Answer
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import (
    FIRST,
    SECOND,
    all_met,
    at,
    but,
    choose,
    finish,
    read,
    read_twice,
)
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results.reporting import report
from workbench.audits.reviews.escalating import escalations
from workbench.audits.reviews.standing import SECOND_READING
from workbench.audits.second_readings.second_reading import second_readings
from workbench.audits.second_readings.settling import differences
from workbench.errors import WorkbenchError
from workbench.screens.settle import SettleScreen
from workbench.screens.settle_typing import read_choice
from workbench.screens.steps import Subject

SIZE = (80, 24)
ONE_NOT_MET = {"SUP-02": Answer.NOT_MET}


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 2 cases."""
    return draw_audit(size=2)


def app_of(desk: Desk, name: str) -> WorkbenchApp:
    app = WorkbenchApp(record=str(desk.record.location), auditor=name)
    app.desk = replace(desk, auditor=name)
    return app


def differ(desk: Desk, audit: OpenAudit) -> None:
    one = audit.cases[0].reference
    read_twice(desk, audit, but(case=one, question="SUP-02", answer=Answer.NOT_MET), all_met)


async def test_the_two_answers_stand_side_by_side_and_a_key_and_a_reason_settle_them(
    desk: Desk, audit: OpenAudit
) -> None:
    differ(desk, audit)
    app = app_of(desk, "moderator")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen(audit.name))
        seen = await wait_for(pilot, "1 of 1 differences are to be settled")
        assert "auditor 1 saw no entry." in seen
        assert "not met" in seen
        await pilot.press("b", "enter")
        await wait_for(pilot, "An agreed answer needs its reason")
        await pilot.press(*"entry 4", "enter")
        await wait_for(pilot, "All 1 differences are settled")
        assert "agreed met" in await text_at_rest(pilot)
    (line,) = differences(desk, audit.name)
    assert line.agreed is not None
    assert (line.agreed.answer, line.agreed.note) == (Answer.MET, "entry 4")


async def test_once_one_is_settled_the_next_is_at_hand(desk: Desk, audit: OpenAudit) -> None:
    read_twice(desk, audit, lambda _, question: ONE_NOT_MET.get(question, Answer.MET), all_met)
    app = app_of(desk, "moderator")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen(audit.name))
        await wait_for(pilot, "2 of 2 differences are to be settled")
        await pilot.press("a", *"seen", "enter")
        await wait_for(pilot, "1 of 2 differences are to be settled")
        await pilot.press("b", *"seen", "enter")
        await wait_for(pilot, "All 2 differences are settled")


async def test_another_answer_can_be_agreed_and_taken_back(desk: Desk, audit: OpenAudit) -> None:
    differ(desk, audit)
    app = app_of(desk, "moderator")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen(audit.name))
        await wait_for(pilot, "to be settled")
        await pilot.press("p", *"in part", "enter")
        await wait_for(pilot, "agreed partly met")
        await pilot.press("u")
        await wait_for(pilot, "1 of 1 differences are to be settled")
    assert [line.settled for line in differences(desk, audit.name)] == [False]


async def test_leaving_the_reason_changes_nothing(desk: Desk, audit: OpenAudit) -> None:
    differ(desk, audit)
    app = app_of(desk, "moderator")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen(audit.name))
        await wait_for(pilot, "to be settled")
        await pilot.press("a", *"because", "escape")
        await wait_for(pilot, "Nothing was changed")
    assert [line.settled for line in differences(desk, audit.name)] == [False]


async def test_where_nothing_is_read_twice_a_key_chooses_the_cases(
    desk: Desk, audit: OpenAudit
) -> None:
    app = app_of(desk, "lead")
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "Limits at 95%")
        await pilot.press("s")
        await wait_for(pilot, "No case is read twice yet")
        await pilot.press("c", *"auditor 2, 50%, critical", "enter")
        await wait_for(pilot, "50% by lot, with every critical fail: cases and seed are shown once")
    found = second_readings(at(desk, SECOND), audit.name)
    assert (found.share, found.critical_fails, found.lines[0].reader) == (0.5, True, SECOND)


def test_what_is_typed_to_choose_is_understood() -> None:
    asked = read_choice("Ann Lee,  Bob , 20%, critical")
    assert (asked.readers, asked.share, asked.critical_fails) == (("Ann Lee", "Bob"), 0.2, True)
    assert read_choice("Ann").share == 0.1
    assert read_choice("Ann, 0.2") == replace(read_choice("Ann"), share=0.2), "0.2 is nobody"
    assert read_choice("4051, Ann").readers == ("4051", "Ann"), "a collar number is somebody"
    with pytest.raises(WorkbenchError, match="is no share"):
        read_choice("Ann, many%")
    with pytest.raises(WorkbenchError, match="20% and 30% are two shares"):
        read_choice("Ann, 20%, 30%")


async def test_the_second_reading_says_what_it_is_and_shows_nothing_of_the_first(
    desk: Desk, audit: OpenAudit
) -> None:
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit, lambda _, __: Answer.NOT_MET)
    finish(at(desk, FIRST), audit)
    app = app_of(desk, SECOND)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name, reading=SECOND_READING))
        seen = await wait_for(pilot, "September: second reading, blind")
        assert "not met" not in seen
        assert "saw no entry" not in seen
        assert "0/2 cases complete" in seen
        await pilot.press("y")
        await wait_for(pilot, "SUP-01 met")
        app.go_to_step("results", Subject(audit=audit.name))
        seen = " ".join((await wait_for(pilot, "Limits at 95%")).split())
        assert "Blind: 2 cases that you read second count as open here" in seen


async def test_enter_on_the_last_complete_case_finishes_the_readings(
    desk: Desk, audit: OpenAudit
) -> None:
    choose(desk, audit, share=1.0)
    read(at(desk, SECOND), audit, reading=SECOND_READING)
    app = app_of(desk, SECOND)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name, reading=SECOND_READING))
        await wait_for(pilot, "Enter finishes these 2 readings")
        await pilot.press("enter")
        await wait_for(pilot, "All 2 of your second readings are finished")
    mine = second_readings(at(desk, SECOND), audit.name).lines
    assert {line.second for line in mine} == {"finished"}


async def test_a_closed_reading_refuses_in_plain_words(desk: Desk, audit: OpenAudit) -> None:
    read_twice(desk, audit, all_met, all_met)
    app = app_of(desk, FIRST)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name))
        await wait_for(pilot, "All 2 cases are complete")
        await pilot.press("n")
        await wait_for(pilot, "neither can be changed")


async def test_one_key_records_who_was_told_and_what_was_seen(desk: Desk, audit: OpenAudit) -> None:
    app = app_of(desk, FIRST)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name))
        await wait_for(pilot, "0/2 cases complete")
        await pilot.press("U")
        await wait_for(pilot, "Tell the duty officer first")
        await pilot.press(*"duty inspector", "enter")
        await wait_for(pilot, "Told duty inspector. Seen:")
        await pilot.press(*"child at risk", "enter")
        await wait_for(pilot, "recorded: duty inspector was told")
        app.go_to_step("results", Subject(audit=audit.name))
        await wait_for(pilot, "1 urgent escalated")
    (line,) = escalations(desk, audit.name)
    assert (line.told, line.saw, line.by) == ("duty inspector", "child at risk", FIRST)


async def test_leaving_it_records_nothing(desk: Desk, audit: OpenAudit) -> None:
    app = app_of(desk, FIRST)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name))
        await wait_for(pilot, "0/2 cases complete")
        await pilot.press("U", "enter")
        await wait_for(pilot, "Nobody was named who was told")
        await pilot.press(*"lead", "enter")
        await wait_for(pilot, "Told lead. Seen:")
        await pilot.press("escape")
        await wait_for(pilot, "Nothing was recorded")
    assert escalations(desk, audit.name) == ()


async def test_one_key_marks_good_practice_and_takes_it_away(desk: Desk, audit: OpenAudit) -> None:
    app = app_of(desk, FIRST)
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("score", Subject(audit=audit.name))
        await wait_for(pilot, "0/2 cases complete")
        await pilot.press("plus")
        await wait_for(pilot, "+ good practice")
        assert report(desk, audit.name).good_practice == 1
        await pilot.press("plus")
        await wait_for(pilot, "no longer good practice")
    assert report(desk, audit.name).good_practice == 0


@pytest.mark.parametrize("width", [60, 80])
async def test_what_is_to_be_done_is_shown_in_whole(
    desk: Desk, audit: OpenAudit, width: int
) -> None:
    differ(desk, audit)
    app = app_of(desk, "moderator")
    async with app.run_test(size=(width, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen(audit.name))
        await wait_for(pilot, "by lot")
        app.screen.query_one("#banner", Static).update(f"{'By the seed. ' * 12}a takes it.")
        seen = " ".join((await wait_for(pilot, "a takes")).split())
    assert "a takes it." in seen
