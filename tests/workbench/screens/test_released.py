"""Home and the rates for a viewer: what was released, when and by whom, and nothing else."""

import pytest
from textual.widgets import Static

from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from workbench.app import WorkbenchApp
from workbench.audits.people.releasing import release_rates
from workbench.screens.home import HomeScreen, ImportList, NewDraw, Recommendations
from workbench.screens.released import ReleasedScreen
from workbench.widgets.notice_line import NoticeLine
from workbench.widgets.row_list import RowList


@pytest.fixture(scope="module")
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    folder = tmp_path_factory.mktemp("team")
    found = make_team(postgres_server, folder)
    with found.desk("Sue") as desk:
        import_crimes(desk, folder)
        found.audit = draw_crimes(desk, "September", size=12, reserve=3)
    return found


async def _home(app: WorkbenchApp, pilot) -> HomeScreen:
    home = app.screen
    assert isinstance(home, HomeScreen)
    while home.overview is None:
        assert home.offer is None
        await pilot.pause()
        await app.workers.wait_for_complete()
    return home


def _said(screen, selector: str) -> str:
    return str(screen.query_one(selector, Static).content)


async def test_home_says_that_there_are_no_rates_yet_then_leads_to_those_that_there_are(
    team: Team,
) -> None:
    app = WorkbenchApp(record=team.url("Vic"))
    async with app.run_test(size=(80, 24)) as pilot:
        home = await _home(app, pilot)
        assert "there are none yet" in _said(home, "#next")
        assert not any(home.allows(command) for command in (ImportList, NewDraw, Recommendations))
        with team.desk("Sue") as supervisor:
            release_rates(supervisor, "September")
        home.overview = None
        await pilot.press("r")
        await _home(app, pilot)
        assert "Read the rates of September" in _said(home, "#next")
        assert home.query_one(RowList).key == "released:September"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ReleasedScreen)
        banner = _said(app.screen, "#banner")
        assert "12 cases of 200 in crimes" in banner
        assert "by Sue; history head" in banner
        assert "12 cases were still open" in banner
        await pilot.press("escape")
        assert app.screen is home


async def test_home_says_to_an_auditor_that_it_shows_own_cases_only(team: Team) -> None:
    app = WorkbenchApp(record=team.url("Ann"))
    async with app.run_test(size=(80, 24)) as pilot:
        home = await _home(app, pilot)
        await pilot.pause()
        assert "Shown: your own cases only." in str(home.query_one(NoticeLine).content)
