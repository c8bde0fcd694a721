"""Scoring on a team's server that is slow, cuts a connection, or goes away in mid-save."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection
from textual.pilot import Pilot

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.workbench.screens.slow_server import (
    LongestWait,
    another_is_writing,
    seen_while_at_work,
)
from tests.workbench.textual_private import type_at_once, wait_for
from workbench.app import WorkbenchApp
from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.leases import leases_of_others
from workbench.audits.reviews.standing import FIRST_READING, standings
from workbench.record.engine import create_on_server
from workbench.record.history import entries
from workbench.record.location import ServerAddress
from workbench.record.postgres import CONNECT_TIMEOUT_S
from workbench.screens.score import LEAVING

AUDIT = "September"
AtScore = Callable[[], AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def address(own_server: PostgresServer) -> ServerAddress:
    return ServerAddress(own_server.url(own_server.new_database()))


@pytest.fixture
def team_desk(address: ServerAddress, tmp_path: Path) -> Iterator[Desk]:
    """A desk at a record on that server, with the audit `September`."""
    desk = Desk(record=create_on_server(address), auditor="auditor 1")
    import_crimes(desk, tmp_path)
    draw_crimes(desk, AUDIT, size=3, reserve=0)
    yield desk
    desk.record.close()


@pytest.fixture
def at_score(team_desk: Desk) -> AtScore:
    @asynccontextmanager
    async def running() -> AsyncIterator[Pilot[None]]:
        app = WorkbenchApp(record="on a server", auditor=team_desk.auditor, audit=AUDIT)
        app.desk = team_desk
        async with app.run_test(size=(80, 24)) as pilot:
            await wait_for(pilot, "Case 1 of 3")
            yield pilot

    return running


def answers(desk: Desk) -> list[Answer | None]:
    audit = open_audit(desk, AUDIT)
    with desk.record.reading() as session:
        stands = standings(session, audit.cases[0].id)
    return [stands[q].value for q in sorted(stands)]


def saves(desk: Desk) -> int:
    with desk.record.reading() as session:
        return sum(entry.action == "answer changed" for entry in entries(session))


async def test_what_is_typed_while_a_save_waits_is_kept_in_its_order(
    at_score: AtScore, team_desk: Desk, address: ServerAddress
) -> None:
    async with at_score() as pilot:
        waited = LongestWait()
        with another_is_writing(address):
            await type_at_once(pilot, "y", "n", *"why", "enter", "p", "i")
            await seen_while_at_work(pilot, "saving...")
            await type_at_once(pilot, "escape")
            await seen_while_at_work(pilot, "Case 1 of 3")
            assert saves(team_desk) == 0
        await wait_for(pilot, "Next: September")
        waited.handle.cancel()
        assert waited.seconds < CONNECT_TIMEOUT_S
    met, not_met = Answer.MET, Answer.NOT_MET
    assert answers(team_desk)[:3] == [met, not_met, Answer.PARTLY_MET]
    assert saves(team_desk) == 5
    assert verify_record(team_desk).faults == ()


async def test_a_server_stopped_in_mid_save_has_the_answer_once_when_it_is_back(
    at_score: AtScore, team_desk: Desk, address: ServerAddress, own_server: PostgresServer
) -> None:
    async with at_score() as pilot:
        waited = LongestWait()
        with another_is_writing(address):
            await type_at_once(pilot, "p")
            await seen_while_at_work(pilot, "saving...")
            await asyncio.to_thread(own_server.stop, "immediate")
        await wait_for(pilot, "not saved: the team's server does not answer")
        await type_at_once(pilot, "y", "j", "escape", "4", "r")
        seen = await wait_for(pilot, "NOT SAVED")
        assert "◐ partly met" in seen
        assert "Case 1 of 3" in seen
        waited.handle.cancel()
        assert waited.seconds < CONNECT_TIMEOUT_S
        await asyncio.to_thread(own_server.start)
        back = time.monotonic()
        await type_at_once(pilot, "r")
        await wait_for(pilot, "SUP-01 partly met")
        assert time.monotonic() - back < 5
    assert answers(team_desk) == [Answer.PARTLY_MET]
    assert saves(team_desk) == 1


async def test_a_connection_cut_between_two_saves_is_made_anew(
    at_score: AtScore, team_desk: Desk, own_server: PostgresServer
) -> None:
    async with at_score() as pilot:
        await type_at_once(pilot, "y")
        await wait_for(pilot, "SUP-01 met")
        cut_all(own_server)
        await type_at_once(pilot, "y")
        await wait_for(pilot, "SUP-02 met")
    assert saves(team_desk) == 2


async def test_a_connection_cut_in_mid_save_is_told_and_the_same_key_saves_it_once(
    at_score: AtScore, team_desk: Desk, address: ServerAddress, own_server: PostgresServer
) -> None:
    async with at_score() as pilot:
        with another_is_writing(address) as other:
            await type_at_once(pilot, "y")
            await seen_while_at_work(pilot, "saving...")
            cut_those_that_wait(other)
            await wait_for(pilot, "not saved: the team's server does not answer")
        await type_at_once(pilot, "y")
        await wait_for(pilot, "SUP-01 met")
    assert saves(team_desk) == 1


async def test_leaving_waits_for_no_server_and_the_case_is_given_up_all_the_same(
    at_score: AtScore, team_desk: Desk, address: ServerAddress
) -> None:
    async with at_score() as pilot:
        waited = LongestWait()
        with another_is_writing(address):
            await type_at_once(pilot, "escape")
            await seen_while_at_work(pilot, "Next:")
            waited.handle.cancel()
            assert is_open(team_desk)
    for each in threading.enumerate():
        if each.name == LEAVING:
            await asyncio.to_thread(each.join)
    assert waited.seconds < CONNECT_TIMEOUT_S
    assert not is_open(team_desk)


def is_open(desk: Desk) -> bool:
    """Whether anybody has a case open, as another sees it."""
    audit = open_audit(desk, AUDIT)
    with desk.record.reading() as session:
        other = replace(desk, auditor="auditor 2")
        return bool(leases_of_others(session, other, audit, reading=FIRST_READING))


def cut_all(server: PostgresServer) -> None:
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE application_name = 'casefile-workbench'"
    )


def cut_those_that_wait(other: Connection) -> None:
    other.exec_driver_sql(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    )
