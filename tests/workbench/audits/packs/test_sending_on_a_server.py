"""Packs on a team's server: a supervisor sends what they are shown in full; an owner takes in."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.packs.choosing import PackAsked
from workbench.audits.packs.listing import packs
from workbench.audits.packs.sending import send_pack
from workbench.audits.packs.taking_in import take_in_pack
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.one_answer import give_one_answer
from workbench.audits.reviews.standing import standings
from workbench.audits.second_readings.twice_read import BY_LOT
from workbench.errors import Refused
from workbench.record import tables
from workbench.record.engine import open_record
from workbench.record.inserting import insert_row

AUDIT = "September"


@pytest.fixture
def team(postgres_server: PostgresServer, tmp_path: Path) -> Team:
    """A team with an audit of three cases, of which Ann is to read all first."""
    made = make_team(postgres_server, tmp_path)
    with made.desk("Hal") as owner:
        import_crimes(owner, tmp_path)
        made.audit = draw_crimes(owner, AUDIT, size=3, reserve=1)
        give_readings(owner, made.audit, {(case, 1): "Ann" for case in range(3)})
    with made.desk("Ann") as ann:
        give_one_answer(ann, AUDIT, case="#1", question="SUP-01", answer="met", note="")
    return made


def give_readings(desk: Desk, audit: OpenAudit, readers: dict[tuple[int, int], str]) -> None:
    """Say who reads what; where somebody reads second, that it was drawn so."""
    at = {"allocated_at": desk.now(), "allocated_by": "Hal", "why": BY_LOT}
    with desk.record.writing() as session:
        for (case, reading), name in readers.items():
            place = {"case_id": audit.cases[case].id, "reading": reading}
            insert_row(session, tables.Allocation, place | {"auditor": name} | at)
        if any(reading == 2 for _, reading in readers):
            lot = {"draw_id": audit.draw_id, "share": "0.5", "critical_fails": False}
            by = {"chosen_at": desk.now(), "chosen_by": "Hal", "seed": "20260901-lot"}
            insert_row(session, tables.SecondReading, lot | by)
        desk.enter(session, "readers given", about="tests", details={})


def sends(team: Team, name: str, path: Path, *, to: str = "Ann", reading: int = 1) -> None:
    with team.desk(name) as desk:
        send_pack(desk, AUDIT, path, PackAsked(to, reading=reading))


def is_refused(
    team: Team, name: str, path: Path, why: str, *, to: str = "Ann", reading: int = 1
) -> None:
    with team.desk(name) as desk, pytest.raises(Refused, match=why):
        send_pack(desk, AUDIT, path, PackAsked(to, reading=reading))
    assert not path.exists()


def test_what_a_supervisor_sends_is_what_an_owner_would_and_comes_back_in(
    team: Team, tmp_path: Path
) -> None:
    pack = tmp_path / "ann.pack"
    sends(team, "Sue", pack)
    record = open_record(pack)
    case = open_audit(Desk(record, "Ann"), AUDIT).case("#1")
    with record.reading() as session:
        assert standings(session, case.id, reading=1)["SUP-01"].value is Answer.MET
    give_one_answer(
        Desk(record, "Ann"), AUDIT, case="#1", question="SUP-01", answer="not_met", note="No entry."
    )
    record.close()
    with team.desk("Sue") as sue:
        (line,) = packs(sue, AUDIT)
        assert (line.auditor, line.cases, line.sent_by) == ("Ann", 3, "Sue")
        with pytest.raises(Refused, match="Only an owner may take in what comes back in packs"):
            take_in_pack(sue, pack)
    with team.desk("Hal") as owner:
        assert take_in_pack(owner, pack).rivals == ()
        with owner.record.reading() as session:
            assert standings(session, case.id, reading=1)["SUP-01"].value is Answer.NOT_MET
        assert verify_record(owner).faults == ()


@pytest.mark.parametrize("name", ["Mo", "Ann", "Vic"])
def test_nobody_else_sends_packs(team: Team, tmp_path: Path, name: str) -> None:
    only = "Only a supervisor or an owner may send cases out in packs"
    is_refused(team, name, tmp_path / "ann.pack", only)


def test_a_supervisor_who_reads_a_case_second_sends_no_first_reading_of_it(
    team: Team, tmp_path: Path
) -> None:
    assert team.audit is not None
    with team.desk("Hal") as owner:
        give_readings(owner, team.audit, {(0, 2): "Sue"})
    reference = team.audit.cases[0].reference
    why = f"You read {reference} yourself, and are not shown"
    is_refused(team, "Sue", tmp_path / "ann.pack", why)
    with team.desk("Sue") as sue:
        assert packs(sue, AUDIT) == ()
        send_pack(sue, AUDIT, tmp_path / "rest.pack", PackAsked("Ann", ("#2-#3",)))
    sends(team, "Hal", tmp_path / "ann.pack")


def test_a_supervisor_who_reads_first_is_not_told_by_a_pack_what_is_read_twice(
    team: Team, tmp_path: Path
) -> None:
    assert team.audit is not None
    with team.desk("Hal") as owner:
        owner_gives = {(0, 2): "Bob"}
        give_readings(owner, team.audit, owner_gives)
        with owner.record.writing() as session:
            begun = {"case_id": team.case(2), "reading": 1, "auditor": "Sue"}
            insert_row(
                session, tables.Review, begun | {"started_at": owner.now(), "active_seconds": 0}
            )
            owner.enter(session, "review begun", about="tests", details={})
    for to, reading in (("Bob", 2), ("Ann", 1)):
        why = "a pack would tell which are read twice"
        is_refused(team, "Sue", tmp_path / "bob.pack", why, to=to, reading=reading)
    sends(team, "Hal", tmp_path / "bob.pack", to="Bob", reading=2)
