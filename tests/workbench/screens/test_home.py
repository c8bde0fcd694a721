"""Home: the next step in a sentence, every audit and population, and plain words on a failure."""

import shutil
from pathlib import Path

import pytest

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.demo.places import finish, prepare
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.screens.home import HomeScreen
from workbench.screens.score import ScoreScreen
from workbench.screens.steps import Subject
from workbench.widgets.text_field import TextField

NARROW, WIDE = (80, 24), (120, 40)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_it_names_the_next_step_and_what_there_is(
    make_app: MakeApp, audit: OpenAudit, size
) -> None:
    async with make_app().run_test(size=size) as pilot:
        seen = await wait_for(pilot, "Populations")
    for words in (
        "OFFICIAL-SENSITIVE",
        "Next: September: score 12 more cases of 12. Press enter.",
        "Audits",
        "  score 12 more cases of 12",
        "Populations  cases  from",
        "crimes         200  crimes.csv",
        "enter Open  i Import a list  n New draw",
    ):
        assert words in seen
    audit_line = next(line for line in seen.splitlines() if line.startswith("> September"))
    assert "0/12" in audit_line
    assert ("SUP" in audit_line) == (size == WIDE)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_empty_record_offers_three_beginnings(tmp_path: Path, size) -> None:
    app = WorkbenchApp(record=str(tmp_path / "new.record"), auditor="pat")
    async with app.run_test(size=size) as pilot:
        seen = await wait_for(pilot, "Bring in a list")
    assert "> i  import a list of cases" in seen
    assert "n  draw a sample from a list" in seen
    assert "x  open the example force" in seen


async def test_the_record_is_opened_after_the_first_paint(tmp_path: Path) -> None:
    app = WorkbenchApp(record=str(tmp_path / "new.record"), auditor="pat")
    async with app.run_test(size=NARROW) as pilot:
        assert "Opening the record..." in screen_text(app)
        await wait_for(pilot, "Next:")


async def test_a_record_that_is_none_is_said_in_words_and_can_be_tried_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "letter.docx"
    path.write_text("Dear all,\n" * 20)
    async with WorkbenchApp(record=str(path), auditor="pat").run_test(size=NARROW) as pilot:
        seen = await wait_for(pilot, "The record cannot be opened.")
        assert "is not a Casefile Workbench record." in " ".join(seen.split())
        assert "Choose another file with --record" in " ".join(seen.split())
        path.unlink()
        await pilot.press("r")
        await wait_for(pilot, "Bring in a list")


async def test_enter_opens_the_audit_at_hand_and_escape_comes_back(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next: September")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Case 1 of 12")
        assert isinstance(pilot.app.screen, ScoreScreen)
        await type_at_once(pilot, "escape", "escape", "escape")
        await wait_for(pilot, "Next: September")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_coming_back_shows_what_was_done_meanwhile(make_app: MakeApp, draw_audit) -> None:
    audit = draw_audit("One case", size=1)
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 1")
        await type_at_once(pilot, *"yyyyyyyyyyyy", "escape")
        await wait_for(pilot, "1/1")


async def test_the_theme_is_remembered(make_app: MakeApp) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next:")
        dark = pilot.app.theme
        await pilot.press("f2")
        await pilot.app.workers.wait_for_complete()
        light = pilot.app.theme
    assert dark != light
    assert make_app().theme == light


@pytest.mark.of_the_file
async def test_x_opens_the_example_force_in_place_of_the_record(
    make_app: MakeApp, tmp_path: Path, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "northshire"
    monkeypatch.setenv("WORKBENCH_DEMO", str(folder))
    place = prepare(folder)
    shutil.copy(make_app().record_name, place.record)
    finish(folder, seed="a-seed-of-tests")
    app = WorkbenchApp(record=str(tmp_path / "new.record"), auditor="pat")
    async with app.run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Bring in a list")
        await pilot.press("x")
        seen = await wait_for(pilot, "Next: September")
        assert "northshire.record" in "".join(seen.split())


@pytest.mark.of_the_file
async def test_an_example_that_cannot_be_made_is_said_in_words(
    make_app: MakeApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "northshire.record").write_text("mine")
    monkeypatch.setenv("WORKBENCH_DEMO", str(folder))
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Bring in a list")
        await pilot.press("x")
        await wait_for(pilot, "was not made by workbench demo")


@pytest.mark.parametrize("step", ["results", "draw", "population", "score"])
async def test_digits_typed_while_a_screen_opens_act_when_it_is_open(
    make_app: MakeApp, audit: OpenAudit, step: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step(step, Subject(audit=audit.name))
        await type_at_once(pilot, "5")
        await wait_for(pilot, "[5 Export]")


async def test_a_name_typed_while_the_draw_opens_is_whole(make_app: MakeApp, listed: Desk) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        await type_at_once(pilot, "n", *"3 Oct")
        await wait_for(pilot, "crimes (200)")
        await type_at_once(pilot, *"ober")
        await pilot.pause()
        assert app.screen.query_one("#audit", TextField).value == "3 October"
