"""Urgent safeguarding: who was told and when; the words of what was seen are a note."""

from dataclasses import replace
from datetime import timedelta

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, DrawAudit
from tests.workbench.audits.readers import FIRST, SECOND, all_met, at, choose, read, read_twice
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit
from workbench.audits.overview import overview
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import report
from workbench.audits.reviews.escalating import escalate, escalations
from workbench.audits.reviews.escalating_by_words import (
    JUST_NOW,
    Told,
    escalate_by_words,
    time_told,
    told_when,
)
from workbench.audits.reviews.good_practice import mark_good_practice
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import SECOND_READING, Place
from workbench.audits.second_readings.second_reading import second_readings
from workbench.errors import Refused, WorkbenchError

SAW = "A child lives at the address and nobody has been told."


@pytest.fixture
def place(audit: OpenAudit) -> Place:
    return Place(audit.cases[0].id, "SUP-01")


def record(desk: Desk, audit: OpenAudit, place: Place, saw: str = SAW) -> None:
    escalate(desk, audit, place, told="duty inspector", told_at=desk.clock(), saw=saw)


def test_it_is_listed_with_who_was_told_and_when(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    record(desk, audit, place)
    (line,) = escalations(desk, audit.name)
    assert (line.case, line.question) == (audit.cases[0].reference, "SUP-01")
    assert (line.told, line.told_at) == ("duty inspector", "2026-10-01T09:00:00+00:00")
    assert (line.saw, line.by) == (SAW, "auditor 1")
    assert verify_record(desk).faults == ()


def test_the_history_tells_who_was_told_and_not_what_was_seen(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    record(desk, audit, place)
    told = diary(desk, audit.name)[-1].sentence
    assert told == (
        f"escalated an urgent matter of safeguarding in {audit.cases[0].reference}: told duty "
        "inspector at 2026-10-01 09:00"
    )


def test_what_was_seen_is_nowhere_in_the_history_itself(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    from workbench.record.history import entries

    record(desk, audit, place)
    with desk.record.reading() as session:
        assert not any(SAW in entry.payload for entry in entries(session))


def test_it_is_counted_on_results_and_on_home(desk: Desk, audit: OpenAudit, place: Place) -> None:
    record(desk, audit, place, saw="")
    record(desk, audit, place)
    assert report(desk, audit.name).escalations == 2
    assert [each.escalations for each in overview(desk).audits] == [2]


def test_it_stays_listed_when_its_case_is_replaced(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    record(desk, audit, place)
    gone = audit.cases[0].reference
    replace_case(desk, audit.name, gone, reason=ReplacementReason.RESTRICTED)
    (line,) = escalations(desk, audit.name)
    assert (line.case, line.in_sample) == (gone, False)
    assert report(desk, audit.name).escalations == 1


def test_somebody_must_have_been_told_already(desk: Desk, audit: OpenAudit, place: Place) -> None:
    with pytest.raises(Refused, match="Nobody was named"):
        escalate(desk, audit, place, told=" ", told_at=desk.clock())
    with pytest.raises(Refused, match="still to come"):
        escalate(desk, audit, place, told="x", told_at=desk.clock() + timedelta(minutes=1))


def test_a_reading_that_is_finished_stays_finished(desk: Desk, draw_audit: DrawAudit) -> None:
    audit = draw_audit(size=2)
    read_twice(desk, audit, all_met, all_met)
    record(at(desk, FIRST), audit, Place(audit.cases[0].id, "SUP-01"))
    lines = second_readings(desk, audit.name).lines
    assert {(line.first, line.second) for line in lines} == {("finished", "finished")}
    assert verify_record(desk).faults == ()


def test_a_second_reader_finds_it_in_the_second_reading_and_nobody_else_does(
    desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit(size=2)
    choose(desk, audit, share=1.0)
    here = Place(audit.cases[0].id, "SUP-01")
    record(at(desk, SECOND), audit, here)
    assert escalations(at(desk, FIRST), audit.name) != ()  # who has not begun the first reading
    read(at(desk, FIRST), audit)
    assert escalations(at(desk, FIRST), audit.name) == ()
    with pytest.raises(Refused, match="not yours"):
        record(at(desk, FIRST), audit, replace(here, reading=SECOND_READING))


def test_a_time_may_be_typed_behind_who_was_told(desk: Desk, clock: Clock) -> None:
    clock.tick(3600 * 8)
    told = told_when(desk, "duty inspector at 09:30")
    assert (told.who, told.at.hour, told.at.minute) == ("duty inspector", 9, 30)
    assert told.within == timedelta(0)
    assert told_when(desk, "lead at Hexham") == Told("lead at Hexham", desk.clock(), JUST_NOW)
    assert told_when(desk, "duty inspector") == Told("duty inspector", desk.clock(), JUST_NOW)


# The same matter, tried again where a server went away as it was saved


def test_the_same_matter_is_recorded_once(desk: Desk, audit: OpenAudit, place: Place) -> None:
    record(desk, audit, place)
    record(desk, audit, place)
    assert len(escalations(desk, audit.name)) == 1
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize("saw", ["", SAW])
def test_by_command_the_same_words_within_a_quarter_of_an_hour_are_the_same_matter(
    desk: Desk, audit: OpenAudit, clock: Clock, saw: str
) -> None:
    def again() -> str:
        return escalate_by_words(
            desk, audit.name, ("#1", "SUP-01"), told="duty inspector", saw=saw
        ).told_at

    first = again()
    clock.tick(14 * 60)
    assert again() == first
    assert len(escalations(desk, audit.name)) == 1
    clock.tick(2 * 60)
    assert again() != first
    assert len(escalations(desk, audit.name)) == 2


@pytest.mark.parametrize("other", ["told", "saw", "question", "case", "when", "auditor"])
def test_what_differs_in_anything_is_another_matter(
    desk: Desk, audit: OpenAudit, clock: Clock, other: str
) -> None:
    clock.tick(3600 * 8)
    words = {"told": "duty inspector", "saw": SAW, "question": "SUP-01", "case": "#1"}
    words |= {"when": "09:30"}
    differently = {"told": "sergeant", "saw": "", "question": "", "case": "#2", "when": "09:31"}
    for given in (words, words | {other: differently.get(other, "")}):
        theirs = at(desk, "auditor 7") if other == "auditor" and given is not words else desk
        here = (given["case"], given["question"])
        more = {name: given[name] for name in ("told", "saw", "when")}
        made = escalate_by_words(theirs, audit.name, here, **more)
        assert (made.told, made.saw) == (given["told"], given["saw"])
    assert len(escalations(desk, audit.name)) == 2


def test_a_time_that_is_none_is_refused(desk: Desk) -> None:
    assert time_told(desk, "") == desk.clock()
    assert time_told(desk, "2026-09-30 10:00").day == 30
    for typed in ("soon", "25:00"):
        with pytest.raises(WorkbenchError, match="is no time"):
            time_told(desk, typed)


# Good practice


def test_good_practice_is_marked_beside_the_answer_and_changes_no_rate(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    scoring = open_scoring(desk, audit.name)
    scoring.answer(Answer.MET)
    before = rates(desk, audit.name).questions
    mark_good_practice(desk, audit, place, marked=True)
    assert rates(desk, audit.name).questions == before
    assert report(desk, audit.name).good_practice == 1
    assert "good practice" in diary(desk, audit.name)[-1].sentence
    scoring = open_scoring(desk, audit.name)
    assert scoring.undo() is not None
    assert report(desk, audit.name).good_practice == 0
    assert verify_record(desk).faults == ()
