"""Settling: only the differences, the agreed answer with its reason, and both originals kept."""

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import (
    FIRST,
    SECOND,
    Give,
    all_met,
    at,
    but,
    choose,
    finish,
    place_of,
    read,
    read_twice,
)
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import report
from workbench.audits.reviews.standing import (
    AGREED_READING,
    FIRST_READING,
    SECOND_READING,
    standings,
)
from workbench.audits.second_readings.settling import (
    Difference,
    differences,
    settle,
    settle_by_word,
    undo_settling,
)
from workbench.errors import Refused, WorkbenchError

MET, NOT_MET, PARTLY = Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 3 cases."""
    return draw_audit(size=3)


@pytest.fixture
def case(audit: OpenAudit) -> str:
    """The case in which the two readers differ."""
    return audit.cases[1].reference


def differ(desk: Desk, audit: OpenAudit, case: str, question: str = "SUP-02") -> None:
    """Have the first reader find one thing not met that the second finds met."""
    read_twice(desk, audit, but(case=case, question=question, answer=NOT_MET), all_met)


def met_of(desk: Desk, audit: OpenAudit, question: str) -> int:
    line = next(line for line in rates(desk, audit.name).questions if line.id == question)
    return line.met


def test_only_what_differs_is_shown_with_both_answers_and_their_notes(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    (line,) = differences(desk, audit.name)
    assert (line.case, line.question, line.settled, line.agreed) == (case, "SUP-02", False, None)
    assert (line.first.answer, line.second.answer) == (NOT_MET, MET)
    assert (line.first.note, line.second.note) == ("auditor 1 saw no entry.", "")


def test_nothing_is_shown_while_one_of_the_two_is_not_finished(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit, but(case=case, question="SUP-02", answer=NOT_MET))
    read(at(desk, SECOND), audit, reading=SECOND_READING)
    finish(at(desk, FIRST), audit)
    assert differences(desk, audit.name) == ()
    with pytest.raises(Refused, match="two readings of it are not finished"):
        settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason="seen")


def test_the_agreed_answer_counts_in_place_of_the_first_and_both_originals_stay(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    assert met_of(desk, audit, "SUP-02") == 2
    moderator = at(desk, "moderator")
    settle(
        moderator, audit.name, case=case, question="sup-02", answer=PARTLY, reason="Part was seen."
    )
    line = next(line for line in rates(desk, audit.name).questions if line.id == "SUP-02")
    assert (line.met, line.partly_met, line.not_met) == (2, 1, 0)
    with desk.record.reading() as session:
        kept = [
            standings(session, audit.case(case).id, reading=reading)["SUP-02"].value
            for reading in (FIRST_READING, SECOND_READING, AGREED_READING)
        ]
    assert kept == [NOT_MET, MET, PARTLY]
    assert verify_record(desk).faults == ()


def test_the_reason_is_the_note_of_the_agreed_answer_and_not_in_the_history(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason="Entry of 3 May.")
    (line,) = differences(desk, audit.name)
    assert line.agreed is not None
    assert (line.settled, line.agreed.answer, line.agreed.note) == (True, MET, "Entry of 3 May.")
    told = [entry.sentence for entry in diary(desk, audit.name)]
    assert f"answered SUP-02 of {case} (agreed): open to met, note written" in told
    assert "Entry of 3 May" not in " ".join(told)


def test_an_agreed_answer_needs_a_reason_and_a_difference(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    with pytest.raises(Refused, match="needs its reason"):
        settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason=" ")
    with pytest.raises(Refused, match="answered SUP-03 alike"):
        settle(desk, audit.name, case=case, question="SUP-03", answer=MET, reason="seen")


def test_an_agreed_answer_can_be_taken_back_and_given_anew(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason="seen")
    assert undo_settling(desk, audit.name) is not None
    assert [line.settled for line in differences(desk, audit.name)] == [False]
    assert met_of(desk, audit, "SUP-02") == 2
    settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason="seen again")
    assert met_of(desk, audit, "SUP-02") == 3
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize(
    ("word", "agreed"), [("first", NOT_MET), ("second", MET), ("partly met", PARTLY)]
)
def test_a_command_names_whose_answer_is_agreed_or_another(
    desk: Desk, audit: OpenAudit, case: str, word: str, agreed: Answer
) -> None:
    differ(desk, audit, case)
    change = settle_by_word(
        desk, audit.name, case=case, question="SUP-02", word=word, reason="seen"
    )
    assert change.new.value is agreed


def test_a_word_that_is_no_answer_is_refused(desk: Desk, audit: OpenAudit, case: str) -> None:
    differ(desk, audit, case)
    with pytest.raises(WorkbenchError, match="'both' is no answer"):
        settle_by_word(desk, audit.name, case=case, question="SUP-02", word="both", reason="x")


# A difference that switches other questions on or off


def not_supervised(case: str) -> Give:
    """The first reader finds no supervision at all, so that what depends on it falls away."""
    return but(case=case, question="SUP-01", answer=NOT_MET)


def by_question(found: tuple[Difference, ...]) -> dict[str, Difference]:
    return {line.question: line for line in found}


def test_what_the_agreed_answer_switches_off_needs_no_answer_of_its_own(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    read_twice(desk, audit, not_supervised(case), all_met)
    assert "SUP-04" in by_question(differences(desk, audit.name))
    settle(desk, audit.name, case=case, question="SUP-01", answer=NOT_MET, reason="none there")
    assert all(line.settled for line in differences(desk, audit.name))


def test_what_the_agreed_answer_switches_on_is_to_be_settled_too(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    read_twice(desk, audit, not_supervised(case), all_met)
    settle(desk, audit.name, case=case, question="SUP-01", answer=MET, reason="seen")
    found = by_question(differences(desk, audit.name))
    assert not found["SUP-04"].settled
    part = next(part for part in report(desk, audit.name).cases if part.reference == case)
    assert not part.complete  # until that is settled as well
    settle(desk, audit.name, case=case, question="SUP-04", answer=MET, reason="seen")
    assert by_question(differences(desk, audit.name))["SUP-04"].settled


def test_the_agreement_is_of_the_originals_whatever_was_agreed(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    differ(desk, audit, case)
    before = {line.id: line for line in rates(desk, audit.name).agreement}["SUP-02"]
    settle(desk, audit.name, case=case, question="SUP-02", answer=MET, reason="seen")
    after = {line.id: line for line in rates(desk, audit.name).agreement}["SUP-02"]
    assert (before.differences, before.settled, after.settled) == (1, 0, 1)
    assert (before.met, before.answer) == (after.met, after.answer)
    assert after.met.agreed == 2


def test_a_case_that_was_chosen_for_a_critical_fail_is_in_no_figure_of_agreement(
    desk: Desk, audit: OpenAudit, case: str
) -> None:
    choose(desk, audit, share=0.0, critical_fails=True)
    read(at(desk, FIRST), audit, but(case=case, question="SUP-02", answer=NOT_MET))
    finish(at(desk, FIRST), audit)
    read(at(desk, SECOND), audit, reading=SECOND_READING)
    finish(at(desk, SECOND), audit, reading=SECOND_READING)
    line = {line.id: line for line in rates(desk, audit.name).agreement}["SUP-02"]
    assert (line.read_twice, line.differences, line.met.cases) == (1, 1, 0)


def test_a_case_keeps_its_place_in_the_sample(desk: Desk, audit: OpenAudit) -> None:
    last: AuditCase = audit.cases[-1]
    differ(desk, audit, last.reference)
    (line,) = differences(desk, audit.name)
    assert line.order == last.order
    assert place_of(audit, last.reference, "SUP-01", FIRST_READING).case_id == last.id
