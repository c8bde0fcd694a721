"""Foreseeing an allocation: what it would come to is what it comes to, and nothing is written."""

import pytest

from sampling.reading_allocation import Reader
from tests.workbench.audits.readers import at, choose, read_case
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.allocating import (
    AllocationAsked,
    allocate_first_readings,
    hand_over,
)
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.first_readings import first_readings
from workbench.audits.people.foreseeing import AllocationForeseen, foresee_allocation
from workbench.audits.people.idle_rules import foresee_idle_columns
from workbench.audits.people.people import register
from workbench.audits.reviews.standing import FIRST_READING
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import head

OWN_TEAM = RulesAsked(own_team="team")


@pytest.fixture
def team(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """The audit `September`, with Ann of team A, Bo of team B and Cy of none that lists name."""
    for name, of in {"Ann": "A", "Bo": "B", "Cy": "Z"}.items():
        register(desk, name, team=of)
    return audit


def asked(*readers: Reader, rules: RulesAsked = OWN_TEAM, again: bool = False) -> AllocationAsked:
    return AllocationAsked(readers, rules, again)


def shares(found: AllocationForeseen) -> dict[str, int]:
    return {each.name: each.cases for each in found.readers if each.cases}


def test_it_is_what_the_allocation_comes_to(desk: Desk, team: OpenAudit) -> None:
    plan = asked(Reader("Ann", weight=2), Reader("Bo"), Reader("Cy"))
    seen = foresee_allocation(desk, "September", plan)
    assert (seen.changed, seen.again) == (12, False)
    assert seen.rules == {"own team": "team"}
    allocate_first_readings(desk, "September", plan)
    found = first_readings(desk, "September")
    assert shares(seen) == {each.name: each.cases for each in found.readers}
    assert (seen.seed, seen.rules) == (found.seed, found.rules)


def test_nothing_is_written(desk: Desk, team: OpenAudit) -> None:
    def written() -> tuple[object, object]:
        with desk.record.reading() as session:
            return head(session), first_readings(desk, "September")

    before = written()
    foresee_allocation(desk, "September", asked(Reader("Ann"), Reader("Cy")))
    assert written() == before


def test_what_was_begun_stays_and_what_others_lose_is_told(desk: Desk, team: OpenAudit) -> None:
    allocate_first_readings(
        desk, "September", asked(Reader("Bo"), Reader("Cy"), rules=RulesAsked())
    )
    bos = next(line for line in first_readings(desk, "September").lines if line.reader == "Bo")
    read_case(at(desk, "Bo"), team, team.case(bos.case), reading=FIRST_READING)
    plan = asked(Reader("Ann"), Reader("Cy"), rules=RulesAsked(), again=True)
    seen = {each.name: each for each in foresee_allocation(desk, "September", plan).readers}
    assert (seen["Bo"].before, seen["Bo"].begun, seen["Bo"].cases) == (6, 1, 1)
    assert seen["Ann"].before == 0
    assert seen["Ann"].cases + seen["Cy"].cases == 11


def test_it_is_refused_where_the_allocation_would_be(desk: Desk, team: OpenAudit) -> None:
    with pytest.raises(Refused, match="can be read by none of Ann"):
        foresee_allocation(desk, "September", asked(Reader("Ann")))
    with pytest.raises(WorkbenchError, match="Nobody was named"):
        foresee_allocation(desk, "September", asked())
    hand_over(desk, "September", case="#1", to="Cy", reason="by hand")
    with pytest.raises(Refused, match="allocated already"):
        foresee_allocation(desk, "September", asked(Reader("Cy")))


def test_a_blind_second_reader_is_not_told_whose_those_cases_are(
    desk: Desk, team: OpenAudit
) -> None:
    everyone = asked(Reader("Ann"), Reader("Bo"), rules=RulesAsked())
    allocate_first_readings(desk, "September", everyone)
    choose(desk, team, "Cy", share=1.0)
    again = asked(Reader("Ann"), Reader("Bo"), rules=RulesAsked(), again=True)
    assert foresee_allocation(at(desk, "Cy"), "September", again).readers == ()


def test_a_rule_that_keeps_nobody_from_any_case_is_foreseen(desk: Desk, team: OpenAudit) -> None:
    """No status of a case is what a team is called by; a column with one team's name is enough."""
    rules = RulesAsked(own_team="status")
    assert foresee_allocation(desk, "September", asked(Reader("Cy"), rules=rules)).idle == (
        "status",
    )
    assert foresee_allocation(desk, "September", asked(Reader("Cy"))).idle == ()
    assert foresee_idle_columns(desk, "September", rules) == ("status",)
    allocate_first_readings(desk, "September", asked(Reader("Cy"), rules=rules))
    assert first_readings(desk, "September").idle == ("status",)
