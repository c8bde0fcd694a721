"""Allocating as the logins of a real server: a supervisor may, and each sees their own cases."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from sampling.reading_allocation import Reader
from tests.conftest import draw_crimes, import_crimes
from tests.postgres_server import PostgresServer
from tests.team_world import Team, make_team
from workbench.audits.opening import open_audit
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings, hand_over
from workbench.audits.people.calibrating import make_set, reveal
from workbench.audits.people.calibration_results import calibration_results
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.first_readings import first_readings
from workbench.audits.people.people import register, register_here
from workbench.audits.people.queue import queue
from workbench.audits.people.team import team
from workbench.audits.people.unallocated import sample_waits
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.second_readings.reading_lists import cases_to_read
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.errors import Refused, WorkbenchError


@pytest.fixture(scope="module")
def allocated(postgres_server: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """A team whose supervisor allocated twelve cases to Ann of team A and Bob of team B."""
    return make_allocated(postgres_server, tmp_path_factory.mktemp("team"))


def make_allocated(server: PostgresServer, folder: Path) -> Team:
    team = make_team(server, folder)
    with team.desk("Hal") as owner:
        register(owner, "Ann", team="A")
        register(owner, "Bob", team="B")
    with team.desk("Sue") as desk:
        import_crimes(desk, folder)
        draw_crimes(desk, "September", size=12, reserve=3)
        asked = AllocationAsked((Reader("Ann"), Reader("Bob")), RulesAsked(own_team="team"))
        allocate_first_readings(desk, "September", asked)
    return team


def test_an_auditor_is_shown_their_own_cases_and_their_own_queue(allocated: Team) -> None:
    with allocated.desk("Sue") as desk:
        given = {line.case: line.reader for line in first_readings(desk, "September").lines}
    with allocated.desk("Ann") as desk:
        seen = cases_to_read(desk, open_audit(desk, "September"), reading=1)
        assert {case.reference for case in seen} == {c for c, who in given.items() if who == "Ann"}
        assert all(case.fields["team"] != "A" for case in seen)
        (line,) = queue(desk)
        assert (line.waits_for, line.count) == ("me", len(seen))


def test_whoever_leads_is_told_whose_cases_are_open(allocated: Team) -> None:
    with allocated.desk("Sue") as desk:
        (line,) = queue(desk)
    assert line.waits_for == "first readers"
    assert line.count == 12


@pytest.mark.parametrize("name", ["Ann", "Mo", "Vic"])
def test_nobody_else_says_who_reads_what(allocated: Team, name: str) -> None:
    asked = AllocationAsked((Reader("Ann"),), again=True)
    with (
        allocated.desk(name) as desk,
        pytest.raises(Refused, match="Only a supervisor or an owner may say who reads"),
    ):
        allocate_first_readings(desk, "September", asked)


def test_only_an_owner_registers_people(allocated: Team) -> None:
    with (
        allocated.desk("Sue") as desk,
        pytest.raises(Refused, match="Only an owner may change"),
    ):
        register(desk, "Ann", team="C")


def test_a_member_joins_with_a_login_and_is_changed_without(allocated: Team) -> None:
    with allocated.desk("Hal") as owner:
        with pytest.raises(
            Refused, match=r"need a login.*team add-user 'Zed' --role auditor --log"
        ):
            register_here(owner, "Zed", team="Z")
        assert not register_here(owner, "Bob", known_as="77").new
        assert "Zed" not in {member.name for member in team(owner).members}


def test_a_supervisor_is_told_who_adds_people(allocated: Team) -> None:
    asked = AllocationAsked((Reader("Bobb"),), again=True)
    with allocated.desk("Sue") as desk, pytest.raises(WorkbenchError) as told:
        allocate_first_readings(desk, "September", asked)
    assert told.value.remedy == (
        "Is it 'Bob'? If not, Hal (owner) adds members of the team: "
        "workbench team add-user 'Bobb' --role auditor --login LOGIN."
    )


def test_what_a_supervisor_does_verifies_for_the_owner(
    postgres_server: PostgresServer, tmp_path: Path
) -> None:
    team = make_allocated(postgres_server, tmp_path)
    with team.desk("Hal") as owner:
        register(owner, "Mo", team="Z")
    with team.desk("Sue") as desk:
        case = first_readings(desk, "September").lines[0]
        hand_over(desk, "September", case=case.case, to="Mo", reason="leave")
        choose_second_readings(desk, "September", SecondReadingAsked(("Mo", "Cy"), share=0.1))
    with team.desk("Hal") as owner:
        assert verify_record(owner).faults == ()


def test_a_calibration_set_is_scored_blind_by_logins(allocated: Team, tmp_path: Path) -> None:
    file = tmp_path / "agreed.csv"
    with allocated.desk("Sue") as desk:
        drawn = draw_crimes(desk, "Calibration", size=2, reserve=0)
        lines = (f"{c.reference},{q.id},met" for c in drawn.cases for q in drawn.questions)
        file.write_text("case,question,answer\n" + "\n".join(lines) + "\n")
        make_set(desk, "Calibration", agreed=file, readers=("Ann", "Bob"))
        assert not sample_waits(desk, "Calibration"), "its cases are given out already"
    with allocated.desk("Ann") as desk:
        scoring = open_scoring(desk, "Calibration")
        scoring.answer(Answer.MET)
        anns = scoring.reading
        assert [each.name for each in calibration_results(desk, "Calibration").auditors] == ["Ann"]
    with allocated.plain("Bob") as bob:
        seen = bob.execute("SELECT count(*) FROM review WHERE reading = %s", [anns]).fetchone()
        assert seen == (0,)
    with allocated.desk("Sue") as desk:
        reveal(desk, "Calibration", agreed=file)
        found = calibration_results(desk, "Calibration")
        assert [each.name for each in found.auditors] == ["Ann", "Bob"]
