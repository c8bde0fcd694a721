"""Second readings: chosen by lot, by another person, finished by saying so, and then closed."""

import json

import pytest

from checklists.answers import Answer
from sampling.second_readings import draw_second_readings
from tests.workbench.audits.readers import (
    FIRST,
    SECOND,
    SEED,
    THIRD,
    all_met,
    at,
    but,
    choose,
    finish,
    place_of,
    read,
    read_case,
    read_twice,
    read_twice_in,
)
from workbench.audits.desk import Desk
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit, open_audit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.second_reading import (
    HIDDEN,
    SecondReadingAsked,
    choose_second_readings,
    second_readings,
)
from workbench.audits.second_readings.twice_read import CRITICAL_FAIL
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import entries

# Choosing


def test_the_share_is_what_the_seed_draws_and_anybody_can_draw_it_again(
    desk: Desk, audit: OpenAudit
) -> None:
    references = [case.reference for case in audit.cases]
    chosen = choose(desk, audit, share=0.25)
    assert set(chosen) == set(draw_second_readings(references, seed=SEED, share=0.25))
    assert len(chosen) == 3


def test_a_tenth_is_chosen_unless_another_share_is_asked_for(desk: Desk, audit: OpenAudit) -> None:
    assert len(choose(desk, audit)) == 2  # a tenth of 12, rounded up


def test_the_choice_stands_in_the_history_and_verify_holds_it(desk: Desk, audit: OpenAudit) -> None:
    chosen = choose(desk, audit, share=0.25)
    with desk.record.reading() as session:
        entry = list(entries(session))[-1]
    details = json.loads(entry.payload)
    assert entry.action == "second readings chosen"
    assert (details["seed"], details["share"], details["readers"]) == (SEED, "0.25", [SECOND])
    assert set(details["cases"]) == set(chosen)
    assert verify_record(desk).faults == ()


def test_second_readings_are_chosen_once_for_each_draw(desk: Desk, audit: OpenAudit) -> None:
    choose(desk, audit)
    with pytest.raises(Refused, match="chosen already: once for each draw"):
        choose(desk, audit, seed="another-seed")


def test_nobody_reads_second_what_they_read_first(desk: Desk, audit: OpenAudit) -> None:
    read_case(at(desk, THIRD), audit, audit.cases[0], all_met, reading=FIRST_READING)
    choose(desk, audit, SECOND, THIRD, share=1.0)
    twice = read_twice_in(desk, audit)
    assert twice[audit.cases[0].reference].second_reader == SECOND
    readers = [each.second_reader for each in twice.values()]
    assert {readers.count(SECOND), readers.count(THIRD)} == {6}


def test_somebody_must_be_named(desk: Desk, audit: OpenAudit) -> None:
    with pytest.raises(WorkbenchError, match="Nobody was named who reads second"):
        choose_second_readings(desk, audit.name, SecondReadingAsked(readers=(" ",)))


def test_the_case_in_the_place_of_another_is_read_by_the_same_readers(
    desk: Desk, audit: OpenAudit
) -> None:
    (out,) = choose(desk, audit, share=0.05)
    replace_case(desk, audit.name, out, reason=ReplacementReason.RESTRICTED)
    ((reference, twice),) = read_twice_in(desk, audit).items()
    assert twice.second_reader == SECOND
    assert open_audit(desk, audit.name).case(reference).order == audit.case(out).order
    assert reference != out
    assert verify_record(desk).faults == ()


# Reading


def test_the_second_reader_has_those_cases_and_the_first_reading_has_the_others(
    desk: Desk, audit: OpenAudit
) -> None:
    chosen = choose(desk, audit, share=0.25)
    second = open_scoring(at(desk, SECOND), audit.name, reading=SECOND_READING)
    first = open_scoring(at(desk, SECOND), audit.name)
    assert {case.reference for case in second.audit.cases} == set(chosen)
    assert {case.reference for case in first.audit.cases}.isdisjoint(chosen)
    assert len(open_scoring(at(desk, FIRST), audit.name).audit.cases) == 12


def test_who_has_no_second_reading_is_told(desk: Desk, audit: OpenAudit) -> None:
    choose(desk, audit)
    with pytest.raises(Refused, match="No case of this audit is for you to read second"):
        open_scoring(at(desk, FIRST), audit.name, reading=SECOND_READING)


def test_a_case_that_another_reads_is_not_said_not_to_be_in_the_sample(
    desk: Desk, audit: OpenAudit
) -> None:
    (mine,) = choose(desk, audit, share=0.05)
    scoring = open_scoring(at(desk, SECOND), audit.name, reading=SECOND_READING)
    other = next(case.reference for case in audit.cases if case.reference != mine)
    order = audit.case(mine).order
    with pytest.raises(WorkbenchError, match=f"is not one of your cases of .* They are #{order}"):
        scoring.audit.case(other)


def test_each_answers_only_in_their_own_reading(desk: Desk, audit: OpenAudit) -> None:
    (case,) = choose(desk, audit, share=0.05)
    first, second = (place_of(audit, case, "SUP-01", r) for r in (FIRST_READING, SECOND_READING))
    with pytest.raises(Refused, match="its first reading is another's"):
        give_answer(at(desk, SECOND), audit, first, Answer.MET)
    with pytest.raises(Refused, match="second reading of this case is auditor 2's"):
        give_answer(at(desk, FIRST), audit, second, Answer.MET)
    other = next(c.reference for c in audit.cases if c.reference != case)
    with pytest.raises(Refused, match="not read twice"):
        give_answer(
            at(desk, SECOND), audit, place_of(audit, other, "SUP-01", SECOND_READING), Answer.MET
        )


# Finishing


def test_a_reading_is_finished_once_all_is_answered_and_its_reader_goes_on(
    desk: Desk, audit: OpenAudit
) -> None:
    (case,) = choose(desk, audit, share=0.05)
    second = at(desk, SECOND)
    read(second, audit, reading=SECOND_READING)
    scoring = open_scoring(second, audit.name, reading=SECOND_READING)
    assert scoring.complete
    assert scoring.to_finish == 1
    scoring.go_on()
    assert scoring.to_finish == 0
    (line,) = second_readings(second, audit.name).lines
    assert (line.reference, line.second) == (case, "finished")
    assert verify_record(desk).faults == ()


def test_a_reading_with_an_open_question_cannot_be_finished(desk: Desk, audit: OpenAudit) -> None:
    (case,) = choose(desk, audit, share=0.05)
    from workbench.audits.second_readings.finishing import finish_mine

    with pytest.raises(Refused, match="something in it is still open"):
        finish_mine(at(desk, SECOND), audit.name, reading=SECOND_READING, reference=case)


def test_until_both_are_finished_a_reading_can_be_undone_and_is_then_open_again(
    desk: Desk, audit: OpenAudit
) -> None:
    choose(desk, audit, share=0.05)
    second = at(desk, SECOND)
    read(second, audit, reading=SECOND_READING)
    finish(second, audit, reading=SECOND_READING)
    scoring = open_scoring(second, audit.name, reading=SECOND_READING)
    assert scoring.undo() is not None
    (line,) = second_readings(second, audit.name).lines
    assert line.second == "open"
    assert scoring.redo() is not None
    assert scoring.to_finish == 1
    assert verify_record(desk).faults == ()


def test_once_both_are_finished_neither_can_be_changed_nor_undone(
    desk: Desk, audit: OpenAudit
) -> None:
    case = read_twice(desk, audit, all_met, all_met)[0]
    for name, reading in ((FIRST, FIRST_READING), (SECOND, SECOND_READING)):
        reader = at(desk, name)
        with pytest.raises(Refused, match="neither can be changed"):
            give_answer(reader, audit, place_of(audit, case, "SUP-01", reading), Answer.NOT_MET)
        with pytest.raises(Refused, match="neither can be changed"):
            open_scoring(reader, audit.name, reading=reading).undo()
    assert verify_record(desk).faults == ()


def test_undo_keeps_to_its_own_reading(desk: Desk, audit: OpenAudit) -> None:
    chosen = choose(desk, audit, share=0.25)
    second = at(desk, SECOND)
    own = next(c.reference for c in audit.cases if c.reference not in chosen)
    first_place = place_of(audit, own, "SUP-01", FIRST_READING)
    give_answer(second, audit, first_place, Answer.MET)
    give_answer(second, audit, place_of(audit, chosen[0], "SUP-01", SECOND_READING), Answer.NOT_MET)
    change = open_scoring(second, audit.name).undo()
    assert change is not None
    assert change.place == first_place


def test_first_readings_that_are_complete_count_as_finished_when_the_second_are_chosen(
    desk: Desk, audit: OpenAudit
) -> None:
    read(at(desk, FIRST), audit)
    choose(desk, audit, share=1.0)
    assert {line.first for line in second_readings(desk, audit.name).lines} == {"finished"}
    assert verify_record(desk).faults == ()


def test_nothing_has_to_be_finished_where_no_case_is_read_twice(
    desk: Desk, audit: OpenAudit
) -> None:
    read(at(desk, FIRST), audit)
    assert open_scoring(at(desk, FIRST), audit.name).to_finish == 0
    with pytest.raises(Refused, match="nothing has to be finished"):
        finish(at(desk, FIRST), audit)


# Critical fails


def test_a_critical_fail_joins_once_its_first_reading_is_finished(
    desk: Desk, audit: OpenAudit
) -> None:
    chosen = choose(desk, audit, share=0.0, critical_fails=True)
    assert chosen == ()
    failed = audit.cases[4].reference
    read(at(desk, FIRST), audit, but(case=failed, question="SUP-02", answer=Answer.NOT_MET))
    assert read_twice_in(desk, audit) == {}
    finish(at(desk, FIRST), audit)
    (line,) = second_readings(desk, audit.name).lines
    assert (line.reference, line.reader, line.why) == (failed, SECOND, CRITICAL_FAIL)
    assert verify_record(desk).faults == ()


def test_its_second_reader_is_not_told_that_it_failed(desk: Desk, audit: OpenAudit) -> None:
    choose(desk, audit, share=0.0, critical_fails=True)
    failed = audit.cases[4].reference
    read(at(desk, FIRST), audit, but(case=failed, question="SUP-02", answer=Answer.NOT_MET))
    finish(at(desk, FIRST), audit)
    (line,) = second_readings(at(desk, SECOND), audit.name).lines
    assert (line.why, line.first) == (HIDDEN, HIDDEN)
    told = " ".join(line.sentence for line in diary(at(desk, SECOND), audit.name))
    assert failed not in told


def test_a_critical_fail_that_nobody_may_read_waits_until_somebody_is_named(
    desk: Desk, audit: OpenAudit
) -> None:
    choose(desk, audit, FIRST, share=0.0, critical_fails=True)
    failed = audit.cases[4].reference
    read(at(desk, FIRST), audit, but(case=failed, question="SUP-02", answer=Answer.NOT_MET))
    finish(at(desk, FIRST), audit)
    assert second_readings(desk, audit.name).waiting == 1
    assert choose(desk, audit, THIRD) == (failed,)
    assert second_readings(desk, audit.name).waiting == 0


def test_an_audit_without_second_readings_says_so(desk: Desk, audit: OpenAudit) -> None:
    found = second_readings(desk, audit.name)
    assert (found.share, found.lines) == (None, ())
    assert open_audit(desk, audit.name).cases == audit.cases
