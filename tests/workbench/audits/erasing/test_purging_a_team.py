"""Purging a team's record on a server: its owner can, nobody else, and the roles hold after it."""

from datetime import date
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from workbench.audits.desk import Desk
from workbench.audits.erasing.erasures import erasures, remake_backups
from workbench.audits.erasing.purging import purge
from workbench.audits.erasing.retention import Retention
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused
from workbench.record.engine import open_record
from workbench.record.erasing import erasing
from workbench.record.location import ServerAddress

RULE = Retention(before=date(2028, 1, 1), reason="records policy 7.2")


@pytest.fixture
def team(postgres_server: PostgresServer, tmp_path: Path) -> Team:
    """A team whose owner, who is no superuser, has answered one case."""
    made = make_team(postgres_server, tmp_path)
    with made.desk("Hal") as at:
        desk = Desk(at.record, auditor="Hal", clock=Clock())
        import_crimes(desk, tmp_path)
        made.audit = draw_crimes(desk, "September", size=6, reserve=1)
        place = Place(made.case(0), "SUP-01")
        give_answer(desk, made.audit, place, Answer.NOT_MET)
        write_note(desk, made.audit, place, "CANARY")
    return made


def three_years_on(team: Team, name: str) -> Desk:
    clock = Clock()
    clock.tick(86_400 * 1095)
    return Desk(open_record(ServerAddress(team.url(name))), auditor=name, clock=clock)


def test_the_owner_erases_and_every_figure_stays(team: Team) -> None:
    desk = three_years_on(team, "Hal")
    before = rates(desk, "September")
    done = purge(desk, RULE)
    assert (done.erasure, done.not_rewritten) == (1, "")
    assert rates(desk, "September") == before
    assert not verify_record(desk).faults
    with team.plain("Hal") as connection:
        assert connection.execute("SELECT text, salt FROM note").fetchall() == [("", "")]
        named = connection.execute("SELECT reference FROM sampled_case ORDER BY id").fetchall()
        assert named == [(f"erased {number}",) for number in range(1, 8)]
    with pytest.raises(Refused, match="no backups beside it"):
        remake_backups(desk)
    desk.record.close()


def test_what_the_server_refused_it_refuses_again(team: Team) -> None:
    desk = three_years_on(team, "Hal")
    purge(desk, RULE)
    desk.record.close()
    with team.plain("Hal") as connection:
        found = connection.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O'"
        )
        assert found.fetchall() == []


@pytest.mark.parametrize("name", ["Sue", "Ann"])
def test_nobody_else_can(team: Team, name: str) -> None:
    desk = three_years_on(team, name)
    with pytest.raises(Refused, match="Only the owner"), erasing(desk.record):
        pass
    desk.record.close()


def test_a_supervisor_reads_what_was_erased(team: Team) -> None:
    desk = three_years_on(team, "Hal")
    purge(desk, RULE)
    desk.record.close()
    with team.desk("Sue") as at:
        (found,) = erasures(at)
    assert (found.notes, found.references, found.lists) == (1, 7, 1)
