"""Two auditors at one question: a save is made upon what was shown, or not at all, or once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product

import pytest
from sqlmodel import Session

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.proof.diary import diary
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import give_answer, set_flag, write_note
from workbench.audits.reviews.conflicts import AnswerConflict, keep_theirs
from workbench.audits.reviews.good_practice import mark_good_practice
from workbench.audits.reviews.one_answer import give_one_answer
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.audits.reviews.standing import Change, Place, Standing, standing_at
from workbench.errors import NotSaved
from workbench.record.engine import Record

NOTHING = Standing()
MET, NOT_MET = Answer.MET, Answer.NOT_MET
Save = Callable[[Desk, OpenAudit, Place, Standing | None], Change]


@pytest.fixture
def other(desk: Desk) -> Desk:
    return replace(desk, auditor="auditor 2")


@pytest.fixture
def place(audit: OpenAudit) -> Place:
    return Place(case_id=audit.cases[0].id, question="SUP-01")


def answering(answer: Answer | None) -> Save:
    return lambda desk, audit, place, seen: give_answer(desk, audit, place, answer, seen=seen)


def noting(text: str) -> Save:
    return lambda desk, audit, place, seen: write_note(desk, audit, place, text, seen=seen)


def flagging(desk: Desk, audit: OpenAudit, place: Place, seen: Standing | None) -> Change:
    return set_flag(desk, audit, place, flagged=True, seen=seen)


def praising(desk: Desk, audit: OpenAudit, place: Place, seen: Standing | None) -> Change:
    return mark_good_practice(desk, audit, place, marked=True, seen=seen)


SAVES = {
    "answer": answering(MET),
    "no answer": answering(None),
    "note": noting("Entry 4."),
    "flag": flagging,
    "good practice": praising,
}


def stands(desk: Desk, place: Place) -> Standing:
    with desk.record.reading() as session:
        return standing_at(session, place)


def changes(desk: Desk) -> int:
    return sum(line.action.startswith("answer ") for line in diary(desk))


PAIRS = [pair for pair in product(SAVES, repeat=2) if len(set(pair)) == len(pair)]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_what_another_changed_since_it_was_shown_is_not_overwritten(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place, first: str, second: str
) -> None:
    give_answer(desk, audit, place, NOT_MET)
    shown = stands(desk, place)
    SAVES[first](other, audit, place, shown)
    theirs, before = stands(desk, place), changes(desk)
    with pytest.raises(AnswerConflict) as caught:
        SAVES[second](desk, audit, place, shown)
    assert stands(desk, place) == theirs
    assert changes(desk) == before
    conflict = caught.value
    assert conflict.theirs.standing == theirs
    assert conflict.by.name == "auditor 2"
    assert conflict.by.at == other.now()
    assert conflict.version == theirs.version


def test_a_conflict_tells_both_sides_with_their_notes(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    give_answer(other, audit, place, NOT_MET)
    write_note(other, audit, place, "No entry at all.")
    with pytest.raises(AnswerConflict) as caught:
        write_note(desk, audit, place, "I found one.", seen=NOTHING)
    conflict = caught.value
    assert (conflict.theirs.note, conflict.mine.note) == ("No entry at all.", "I found one.")
    assert "theirs is not met, with a note" in str(conflict)
    assert "No entry" not in str(conflict), "a note is shown where it is asked for, not in messages"


@pytest.mark.parametrize("save", SAVES)
def test_the_same_again_after_an_unknown_outcome_is_one_answer_and_one_entry(
    desk: Desk, audit: OpenAudit, place: Place, save: str
) -> None:
    give_answer(desk, audit, place, NOT_MET)
    shown = stands(desk, place)
    SAVES[save](desk, audit, place, shown)
    after, before = stands(desk, place), changes(desk)
    change = SAVES[save](desk, audit, place, shown)
    assert change.new.version == after.version
    assert change.also_by is None
    assert (stands(desk, place), changes(desk)) == (after, before)
    assert verify_record(desk).faults == ()


@pytest.mark.parametrize("save", SAVES)
def test_the_same_as_another_has_just_saved_is_said_and_not_written_again(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place, save: str
) -> None:
    give_answer(desk, audit, place, NOT_MET)
    shown = stands(desk, place)
    SAVES[save](other, audit, place, shown)
    before = changes(desk)
    assert SAVES[save](desk, audit, place, shown).also_by == "auditor 2"
    assert changes(desk) == before


def test_another_answer_of_ones_own_from_elsewhere_is_a_conflict_too(
    desk: Desk, audit: OpenAudit, place: Place
) -> None:
    give_answer(desk, audit, place, MET)
    with pytest.raises(AnswerConflict, match="changed by you, elsewhere"):
        give_answer(desk, audit, place, NOT_MET, seen=NOTHING)


def test_after_the_choice_the_history_tells_of_both(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    give_answer(other, audit, place, MET)
    with pytest.raises(AnswerConflict) as caught:
        give_answer(desk, audit, place, NOT_MET, seen=NOTHING)
    assert keep_theirs(desk, audit, caught.value).value is MET
    give_answer(desk, audit, place, NOT_MET, seen=caught.value.theirs.standing)
    reference = audit.cases[0].reference
    assert [line.sentence for line in diary(desk, audit.name)][-3:] == [
        f"answered SUP-01 of {reference}: open to met",
        f"kept auditor 2's answer to SUP-01 of {reference}: met, not not met",
        f"answered SUP-01 of {reference}: met to not met",
    ]
    assert verify_record(desk).faults == ()


def test_mine_is_put_whole_in_the_place_of_theirs(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    scoring = open_scoring(desk, audit.name)
    give_answer(other, audit, place, NOT_MET)
    write_note(other, audit, place, "No entry seen")
    set_flag(other, audit, place, flagged=True)
    mark_good_practice(other, audit, place, marked=True)
    theirs = stands(desk, place)
    with pytest.raises(AnswerConflict) as caught:
        scoring.answer(MET)
    assert (caught.value.mine.standing, caught.value.mine.note) == (Standing(value=MET), "")
    scoring.put_mine(caught.value, lambda: scoring.answer(MET))
    assert stands(desk, place) == Standing(value=MET)
    assert stands(desk, place).version == theirs.version + 1
    assert scoring.undo() is not None
    assert stands(desk, place) == theirs, "the history keeps theirs, with its note"
    assert verify_record(desk).faults == ()


def test_what_was_shown_of_a_note_and_marks_is_mine_too(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    give_answer(desk, audit, place, NOT_MET)
    write_note(desk, audit, place, "My own.")
    set_flag(desk, audit, place, flagged=True)
    scoring = open_scoring(desk, audit.name)
    scoring.go_to("SUP-01")
    write_note(other, audit, place, "Another's.")
    set_flag(other, audit, place, flagged=False)
    with pytest.raises(AnswerConflict) as caught:
        scoring.answer(Answer.PARTLY_MET)
    assert caught.value.mine.note == "My own."
    scoring.put_mine(caught.value, lambda: scoring.answer(Answer.PARTLY_MET))
    scoring.go_to("SUP-01")
    assert (scoring.line.note, scoring.line.flagged) == ("My own.", True)
    assert stands(desk, place).value is Answer.PARTLY_MET


def test_not_met_without_a_note_of_mine_owes_one_though_theirs_had_one(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    scoring = open_scoring(desk, audit.name)
    give_answer(other, audit, place, MET)
    write_note(other, audit, place, "Entry 4.")
    with pytest.raises(AnswerConflict) as caught:
        scoring.answer(NOT_MET)
    scoring.put_mine(caught.value, lambda: scoring.answer(NOT_MET))
    assert scoring.line.question.id == "SUP-01"
    assert scoring.line.note_owed


def test_where_it_changed_once_more_nothing_is_put_and_nothing_goes_upon_it_unasked(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    scoring = open_scoring(desk, audit.name)
    give_answer(other, audit, place, NOT_MET)
    with pytest.raises(AnswerConflict) as first:
        scoring.answer(MET)
    give_answer(other, audit, place, Answer.PARTLY_MET)
    with pytest.raises(AnswerConflict) as second:
        scoring.put_mine(first.value, lambda: scoring.answer(MET))
    with pytest.raises(AnswerConflict):
        scoring.answer(MET)
    assert stands(desk, place).value is Answer.PARTLY_MET
    scoring.put_mine(second.value, lambda: scoring.answer(MET))
    assert stands(desk, place) == Standing(value=MET)


# Steps whose outcome was not told


@contextmanager
def outcome_untold(monkeypatch: pytest.MonkeyPatch, *, saved: bool) -> Iterator[None]:
    """Let the next transaction end in an error, after it was made or instead."""
    writing = Record.writing

    @contextmanager
    def cut(record: Record) -> Iterator[Session]:
        with writing(record) as session:
            yield session
            if not saved:
                raise NotSaved("Not saved: the team's server does not answer.")
        raise NotSaved("Not saved: the team's server does not answer.")

    with monkeypatch.context() as patched:
        patched.setattr(Record, "writing", cut)
        yield


@pytest.mark.parametrize("saved", [True, False])
@pytest.mark.parametrize("step", ["answer", "answer_time", "write_note", "flag", "undo", "redo"])
def test_a_step_tried_again_is_made_once(
    desk: Desk, audit: OpenAudit, monkeypatch: pytest.MonkeyPatch, step: str, *, saved: bool
) -> None:
    scoring = open_scoring(desk, audit.name)
    if step == "answer_time":
        scoring.go_to("SUP-02")
    else:
        scoring.answer(MET)
        scoring.answer(MET)
    if step == "redo":
        scoring.undo()
        scoring.undo()
    given = {"answer": (NOT_MET,), "answer_time": ("5",), "write_note": ("Entry 4.",)}
    before, place = changes(desk), scoring.place
    with outcome_untold(monkeypatch, saved=saved), pytest.raises(NotSaved):
        do(scoring, step, *given.get(step, ()))
    assert scoring.place == place
    do(scoring, step, *given.get(step, ()))
    assert changes(desk) == before + 1
    assert open_scoring(desk, audit.name).at_hand[0].answers == scoring.at_hand[0].answers
    assert verify_record(desk).faults == ()


def do(scoring: Scoring, step: str, *given: object) -> None:
    getattr(scoring, step)(*given)


# By the words of a command


def test_a_command_overwrites_nothing_that_another_gave_until_it_names_it(
    desk: Desk, other: Desk, audit: OpenAudit, place: Place
) -> None:
    asked = {"case": "#1", "question": "SUP-01"}
    give_one_answer(other, audit.name, answer="not_met", note="No entry.", **asked)
    with pytest.raises(AnswerConflict, match=r"by auditor 2 at .* not met, with a note") as caught:
        give_one_answer(desk, audit.name, answer="met", **asked)
    assert f"--over {caught.value.version}" in str(caught.value)
    with pytest.raises(AnswerConflict):
        give_one_answer(desk, audit.name, answer="met", over=caught.value.version - 1, **asked)
    give_one_answer(desk, audit.name, answer="met", over=caught.value.version, **asked)
    assert stands(desk, place) == Standing(value=MET), "theirs is gone whole, with its note"


def test_a_command_that_gives_the_same_answer_leaves_the_note_of_the_other(
    desk: Desk, other: Desk, audit: OpenAudit
) -> None:
    asked = {"case": "#1", "question": "SUP-01", "answer": "not_met"}
    give_one_answer(other, audit.name, note="No entry.", **asked)
    assert "auditor 2 had saved the same already" in give_one_answer(desk, audit.name, **asked)
    with pytest.raises(AnswerConflict):
        give_one_answer(desk, audit.name, note="Another reason.", **asked)


def test_ones_own_answer_is_changed_by_a_command_as_before(desk: Desk, audit: OpenAudit) -> None:
    asked = {"case": "#1", "question": "SUP-01"}
    give_one_answer(desk, audit.name, answer="not_met", **asked)
    assert "met." in give_one_answer(desk, audit.name, answer="met", **asked)
