"""Reasons, choices and statuses on a team's server that is slow, or goes away in mid-save."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.screen import Screen

from checklists.answers import Answer
from tests.conftest import Clock, draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.workbench.audits.packs.desks import AUDIT, answer, at_pack, send
from tests.workbench.audits.readers import all_met, read_twice
from tests.workbench.screens.slow_server import (
    LongestWait,
    another_is_writing,
    seen_while_at_work,
)
from tests.workbench.textual_private import screen_text, type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.proof.verifying import verify_record
from workbench.record.engine import create_on_server
from workbench.record.history import head
from workbench.record.location import ServerAddress
from workbench.record.postgres import CONNECT_TIMEOUT_S
from workbench.screens.recommendations import RecommendationsScreen
from workbench.screens.rivals import RivalsScreen
from workbench.screens.settle import SettleScreen
from workbench.screens.steps import Subject

NOT_MET = dict.fromkeys(("SUP-01", "SUP-02", "SUP-08"), Answer.NOT_MET)


def read_by_two(desk: Desk, _: Path) -> None:
    """Have a case read twice, with three answers that differ."""
    audit = draw_crimes(desk, AUDIT, size=1, reserve=0)
    read_twice(desk, audit, lambda _, question: NOT_MET.get(question, Answer.MET), all_met)


def differ_in_packs(desk: Desk, folder: Path) -> None:
    """Have Ann and Ben answer a question of one case differently, each in a pack."""
    draw_crimes(desk, AUDIT, size=1, reserve=0)
    given = {"Ann": Answer.MET, "Ben": Answer.NOT_MET}
    paths = {who: send(desk, folder / f"{who}.pack", who) for who in given}
    for who, path in paths.items():
        with at_pack(path, who, Clock()) as there:
            answer(there, "#1", "SUP-01", given[who])
        take_in_pack(desk, path)


def nothing(_: Desk, __: Path) -> None:
    """Every record has the recommendations."""


@dataclass(frozen=True)
class Asking:
    """A screen that asks for a line.

    Attributes:
        prepare: Makes what it asks about, in a record and a folder.
        ready: What is read on it once it can be used.
        one: The keys that ask, and what is typed then.
        typed: What of it is read in the field.
        saved: What is read once it is saved.
        then: Keys that are typed while it is being saved.
        done: What is read once all of it is done.
        saves: How many entries of the history that makes.
    """

    prepare: Callable[[Desk, Path], None]
    screen: Callable[[], Screen[None]]
    ready: str
    one: tuple[str, ...]
    typed: str
    saved: str
    then: tuple[str, ...]
    done: str
    saves: int


ASKINGS = {
    "settle": Asking(
        read_by_two,
        lambda: SettleScreen(AUDIT),
        ready="differences are to be settled",
        one=("a", *"entry 4"),
        typed="Reason: entry 4",
        saved="agreed: SUP-01 of",
        then=("b", *"entry 5", "enter"),
        done="agreed: SUP-02 of",
        saves=2,
    ),
    "rivals": Asking(
        differ_in_packs,
        lambda: RivalsScreen(AUDIT),
        ready="different answers",
        one=("2", *"seen together"),
        typed="Reason: seen together",
        saved="No different answers wait",
        then=("escape",),
        done="Populations",
        saves=1,
    ),
    "status": Asking(
        nothing,
        RecommendationsScreen,
        ready="what is asked",
        one=("j", "s", *"b: dip sampled"),
        typed="Status of R1: b: dip sampled",
        saved="is being progressed. Saved.",
        then=("j", "s", "c", "enter"),
        done="is complete. Saved.",
        saves=2,
    ),
}
each_asking = pytest.mark.parametrize("name", ASKINGS)


@pytest.fixture
def address(own_server: PostgresServer) -> ServerAddress:
    return ServerAddress(own_server.url(own_server.new_database()))


@pytest.fixture
def team_desk(address: ServerAddress, tmp_path: Path) -> Iterator[Desk]:
    """A desk at a record on that server, with a list of cases."""
    desk = Desk(record=create_on_server(address), auditor="auditor 1")
    import_crimes(desk, tmp_path)
    yield desk
    desk.record.close()


def app_at(desk: Desk) -> WorkbenchApp:
    app = WorkbenchApp(record="on a server", auditor=desk.auditor)
    app.desk = desk
    return app


def entered(desk: Desk) -> int:
    with desk.record.reading() as session:
        return head(session).seq


@each_asking
async def test_while_another_writes_the_app_lives_and_what_is_typed_is_saved_in_its_order(
    team_desk: Desk, address: ServerAddress, tmp_path: Path, name: str
) -> None:
    asking = ASKINGS[name]
    asking.prepare(team_desk, tmp_path)
    before = entered(team_desk)
    app = app_at(team_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        await app.push_screen(asking.screen())
        await wait_for(pilot, asking.ready)
        waited = LongestWait()
        with another_is_writing(address):
            await type_at_once(pilot, *asking.one, "enter", *asking.then)
            seen = await seen_while_at_work(pilot, "saving...")
            assert asking.typed in seen
            assert entered(team_desk) == before
        await wait_for(pilot, asking.done)
        waited.handle.cancel()
    assert waited.seconds < CONNECT_TIMEOUT_S
    assert entered(team_desk) == before + asking.saves
    assert verify_record(team_desk).faults == ()


@each_asking
async def test_what_could_not_be_saved_stays_in_its_field_and_is_saved_once_by_enter(
    team_desk: Desk,
    address: ServerAddress,
    own_server: PostgresServer,
    tmp_path: Path,
    name: str,
) -> None:
    asking = ASKINGS[name]
    asking.prepare(team_desk, tmp_path)
    before = entered(team_desk)
    app = app_at(team_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        await app.push_screen(asking.screen())
        await wait_for(pilot, asking.ready)
        waited = LongestWait()
        with another_is_writing(address):
            await type_at_once(pilot, *asking.one, "enter")
            await seen_while_at_work(pilot, "saving...")
            await asyncio.to_thread(own_server.stop, "immediate")
        try:
            seen = await wait_for(pilot, "not saved: the team's server does not answer")
        finally:
            waited.handle.cancel()
            await asyncio.to_thread(own_server.start)
        assert waited.seconds < CONNECT_TIMEOUT_S
        assert asking.typed in seen
        assert "It stays here: enter tries again." in " ".join(seen.split())
        app.go_to_step("results", Subject(audit=AUDIT))
        assert asking.typed in screen_text(app)
        await type_at_once(pilot, "enter")
        await wait_for(pilot, asking.saved)
        assert asking.typed not in screen_text(app)
    assert entered(team_desk) == before + 1
    assert verify_record(team_desk).faults == ()


@each_asking
async def test_what_is_read_anew_meanwhile_lets_no_key_act_before_the_save(
    team_desk: Desk, address: ServerAddress, tmp_path: Path, name: str
) -> None:
    """As where help was opened and left, or the first reading is still under way."""
    asking = ASKINGS[name]
    asking.prepare(team_desk, tmp_path)
    before = entered(team_desk)
    app = app_at(team_desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for(pilot, "Next:")
        screen = asking.screen()
        await app.push_screen(screen)
        await wait_for(pilot, asking.ready)
        with another_is_writing(address):
            await type_at_once(pilot, *asking.one, "enter")
            await seen_while_at_work(pilot, "saving...")
            screen.read_again()
            await type_at_once(pilot, "escape")
            while any(w.group == "reading" and not w.is_finished for w in app.workers):
                await pilot.pause()
            await pilot.pause()
            assert asking.typed in screen_text(app)
            assert app.screen is screen
        await wait_for(pilot, "Next:")  # by the escape, once it is saved
    assert entered(team_desk) == before + 1
