"""Rival answers on screen: side by side, one taken by its number; and Home in a pack."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock
from tests.workbench.audits.packs.desks import AUDIT, answer, at_pack, check_sound, send, standing
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, type_and_wait, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.reviews.answering import write_note
from workbench.audits.reviews.standing import Place
from workbench.screens.rivals import RivalsScreen

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def disputed(desk: Desk, audit: OpenAudit, tmp_path: Path, clock: Clock) -> OpenAudit:
    """The audit, with one question that Ann and Ben answered differently in their packs."""
    given = {"Ann": Answer.MET, "Ben": Answer.NOT_MET}
    paths = {who: send(desk, tmp_path / f"{who}.pack", who, "#1") for who in given}
    for who, path in paths.items():
        with at_pack(path, who, clock) as there:
            answer(there, "#1", "SUP-01", given[who])
            place = Place(audit.cases[0].id, "SUP-01")
            write_note(there, open_audit(there, AUDIT), place, f"seen by {who}")
        take_in_pack(desk, path)
    return audit


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_home_leads_to_the_answers_and_they_stand_side_by_side(
    make_app: MakeApp, disputed: OpenAudit, size
) -> None:
    async with make_app().run_test(size=size) as pilot:
        await wait_for(pilot, "choose between rival answers")
        await type_and_wait(pilot, "w")
        await wait_for(pilot, "1 question has different answers")
        assert isinstance(pilot.app.screen, RivalsScreen)
        seen = await text_at_rest(pilot)
    lines = seen.splitlines()
    assert any("SUP-01" in line and "met" in line and "not met" in line for line in lines)
    assert any(line.strip().startswith("1  met") and "Ann" in line for line in lines)
    assert any(line.strip().startswith("2  not met") and "Ben" in line for line in lines)
    assert "1 Take 1  2 Take 2" in seen
    assert "Take 3" not in seen
    assert "seen by Ben" in " ".join(seen.split())


async def test_a_number_and_a_reason_settle_it(
    make_app: MakeApp, desk: Desk, disputed: OpenAudit
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "choose between rival answers")
        await type_and_wait(pilot, "w")
        await wait_for(pilot, "1 question has")
        await type_and_wait(pilot, "2", "enter")
        assert "A choice needs its reason" in await text_at_rest(pilot)
        await type_and_wait(pilot, *"seen together", "enter")
        await wait_for(pilot, "No different answers wait")
    assert standing(desk)[disputed.cases[0].id, "SUP-01"][0] is Answer.NOT_MET
    check_sound(desk)


async def test_escape_leaves_the_reason_and_changes_nothing(
    make_app: MakeApp, desk: Desk, disputed: OpenAudit
) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "choose between rival answers")
        await app.push_screen(RivalsScreen(AUDIT))
        await wait_for(pilot, "1 question has")
        await type_and_wait(pilot, "1", *"because", "escape")
        assert "Nothing was changed." in await text_at_rest(pilot)
        await type_and_wait(pilot, "escape")
        await wait_for(pilot, "Populations")
    assert standing(desk)[disputed.cases[0].id, "SUP-01"][0] is None


async def test_an_audit_with_none_says_so(make_app: MakeApp, audit: OpenAudit) -> None:
    app = make_app()
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        await app.push_screen(RivalsScreen(AUDIT))
        await wait_for(pilot, "No different answers wait for a choice.")


async def test_packs_that_are_out_are_said_on_home(
    make_app: MakeApp, desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    for who in ("Ann", "Ben"):
        send(desk, tmp_path / f"{who}.pack", who)
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "2 packs out: Ann 1, Ben 1")


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_pack_says_what_it_is_and_opens_at_its_cases(
    desk: Desk, audit: OpenAudit, tmp_path: Path, size
) -> None:
    path = send(desk, tmp_path / "ann.pack", "Ann", "#2-#3")
    async with WorkbenchApp(record=str(path), auditor="Ann").run_test(size=size) as pilot:
        seen = await wait_for(pilot, "Next: September, a pack for Ann")
        assert "score 2 cases of 2, then give the file back" in " ".join(seen.split())
        assert "Import a list" not in seen
        assert "Populations" not in seen
        await type_and_wait(pilot, "enter")
        await wait_for(pilot, "Case 2 of 12")


@pytest.mark.parametrize("key", ["1", "2", "4", "5", "6"])
async def test_the_other_steps_are_refused_in_a_pack_in_plain_words(
    desk: Desk, audit: OpenAudit, tmp_path: Path, key: str
) -> None:
    path = send(desk, tmp_path / "ann.pack", "Ann", "#2-#3")
    app = WorkbenchApp(record=str(path), auditor="Ann")
    async with app.run_test(size=WIDE) as pilot:
        await wait_for(pilot, "Next: September")
        await type_and_wait(pilot, "enter")
        await wait_for(pilot, "Case 2 of 12")
        await type_and_wait(pilot, key)
        await wait_for(pilot, "pack of")
    assert not app.farewell
