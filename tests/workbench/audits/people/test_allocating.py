"""Allocating first readings: fair, fixed by the seed, without conflict, and sealed."""

from collections import Counter
from dataclasses import replace

import pytest

from checklists.answers import Answer
from sampling.reading_allocation import Reader, allocate_reading
from tests.conftest import SEED, DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import AuditCase, OpenAudit, open_audit
from workbench.audits.people.allocating import (
    BEGUN,
    AllocationAsked,
    allocate_first_readings,
    hand_over,
    set_conflict_rules,
)
from workbench.audits.people.conflict_rules import RulesAsked
from workbench.audits.people.first_readings import FirstReadings, first_readings
from workbench.audits.people.membership import remove_member
from workbench.audits.people.own_cases import check_may_open
from workbench.audits.people.people import register
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import FIRST_READING, Place
from workbench.audits.second_readings.reading_lists import cases_to_read
from workbench.audits.second_readings.second_reading import (
    SecondReadingAsked,
    choose_second_readings,
)
from workbench.errors import Refused, WorkbenchError

OWN_TEAM = RulesAsked(own_team="team")
PEOPLE = {"Ann": "A", "Bo": "b ", "Cy": "Z"}


def asked(*names: str, rules: RulesAsked = OWN_TEAM, again: bool = False) -> AllocationAsked:
    return AllocationAsked(tuple(map(Reader, names)), rules, again)


def allocate(desk: Desk, *names: str, rules: RulesAsked = OWN_TEAM, again: bool = False) -> None:
    allocate_first_readings(desk, "September", asked(*names, rules=rules, again=again))


def at(desk: Desk, name: str) -> Desk:
    return replace(desk, auditor=name)


def begin(desk: Desk, audit: OpenAudit, case: AuditCase) -> None:
    give_answer(desk, audit, Place(case.id, "SUP-01"), Answer.MET)


def case_of_team(audit: OpenAudit, team: str) -> AuditCase:
    return next(case for case in audit.cases if case.fields["team"] == team)


def readers(desk: Desk) -> dict[str, str]:
    return {line.case: line.reader for line in first_readings(desk, "September").lines}


def shares(found: FirstReadings) -> dict[str, int]:
    return {reader.name: reader.cases for reader in found.readers}


@pytest.fixture
def team(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """The audit `September`, with Ann of team A, Bo of team B and Cy of none that lists name."""
    for name, of in PEOPLE.items():
        register(desk, name, team=of, known_as=name)
    return audit


def test_it_is_the_allocation_of_the_seed_and_anyone_can_make_it_again(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Cy", "Ann", "Bo", rules=RulesAsked())
    names = [case.reference for case in team.cases]
    again = allocate_reading(names, map(Reader, ("Ann", "Bo", "Cy")), seed=SEED)
    assert readers(desk) == dict(again.reader_of)
    assert shares(first_readings(desk, "September")) == {"Ann": 4, "Bo": 4, "Cy": 4}
    assert verify_record(desk).faults == ()


def test_nobody_is_given_a_case_of_their_own_team_however_it_is_written(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Bo", "Cy")
    given = readers(desk)
    for case in team.cases:
        assert given[case.reference] != {"A": "Ann", "B": "Bo"}.get(case.fields["team"])
    assert max(Counter(given.values()).values()) - min(Counter(given.values()).values()) <= 1


def test_several_names_of_a_team_all_count(desk: Desk, team: OpenAudit) -> None:
    register(desk, "Ann", team="a; C")
    allocate(desk, "Ann", "Cy")
    given = readers(desk)
    assert {c.fields["team"] for c in team.cases if given[c.reference] == "Ann"} == {"B"}


def test_ones_own_case_is_told_by_what_lists_call_a_person(desk: Desk, team: OpenAudit) -> None:
    days = team.cases[0].fields["days_open"]
    register(desk, "Ann", known_as=f" {days} ; 9999")
    allocate(desk, "Ann", "Cy", rules=RulesAsked(own_case="Days Open"))
    assert readers(desk)[team.cases[0].reference] == "Cy"
    assert first_readings(desk, "September").rules == {"own case": "days_open"}


def test_where_nobody_may_read_a_case_it_names_cases_and_people_and_changes_nothing(
    desk: Desk, team: OpenAudit
) -> None:
    stuck = sorted(c.reference for c in team.cases if c.fields["team"] == "A")
    with pytest.raises(Refused) as refused:
        allocate(desk, "Ann")
    told = str(refused.value)
    assert f"{len(stuck)} cases can be read by none of Ann" in told
    assert f"{case_of_team(team, 'A').reference} (Ann own team)" in told
    assert "Add a reader without these conflicts" in told
    assert not first_readings(desk, "September").allocated
    assert first_readings(desk, "September").rules == {}


@pytest.mark.parametrize(
    ("name", "told"),
    [("Di", "Di is not registered"), ("Vi", "Vi is a viewer"), ("Ex", "Ex has left")],
)
def test_only_registered_people_who_read_are_given_cases(
    desk: Desk, team: OpenAudit, name: str, told: str
) -> None:
    from workbench.record.role_rules import Role

    register(desk, "Vi", role=Role.VIEWER)
    register(desk, "Ex")
    remove_member(desk, "Ex")
    with pytest.raises(WorkbenchError, match=told):
        allocate(desk, name)


def test_a_rule_that_cannot_be_told_of_somebody_is_never_taken_as_no_conflict(
    desk: Desk, team: OpenAudit
) -> None:
    register(desk, "Flo")
    with pytest.raises(Refused, match="cannot be told which cases are Flo's own team"):
        allocate(desk, "Flo", "Cy")


def test_a_column_that_is_not_kept_is_refused_with_those_that_are(
    desk: Desk, team: OpenAudit
) -> None:
    with pytest.raises(WorkbenchError, match="keeps no column 'officer'") as refused:
        allocate(desk, "Ann", rules=RulesAsked(own_case="officer"))
    assert "team, status, days_open" in str(refused.value)


# Begun before, and allocated again


def test_a_case_that_was_begun_stays_with_who_began_it_and_counts_in_their_share(
    desk: Desk, team: OpenAudit
) -> None:
    for case in team.cases[:3]:
        begin(at(desk, "Ann"), team, case)
    allocate(desk, "Ann", "Bo", "Cy", rules=RulesAsked())
    found = first_readings(desk, "September")
    assert [line.reader for line in found.lines[:3]] == ["Ann"] * 3
    assert {line.why for line in found.lines[:3]} == {BEGUN}
    assert shares(found) == {"Ann": 4, "Bo": 4, "Cy": 4}


def test_one_begun_in_conflict_stays_too_and_is_named(desk: Desk, team: OpenAudit) -> None:
    begun = case_of_team(team, "A")
    begin(at(desk, "Ann"), team, begun)
    allocate(desk, "Ann", "Bo", "Cy")
    assert readers(desk)[begun.reference] == "Ann"
    (named,) = first_readings(desk, "September").in_conflict
    assert (named.case, named.conflict) == (begun.reference, "own team")


def test_what_a_stranger_began_stays_with_the_stranger(desk: Desk, team: OpenAudit) -> None:
    begin(at(desk, "Old Jo"), team, team.cases[0])
    allocate(desk, "Ann", "Bo", "Cy", rules=RulesAsked())
    assert readers(desk)[team.cases[0].reference] == "Old Jo"


def test_to_allocate_again_must_be_said(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Cy", rules=RulesAsked())
    with pytest.raises(Refused, match="allocated already"):
        allocate(desk, "Ann", "Bo", "Cy", rules=RulesAsked())
    allocate(desk, "Ann", "Bo", "Cy", rules=RulesAsked(), again=True)
    assert shares(first_readings(desk, "September")) == {"Ann": 4, "Bo": 4, "Cy": 4}
    assert verify_record(desk).faults == ()


# One case


def test_one_case_is_handed_over_with_its_reason(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Bo")
    case = next(line for line in first_readings(desk, "September").lines if line.reader == "Ann")
    hand_over(desk, "September", case=f"#{case.order}", to="Cy", reason="Ann is on leave")
    assert readers(desk)[case.case] == "Cy"
    assert f"handed {case.case} over from Ann to Cy: Ann is on leave" in diary(desk)[-1].sentence
    assert verify_record(desk).faults == ()


def test_no_case_is_handed_over_into_a_conflict_without_reason_or_once_begun(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Bo", "Cy")
    of_b = case_of_team(team, "B").reference
    with pytest.raises(Refused, match="Bo's own team's case"):
        hand_over(desk, "September", case=of_b, to="Bo", reason="swap")
    with pytest.raises(Refused, match="needs its reason"):
        hand_over(desk, "September", case=of_b, to="Cy", reason=" ")
    reader = readers(desk)[of_b]
    begin(at(desk, reader), team, case_of_team(team, "B"))
    with pytest.raises(Refused, match=f"{reader} has begun"):
        hand_over(desk, "September", case=of_b, to="Cy" if reader == "Ann" else "Ann", reason="x")


def test_what_somebody_began_who_has_left_can_be_handed_over(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Cy")
    begin(at(desk, "Cy"), team, case_of_team(team, "B"))
    remove_member(desk, "Cy")
    case = case_of_team(team, "B").reference
    hand_over(desk, "September", case=case, to="Ann", reason="Cy has left")
    assert readers(desk)[case] == "Ann"


# Opening and saving


def test_ones_own_cases_come_first_and_those_in_conflict_not_at_all(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Bo", "Cy")
    mine = {case for case, reader in readers(desk).items() if reader == "Ann"}
    seen = cases_to_read(at(desk, "Ann"), team, reading=FIRST_READING)
    assert {case.reference for case in seen[: len(mine)]} == mine
    assert all(case.fields["team"] != "A" for case in seen)
    assert len(seen) == sum(case.fields["team"] != "A" for case in team.cases)


def test_nothing_can_be_saved_in_ones_own_teams_case_but_what_one_had_begun(
    desk: Desk, team: OpenAudit
) -> None:
    begun = case_of_team(team, "A")
    begin(at(desk, "Ann"), team, begun)
    allocate(desk, "Ann", "Bo", "Cy")
    begin(at(desk, "Ann"), team, begun)
    other = next(c for c in team.cases if c.fields["team"] == "A" and c.id != begun.id)
    with pytest.raises(Refused, match=f"Ann must not read {other.reference}"):
        begin(at(desk, "Ann"), team, other)
    with pytest.raises(Refused, match="Vic is not registered"):
        begin(at(desk, "Vic"), team, other)


def test_asking_for_a_case_in_conflict_says_why_it_is_not_there(
    desk: Desk, team: OpenAudit
) -> None:
    set_conflict_rules(desk, "September", OWN_TEAM)
    mine, other = case_of_team(team, "A"), case_of_team(team, "B")
    with pytest.raises(Refused, match="Ann's own team's case"):
        check_may_open(at(desk, "Ann"), "September", f"#{mine.order}")
    check_may_open(at(desk, "Ann"), "September", other.reference)


def test_a_rule_set_afterwards_is_held_against_what_is_allocated(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", rules=RulesAsked())
    set_conflict_rules(desk, "September", OWN_TEAM)
    of_a = sum(case.fields["team"] == "A" for case in team.cases)
    assert len(first_readings(desk, "September").in_conflict) == of_a
    set_conflict_rules(desk, "September", RulesAsked(own_team=""))
    assert first_readings(desk, "September").in_conflict == ()
    assert verify_record(desk).faults == ()


# Second readings, and replacements


def test_a_second_reader_is_without_conflict_too(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Bo", "Cy")
    choice = SecondReadingAsked(("Ann", "Bo", "Cy"), share=1.0)
    found = choose_second_readings(desk, "September", choice)
    first, teams = readers(at(desk, "lead")), {c.reference: c.fields["team"] for c in team.cases}
    for line in found.lines:
        assert line.reader != first[line.reference]
        assert line.reader != {"A": "Ann", "B": "Bo"}.get(teams[line.reference])


def test_allocating_again_never_makes_a_second_reader_the_first(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Bo", rules=RulesAsked())
    choose_second_readings(desk, "September", SecondReadingAsked(("Cy",), share=0.5))
    allocate(desk, "Ann", "Bo", "Cy", rules=RulesAsked(), again=True)
    seconds = {c.reference for c in team.cases} & {
        line.case
        for line in first_readings(at(desk, "Cy"), "September").lines
        if line.why == "not shown"
    }
    assert len(seconds) == 6
    assert not {case for case, reader in readers(desk).items() if reader == "Cy"} & seconds


def test_a_reserve_goes_to_the_reader_of_the_case_unless_in_conflict(
    desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit(size=12, reserve=40)
    for name, of in PEOPLE.items():
        register(desk, name, team=of)
    allocate(desk, "Ann", "Bo", "Cy")
    for order in range(1, 13):
        before = readers(desk)[audit.cases[order - 1].reference]
        reason = ReplacementReason.NOT_FOUND
        replace_case(desk, "September", audit.cases[order - 1].reference, reason=reason)
        now = open_audit(desk, "September").cases[order - 1]
        barred = {"A": "Ann", "B": "Bo"}.get(now.fields["team"])
        after = readers(desk)[now.reference]
        assert after == before if before != barred else after not in {barred, ""}
    assert verify_record(desk).faults == ()


# Scoring with an allocation


def test_scoring_goes_through_ones_own_first_and_counts_both(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Cy", rules=RulesAsked())
    mine = {case for case, reader in readers(desk).items() if reader == "Ann"}
    scoring = open_scoring(at(desk, "Ann"), "September")
    seen = [scoring.case.reference]
    while scoring.progress.mine_complete < len(mine):
        scoring.answer(Answer.NOT_EVIDENCED)
        if scoring.line.note_owed:
            scoring.write_note("Nothing on the file.")
        if scoring.case_complete:
            scoring.next_unscored()
            seen.append(scoring.case.reference)
    assert set(seen[: len(mine)]) == mine
    assert seen[len(mine)] not in mine
    assert (scoring.progress.mine, scoring.progress.cases) == (6, 12)


def test_what_was_left_open_of_ones_own_comes_before_what_is_anothers(
    desk: Desk, team: OpenAudit
) -> None:
    allocate(desk, "Ann", "Cy", rules=RulesAsked())
    scoring = open_scoring(at(desk, "Ann"), "September")
    mine = {case for case, reader in readers(desk).items() if reader == "Ann"}
    for _ in range(5):
        scoring.next_case()
    assert scoring.case.reference in mine
    while not scoring.case_complete:
        scoring.answer(Answer.NOT_EVIDENCED)
        if scoring.line.note_owed:
            scoring.write_note("Nothing on the file.")
    scoring.next_unscored()
    assert scoring.case.reference in mine


def test_undoing_goes_back_to_the_case_wherever_it_stands(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Cy", rules=RulesAsked())
    scoring = open_scoring(at(desk, "Ann"), "September")
    first = scoring.case
    scoring.answer(Answer.MET)
    scoring.next_case()
    scoring.undo()
    assert scoring.case == first
    assert verify_record(desk).faults == ()


def test_going_to_a_case_in_conflict_says_why(desk: Desk, team: OpenAudit) -> None:
    allocate(desk, "Ann", "Bo", "Cy")
    scoring = open_scoring(at(desk, "Ann"), "September")
    with pytest.raises(Refused, match="Ann's own team's case"):
        scoring.go_to_case(case_of_team(team, "A").order)


@pytest.mark.of_the_file
@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE allocation SET auditor = 'Bo'", "the allocation of reading 1 of case"),
        ("UPDATE auditor SET team = 'Z'", "the registration of Ann"),
        ("UPDATE conflict_rule SET told_by = 'status'", "the conflict rule 'own team' of audit"),
        ("DELETE FROM allocation WHERE id = 1", "the allocation of reading 1 of case"),
    ],
)
def test_what_is_changed_behind_the_programs_back_is_named(
    desk: Desk, team: OpenAudit, change: str, told: str
) -> None:
    allocate(desk, "Ann", "Cy")
    with desk.record.writing() as session:
        session.connection().exec_driver_sql(change)
    assert told in "; ".join(verify_record(desk).faults)
