"""Who reads what as the logins of a real server: each is shown what is theirs to see and do."""

from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from tests.team_world import Team
from tests.workbench.audits.people.test_allocating_on_a_server import make_allocated
from tests.workbench.textual_private import type_at_once, wait_for
from workbench.app import WorkbenchApp
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
