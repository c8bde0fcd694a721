"""Import, draw and replacement on a team's server that goes away meanwhile: told, and done once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.conftest import draw_crimes, import_crimes, write_list
from tests.postgres_server import PostgresServer
from tests.workbench.screens.slow_server import (
    LongestWait,
    another_is_writing,
    seen_while_at_work,
)
from tests.workbench.textual_private import screen_text, type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.populations import populations
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.reporting import report
from workbench.record.engine import create_on_server
from workbench.record.location import ServerAddress
from workbench.record.postgres import CONNECT_TIMEOUT_S
from workbench.screens.steps import Subject
from workbench.widgets.text_field import TextField
from workbench.widgets.tick_field import TickField

AUDIT = "September"


@pytest.fixture
def address(own_server: PostgresServer) -> ServerAddress:
    return ServerAddress(own_server.url(own_server.new_database()))


@pytest.fixture
def team_desk(address: ServerAddress) -> Iterator[Desk]:
    desk = Desk(record=create_on_server(address), auditor="auditor 1")
    yield desk
    desk.record.close()


@pytest.fixture
def app(team_desk: Desk) -> WorkbenchApp:
    app = WorkbenchApp(record="on a server", auditor=team_desk.auditor)
    app.desk = team_desk
    return app


async def seal_with_the_server_away(
    pilot: Pilot[None], address: ServerAddress, server: PostgresServer, *, saying: str
) -> None:
    """Press enter, stop the server while that waits, and start it again once this was told."""
    waited = LongestWait()
    with another_is_writing(address):
        await type_at_once(pilot, "enter")
        await seen_while_at_work(pilot, saying)
        assert not pilot.app.screen.may_leave()
        await asyncio.to_thread(server.stop, "immediate")
    try:
        await wait_for(pilot, "not saved: the team's server does not answer")
    finally:
        waited.handle.cancel()
        await asyncio.to_thread(server.start)
    assert waited.seconds < CONNECT_TIMEOUT_S


async def fill(pilot: Pilot[None], **fields: str) -> None:
    for name, value in fields.items():
        pilot.app.screen.query_one(f"#{name}", TextField).value = value
        await pilot.pause()


async def test_a_replacement_keeps_its_note_and_is_made_once(
    app: WorkbenchApp,
    team_desk: Desk,
    address: ServerAddress,
    own_server: PostgresServer,
    tmp_path: Path,
) -> None:
    import_crimes(team_desk, tmp_path)
    draw_crimes(team_desk, AUDIT, size=2, reserve=2)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject(audit=AUDIT))
        await wait_for(pilot, "r Replace")
        await type_at_once(pilot, "r")
        await wait_for(pilot, "leaves the sample")
        await type_at_once(pilot, "down", *"lost in a move", "enter")
        await wait_for(pilot, "enter again replaces")
        await seal_with_the_server_away(pilot, address, own_server, saying="Replacing it...")
        assert "lost in a move" in screen_text(app)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "was replaced: the file cannot be found")
    (made,) = report(team_desk, AUDIT).draw.replacements
    assert made.note == "lost in a move"
    assert verify_record(team_desk).faults == ()


async def test_a_draw_keeps_its_plan_and_is_made_once(
    app: WorkbenchApp,
    team_desk: Desk,
    address: ServerAddress,
    own_server: PostgresServer,
    tmp_path: Path,
) -> None:
    import_crimes(team_desk, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("draw", Subject())
        await wait_for(pilot, "crimes (200)")
        field = app.screen.query_one(TickField)
        while field.pointed != "SUP":
            field.action_point(1)
        field.action_tick()
        await fill(pilot, audit=AUDIT, size="3", seed="20261001-dice")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "enter again seals this plan")
        await seal_with_the_server_away(pilot, address, own_server, saying="Sealing the plan")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "Drawn and sealed: 3 cases")
    assert report(team_desk, AUDIT).draw.draws_on_this_frame == 1
    assert verify_record(team_desk).faults == ()


async def test_a_list_that_was_read_is_kept_once_without_being_read_again(
    app: WorkbenchApp,
    team_desk: Desk,
    address: ServerAddress,
    own_server: PostgresServer,
    tmp_path: Path,
) -> None:
    listed = write_list(tmp_path / "crimes.csv")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        app.go_to_step("population", Subject())
        await wait_for(pilot, "Nothing is kept until you accept it")
        await fill(pilot, file=str(listed), reference="Crime No")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "enter keeps these 200 cases as crimes")
        listed.unlink()
        await seal_with_the_server_away(pilot, address, own_server, saying="Keeping crimes...")
        await type_at_once(pilot, "enter")
        await wait_for(pilot, "200 cases, frozen")
    assert [each.name for each in populations(team_desk)] == ["crimes"]
    assert verify_record(team_desk).faults == ()
