"""Tracking a recommendation: from its sentence to questions, rates, verdicts and its status."""

import csv
from pathlib import Path

import pytest

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.tracking import set_status, standing_of_all, track
from workbench.audits.reviews.answer_files import import_answers
from workbench.errors import WorkbenchError


def test_a_recommendation_has_the_questions_of_its_parts() -> None:
    found = track(None, "r5")
    assert [part.id for part in found.parts] == ["R5a", "R5b", "R5c"]
    assert {"SUP-03", "SUP-12", "PLAN-12"} <= {question.id for question in found.questions}
    assert "SUP-EFFECTIVE" in {indicator.id for indicator in found.indicators}
    assert found.audits == ()


def test_a_cause_of_concern_has_the_questions_of_its_recommendations() -> None:
    assert "SUP-03" in {question.id for question in track(None, "ACOC2").questions}


def test_a_process_has_the_questions_the_checklists_and_the_programmes_that_it_names() -> None:
    named = track(None, "p15")
    assert [question.id for question in named.questions] == ["VCOP-01", "VCOP-02", "VCOP-03"]
    whole = track(None, "P13")
    assert {question.id.split("-")[0] for question in whole.questions} == {"THRIVE"}
    assert len(whole.questions) == 18
    assert "THRIVE-TRIAGE" in {indicator.id for indicator in whole.indicators}
    assert [programme.id for programme in whole.programmes] == ["call-handling"]


def test_a_process_shows_the_rates_of_the_questions_that_it_names(
    listed: Desk, audit: OpenAudit
) -> None:
    (found,) = track(listed, "P02").audits
    assert "SUP-12" in {line.id for line in found.lines}
    assert track(listed, "P31").audits == ()


def test_the_audits_of_the_record_show_their_rates_and_verdicts(
    listed: Desk, audit: OpenAudit, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["case", "question", "answer", "note"])
        lines.writerows([case.reference, "SUP-12", "met", ""] for case in audit.cases)
    import_answers(listed, audit.name, path)
    (found,) = track(listed, "R5").audits
    rates = {line.id: line.rate for line in found.lines}
    assert rates["SUP-EFFECTIVE"] == 1
    assert rates["SUP-03"] is None
    words = {one.baseline.id: one.word for one in found.comparisons}
    assert words == {"stf22-supervision": "improved", "stf22-review-words": "not comparable"}


@pytest.mark.usefixtures("audit")
def test_an_audit_that_asks_nothing_of_it_is_left_out(listed: Desk) -> None:
    assert track(listed, "R1").audits == ()


def test_a_status_is_kept_with_all_before_it(listed: Desk) -> None:
    assert track(listed, "R4").status == "no status given"
    set_status(listed, "r4", "awaiting review")
    set_status(listed, "R4", "being progressed", note="plans are dip sampled")
    found = track(listed, "R4")
    assert found.status == "being progressed"
    assert [each.status for each in found.statuses] == ["awaiting review", "being progressed"]
    assert found.statuses[-1].note == "plans are dip sampled"
    assert standing_of_all(listed) == {"R4": "being progressed"}
    assert not verify_record(listed).faults
    said = diary(listed)[-1].sentence
    assert said == "set recommendation R4 to being progressed: plans are dip sampled"


@pytest.mark.parametrize(
    ("entry", "status", "words"),
    [("R4", "done", "no status 'done'"), ("R9", "complete", "no entry 'R9'")],
)
def test_an_unknown_status_or_entry_is_refused(
    listed: Desk, entry: str, status: str, words: str
) -> None:
    with pytest.raises(WorkbenchError, match=words):
        set_status(listed, entry, status)
