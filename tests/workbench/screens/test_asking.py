"""The line that is asked for at the foot of a screen, and what is said of it, however fast."""

import pytest

from checklists.answers import Answer
from tests.workbench.audits.readers import all_met, read_twice
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_and_wait, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.second_readings import settling
from workbench.audits.second_readings.settling import differences
from workbench.errors import NotSaved
from workbench.screens.settle import SettleScreen

NOT_MET = dict.fromkeys(("SUP-01", "SUP-02"), Answer.NOT_MET)
WHY = "Why this answer was agreed"


@pytest.fixture
def differing(draw_audit, desk: Desk) -> OpenAudit:
    """The audit `September`, with one case to two questions of which the readers differ."""
    audit: OpenAudit = draw_audit(size=1)
    read_twice(desk, audit, lambda _, question: NOT_MET.get(question, Answer.MET), all_met)
    return audit


@pytest.fixture
def settle_screen(make_app: MakeApp, differing: OpenAudit):
    async def push(pilot) -> None:
        await wait_for(pilot, "Next:")
        await pilot.app.push_screen(SettleScreen(differing.name))
        await wait_for(pilot, "to be settled")

    return push


async def test_a_reason_after_a_reason_is_for_the_next_line_though_typed_in_one_go(
    make_app: MakeApp, settle_screen, desk: Desk, differing: OpenAudit
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settle_screen(pilot)
        await type_and_wait(pilot, "a", *"one", "enter", "b", *"two", "enter")
        await wait_for(pilot, "agreed: SUP-02 of")
    found = {line.question: line.agreed for line in differences(desk, differing.name)}
    first, second = found["SUP-01"], found["SUP-02"]
    assert first is not None
    assert second is not None
    assert [first.note, second.note] == ["one", "two"]


async def test_a_refusal_is_read_until_the_line_is_another(
    make_app: MakeApp, settle_screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise NotSaved("Not saved: the disk is full (here).", "Make some space and try again.")

    async with make_app().run_test(size=(80, 24)) as pilot:
        await settle_screen(pilot)
        monkeypatch.setattr(settling, "settle", gone)
        await type_and_wait(pilot, "a", *"entry 4", "enter")
        told = await wait_for(pilot, "It stays here: enter tries again.")
        assert "not saved: the disk is full" in told
        assert "Reason: entry 4" in told
        assert not pilot.app.screen.may_leave()
        await type_and_wait(pilot, "!")
        await wait_for(pilot, WHY)
        await type_and_wait(pilot, "escape")
        await wait_for(pilot, "It was left, and is not saved.")
        assert pilot.app.screen.may_leave()


async def test_a_warning_goes_with_what_it_is_about(make_app: MakeApp, settle_screen) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settle_screen(pilot)
        await type_and_wait(pilot, "a", *"07700 900123")
        await wait_for(pilot, "enter keeps it.")
        await type_and_wait(pilot, *["backspace"] * len("07700 900123"))
        assert WHY in await wait_for(pilot, WHY)
        await type_and_wait(pilot, "enter")
        assert "An agreed answer needs its reason" in await text_at_rest(pilot)
