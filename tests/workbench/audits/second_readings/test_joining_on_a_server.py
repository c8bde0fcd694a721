"""Critical fails on a team's server: they join as soon as somebody looks who may have them join."""

import pytest
from psycopg import Connection

from checklists.answers import Answer
from sampling.reading_allocation import Reader
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from tests.workbench.audits.readers import SEED, but, finish, read
from workbench.audits.opening import open_audit
from workbench.audits.overview import overview
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings, hand_over
from workbench.audits.people.queue import Kind, queue
from workbench.audits.proof.verifying import verify_record
from workbench.audits.second_readings.lots import NOT_YET
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
    second_readings,
)

AUDIT = "September"
OF_SECOND = "SELECT auditor, why FROM allocation WHERE reading = 2"


@pytest.fixture
def team(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team whose auditor found a critical fail in a case that is to be read twice for it."""
    folder = tmp_path_factory.mktemp("team")
    found = make_team(postgres_server, folder)
    with found.desk("Sue") as desk:
        import_crimes(desk, folder)
        found.audit = draw_crimes(desk, AUDIT, size=3, reserve=0)
        allocate_first_readings(desk, AUDIT, AllocationAsked((Reader("Ann"),)))
    return found


def choose(team: Team, name: str = "Sue") -> None:
    asked = SecondReadingAsked(("Bob",), share=0.0, critical_fails=True, seed=SEED)
    with team.desk(name) as desk:
        choose_second_readings(desk, AUDIT, asked)


def fail(team: Team) -> str:
    """Let Ann finish her readings, with a critical fail in the first; return its reference."""
    assert team.audit is not None
    case = team.audit.cases[0].reference
    with team.desk("Ann") as ann:
        audit = open_audit(ann, AUDIT)
        read(ann, audit, but(case=case, question="SUP-02", answer=Answer.NOT_MET))
        finish(ann, audit)
        assert second_readings(ann, AUDIT).waiting == 0  # which is not hers to see to
        assert second_readings(ann, AUDIT).lines == ()
    return case


def given(team: Team) -> list[tuple[str, str]]:
    with team.plain("Hal") as owner:
        return _rows(owner)


def _rows(owner: Connection[tuple[str, str]]) -> list[tuple[str, str]]:
    return owner.execute(OF_SECOND).fetchall()


@pytest.mark.parametrize("name", ["Sue", "Hal"])
@pytest.mark.parametrize(
    "look",
    [
        pytest.param(overview, id="opening Home"),
        pytest.param(queue, id="the queue"),
        pytest.param(lambda desk: second_readings(desk, AUDIT), id="the second readings"),
    ],
)
def test_a_critical_fail_joins_when_somebody_looks_who_may(team: Team, look, name: str) -> None:
    choose(team)
    case = fail(team)
    assert given(team) == []
    for other in ("Ann", "Bob", "Mo"):
        with team.desk(other) as desk:
            look(desk)
    assert given(team) == []
    with team.desk(name) as desk:
        look(desk)
        assert given(team) == [("Bob", "a critical question failed")]
        assert [line.reference for line in second_readings(desk, AUDIT).lines] == [case]
        look(desk)  # and once only
        assert Kind.UNREAD_FAILS not in {line.kind for line in queue(desk)}
    assert len(given(team)) == 1
    with team.desk("Hal") as owner:
        assert verify_record(owner).faults == ()


def test_where_whoever_looks_reads_first_too_it_waits_for_another(team: Team) -> None:
    """The database keeps the seed from her by which the reader is found; she is told so."""
    with team.desk("Sue") as desk:
        assert team.audit is not None
        other = team.audit.cases[1].reference
        hand_over(desk, AUDIT, case=other, to="Sue", reason="she reads it")
    choose(team)
    fail(team)
    with team.desk("Sue") as desk:
        found = second_readings(desk, AUDIT)
    assert (found.seed, found.waiting, found.join_later) == (NOT_YET, 1, True)
    with team.desk("Hal") as owner:
        overview(owner)
    assert given(team) == [("Bob", "a critical question failed")]


def test_where_nobody_named_may_read_it_somebody_else_is_to_be_named(team: Team) -> None:
    with team.desk("Sue") as desk:
        asked = SecondReadingAsked(("Ann",), share=0.0, critical_fails=True, seed=SEED)
        choose_second_readings(desk, AUDIT, asked)
    fail(team)
    with team.desk("Sue") as desk:
        found = second_readings(desk, AUDIT)
        assert (found.waiting, found.join_later) == (1, False)
        (line,) = [line for line in queue(desk) if line.kind is Kind.UNREAD_FAILS]
        assert line.command.endswith("--reader NAME")
        again = choose_second_readings(desk, AUDIT, SecondReadingAsked(("Bob",)))
        assert again.waiting == 0
    assert given(team) == [("Bob", "a critical question failed")]
