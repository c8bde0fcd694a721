"""What holds for every screen: safe keys, help for each command, and any size of terminal."""

from collections import Counter

import pytest
from textual.binding import Binding

from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.audits.opening import OpenAudit
from workbench.commands import APP_WIDE, CommandClass
from workbench.screens.allocate import AllocateScreen
from workbench.screens.baselines import BaselinesScreen
from workbench.screens.calibration import CalibrationScreen
from workbench.screens.cases_behind import CasesBehindScreen
from workbench.screens.draw import DrawScreen
from workbench.screens.drawn import DrawnScreen
from workbench.screens.export import ExportScreen
from workbench.screens.group_rates import GroupRatesScreen
from workbench.screens.hand_over import HandOverScreen
from workbench.screens.help import HelpScreen
from workbench.screens.home import HomeScreen
from workbench.screens.import_list import ImportListScreen
from workbench.screens.population import PopulationScreen
from workbench.screens.readers import ReadersScreen
from workbench.screens.recommendation import RecommendationScreen
from workbench.screens.recommendations import RecommendationsScreen
from workbench.screens.register_person import RegisterPersonScreen
from workbench.screens.replace_case import ReplaceCaseScreen
from workbench.screens.results import ResultsScreen
from workbench.screens.reveal import RevealScreen
from workbench.screens.rivals import RivalsScreen
from workbench.screens.score import ScoreScreen
from workbench.screens.settle import SettleScreen
from workbench.screens.urgent import UrgentScreen
from workbench.screens.workbench_screen import WorkbenchScreen

SCREENS = (
    HomeScreen,
    HelpScreen,
    ImportListScreen,
    PopulationScreen,
    DrawScreen,
    DrawnScreen,
    ReplaceCaseScreen,
    ScoreScreen,
    ResultsScreen,
    CasesBehindScreen,
    GroupRatesScreen,
    BaselinesScreen,
    ExportScreen,
    ReadersScreen,
    AllocateScreen,
    HandOverScreen,
    RegisterPersonScreen,
    RecommendationsScreen,
    RecommendationScreen,
    RivalsScreen,
    SettleScreen,
    UrgentScreen,
    CalibrationScreen,
    RevealScreen,
)
SIZES = ((60, 15), (80, 24), (120, 40), (200, 60))
NAMED_KEYS = {
    *("enter", "escape", "space", "comma"),
    *("up", "down", "home", "end", "pageup", "pagedown"),
    *(f"f{n}" for n in range(1, 11)),
}
SWALLOWED = {"ctrl+m", "ctrl+i", "ctrl+j", "ctrl+h", "ctrl+[", "ctrl+space", "ctrl+s", "ctrl+o"}

every_screen = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)


def is_safe(key: str) -> bool:
    if key.startswith("ctrl+"):
        return key not in SWALLOWED and len(key) == len("ctrl+x") and key[-1].isalpha()
    return key in NAMED_KEYS or (len(key) == 1 and key.isascii() and key.isprintable())


@every_screen
def test_the_keys_come_from_the_commands_and_nowhere_else(screen: type[WorkbenchScreen]) -> None:
    declared = {(key, c.action()) for c in screen.commands for key in c.keys}
    bound = {
        (key, binding.action)
        for binding in screen.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }
    assert bound == declared


@every_screen
def test_every_command_has_a_safe_key_a_sentence_and_a_method(
    screen: type[WorkbenchScreen],
) -> None:
    for command in screen.commands:
        assert command.keys
        assert all(is_safe(key) for key in command.keys), command
        assert command.help().endswith("."), command
        assert callable(getattr(screen, f"action_{command.action()}", None)), command


@every_screen
def test_no_key_means_two_things_at_once(screen: type[WorkbenchScreen]) -> None:
    def uses(command: CommandClass) -> list[tuple[str, bool]]:
        return [(key, command.while_typing) for key in command.keys]

    used = Counter(use for c in (*screen.commands, *APP_WIDE) for use in uses(c))
    assert [use for use, times in used.items() if times > 1] == []


@every_screen
def test_what_works_while_typing_is_no_character(screen: type[WorkbenchScreen]) -> None:
    for command in screen.commands:
        if command.while_typing:
            assert all(len(key) > 1 and key != "space" for key in command.keys)


@every_screen
def test_every_screen_has_help_and_a_way_up(screen: type[WorkbenchScreen]) -> None:
    actions = {command.action() for command in screen.commands}
    assert "go_up" in actions
    assert screen is HelpScreen or "help" in actions


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_screen_fits_every_size(
    make_app: MakeApp, audit: OpenAudit, size: tuple[int, int], theme: str
) -> None:
    app = make_app()
    app.theme = theme
    async with app.run_test(size=size) as pilot:
        await wait_for(pilot, "Next: September")
        check_fit(await text_at_rest(pilot), size)
        await pilot.press("enter")
        check_fit(await wait_for(pilot, "Case 1 of 12"), size)
        await pilot.press("space", "t", "t", "n", "escape")
        check_fit(await text_at_rest(pilot), size)
        await pilot.press("?")
        check_fit(await wait_for(pilot, "Type to find"), size)


def check_fit(seen: str, size: tuple[int, int]) -> None:
    columns, lines = size
    shown = seen.splitlines()
    assert len(shown) == lines
    assert max(len(line) for line in shown) <= columns
    assert "OFFICIAL-SENSITIVE" in shown[0]
    assert "Back" in shown[-1] or "? Help" in shown[-1]


async def test_a_screen_that_changes_its_size_is_fitted_again(
    make_app: MakeApp, audit: OpenAudit
) -> None:
    async with make_app(audit.name).run_test(size=(120, 40)) as pilot:
        await wait_for(pilot, "Where to look")
        await pilot.resize_terminal(70, 18)
        await pilot.pause()
        seen = await text_at_rest(pilot)
        check_fit(seen, (70, 18))
        assert "Where to look" not in seen
        assert "> SUP-01" in seen


async def test_without_colour_everything_is_still_said(
    make_app: MakeApp, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with make_app(audit.name).run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Case 1 of 12")
        await pilot.press("y")
        seen = await text_at_rest(pilot)
        assert "● met" in seen
        assert "[3 Score]" in seen
        assert "> SUP-02" in seen
