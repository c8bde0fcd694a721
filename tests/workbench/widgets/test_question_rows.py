"""The lines of the question list: a mark and a word for each answer, or why there is none."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.scoring import QuestionLine, open_scoring
from workbench.widgets.glyphs import DRAWN, PLAIN
from workbench.widgets.question_rows import Unsaved, question_rows
from workbench.widgets.question_words import guidance_words, question_words
from workbench.widgets.rows import Role


@pytest.fixture
def lines(desk: Desk, audit: OpenAudit) -> tuple[QuestionLine, ...]:
    """The questions of a case in which the first is not met and its note is owed."""
    scoring = open_scoring(desk, audit.name)
    scoring.answer(Answer.NOT_MET)
    return scoring.lines


@pytest.mark.parametrize("width", [40, 58, 78, 120])
@pytest.mark.parametrize("marks", [DRAWN, PLAIN])
def test_every_line_fills_its_width_exactly(lines, width, marks) -> None:
    assert {cell_len(row.text) for row in question_rows(lines, width, marks)} == {width}


def test_an_owed_note_is_said_in_the_line(lines) -> None:
    row = question_rows(lines, 78, DRAWN)[0]
    assert "○ not met" in row.text
    assert "NOTE OWED" in row.text


def test_a_question_that_a_rule_switched_off_is_muted_and_says_when_it_applies(lines) -> None:
    row = question_rows(lines, 100, DRAWN)[3]
    assert row.text.startswith("SUP-04 !")
    assert "not applicable  only when SUP-01 is met or partly met" in row.text
    assert {piece.role for piece in row.pieces} == {Role.MUTED}


def test_an_answer_that_is_not_saved_is_shown_and_says_so(lines) -> None:
    row = question_rows(lines, 78, DRAWN, Unsaved("SUP-02", Answer.MET))[1]
    assert "● met" in row.text
    assert "NOT SAVED" in row.text


def test_flag_and_note_are_marked(lines) -> None:
    marked = replace(lines[1], flagged=True, note="see log")
    assert "!⚑✎" in question_rows([marked], 78, DRAWN)[0].text
    assert "!Fn" in question_rows([marked], 78, PLAIN)[0].text


def test_the_question_in_full_says_all_there_is_to_know(lines) -> None:
    noted = replace(lines[1], note="see log", flagged=True)
    words = question_words(noted, DRAWN).plain
    assert words.splitlines()[0] == noted.question.text
    assert "! critical · ⚑ flagged" in words
    assert "Note: see log" in words


def test_guidance_names_what_counts_and_where_to_look(lines) -> None:
    words = guidance_words(lines[0]).plain
    for part in ("Met\n", "Not met\n", "Where to look\n", "Serves\n"):
        assert part in words
