"""The queue: what waits, for whom, and nothing where nothing does."""

from dataclasses import replace

import pytest

from checklists.answers import Answer
from sampling.reading_allocation import Reader
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.overview import overview
from workbench.audits.people.allocating import (
    AllocationAsked,
    allocate_first_readings,
    set_conflict_rules,
)
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.first_readings import first_readings
from workbench.audits.people.people import register
from workbench.audits.people.queue import queue
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.escalating import escalate
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import Place
from workbench.audits.second_readings.finishing import finish_mine
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.record.role_rules import Role


def at(desk: Desk, name: str) -> Desk:
    return replace(desk, auditor=name)


def said(desk: Desk, name: str) -> list[tuple[str, str]]:
    return [(line.waits_for, line.words) for line in queue(at(desk, name))]


def allocate(desk: Desk, *names: str) -> None:
    asked = AllocationAsked(tuple(map(Reader, names)))
    allocate_first_readings(desk, "September", asked)


def score(desk: Desk, cases: int, answer: Answer, *, reading: int = 1) -> None:
    """Answer every question of the first cases of somebody alike."""
    scoring = open_scoring(desk, "September", reading=reading)
    for order in [case.order for case in scoring.audit.cases[:cases]]:
        scoring.go_to_case(order)
        while not scoring.case_complete:
            scoring.answer(answer)
            if scoring.line.note_owed:
                scoring.write_note("Nothing on the file.")


@pytest.fixture
def team(desk: Desk, audit: OpenAudit) -> OpenAudit:
    for name, role in (("Ann", "auditor"), ("Bo", "auditor"), ("Mo", "moderator")):
        register(desk, name, role=Role(role), team=name)
    return audit


def test_a_lone_auditors_queue_is_empty(desk: Desk, audit: OpenAudit) -> None:
    assert queue(desk) == ()


def test_first_readings_wait_for_who_has_them_and_whoever_leads_sees_whose(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Bo")
    assert said(desk, "Ann") == [("me", "score 6 more of your 6 cases")]
    assert said(desk, "Mo") == [("first readers", "12 cases: Ann 6, Bo 6")]
    score(at(desk, "Ann"), 2, Answer.MET)
    assert said(desk, "Ann") == [("me", "score 4 more of your 6 cases")]
    assert said(desk, "Mo") == [("first readers", "10 cases: Ann 4, Bo 6")]


def test_home_names_ones_own_cases_as_the_next_step(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Bo")
    assert overview(at(desk, "Ann")).advice == "September: score 6 more of your 6 cases"
    assert (
        overview(at(desk, "Mo")).advice
        == "September: 12 of 12 cases are still to be read by others"
    )


def test_a_second_reading_waits_for_its_reader_then_differences_for_the_moderator(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann")
    choose_second_readings(desk, "September", SecondReadingAsked(("Bo",), share=0.01))
    assert ("me", "read 1 case a second time, blind") in said(desk, "Bo")
    assert ("second reader", "1 case: Bo 1") in said(desk, "Ann")
    score(at(desk, "Ann"), 12, Answer.MET)
    finish_mine(at(desk, "Ann"), "September", reading=1)
    score(at(desk, "Bo"), 1, Answer.NOT_EVIDENCED, reading=2)
    finish_mine(at(desk, "Bo"), "September", reading=2)
    (mine,), (theirs,) = said(desk, "Mo"), said(desk, "Ann")
    assert (mine[0], theirs[0]) == ("me", "moderator")
    assert mine[1] == theirs[1]
    assert mine[1].endswith("between two readers, in 1 case")


def test_leads_are_told_of_cases_without_a_reader_and_with_one_in_conflict(
    desk: Desk, team: OpenAudit
) -> None:
    register(desk, "Ann", team="A")
    allocate(desk, "Ann")
    set_conflict_rules(desk, "September", RulesAsked(own_team="team"))
    conflicts = len(first_readings(desk, "September").in_conflict)
    assert ("lead", f"{conflicts} cases with a reader who must not read them") in said(desk, "Mo")
    assert all(waits_for != "lead" for waits_for, _ in said(desk, "Bo"))


def test_urgent_matters_are_told_to_those_who_lead(desk: Desk, team: OpenAudit) -> None:
    place = Place(team.cases[0].id, "SUP-01")
    escalate(at(desk, "Ann"), team, place, told="duty inspector", told_at=desk.clock())
    assert said(desk, "Mo")[0] == ("lead", "1 urgent matter was passed on")
    assert said(desk, "Bo") == []


def test_every_line_names_the_command_that_does_it(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Bo")
    give_answer(at(desk, "Ann"), team, Place(team.cases[0].id, "SUP-01"), Answer.MET)
    assert [line.command for line in queue(at(desk, "Ann"))] == ["workbench score September"]
    assert [line.command for line in queue(at(desk, "Mo"))] == ["workbench allocate September"]


def test_what_is_urgent_is_first_and_differences_are_the_next_step(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann")
    choose_second_readings(desk, "September", SecondReadingAsked(("Bo",), share=0.01))
    score(at(desk, "Ann"), 12, Answer.MET)
    finish_mine(at(desk, "Ann"), "September", reading=1)
    score(at(desk, "Bo"), 1, Answer.NOT_EVIDENCED, reading=2)
    finish_mine(at(desk, "Bo"), "September", reading=2)
    escalate(
        at(desk, "Ann"), team, Place(team.cases[0].id, "SUP-01"), told="Di", told_at=desk.clock()
    )
    assert [line.kind for line in queue(at(desk, "Mo"))] == ["escalations", "differences"]
    assert "settle" in overview(at(desk, "Mo")).advice


def test_who_leads_auditors_and_reads_nothing_is_not_told_to_score(
    desk: Desk, team: OpenAudit
) -> None:
    assert overview(at(desk, "Mo")).next_to_score is None
    score(at(desk, "Mo"), 1, Answer.MET)
    assert overview(at(desk, "Mo")).advice == "September: score 11 more cases of 12"
