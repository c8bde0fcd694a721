"""Two auditors at one question, line by line: the second is told, and types whose is to stand."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answering import give_answer, write_note
from workbench.audits.reviews.scoring import open_scoring
from workbench.audits.reviews.standing import Place, Standing, standing_at
from workbench.cli.plain_scoring import score_line_by_line

Type = Callable[..., str]


class Lines:
    """Lines that are typed one by one, the first of them after another person has answered."""

    def __init__(self, lines: tuple[str, ...], before: Callable[[], None]) -> None:
        self._lines = self._typed(lines, before)

    def _typed(self, lines: tuple[str, ...], before: Callable[[], None]) -> Iterator[str]:
        before()
        yield from (f"{line}\n" for line in lines)

    def readline(self) -> str:
        return next(self._lines, "")


@pytest.fixture
def place(audit: OpenAudit) -> Place:
    return Place(case_id=audit.cases[0].id, question="SUP-01")


@pytest.fixture
def type_second(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Type:
    """Type lines after another auditor has answered not met, with a note; return what was said."""
    other = replace(desk, auditor="auditor 2")

    def before() -> None:
        give_answer(other, audit, place, Answer.NOT_MET)
        write_note(other, audit, place, "Entry 4 has no date.")

    def typed(*lines: str) -> str:
        scoring = open_scoring(desk, audit.name)
        monkeypatch.setattr(sys, "stdin", Lines(lines, before))
        score_line_by_line(scoring)
        return capsys.readouterr().out

    return typed


def stands(desk: Desk, place: Place) -> Standing:
    with desk.record.reading() as session:
        return standing_at(session, place)


def test_it_says_who_was_first_and_what_each_answered(
    type_second: Type, desk: Desk, place: Place
) -> None:
    said = type_second("y", "v", "y", "a", "q")
    assert "SUP-01 was changed by auditor 2 at " in said
    assert "theirs is not met, with a note, yours met" in said
    assert "Theirs: Entry 4 has no date." in said
    assert said.count("Type a to keep theirs") == 3, "another key chooses nothing"
    assert "Kept theirs." in said
    assert stands(desk, place).value is Answer.NOT_MET


def test_b_puts_mine_in_its_place(type_second: Type, desk: Desk, place: Place) -> None:
    assert "Saved: SUP-01 met." in type_second("y", "b", "q")
    assert stands(desk, place) == Standing(value=Answer.MET), "without their note"


def test_a_refused_undo_shows_what_stands(
    desk: Desk,
    audit: OpenAudit,
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    scoring = open_scoring(desk, audit.name)
    scoring.answer(Answer.MET)
    other = replace(desk, auditor="auditor 2")
    lines = Lines(("u", "q"), lambda: _put_another(other, audit, place))
    monkeypatch.setattr(sys, "stdin", lines)
    score_line_by_line(scoring)
    refused, shown = capsys.readouterr().out.split("Not done: SUP-01 was changed by another")
    assert "partly met" not in refused
    assert "SUP-01" in shown
    assert "partly met" in shown
    assert "Another's reason." in shown


def _put_another(other: Desk, audit: OpenAudit, place: Place) -> None:
    give_answer(other, audit, place, Answer.PARTLY_MET)
    write_note(other, audit, place, "Another's reason.")


def test_a_note_that_was_typed_is_not_lost(type_second: Type, desk: Desk, place: Place) -> None:
    assert "Your note was: My own words." in type_second("e My own words.", "a", "q")
    assert stands(desk, place).value is Answer.NOT_MET


def test_where_the_lines_end_first_theirs_stands(
    type_second: Type, desk: Desk, place: Place
) -> None:
    assert "Nothing was chosen: theirs stands." in type_second("y")
    assert stands(desk, place).value is Answer.NOT_MET


def test_the_same_answer_is_said_to_stand_already(type_second: Type) -> None:
    assert "auditor 2 had saved the same already." in type_second("n", "q")
