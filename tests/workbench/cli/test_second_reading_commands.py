"""The commands of second readings: chosen, scored line by line, finished, settled; and urgent."""

import io
import json
import sys

import pytest

from checklists.answers import Answer
from exports.plain import restored_text
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import (
    FIRST,
    SECOND,
    SEED,
    all_met,
    at,
    but,
    choose,
    read,
    read_twice,
)
from tests.workbench.cli.conftest import Terminal
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.people import register
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import SECOND_READING
from workbench.cli.dispatch import run
from workbench.cli.plain_scoring import score_line_by_line
from workbench.record.role_rules import Role

pytestmark = pytest.mark.of_the_file  # its people work by --auditor; on a server each has a login


class Person:
    """Somebody who runs commands on the record of the test."""

    def __init__(self, desk: Desk, name: str, capture: pytest.CaptureFixture[str]) -> None:
        self.record, self.name, self.capture = str(desk.record.location), name, capture
        self.out = self.err = ""

    def __call__(self, *words: object) -> int:
        code = run([*map(str, words), "--record", self.record, "--auditor", self.name])
        self.out, self.err = self.capture.readouterr()
        return code

    def json(self, *words: object) -> object:
        assert self(*words, "--json") == 0, self.err
        return json.loads(self.out)


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 2 cases."""
    return draw_audit(size=2)


@pytest.fixture
def lead(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Person:
    return Person(desk, "lead", capsys)


def test_the_cases_are_chosen_once_and_then_shown_to_those_who_lead(
    desk: Desk, lead: Person, audit: OpenAudit
) -> None:
    register(desk, "lead", role=Role.SUPERVISOR)
    register(desk, SECOND, role=Role.AUDITOR)
    register(desk, SECOND)
    chosen = lead.json("second", "September", "--reader", SECOND, "--share", "0.5")
    shown = lead.json("second", "September")
    assert chosen == shown
    assert shown["share"] == 0.5
    assert [line["reader"] for line in shown["lines"]] == [SECOND]
    assert lead("second", "September") == 0
    assert "50% of the cases by lot" in lead.out
    assert lead("second", "September", "--reader", SECOND) == 2
    assert "chosen already" in lead.err


def test_a_share_is_read_in_percent_and_what_is_none_is_told_in_our_words(
    lead: Person, audit: OpenAudit
) -> None:
    for typed in ("half", "4%0", "%"):
        assert lead("second", "September", "--reader", SECOND, "--share", typed) == 2
        told = f"{typed!r} is no share of the cases. Write it as 0.4 or 40%.\n"
        assert lead.err == told
    assert lead("second", "September", "--reader", SECOND, "--share", "nan") == 2
    assert lead.json("second", "September", "--reader", SECOND, "--share", "50%")["share"] == 0.5


def test_the_lot_is_told_to_nobody_else_before_all_is_read(
    desk: Desk, lead: Person, audit: OpenAudit
) -> None:
    choose(desk, audit, share=0.5)
    assert lead("second", "September") == 0
    assert "Its seed is shown once every first reading is finished" in lead.out
    assert "Which cases are read twice is shown once every first reading is finished" in lead.out
    reader = Person(desk, SECOND, lead.capture)
    assert reader("second", "September") == 0
    assert "Which other cases are read twice" in reader.out
    assert "not shown" in reader.out
    assert lead("history") == 0
    assert "by a seed that is shown once every first reading is finished" in lead.out
    assert SEED not in lead.out
    for name, reading in ((FIRST, ()), (SECOND, ("--second",))):
        read(at(desk, name), audit, reading=2 if reading else 1)
        assert Person(desk, name, lead.capture)("finish", "September", *reading) == 0
    assert lead("second", "September") == 0
    assert f"Seed {SEED}" in lead.out


def test_where_nothing_is_read_twice_it_says_how_to_begin(lead: Person, audit: OpenAudit) -> None:
    assert lead("second", "September") == 0
    assert "workbench second 'September' --reader NAME" in lead.out


def test_a_second_reading_is_scored_line_by_line_and_finished_by_a_stop(
    desk: Desk,
    audit: OpenAudit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    choose(desk, audit, share=0.5)
    scoring = open_scoring(at(desk, SECOND), audit.name, reading=SECOND_READING)
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n" * 11 + "y\nu\ny\n.\n" + "y\n.\n"))
    score_line_by_line(scoring)
    said = capsys.readouterr().out
    assert "September: second reading, blind" in said
    assert "is complete: type . to finish it" in said
    assert "Finished." in said


def test_the_record_is_opened_for_the_second_reading(
    desk: Desk, lead: Person, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(desk, audit, share=0.5)
    assert lead("score", "September", "--second", "--plain") == 2
    assert "No case of this audit is for you to read second" in lead.err
    reader = Person(desk, SECOND, lead.capture)
    monkeypatch.setattr(sys, "stdin", io.StringIO("q\n"))
    assert reader("score", "September", "--second", "--plain") == 0
    assert "second reading, blind" in reader.out


def test_a_reading_is_finished_by_a_command(
    desk: Desk, audit: OpenAudit, capsys: pytest.CaptureFixture[str]
) -> None:
    references = choose(desk, audit, share=1.0)
    read(at(desk, SECOND), audit, reading=SECOND_READING)
    reader = Person(desk, SECOND, capsys)
    assert reader.json("finish", "September", "--second")["finished"] == list(references)
    assert reader("finish", "September", "--second") == 0
    assert "There is nothing to finish." in reader.out


def test_differences_are_shown_and_settled_by_a_command(
    desk: Desk, lead: Person, audit: OpenAudit
) -> None:
    case = audit.cases[0].reference
    read_twice(desk, audit, but(case=case, question="SUP-02", answer=Answer.NOT_MET), all_met)
    assert lead("settle", "September") == 0
    assert "1 of 1 differences are still to be settled" in lead.out
    assert "first:  not met: auditor 1 saw no entry." in lead.out
    assert lead("settle", "September", case, "SUP-02", "second") == 2
    assert "needs its reason" in lead.err
    assert lead("settle", "September", case, "SUP-02", "second", "--reason", "entry 4") == 0
    assert "Agreed: SUP-02, met." in lead.out
    (line,) = lead.json("settle", "September")
    assert (line["settled"], line["agreed"]["answer"]) == (True, "met")
    assert lead("settle", "September", "--undo") == 0
    assert "Taken back: SUP-02." in lead.out
    assert lead("verify") == 0, lead.out


def test_an_incomplete_settlement_says_what_is_missing(lead: Person, audit: OpenAudit) -> None:
    assert lead("settle", "September", "#1") == 2
    assert "name the case, the question and the agreed answer" in lead.err


def test_blind_rates_are_labelled_on_paper_and_in_data(
    desk: Desk, audit: OpenAudit, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit)
    blind, seeing = Person(desk, SECOND, capsys), Person(desk, FIRST, capsys)
    assert blind.json("rates", "September")["left_out"].startswith("Blind: 2 cases")
    assert "left_out" not in seeing.json("rates", "September")
    assert blind("rates", "September") == 0
    assert "Blind: 2 cases that you read second" in blind.out
    assert blind("history", "September") == 0
    assert "answered" not in blind.out
    assert "Blind: one reading of 2 cases" in blind.out


def test_an_urgent_matter_is_recorded_and_listed(lead: Person, audit: OpenAudit) -> None:
    made = lead.json(
        "escalate", "September", "#1", "--told", "duty inspector", "--saw", "child at risk",
        "--question", "sup-01", "--when", "2026-09-30 09:30",
    )  # fmt: skip
    assert (made["told"], made["saw"], made["question"]) == (
        "duty inspector", "child at risk", "SUP-01",
    )  # fmt: skip
    assert lead.json("escalations", "September") == [made]
    assert lead("escalations", "September") == 0
    assert "duty inspector" in lead.out
    assert lead("history", "September") == 0
    assert "child at risk" not in lead.out


def test_good_practice_leaves_with_the_answers_and_comes_back(
    desk: Desk, lead: Person, draw_audit: DrawAudit, tmp_path: object, wb: Terminal
) -> None:
    audit = draw_audit("October", size=1)
    scoring = open_scoring(desk, audit.name)
    scoring.answer(Answer.MET)
    scoring.go_to("SUP-01")
    scoring.mark_good_practice()
    file = f"{tmp_path}/answers.csv"
    assert lead("answers", "October", "--export", file) == 0
    with open(file, encoding="utf-8") as lines:  # noqa: PTH123 - the path is text here
        heading, first, *_ = lines.read().splitlines()
    assert heading.endswith(",good_practice")
    assert restored_text(first).endswith(",yes")
    draw_audit("Copy", size=1)
    assert lead("answers", "Copy", "--import", file) == 0, lead.err
    assert lead.json("history", "Copy")[-1]["sentence"].endswith("good practice")


def test_what_a_blind_reader_is_not_shown_of_urgent_matters_is_said(
    desk: Desk, audit: OpenAudit, lead: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit)
    second = Person(desk, SECOND, capsys)
    assert second("escalations", "September") == 0
    assert "No urgent matter was passed on in September." in second.out
    assert "what the other reader passed on in 2 cases that are read twice" in second.out
    assert lead("escalations", "September") == 0
    assert "Blind" not in lead.out
