"""What the app offers on a team's server: no key and no next step that the role may not do."""

import pytest
from textual.widgets import Static

from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team, make_working_team
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.app import WorkbenchApp
from workbench.screens.drawn import DrawAgain, ReplaceCase
from workbench.screens.home_commands import ImportList, NewDraw, OpenExample
from workbench.screens.population import DrawFromHere
from workbench.screens.settle import SettleScreen
from workbench.screens.settle_typing import ChooseSecond, TakeFirst
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen

SIZE = (80, 24)
OF_SUPERVISORS = {ImportList, NewDraw, DrawAgain, ReplaceCase, DrawFromHere, ChooseSecond}


@pytest.fixture(scope="module")
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_working_team(postgres_server, tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def empty(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team with no list and no audit."""
    return make_team(postgres_server, tmp_path_factory.mktemp("empty"))


def offered(app: WorkbenchApp) -> set[object]:
    assert isinstance(app.screen, WorkbenchScreen)
    return set(app.screen.offered())


@pytest.mark.parametrize("name", ["Ann", "Mo", "Sue"])
async def test_home_and_its_palette_offer_what_the_role_may_do(team: Team, name: str) -> None:
    app = WorkbenchApp(record=team.url(name))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        leads = name == "Sue"
        assert ({ImportList, NewDraw} <= offered(app)) is leads
        assert ({ImportList, NewDraw} & offered(app) != set()) is leads
        assert ("Import a list" in await text_at_rest(pilot)) is leads
        assert OpenExample not in offered(app)
        home = app.screen
        await pilot.press("i", "n")
        await pilot.pause()
        assert (app.screen is home) is not leads


@pytest.mark.parametrize("name", ["Ann", "Mo"])
async def test_where_there_is_nothing_yet_others_are_not_told_to_begin(
    empty: Team, name: str
) -> None:
    app = WorkbenchApp(record=empty.url(name))
    async with app.run_test(size=SIZE) as pilot:
        seen = await wait_for(pilot, "Next:")
        assert "Wait until a supervisor draws a sample: there is nothing for you yet." in seen
        assert "import a list of cases" not in seen
        assert "draw a sample from a list" not in seen
        assert "Press enter" not in seen


async def test_a_supervisor_is_told_to_begin(empty: Team) -> None:
    app = WorkbenchApp(record=empty.url("Sue"))
    async with app.run_test(size=SIZE) as pilot:
        seen = await wait_for(pilot, "Next:")
        assert "Bring in a list of cases" in seen
        assert "draw a sample from a list" in seen


async def test_who_was_given_no_case_is_not_told_to_draw(team: Team) -> None:
    app = WorkbenchApp(record=team.url("Cy"))
    async with app.run_test(size=SIZE) as pilot:
        seen = await wait_for(pilot, "Next:")
        assert "none of its cases is yours" in seen
        assert "draw its sample" not in seen


@pytest.mark.parametrize("name", ["Ann", "Sue"])
async def test_the_sample_offers_to_replace_and_draw_again_to_those_who_may(
    team: Team, name: str
) -> None:
    app = WorkbenchApp(record=team.url(name))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit="September"))
        seen = " ".join((await wait_for(pilot, "Drawn and sealed")).split())
        part = "4 that are yours, of a sample of 200 cases of crimes"
        assert (part in seen, "Reserve not shown to you" in seen) == (name == "Ann",) * 2
        assert ({DrawAgain, ReplaceCase} <= offered(app)) is (name == "Sue")
        assert OF_SUPERVISORS.isdisjoint(offered(app)) is not (name == "Sue")


@pytest.mark.parametrize("name", ["Ann", "Mo", "Sue"])
async def test_of_a_list_only_the_facts_are_shown_to_those_who_do_not_draw(
    team: Team, name: str
) -> None:
    app = WorkbenchApp(record=team.url(name))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("population", Subject(population="crimes"))
        seen = await wait_for(pilot, "200 cases, frozen" if name == "Sue" else "those who draw")
        assert "200 received" in seen
        assert "Refused" not in seen
        assert ("Jump to" in seen) is (name == "Sue")


async def test_results_say_first_that_they_are_of_a_part(team: Team) -> None:
    """The banner has two lines: what the figures are not of must not be cut off them."""
    app = WorkbenchApp(record=team.url("Ann"))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("results", Subject(audit="September"))
        seen = " ".join((await wait_for(pilot, "Your own cases only")).split())
        assert "of the 4 of 12 cases of the sample that this login is shown, and say" in seen
        assert "5 writes the workbook" not in seen


@pytest.mark.parametrize(("name", "settles"), [("Ann", False), ("Mo", True), ("Sue", True)])
async def test_second_readings_offer_to_settle_to_those_who_may(
    team: Team, name: str, settles: bool
) -> None:
    app = WorkbenchApp(record=team.url(name))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Next:")
        app.push_screen(SettleScreen("September"))
        await wait_for(pilot, "by lot")
        screen = app.screen
        assert isinstance(screen, SettleScreen)
        assert screen.may(TakeFirst.duty) is settles
        assert str(screen.query_one("#banner", Static).content)
