"""Home and the rates for a viewer: what was released, when and by whom, and nothing else."""

import pytest
from textual.widgets import Static

from checklists.answers import Answer
from sampling.reading_allocation import Reader
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from tests.workbench.audits.readers import all_met, but, finish, read
from tests.workbench.textual_private import text_at_rest, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.opening import open_audit
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings
from workbench.audits.people.releasing import release_rates
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.cli.dispatch import run
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


@pytest.fixture(scope="module")
def read_twice_team(
    postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory
) -> Team:
    """A team whose two cases were read twice, alike but for one answer, and its rates released."""
    folder = tmp_path_factory.mktemp("twice")
    found = make_team(postgres_server, folder)
    with found.desk("Sue") as desk:
        import_crimes(desk, folder)
        found.audit = draw_crimes(desk, "September", size=2, reserve=0)
        allocate_first_readings(desk, "September", AllocationAsked((Reader("Ann"),)))
        asked = SecondReadingAsked(readers=("Bob",), share=1.0)
        choose_second_readings(desk, "September", asked)
        case = found.audit.cases[0].reference
    differs = but(case=case, question="SUP-02", answer=Answer.NOT_MET)
    for name, give, reading in (("Ann", all_met, 1), ("Bob", differs, 2)):
        with found.desk(name) as reader:
            read(reader, open_audit(reader, "September"), give, reading=reading)
            finish(reader, open_audit(reader, "September"), reading=reading)
    with found.desk("Sue") as desk:
        release_rates(desk, "September")
    return found


async def test_a_viewer_is_shown_how_far_two_readers_agree(read_twice_team: Team) -> None:
    app = WorkbenchApp(record=read_twice_team.url("Vic"))
    async with app.run_test(size=(80, 24)) as pilot:
        await _home(app, pilot)
        await pilot.press("enter")
        await wait_for(pilot, "d shows a rate in full, with how far two readers agree")
        await pilot.press("d")
        seen = await wait_for(pilot, "Read twice")
        assert "Met or not" in seen
        assert "1 of 2" not in seen  # SUP-01 was answered alike
        await pilot.press("j")
        await wait_for(pilot, "1 difference")
        await pilot.press("d")
        await pilot.pause()
        assert "Met or not" not in await text_at_rest(pilot)


def test_the_command_prints_the_same_table_as_for_those_who_lead(
    read_twice_team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    said = {}
    for name in ("Vic", "Sue"):
        assert run(["rates", "September", "--record", read_twice_team.url(name)]) == 0
        said[name] = capsys.readouterr().out.partition("read twice")[2]
    assert "SUP-02" in said["Vic"]
    assert said["Vic"] == said["Sue"]


async def test_home_says_to_an_auditor_that_it_shows_own_cases_only(team: Team) -> None:
    app = WorkbenchApp(record=team.url("Ann"))
    async with app.run_test(size=(80, 24)) as pilot:
        home = await _home(app, pilot)
        await pilot.pause()
        assert "Shown: your own cases only." in str(home.query_one(NoticeLine).content)
