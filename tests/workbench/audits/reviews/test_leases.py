"""Leases: who has a case open is known, nobody is kept out by it, and it ends by itself."""

import multiprocessing
import os
from dataclasses import replace

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.leases import CaseHeld, leases_of_others
from workbench.audits.reviews.scoring import open_scoring
from workbench.record.engine import open_record
from workbench.record.location import Location

CASES, WRITERS = 200 if os.environ.get("WORKBENCH_LONG_TESTS") else 40, 4


@pytest.fixture
def other(desk: Desk) -> Desk:
    return replace(desk, auditor="auditor 2")


def held_by_others(desk: Desk, audit: OpenAudit) -> dict[int, str]:
    with desk.record.reading() as session:
        held = leases_of_others(session, desk, audit, reading=1)
    orders = {case.id: case.order for case in audit.cases}
    return {orders[case]: each.auditor for case, each in held.items()}


def test_the_next_auditor_begins_at_the_next_case_and_is_told(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    assert open_scoring(desk, audit.name).case.order == 1
    second = open_scoring(other, audit.name)
    assert second.case.order == 2
    assert second.passed_over is not None
    assert f"Case 1 ({audit.cases[0].reference}) is open at auditor 1" in str(second.passed_over)


def test_a_held_case_is_opened_only_if_that_is_asked(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    open_scoring(desk, audit.name)
    second = open_scoring(other, audit.name)
    with pytest.raises(CaseHeld, match="open at auditor 1, at work on it at"):
        second.go_to_case(1)
    assert second.case.order == 2
    second.open_anyway()
    assert second.case.order == 1
    assert held_by_others(other, audit) == {1: "auditor 1"}, "it is still the first auditor's"


def test_going_from_case_to_case_passes_by_one_that_is_held(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    open_scoring(other, audit.name).go_to_case(2)
    scoring = open_scoring(desk, audit.name)
    with pytest.raises(CaseHeld):
        scoring.next_case()
    scoring.next_case()
    assert scoring.case.order == 3


def test_the_next_open_question_is_in_a_case_that_nobody_has(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    open_scoring(other, audit.name).go_to_case(2)
    scoring = open_scoring(desk, audit.name)
    while not scoring.case_complete:
        scoring.answer(Answer.MET)
    assert scoring.next_unscored()
    assert scoring.case.order == 3


def test_what_another_finished_meanwhile_is_not_opened_again(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    scoring, second = open_scoring(desk, audit.name), open_scoring(other, audit.name)
    while not second.case_complete:
        second.answer(Answer.MET)
    second.leave()
    while not scoring.case_complete:
        scoring.answer(Answer.MET)
    scoring.next_unscored()
    assert scoring.case.order == 3


def test_where_others_have_all_that_is_open_it_says_so(
    desk: Desk, other: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit("two", size=2)
    open_scoring(other, audit.name).go_to_case(2)
    scoring = open_scoring(desk, audit.name)
    while not scoring.case_complete:
        scoring.answer(Answer.MET)
    with pytest.raises(CaseHeld, match="Case 2"):
        scoring.next_unscored()


def test_a_case_is_given_up_by_going_on_and_by_leaving(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    scoring = open_scoring(desk, audit.name)
    scoring.go_to_case(5)
    assert held_by_others(other, audit) == {5: "auditor 1"}
    scoring.leave()
    assert held_by_others(other, audit) == {}


def test_a_lease_ends_by_itself_and_is_renewed_by_work(
    desk: Desk, other: Desk, audit: OpenAudit, clock: Clock
) -> None:
    scoring = open_scoring(desk, audit.name)
    clock.tick(9 * 60)
    scoring.answer(Answer.MET)
    clock.tick(9 * 60)
    assert held_by_others(other, audit) == {1: "auditor 1"}
    clock.tick(2 * 60)
    assert held_by_others(other, audit) == {}
    assert open_scoring(other, audit.name).case.order == 1


def _claim(
    location: Location, name: str, claimed: "multiprocessing.Queue[tuple[str, int]]"
) -> None:
    """Open the audit as one new auditor after another, and keep each one's case."""
    record = open_record(location)
    for number in range(CASES // WRITERS):
        scoring = open_scoring(Desk(record, auditor=f"{name}-{number}"), "all of them")
        claimed.put(scoring.case.order)
    record.close()


def test_of_several_programs_that_claim_cases_each_gets_its_own(
    location: Location, draw_audit: DrawAudit
) -> None:
    draw_audit("all of them", size=CASES, reserve=0)
    forked = multiprocessing.get_context("fork")
    claimed: multiprocessing.Queue[int] = forked.Queue()
    programs = [
        forked.Process(target=_claim, args=(location, f"p{n}", claimed)) for n in range(WRITERS)
    ]
    for program in programs:
        program.start()
    got = [claimed.get(timeout=120) for _ in range(CASES)]
    for program in programs:
        program.join()
    assert [program.exitcode for program in programs] == [0] * WRITERS
    assert sorted(got) == list(range(1, CASES + 1))


def test_a_clock_that_is_days_ahead_keeps_no_case_for_days(
    desk: Desk, other: Desk, audit: OpenAudit, clock: Clock
) -> None:
    wrong = Clock(clock.now)
    wrong.tick(3 * 24 * 3600)
    open_scoring(replace(desk, clock=wrong), audit.name)
    assert held_by_others(other, audit) == {}
    assert open_scoring(other, audit.name).case.order == 1
    assert held_by_others(desk, audit) == {1: "auditor 2"}


def test_clocks_that_differ_by_minutes_do_not_matter(
    desk: Desk, other: Desk, audit: OpenAudit, clock: Clock
) -> None:
    ahead = Clock(clock.now)
    ahead.tick(5 * 60)
    open_scoring(replace(desk, clock=ahead), audit.name)
    assert held_by_others(other, audit) == {1: "auditor 1"}
