"""Times against a standard: the number gives the answer, is kept, and is summed up."""

from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.results.reporting import export_answers
from workbench.audits.reviews.answer_files import import_answers
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.one_answer import give_one_answer
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused, WorkbenchError

QUESTION = "SUP-02"
"""Direction within a number of hours; the library's standard is 72."""


@pytest.fixture
def scoring(desk: Desk, audit: OpenAudit) -> Scoring:
    opened = open_scoring(desk, audit.name)
    opened.go_to(QUESTION)
    return opened


def line(scoring: Scoring):
    return next(each for each in scoring.lines if each.question.id == QUESTION)


@pytest.mark.parametrize(("time", "answer"), [("72", Answer.MET), ("72.5", Answer.NOT_MET)])
def test_a_time_gives_the_answer_and_is_kept(scoring: Scoring, time: str, answer: Answer) -> None:
    scoring.answer_time(time)
    assert line(scoring).state.standing is answer
    assert line(scoring).measured == time
    assert open_scoring(scoring.desk, scoring.audit.name).lines[1].measured == time


def test_a_plain_key_takes_the_time_away_and_undo_brings_it_back(scoring: Scoring) -> None:
    scoring.answer_time("30")
    scoring.go_to(QUESTION)
    scoring.answer(Answer.NOT_EVIDENCED)
    assert line(scoring).measured == ""
    scoring.undo()
    assert (line(scoring).state.standing, line(scoring).measured) == (Answer.MET, "30")


@pytest.mark.parametrize("time", ["", "soon", "-3", "1e5"])
def test_what_is_no_time_is_refused(scoring: Scoring, time: str) -> None:
    with pytest.raises(Refused):
        scoring.answer_time(time)
    assert line(scoring).state.standing is None


def test_a_question_that_is_no_time_is_not_answered_by_one(scoring: Scoring) -> None:
    scoring.go_to("SUP-01")
    with pytest.raises(Refused, match="not answered by a time"):
        scoring.answer_time("3")


def test_the_times_are_summed_up_beside_the_rate(desk: Desk, audit: OpenAudit) -> None:
    for case, time in zip(audit.cases, ("10", "20", "30", "100"), strict=False):
        give_one_answer(desk, audit.name, case=case.reference, question=QUESTION, answer=time)
    plain = Place(case_id=audit.cases[5].id, question=QUESTION)
    give_answer(desk, audit, plain, Answer.NOT_MET)
    found = rates(desk, audit.name)
    (summed,) = found.times
    assert (summed.id, summed.unit, summed.count, summed.within) == (QUESTION, "hours", 4, 3)
    assert (summed.median, summed.longest) == (25, 100)
    rate = next(each for each in found.questions if each.id == QUESTION)
    assert (rate.met, rate.applicable) == (3, 5)


def test_times_travel_in_a_file(desk: Desk, draw_audit: DrawAudit, tmp_path: Path) -> None:
    one, twin = draw_audit("one"), draw_audit("twin")
    case = one.cases[0].reference
    give_one_answer(desk, "one", case=case, question=QUESTION, answer="80.5")
    import_answers(desk, twin.name, export_answers(desk, "one", tmp_path / "out.csv"))
    assert rates(desk, "twin").times == rates(desk, "one").times


def test_a_time_and_a_word_that_disagree_are_a_fault(
    desk: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    case = audit.cases[0].reference
    path.write_text(f"case,question,answer,time\n{case},{QUESTION},met,100\n", encoding="utf-8")
    with pytest.raises(WorkbenchError) as caught:
        import_answers(desk, audit.name, path)
    assert "line 2: 100 gives not met" in str(caught.value.faults)  # type: ignore[attr-defined]


@pytest.mark.of_the_file
def test_a_changed_time_is_found(desk: Desk, audit: OpenAudit) -> None:
    import sqlite3

    case = audit.cases[0].reference
    give_one_answer(desk, audit.name, case=case, question=QUESTION, answer="30")
    with sqlite3.connect(desk.record.path) as raw:
        raw.execute("UPDATE answer SET measured = '3'")
    (fault,) = verify_record(desk).faults
    assert fault.startswith(f"{QUESTION} of case {case} of draw 1 of audit ")
