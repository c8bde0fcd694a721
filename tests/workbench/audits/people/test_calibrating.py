"""Calibration sets: agreed answers sealed before, scored blind by each, and compared afterwards."""

from dataclasses import replace
from pathlib import Path

import pytest

from checklists.answers import Answer
from sampling.agreement import gwet_ac1, percent_agreement
from sampling.reading_allocation import Reader
from tests.conftest import DrawAudit
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.overview import overview
from workbench.audits.people.allocating import AllocationAsked, allocate_first_readings
from workbench.audits.people.calibrating import check_reveal, make_set, reveal
from workbench.audits.people.calibration_results import (
    AuditorResult,
    calibration_results,
    check_all_done,
)
from workbench.audits.people.calibration_sets import reading_of
from workbench.audits.people.people import register
from workbench.audits.people.queue import queue
from workbench.audits.proof.diary import diary
from workbench.audits.proof.diary_of_readings import withheld_from
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.audits.reviews.standing import Place
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import entries
from workbench.record.role_rules import Role

NAME = "Calibration"


def at(desk: Desk, name: str) -> Desk:
    return replace(desk, auditor=name)


def write_agreed(path: Path, audit: OpenAudit, answer: str = "met") -> Path:
    lines = [f"{c.reference},{q.id},{answer}" for c in audit.cases for q in audit.questions]
    path.write_text("\n".join(["case,question,answer", *lines]) + "\n", encoding="utf-8")
    return path


def score(desk: Desk, name: str, answer: Answer, *, but_first: Answer | None = None) -> Scoring:
    """Answer every question of every case alike, but perhaps the first question of each."""
    scoring = open_scoring(at(desk, name), NAME)
    for order in [case.order for case in scoring.audit.cases]:
        scoring.go_to_case(order)
        scoring.answer(but_first or answer)
        while not scoring.case_complete:
            if scoring.line.note_owed:
                scoring.write_note("Nothing on the file.")
            else:
                scoring.answer(answer)
    return scoring


@pytest.fixture
def cases(desk: Desk, draw_audit: DrawAudit) -> OpenAudit:
    for name, role in (("Ann", Role.AUDITOR), ("Bo", Role.AUDITOR), ("Hal", Role.SUPERVISOR)):
        register(desk, name, role=role, team=name)
    return draw_audit(NAME, size=3, reserve=0)


@pytest.fixture
def agreed(tmp_path: Path, cases: OpenAudit) -> Path:
    return write_agreed(tmp_path / "agreed.csv", cases)


@pytest.fixture
def begun(desk: Desk, cases: OpenAudit, agreed: Path) -> OpenAudit:
    """A set of three cases for Ann and Bo."""
    make_set(desk, NAME, agreed=agreed, readers=("Ann", "Bo"))
    return cases


def results(desk: Desk, name: str) -> dict[str, AuditorResult]:
    return {each.name: each for each in calibration_results(at(desk, name), NAME).auditors}


def test_the_agreed_answers_are_not_in_the_record_until_they_are_revealed(
    desk: Desk, begun: OpenAudit
) -> None:
    with desk.record.reading() as session:
        told = [entry.payload for entry in entries(session)]
    assert not any('"met"' in payload for payload in told)
    assert not calibration_results(desk, NAME).revealed


def test_each_scores_a_reading_of_their_own_and_no_rate_counts_it(
    desk: Desk, begun: OpenAudit
) -> None:
    score(desk, "Ann", Answer.MET)
    assert open_scoring(at(desk, "Bo"), NAME).progress.complete == 0
    assert open_scoring(at(desk, "Ann"), NAME).progress.complete == 3
    assert all(line.met == 0 for line in rates(desk, NAME).questions)
    assert verify_record(desk).faults == ()


def test_the_history_tells_nobody_what_another_scored_before_it_is_revealed(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    score(desk, "Ann", Answer.NOT_MET)
    told = [line.sentence for line in diary(at(desk, "Bo"))]
    assert not any(sentence.startswith("answered") for sentence in told)
    assert "made 'Calibration' a calibration set for Ann, Bo" in "; ".join(told)
    assert any("not met" in line.sentence for line in diary(at(desk, "Ann")))
    assert withheld_from(desk).startswith("What others score in a calibration set")
    reveal(desk, NAME, agreed=agreed)
    assert any("not met" in line.sentence for line in diary(at(desk, "Bo")))
    assert withheld_from(desk) == ""


def test_what_one_scored_can_be_undone_by_them_alone(desk: Desk, begun: OpenAudit) -> None:
    scoring = open_scoring(at(desk, "Ann"), NAME)
    scoring.answer(Answer.MET)
    assert open_scoring(at(desk, "Bo"), NAME).undo() is None
    assert scoring.undo() is not None
    assert scoring.progress.answered_here == 0


def test_nobody_writes_in_anothers_reading_nor_a_first_reading_nor_unregistered(
    desk: Desk, begun: OpenAudit
) -> None:
    case = begun.cases[0].id
    with desk.record.reading() as session:
        anns = reading_of(session, "Ann")
    for reading in (anns, 1):
        with pytest.raises(Refused, match="a reading of their own"):
            give_answer(at(desk, "Bo"), begun, Place(case, "SUP-01", reading), Answer.MET)
    with pytest.raises(WorkbenchError, match="Vic is not registered"):
        open_scoring(at(desk, "Vic"), NAME)
    with pytest.raises(Refused, match="No case of this calibration set was given to you"):
        open_scoring(at(desk, "Hal"), NAME)


def test_the_queue_and_home_tell_each_what_is_left(desk: Desk, begun: OpenAudit) -> None:
    (line,) = queue(at(desk, "Ann"))
    assert line.words == "score 3 more of 3 cases of a calibration set"
    assert overview(at(desk, "Ann")).advice == f"{NAME}: {line.words}"
    score(desk, "Ann", Answer.MET)
    assert queue(at(desk, "Ann")) == ()


def test_whoever_leads_is_told_once_all_have_scored_that_the_answers_can_be_revealed(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    score(desk, "Ann", Answer.MET)
    assert queue(at(desk, "Hal")) == ()
    score(desk, "Bo", Answer.MET)
    (line,) = queue(at(desk, "Hal"))
    assert line.words == "reveal a calibration set: all 2 auditors are done"
    assert (line.waits_for, line.command) == (
        "lead",
        f"workbench calibrate {NAME} --reveal FILE.csv",
    )
    assert queue(at(desk, "Ann")) == ()
    reveal(desk, NAME, agreed=agreed)
    assert queue(at(desk, "Hal")) == ()


def test_afterwards_each_sees_their_own_agreement_and_whoever_leads_all(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    score(desk, "Ann", Answer.MET)
    score(desk, "Bo", Answer.MET, but_first=Answer.PARTLY_MET)
    reveal(desk, NAME, agreed=agreed)
    assert list(results(desk, "Bo")) == ["Bo"]
    seen = results(desk, "Hal")
    assert list(seen) == ["Ann", "Bo"]
    ann, bo = seen["Ann"], seen["Bo"]
    assert ann.disagreements == ()
    assert [d.question for d in bo.disagreements] == ["SUP-01"] * 3
    assert (bo.disagreements[0].theirs, bo.disagreements[0].agreed) == ("partly met", "met")
    first = dict(bo.questions)["SUP-01"]
    assert (first.agreed, first.cases, first.percent.value) == (0, 3, 0.0)


def test_the_figures_are_those_of_the_measures_of_agreement(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    score(desk, "Bo", Answer.MET, but_first=Answer.PARTLY_MET)
    reveal(desk, NAME, agreed=agreed)
    overall = results(desk, "Bo")["Bo"].overall
    assert overall is not None
    asked = len(begun.questions)
    pairs = [("met", "met")] * 3 * (asked - 1) + [("partly met", "met")] * 3
    categories = [answer.words for answer in Answer]
    for shown, measured in (
        (overall.percent, percent_agreement(pairs, categories=categories)),
        (overall.ac1, gwet_ac1(pairs, categories=categories)),
    ):
        assert shown.value == pytest.approx(measured.value)
        assert (shown.low, shown.high) == pytest.approx((measured.low, measured.high))


def test_what_a_rule_sets_as_agreed_is_told_apart_and_is_no_agreement(
    desk: Desk, cases: OpenAudit, tmp_path: Path
) -> None:
    agreed = write_agreed(tmp_path / "no.csv", cases, "not_met")
    make_set(desk, NAME, agreed=agreed, readers=("Ann", "Bo"))
    score(desk, "Ann", Answer.NOT_MET)
    score(desk, "Bo", Answer.NOT_MET, but_first=Answer.MET)
    reveal(desk, NAME, agreed=agreed)
    ann, bo = results(desk, "Hal")["Ann"], results(desk, "Hal")["Bo"]
    asked = len(cases.questions) * len(cases.cases)
    assert ann.overall is not None
    assert bo.overall is not None
    assert ann.set_by_rule > 0
    assert ann.overall.cases + ann.set_by_rule == asked
    assert "SUP-04" not in dict(ann.questions)
    assert bo.set_by_rule == 0
    assert (dict(bo.questions)["SUP-04"].cases, dict(bo.questions)["SUP-04"].agreed) == (3, 0)


def test_a_set_is_closed_once_it_is_revealed(desk: Desk, begun: OpenAudit, agreed: Path) -> None:
    reveal(desk, NAME, agreed=agreed)
    scoring = open_scoring(at(desk, "Ann"), NAME)
    with pytest.raises(Refused, match="revealed, so it is closed"):
        scoring.answer(Answer.MET)
    with pytest.raises(Refused, match="revealed already"):
        reveal(desk, NAME, agreed=agreed)
    assert results(desk, "Hal")["Ann"].overall is None
    assert verify_record(desk).faults == ()


def test_only_the_file_that_was_sealed_is_revealed(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    write_agreed(agreed, begun, "not_met")
    for use in (check_reveal, reveal):
        with pytest.raises(Refused, match="is not the file"):
            use(desk, NAME, agreed=agreed)


def test_whoever_has_not_scored_all_is_named_before_a_set_is_closed(
    desk: Desk, begun: OpenAudit, agreed: Path
) -> None:
    score(desk, "Ann", Answer.MET)
    with pytest.raises(Refused, match=r"Not all have scored Calibration: Bo 0 of 3 cases"):
        check_all_done(at(desk, "Hal"), NAME)
    score(desk, "Bo", Answer.MET)
    check_all_done(at(desk, "Hal"), NAME)


def test_a_set_is_made_of_an_audit_that_nobody_has_begun(
    desk: Desk, cases: OpenAudit, agreed: Path
) -> None:
    give_answer(at(desk, "Ann"), cases, Place(cases.cases[0].id, "SUP-01"), Answer.MET)
    with pytest.raises(Refused, match="is begun"):
        make_set(desk, NAME, agreed=agreed, readers=("Ann",))


def test_first_readings_of_a_set_are_not_allocated(desk: Desk, begun: OpenAudit) -> None:
    with pytest.raises(Refused, match="is a calibration set"):
        allocate_first_readings(desk, NAME, AllocationAsked((Reader("Ann"),)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("case,question\n", "has no column answer"),
        ("case,question,answer\n#1,SUP-01,good\n", "line 2: 'good' is no answer"),
        ("case,question,answer\n#9,SUP-01,met\n", "line 2: '#9' is not in the sample"),
        ("case,question,answer\n#1,SUP-01,met\n", "has no answer to SUP-02"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_by_line(
    desk: Desk, cases: OpenAudit, tmp_path: Path, text: str, told: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkbenchError, match=told):
        make_set(desk, NAME, agreed=path, readers=("Ann",))
