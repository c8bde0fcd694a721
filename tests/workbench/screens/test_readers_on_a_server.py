"""Who reads what as the logins of a real server: each is shown what is theirs to see and do."""

from pathlib import Path

import pytest

from sampling.reading_allocation import Reader
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from tests.workbench.audits.people.test_allocating_on_a_server import make_allocated
from tests.workbench.textual_private import type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings
from workbench.audits.people.first_readings import first_readings
from workbench.screens.readers import ReadersScreen

SIZE = (80, 24)


@pytest.fixture(scope="module")
def allocated(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team whose supervisor allocated twelve cases to Ann of team A and Bob of team B."""
    return make_allocated(postgres_server, tmp_path_factory.mktemp("team"))


async def test_an_auditor_sees_their_own_cases_and_no_key_that_is_not_theirs(
    allocated: Team,
) -> None:
    with allocated.desk("Ann") as desk:
        mine = len(first_readings(desk, "September").lines)
    app = WorkbenchApp(record=allocated.url("Ann"))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "Waiting for")
        app.push_screen(ReadersScreen("September"))
        seen = await wait_for(pilot, f"{mine} cases, 0 complete.")
        assert "Bob" not in seen
        assert "Shown: your own cases only." in seen
        assert "Allocate" not in seen
        assert "Hand over" not in seen
        await type_at_once(pilot, "a", "j", "enter", "n")
        assert "September: who reads what" in await wait_for(pilot, "Shown: your own cases only.")


async def test_a_supervisor_hands_a_case_over_from_home(allocated: Team, tmp_path: Path) -> None:
    with allocated.desk("Sue") as desk:
        case = next(line for line in first_readings(desk, "September").lines if line.reader)
    app = WorkbenchApp(record=allocated.url("Sue"))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "first readers")
        await type_at_once(pilot, "w")
        await wait_for(pilot, "12 cases, 0 complete.")
        await type_at_once(pilot, "j", "j", "enter")
        await wait_for(pilot, "hand a case over")
        await type_at_once(pilot, "down", *"leave", "enter")
        await wait_for(pilot, f"#1 {case.case} is")
    with allocated.desk("Sue") as desk:
        assert first_readings(desk, "September").lines[0].reader != case.reader


async def test_a_drawn_sample_says_that_it_waits_until_it_is_allocated(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    team = make_team(postgres_server, tmp_path)
    with team.desk("Sue") as desk:
        import_crimes(desk, tmp_path)
        draw_crimes(desk, "September", size=12, reserve=3)
    app = WorkbenchApp(record=team.url("Sue"))
    async with app.run_test(size=SIZE) as pilot:
        await wait_for(pilot, "allocate 12 cases")
        await type_at_once(pilot, "2")
        seen = await wait_for(pilot, "No auditor reads any before it is allocated: p says who")
        assert "3 scores them" not in seen
        with team.desk("Sue") as desk:
            asked = AllocationAsked((Reader("Ann"), Reader("Bob")))
            allocate_first_readings(desk, "September", asked)
        await type_at_once(pilot, "escape", "2")
        await wait_for(pilot, "Drawn and sealed: 12 cases. Next: 3 scores them.")
