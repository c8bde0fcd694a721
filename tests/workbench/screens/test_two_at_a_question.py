"""Two auditors at one question: the second is told, sees both answers, and chooses."""

import re

import pytest

from checklists.answers import Answer
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.scoring import Scoring, open_scoring
from workbench.audits.standing import standings
from workbench.record.history import entries

SECOND = "auditor 2"


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


async def test_the_second_is_told_and_the_same_key_puts_theirs(
    desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        at_the_same_case(elsewhere, audit).answer(Answer.MET)
        await pilot.press("n")
        await wait_for(pilot, "was changed by auditor 2")
        assert "theirs is met, yours not met" in said(app)
        assert "Nothing of yours was saved" in said(app)
        assert standing(desk, audit) is Answer.MET
        await pilot.press("n")
        await wait_for(pilot, "critical")
    assert standing(desk, audit) is Answer.NOT_MET
    assert who_answered(desk) == [SECOND, desk.auditor]


async def test_going_on_keeps_what_the_other_saved(
    desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        at_the_same_case(elsewhere, audit).answer(Answer.MET)
        await pilot.press("n")
        await wait_for(pilot, "was changed by auditor 2")
        await pilot.press("j", "y")
        await wait_for(pilot, "SUP-02 met")
    assert standing(desk, audit) is Answer.MET
    assert who_answered(desk) == [SECOND, desk.auditor]


async def test_the_same_answer_from_both_is_no_conflict(
    desk: Desk, elsewhere: Desk, audit: OpenAudit, make_app: MakeApp
) -> None:
    app = make_app(audit.name)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        at_the_same_case(elsewhere, audit).answer(Answer.MET)
        await pilot.press("y")
        await wait_for(pilot, "SUP-01 met")
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
        await pilot.press("O")
        await wait_for(pilot, "Case 2 of 12")
