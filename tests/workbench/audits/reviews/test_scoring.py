"""Scoring: one answer is saved and the next question comes up, and nothing is ever lost."""

from dataclasses import replace

import pytest

from checklists.answers import Answer
from tests.conftest import Clock, DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import DesignAsked
from workbench.audits.draws.drawing import DrawPlan, draw_sample
from workbench.audits.draws.replacing import ReplacementReason, replace_case
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.results.rates import rates
from workbench.audits.reviews import answering
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.audits.reviews.standing import Place, standings
from workbench.errors import NotSaved, Refused, WorkbenchError

MET, NOT_MET, NOT_APPLICABLE = Answer.MET, Answer.NOT_MET, Answer.NOT_APPLICABLE


@pytest.fixture
def scoring(desk: Desk, audit: OpenAudit) -> Scoring:
    return open_scoring(desk, audit.name)


def standing(scoring: Scoring, question: str) -> Answer | None:
    return next(x for x in scoring.lines if x.question.id == question).state.standing


def finish_case(scoring: Scoring) -> None:
    case = scoring.case
    while scoring.case is case and not scoring.case_complete:
        scoring.answer(MET)


def test_it_opens_on_the_first_question_of_the_first_case(scoring: Scoring) -> None:
    assert (scoring.case.order, scoring.line.question.id) == (1, "SUP-01")
    assert scoring.progress.complete == 0


def test_an_answer_is_saved_and_the_next_question_comes_up(scoring: Scoring, desk: Desk) -> None:
    scoring.answer(MET)
    assert scoring.line.question.id == "SUP-02"
    again = open_scoring(desk, scoring.audit.name)
    assert standing(again, "SUP-01") is MET
    assert again.line.question.id == "SUP-02"


def test_a_note_is_asked_for_where_a_critical_question_is_not_met(scoring: Scoring) -> None:
    scoring.answer(NOT_MET)
    assert scoring.line.question.id == "SUP-01"
    assert scoring.line.note_owed
    scoring.write_note("No entry in the record.")
    assert scoring.line.question.id != "SUP-01"
    assert scoring.progress.notes_owed == 0


def test_an_owed_note_is_not_lost_by_going_on(scoring: Scoring, desk: Desk) -> None:
    scoring.answer(NOT_MET)
    scoring.step(1)
    again = open_scoring(desk, scoring.audit.name)
    assert again.progress.notes_owed == 1
    assert standing(again, "SUP-01") is NOT_MET


def test_a_parent_answered_differently_switches_its_questions_off(scoring: Scoring) -> None:
    scoring.answer(MET)
    scoring.go_to("SUP-04")
    scoring.answer(MET)
    before = {line.id: line for line in rates(scoring.desk, scoring.audit.name).questions}
    scoring.go_to("SUP-01")
    scoring.answer(NOT_MET)
    after = {line.id: line for line in rates(scoring.desk, scoring.audit.name).questions}
    assert (before["SUP-04"].met, before["SUP-04"].applicable) == (1, 1)
    assert (after["SUP-04"].met, after["SUP-04"].applicable) == (0, 0)
    assert after["SUP-04"].not_applicable == 1
    assert any("answered SUP-04" in x.sentence for x in diary(scoring.desk, scoring.audit.name))


def test_the_switched_off_answer_counts_again_when_the_parent_is_mended(scoring: Scoring) -> None:
    scoring.answer(MET)
    scoring.go_to("SUP-04")
    scoring.answer(MET)
    scoring.go_to("SUP-01")
    scoring.answer(NOT_MET)
    scoring.undo()
    assert standing(scoring, "SUP-04") is MET


def test_not_applicable_is_refused_where_the_question_applies(scoring: Scoring) -> None:
    with pytest.raises(Refused):
        scoring.answer(NOT_APPLICABLE)
    assert standing(scoring, "SUP-01") is None
    assert not [x for x in diary(scoring.desk) if x.action == "answer changed"]


def test_undo_takes_back_and_redo_gives_again(scoring: Scoring) -> None:
    scoring.answer(MET)
    scoring.answer(Answer.PARTLY_MET)
    scoring.undo()
    assert scoring.line.question.id == "SUP-02"
    assert standing(scoring, "SUP-02") is None
    scoring.undo()
    assert standing(scoring, "SUP-01") is None
    scoring.redo()
    scoring.redo()
    assert standing(scoring, "SUP-02") is Answer.PARTLY_MET
    assert scoring.redo() is None


def test_a_new_answer_ends_what_could_be_redone(scoring: Scoring) -> None:
    scoring.answer(MET)
    scoring.undo()
    scoring.answer(NOT_MET)
    assert scoring.redo() is None


def test_undo_brings_back_the_note_that_was_replaced(scoring: Scoring) -> None:
    scoring.answer(NOT_MET)
    scoring.write_note("first")
    scoring.go_to("SUP-01")
    scoring.write_note("second")
    scoring.undo()
    assert scoring.line.note == "first"


def test_undo_takes_back_only_this_auditors_changes(scoring: Scoring, desk: Desk) -> None:
    scoring.answer(MET)
    other = open_scoring(replace(desk, auditor="auditor 2"), scoring.audit.name)
    assert other.undo() is None


def test_undo_does_not_reach_the_cases_of_an_earlier_draw(scoring: Scoring, desk: Desk) -> None:
    scoring.answer(MET)
    earlier = scoring.case.id
    again = DrawPlan(
        audit=scoring.audit.name,
        population="crimes",
        checklists=("SUP",),
        design=DesignAsked(size=12),
        seed="another-seed",
        reason="wrong month was imported",
    )
    draw_sample(desk, again)
    length = len(diary(desk))
    assert open_scoring(desk, scoring.audit.name).undo() is None
    assert len(diary(desk)) == length
    with desk.record.reading() as session:
        assert standings(session, earlier)["SUP-01"].value is MET


def test_every_undo_is_an_entry_of_the_history(scoring: Scoring) -> None:
    scoring.answer(MET)
    scoring.undo()
    scoring.redo()
    actions = [line.action for line in diary(scoring.desk, scoring.audit.name)][-3:]
    assert actions == ["answer changed", "answer undone", "answer redone"]


def test_a_flag_is_come_back_to(scoring: Scoring) -> None:
    scoring.flag()
    scoring.step(3)
    assert scoring.next_flagged()
    assert scoring.line.question.id == "SUP-01"
    scoring.flag()
    assert not scoring.next_flagged()


def test_the_next_unscored_question_may_be_in_a_later_case(scoring: Scoring) -> None:
    finish_case(scoring)
    assert scoring.case.order == 1
    assert scoring.next_unscored()
    assert (scoring.case.order, scoring.line.question.id) == (2, "SUP-01")


def test_after_a_complete_case_it_opens_on_the_next_question(scoring: Scoring, desk: Desk) -> None:
    finish_case(scoring)
    again = open_scoring(desk, scoring.audit.name)
    assert (again.case.order, again.line.question.id) == (2, "SUP-01")


def test_the_last_answer_completes_the_audit(desk: Desk, draw_audit: DrawAudit) -> None:
    scoring = open_scoring(desk, draw_audit("two", size=2).name)
    finish_case(scoring)
    scoring.next_unscored()
    finish_case(scoring)
    assert scoring.complete
    assert not scoring.next_unscored()


@pytest.mark.parametrize(("order", "message"), [(0, "no case 0"), (13, "They are 1 to 12")])
def test_a_case_that_is_not_there_is_refused(scoring: Scoring, order: int, message: str) -> None:
    with pytest.raises(Refused, match=message):
        scoring.go_to_case(order)


def test_a_question_that_is_not_asked_is_refused(scoring: Scoring) -> None:
    with pytest.raises(WorkbenchError, match="asks SUP-01 to SUP-12"):
        scoring.go_to("PLAN-01")


def test_time_counts_work_and_leaves_out_long_pauses(scoring: Scoring, clock: Clock) -> None:
    while not scoring.case_complete:
        clock.tick(30)
        scoring.answer(MET)
        clock.tick(30 * 60)
        scoring.go_to(scoring.line.question.id)
    answered = sum(x.action == "answer changed" for x in diary(scoring.desk, scoring.audit.name))
    assert scoring.progress.median_minutes == pytest.approx(answered * 0.5)


def test_an_answer_that_cannot_be_saved_changes_nothing_and_can_be_given_again(
    scoring: Scoring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(answering, "give_answer", full)
        with pytest.raises(NotSaved):
            scoring.answer(MET)
        assert standing(scoring, "SUP-01") is None
        assert scoring.line.question.id == "SUP-01"
    scoring.answer(MET)
    assert standing(scoring, "SUP-01") is MET


def test_rates_see_what_another_program_saved(scoring: Scoring, desk: Desk) -> None:
    place = Place(case_id=scoring.audit.cases[3].id, question="SUP-01")
    give_answer(desk, scoring.audit, place, MET)
    scoring.refresh()
    scoring.go_to_case(4)
    assert standing(scoring, "SUP-01") is MET


def test_undo_leaves_alone_what_another_auditor_answered_since(
    desk: Desk, audit: OpenAudit
) -> None:
    ann, bob = open_scoring(desk, audit.name), replace(desk, auditor="auditor 2")
    ann.answer(MET)
    place = Place(case_id=audit.cases[0].id, question="SUP-01")
    give_answer(bob, audit, place, Answer.PARTLY_MET)
    with pytest.raises(Refused, match="changed by another person since"):
        ann.undo()
    assert standing(ann, "SUP-01") is Answer.PARTLY_MET, "what stands is shown"
    assert ann.line.question.id == "SUP-01"


def test_after_a_refusal_what_others_answered_in_the_case_is_shown(
    desk: Desk, audit: OpenAudit
) -> None:
    ann, bob = open_scoring(desk, audit.name), replace(desk, auditor="auditor 2")
    give_answer(bob, audit, Place(audit.cases[0].id, "SUP-03"), Answer.PARTLY_MET)
    replace_case(desk, audit.name, "#1", reason=ReplacementReason.RESTRICTED)
    with pytest.raises(Refused, match="no longer of the sample"):
        ann.answer(MET)
    assert standing(ann, "SUP-03") is Answer.PARTLY_MET


def test_an_answer_to_a_case_that_was_replaced_meanwhile_is_refused(
    scoring: Scoring, desk: Desk, audit: OpenAudit
) -> None:
    replace_case(desk, audit.name, "#1", reason=ReplacementReason.RESTRICTED)
    for act in (lambda: scoring.answer(MET), scoring.flag, lambda: scoring.write_note("x")):
        with pytest.raises(Refused, match="no longer of the sample"):
            act()
    assert rates(desk, audit.name).questions[0].met == 0


def test_an_answer_to_a_sample_that_was_given_up_meanwhile_is_refused(
    scoring: Scoring, desk: Desk, audit: OpenAudit
) -> None:
    plan = DrawPlan(
        audit=audit.name,
        population="crimes",
        checklists=(),
        design=DesignAsked(size=5),
        reason="wrong month",
    )
    draw_sample(desk, plan)
    with pytest.raises(Refused, match="no longer of the sample"):
        scoring.answer(MET)


def test_what_cannot_be_redone_stays_so_after_a_replacement(desk: Desk, audit: OpenAudit) -> None:
    scoring = open_scoring(desk, audit.name)
    scoring.answer(MET)
    scoring.undo()
    scoring.go_to_case(2)
    scoring.answer(MET)
    replace_case(desk, audit.name, "#2", reason=ReplacementReason.RESTRICTED)
    again = open_scoring(desk, audit.name)
    assert again.redo() is None
    assert again.undo() is None
