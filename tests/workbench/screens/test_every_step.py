"""What holds for the steps beside Score: any size of terminal, light and dark, and no colour."""

import pytest
from textual.pilot import Pilot

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.opening import OpenAudit
from workbench.screens.steps import Subject

SIZES = ((60, 15), (80, 24), (120, 40), (200, 60))
STEPS = {
    "import": ("population", Subject(), "> File"),
    "population": ("population", Subject(population="crimes"), "> 00000 "),
    "draw": ("draw", Subject(), "crimes (200)"),
    "drawn": ("draw", Subject(audit="September"), "Drawn and sealed"),
    "results": ("results", Subject(audit="September"), "Limits at 95%"),
    "baselines": ("baselines", Subject(audit="September"), "Differences are in points"),
    "export": ("export", Subject(audit="September"), "Summary"),
}
every_step = pytest.mark.parametrize("name", STEPS)


async def opened(pilot: Pilot[None], name: str) -> str:
    step, subject, words = STEPS[name]
    await wait_for(pilot, "Next: September")
    pilot.app.go_to_step(step, subject)
    return await wait_for(pilot, words)


@every_step
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_a_step_fits_every_size(
    make_app: MakeApp, audit: OpenAudit, name: str, size: tuple[int, int], theme: str
) -> None:
    columns, lines = size
    app = make_app()
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        shown = (await opened(pilot, name)).splitlines()
    assert len(shown) == lines
    assert max(len(line) for line in shown) <= columns
    assert "OFFICIAL-SENSITIVE" in shown[0]
    assert "Back" in shown[-1] or "? Help" in shown[-1]


@every_step
async def test_a_step_is_fitted_again_when_the_terminal_changes(
    make_app: MakeApp, audit: OpenAudit, name: str
) -> None:
    async with make_app().run_test(size=(120, 40)) as pilot:
        await opened(pilot, name)
        await pilot.resize_terminal(70, 20)
        await pilot.pause()
        await pilot.pause()
        shown = (await text_at_rest(pilot)).splitlines()
    assert len(shown) == 20
    assert max(len(line) for line in shown) <= 70
    assert "Back" in shown[-1] or "? Help" in shown[-1]


@every_step
async def test_nothing_is_said_by_colour_alone(
    make_app: MakeApp, audit: OpenAudit, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        coloured = await opened(pilot, name)
    monkeypatch.setenv("NO_COLOR", "1")
    async with make_app().run_test(size=(80, 24)) as pilot:
        assert await opened(pilot, name) == coloured
    assert any(line.startswith(">") for line in coloured.splitlines())


@every_step
async def test_escape_leads_home(make_app: MakeApp, audit: OpenAudit, name: str) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, name)
        await pilot.press("escape", "escape")
        await wait_for(pilot, "Next: September")


@pytest.mark.parametrize("key", ["3", "4", "5", "6"])
async def test_a_step_that_needs_a_sample_says_so(
    make_app: MakeApp, audit: OpenAudit, key: str
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await opened(pilot, "population")
        await pilot.press(key)
        await wait_for(pilot, "opens once a sample is drawn: 2 draws one.")
