"""Blindness: until both readings are finished neither reader is shown anything of the other's."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit
from tests.workbench.audits.readers import FIRST, SECOND, all_met, at, choose, finish, read
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.overview import overview
from workbench.audits.proof.diary import diary
from workbench.audits.proof.diary_of_readings import withheld_from
from workbench.audits.results.comparing import compare_audit
from workbench.audits.results.rates import rates, rates_by
from workbench.audits.results.reporting import export_answers, export_audit, report
from workbench.audits.reviews.escalating import escalate, escalations
from workbench.audits.reviews.good_practice import mark_good_practice
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING, Place
from workbench.audits.second_readings.second_reading import second_readings
from workbench.audits.second_readings.settling import differences

FIRST_NOTE, SECOND_NOTE = "auditor 1 saw no entry", "auditor 2 saw no entry"
ENDINGS = (".xlsx", ".csv", ".json", ".md")


def not_met(_: AuditCase, question: str) -> Answer:
    return Answer.NOT_MET if question == "SUP-02" else Answer.MET


@pytest.fixture
def audit(draw_audit: DrawAudit) -> OpenAudit:
    """The audit `September`, of 3 cases."""
    return draw_audit(size=3)


@pytest.fixture
def half_done(desk: Desk, audit: OpenAudit) -> OpenAudit:
    """Every case is read twice; the first reading is finished, the second nearly.

    Both found SUP-02 not met and wrote a note; the first marked good practice and escalated.
    """
    choose(desk, audit, share=1.0)
    read(at(desk, FIRST), audit, not_met)
    place = Place(audit.cases[0].id, "SUP-01", FIRST_READING)
    mark_good_practice(at(desk, FIRST), audit, place, marked=True)
    now = desk.clock()
    escalate(at(desk, FIRST), audit, place, told="duty one", told_at=now, saw="first was alarmed")
    finish(at(desk, FIRST), audit)
    read(at(desk, SECOND), audit, not_met, reading=SECOND_READING)
    again = Place(audit.cases[0].id, "SUP-01", SECOND_READING)
    escalate(at(desk, SECOND), audit, again, told="duty two", told_at=now, saw="second alarmed")
    return audit


def shown(desk: Desk, audit: OpenAudit, folder: Path) -> Iterator[str]:
    """Give everything that a desk is shown of an audit, as text."""
    yield repr(rates(desk, audit.name))
    yield repr(rates_by(desk, audit.name, "team"))
    yield repr(report(desk, audit.name))
    yield repr(compare_audit(desk, audit.name))
    yield repr(overview(desk))
    yield repr(second_readings(desk, audit.name))
    yield repr(differences(desk, audit.name))
    yield repr(escalations(desk, audit.name))
    yield repr(diary(desk, audit.name))
    yield repr(diary(desk))
    for ending in ENDINGS:
        written = export_audit(desk, audit.name, folder / f"audit{ending}")
        yield written.read_bytes().decode("latin-1") if ending != ".xlsx" else cells_of(written)
    yield export_answers(desk, audit.name, folder / "answers.csv").read_text("utf-8")


def cells_of(workbook: Path) -> str:
    from openpyxl import load_workbook

    book = load_workbook(workbook, data_only=True)
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet for cell in row if cell.value is not None
    )


def test_a_blind_second_reader_is_shown_nothing_of_the_first_reading(
    desk: Desk, half_done: OpenAudit, tmp_path: Path
) -> None:
    for text in shown(at(desk, SECOND), half_done, tmp_path):
        assert FIRST_NOTE not in text
        assert "duty one" not in text
        assert "first was alarmed" not in text
    answered = [part.answer for case in report(at(desk, SECOND), "September").cases
                for part in case.answers if not part.by_rule]  # fmt: skip
    assert set(answered) == {""}
    assert {case.auditor for case in report(at(desk, SECOND), "September").cases} == {""}


def test_nobody_but_the_second_reader_is_shown_anything_of_the_second_reading(
    desk: Desk, half_done: OpenAudit, tmp_path: Path
) -> None:
    for text in shown(at(desk, FIRST), half_done, tmp_path):
        assert SECOND_NOTE not in text
        assert "second alarmed" not in text
        assert "duty two" not in text
    assert "(second reading)" not in repr(diary(at(desk, "a supervisor")))


def test_the_history_tells_each_reader_their_own_and_says_that_something_is_left_out(
    desk: Desk, half_done: OpenAudit
) -> None:
    first, second = at(desk, FIRST), at(desk, SECOND)
    answered = {line.actor for line in diary(second) if line.action == "answer changed"}
    assert answered == {SECOND}
    assert {line.actor for line in diary(first) if line.action == "answer changed"} == {FIRST}
    for reader in (first, second):
        assert withheld_from(reader) == (
            "Blind: one reading of 3 cases that are read twice is left out until both are finished."
        )


def test_the_rates_of_a_blind_reader_are_labelled_and_those_of_others_count_the_first(
    desk: Desk, half_done: OpenAudit
) -> None:
    blind, seen = rates(at(desk, SECOND), "September"), rates(at(desk, FIRST), "September")
    assert [line.applicable for line in blind.questions if line.id == "SUP-02"] == [0]
    assert [line.not_met for line in seen.questions if line.id == "SUP-02"] == [3]
    assert blind.left_out == (
        "Blind: 3 cases that you read second count as open here until both readings are finished."
    )
    assert seen.left_out == ""


def test_what_leaves_says_that_it_leaves_something_out(
    desk: Desk, half_done: OpenAudit, tmp_path: Path
) -> None:
    second = at(desk, SECOND)
    page = export_audit(second, "September", tmp_path / "a.md").read_text("utf-8")
    data = json.loads(export_audit(second, "September", tmp_path / "a.json").read_text("utf-8"))
    assert "Blind: 3 cases that you read second" in page
    assert data["left_out"].startswith("Blind: 3 cases")
    assert "Blind: 3 cases" in cells_of(export_audit(second, "September", tmp_path / "a.xlsx"))


def test_once_both_are_finished_both_see_everything(desk: Desk, half_done: OpenAudit) -> None:
    finish(at(desk, SECOND), half_done, reading=SECOND_READING)
    for reader in (at(desk, FIRST), at(desk, SECOND)):
        assert withheld_from(reader) == ""
        assert rates(reader, "September").left_out == ""
        actors = {line.actor for line in diary(reader) if line.action == "answer changed"}
        assert actors == {FIRST, SECOND}
        assert len(escalations(reader, "September")) == 2
        notes = {part.note for case in report(reader, "September").cases for part in case.answers}
        assert f"{FIRST_NOTE}." in notes


def test_an_urgent_matter_is_hidden_from_the_other_reader_only(
    desk: Desk, half_done: OpenAudit
) -> None:
    told = [line.told for line in escalations(at(desk, "a supervisor"), "September")]
    assert told == ["duty one", "duty two"]
    history = repr(diary(at(desk, "a supervisor"), "September"))
    assert "told duty one" in history
    assert "told duty two" in history
    assert [line.told for line in escalations(at(desk, FIRST), "September")] == ["duty one"]
    assert [line.told for line in escalations(at(desk, SECOND), "September")] == ["duty two"]


def test_the_cases_that_are_read_once_are_seen_by_everybody(
    desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit("October", size=4)
    choose(desk, audit, share=0.25)
    read(at(desk, FIRST), audit, all_met)
    line = rates(at(desk, SECOND), audit.name).questions[0]
    assert (line.met, line.unanswered) == (3, 1)
