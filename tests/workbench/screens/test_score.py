"""Scoring by keyboard: one key an answer, saved before it is seen, and nothing lost."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
from sqlmodel import Session
from textual.pilot import Pilot

from checklists.answers import Answer
from tests.conftest import DrawAudit
from tests.workbench.screens.conftest import MakeApp
from tests.workbench.textual_private import screen_text, text_at_rest, type_and_wait, wait_for
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.scoring import Scoring, open_scoring
from workbench.errors import NotSaved
from workbench.record.engine import Record

NARROW, WIDE = (80, 24), (120, 40)


@pytest.fixture
def scoring_at(make_app: MakeApp, audit: OpenAudit):
    @asynccontextmanager
    async def open_at(size: tuple[int, int] = NARROW) -> AsyncIterator[Pilot[None]]:
        async with make_app(audit.name).run_test(size=size) as pilot:
            await wait_for(pilot, "Case 1 of 12")
            yield pilot

    return open_at


def saved(desk: Desk, audit: OpenAudit) -> Scoring:
    """Return the scoring as another program would find it."""
    return open_scoring(desk, audit.name)


def standing(desk: Desk, audit: OpenAudit, question: str) -> Answer | None:
    lines = saved(desk, audit).lines
    return next(line.state.standing for line in lines if line.question.id == question)


def cursor_line(app) -> str:
    return next(line for line in screen_text(app).splitlines() if line.startswith(">"))


def line_of(app, question: str) -> str:
    found = (x for x in screen_text(app).splitlines() if x[2:].startswith(question))
    return next(found)


async def test_everything_of_a_case_can_be_read_at_80_columns(scoring_at, audit) -> None:
    async with scoring_at(NARROW) as pilot:
        seen = await text_at_rest(pilot)
    for words in (
        "OFFICIAL-SENSITIVE",
        "September",
        "1 Population   2 Draw  [3 Score]  4 Results   5 Export",
        f"Case 1 of 12  {audit.cases[0].reference}",
        "> SUP-01 !   · open",
        "SUP-04 !   · waits",
        "SUP-12",
        "Is any supervision of the investigation recorded?",
        "! critical",
        "0/12 cases complete · this case 0/12",
        "y Met  n Not met  p Partly  i Not evidenced  x N/A",
        "? Help",
    ):
        assert words in seen
    assert "Where to look" not in seen


async def test_guidance_stands_beside_the_questions_at_120_columns(scoring_at) -> None:
    async with scoring_at(WIDE) as pilot:
        seen = await text_at_rest(pilot)
    assert "Where to look" in seen
    assert "SUP-12" in seen


async def test_guidance_opens_and_closes_with_space_at_80_columns(scoring_at) -> None:
    async with scoring_at(NARROW) as pilot:
        await pilot.press("space")
        assert "Where to look" in await text_at_rest(pilot)
        await pilot.press("y")
        assert "Was initial direction given" in await text_at_rest(pilot)
        await pilot.press("escape")
        assert "> SUP-02" in await text_at_rest(pilot)


@pytest.mark.parametrize(
    ("key", "question", "words"),
    [
        ("y", "SUP-01", "● met"),
        ("n", "SUP-01", "○ not met"),
        ("p", "SUP-01", "◐ partly met"),
        ("i", "SUP-01", "? not evidenced"),
        ("x", "SUP-08", "– not applicable"),  # noqa: RUF001 - the mark on the screen
    ],
)
async def test_one_key_answers_and_shows_a_mark_and_a_word(
    scoring_at, desk, audit, key, question, words
) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "/", *question, "enter", key)
        assert words in line_of(pilot.app, question)
        assert re.search(r"saved \d\d:\d\d:\d\d", await text_at_rest(pilot))
    assert standing(desk, audit, question) is not None


async def test_an_answer_goes_on_to_the_next_question(scoring_at) -> None:
    async with scoring_at() as pilot:
        await pilot.press("y")
        assert cursor_line(pilot.app).startswith("> SUP-02")


async def test_every_key_of_a_burst_is_kept_in_its_order(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, *"yynNone seen", "enter", *"yiypyy")
        assert cursor_line(pilot.app).startswith("> SUP-10")
    lines = {line.question.id: line for line in saved(desk, audit).lines}
    assert lines["SUP-03"].note == "None seen"
    given = [lines[f"SUP-{n:02}"].state.given for n in range(1, 10)]
    met, not_met, partly, unseen = (
        Answer.MET,
        Answer.NOT_MET,
        Answer.PARTLY_MET,
        Answer.NOT_EVIDENCED,
    )
    assert given == [met, met, not_met, met, unseen, met, partly, met, met]


async def test_a_note_that_is_needed_is_asked_for_at_once(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await pilot.press("n")
        assert "Note for SUP-01 (owed):" in await text_at_rest(pilot)
        assert standing(desk, audit, "SUP-01") is Answer.NOT_MET
        await type_and_wait(pilot, *"no entry", "enter")
        assert cursor_line(pilot.app).startswith("> SUP-02")
    assert saved(desk, audit).progress.notes_owed == 0


async def test_leaving_the_note_leaves_it_owed_and_says_so(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await pilot.press("n", "escape")
        seen = await text_at_rest(pilot)
        assert "NOTE OWED" in seen
        assert "1 note is owed" in seen
        assert "A note for SUP-01 is owed. e writes it." in seen
    assert standing(desk, audit, "SUP-01") is Answer.NOT_MET


async def test_a_note_that_was_begun_is_there_again_as_it_was_left(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n", *"half a", "escape")
        await wait_for(pilot, "is not saved")
        await type_and_wait(pilot, "escape")
        await wait_for(pilot, "Next: September")
        await pilot.press("enter")
        await wait_for(pilot, "Case 1 of 12")
        await type_and_wait(pilot, "e", *" word", "enter")
        assert "Note: half a word" in await wait_for(pilot, "saved") or "✎" in line_of(
            pilot.app, "SUP-01"
        )


async def test_a_note_typed_in_two_goes_is_whole(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n", "a", "b")
        await type_and_wait(pilot, "c")
        assert "Note for SUP-01 (owed): abc" in await text_at_rest(pilot)


async def test_editing_keys_edit_the_note_and_do_not_move_the_questions(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(
            pilot, "j", "n", "b", "home", "a", "up", "end", "c", "backspace", "enter"
        )
        assert cursor_line(pilot.app).startswith("> SUP-03")
        await type_and_wait(pilot, "k")
        assert "Note: ab" in await text_at_rest(pilot)


async def test_what_the_rules_refuse_changes_nothing_and_says_why(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "x")
        assert "It cannot be not applicable" in await text_at_rest(pilot)
        assert cursor_line(pilot.app).startswith("> SUP-01")
        assert "· open" in cursor_line(pilot.app)
        await type_and_wait(pilot, "j", "j", "j", "y")
        assert "depends on SUP-01" in await text_at_rest(pilot)
    assert standing(desk, audit, "SUP-01") is None


async def test_undo_goes_back_to_the_change_and_redo_makes_it_again(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "y", "y", "u")
        assert cursor_line(pilot.app).startswith("> SUP-02 !   · open")
        await type_and_wait(pilot, "ctrl+y")
        assert "● met" in line_of(pilot.app, "SUP-02")
        await type_and_wait(pilot, "ctrl+z", "u", "u")
        assert "There is nothing to undo." in await text_at_rest(pilot)


async def test_an_answer_is_taken_back_with_a_hyphen(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "y", "k", "-")
        assert "· open" in line_of(pilot.app, "SUP-01")
    assert standing(desk, audit, "SUP-01") is None


async def test_a_flag_is_found_again_with_a_comma(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "j", "f", "G", ",")
        await wait_for(pilot, "1 flagged")
        assert cursor_line(pilot.app).startswith("> SUP-02")
        assert "⚑" in cursor_line(pilot.app)
        await type_and_wait(pilot, "f", ",")
        await wait_for(pilot, "Nothing is flagged.")


@pytest.mark.parametrize("typed", ["SUP-10", "sup-10", "10"])
async def test_a_question_is_jumped_to_by_its_id_or_number(scoring_at, typed) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "/", *typed, "enter")
        assert cursor_line(pilot.app).startswith("> SUP-10")


async def test_a_question_that_is_not_there_keeps_the_field_open(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "/", *"99", "enter")
        seen = await text_at_rest(pilot)
        assert "has no question '99'" in seen
        assert "Question (id or number):" in seen


async def test_a_case_is_gone_to_by_its_number_or_its_reference(scoring_at, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "c", "7", "enter")
        assert "Case 7 of 12" in await text_at_rest(pilot)
        await type_and_wait(pilot, "c", *audit.cases[3].reference, "enter")
        assert "Case 4 of 12" in await text_at_rest(pilot)
        await type_and_wait(pilot, "]", "]", "[")
        assert "Case 5 of 12" in await text_at_rest(pilot)


async def test_a_complete_case_says_so_and_enter_goes_to_the_next(
    make_app: MakeApp, draw_audit: DrawAudit
) -> None:
    audit = draw_audit("Two cases", size=2)
    async with make_app(audit.name).run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Case 1 of 2")
        await type_and_wait(pilot, *"yyyyyyyyyyyy")
        seen = await text_at_rest(pilot)
        assert "Case 1 of 2 is complete. Enter goes on to the next." in seen
        await type_and_wait(pilot, "enter", *"yyyyyyyyyyyy")
        seen = await text_at_rest(pilot)
        assert "All 2 cases are complete. Next: 4 shows the results." in seen
        assert "2/2 cases complete · this case 12/12" in seen


async def test_it_opens_on_the_exact_question_where_it_was_left(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, *"yyy", "ctrl+q")
    async with scoring_at() as pilot:
        assert cursor_line(pilot.app).startswith("> SUP-04")


async def test_the_reference_is_copied_through_the_terminal(scoring_at, audit) -> None:
    async with scoring_at() as pilot:
        await pilot.press("Y")
        assert pilot.app.clipboard == audit.cases[0].reference
        assert f"Copied {audit.cases[0].reference}." in await text_at_rest(pilot)


async def test_the_text_of_a_case_stays_open_while_answering(scoring_at, monkeypatch) -> None:
    text = "\n".join(f"Line {n} of the log." for n in range(1, 200))
    monkeypatch.setattr(Scoring, "case_text", property(lambda _: text))
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "t")
        assert "Line 1 of the log." in await text_at_rest(pilot)
        await type_and_wait(pilot, "y", "pagedown")
        seen = await wait_for(pilot, "Was initial direction given")
        assert "Line 1 of the log." not in seen
        assert "of the log." in seen
        await type_and_wait(pilot, "t")
        assert cursor_line(pilot.app).startswith("> SUP-02")


async def test_a_case_without_a_text_says_where_it_is_read(scoring_at) -> None:
    async with scoring_at(WIDE) as pilot:
        await type_and_wait(pilot, "t")
        assert "There is no text of this case here:" in await text_at_rest(pilot)


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    @contextmanager
    def no_room(_: Record) -> Iterator[Session]:
        raise NotSaved("Not saved: the disk is full (/data/r).", "Make some space and try again.")
        yield  # type: ignore[unreachable]  # makes it a generator

    with monkeypatch.context() as patched:
        patched.setattr(Record, "writing", no_room)
        yield


async def test_an_answer_that_is_not_saved_stays_on_screen_until_it_is(
    scoring_at, desk, audit, monkeypatch
) -> None:
    async with scoring_at() as pilot:
        with full_disk(monkeypatch):
            await type_and_wait(pilot, "p")
            seen = await text_at_rest(pilot)
            assert "not saved: the disk is full (/data/r). Make some space" in seen
            assert "◐ partly met" in cursor_line(pilot.app)
            assert "NOT SAVED" in cursor_line(pilot.app)
            await type_and_wait(pilot, "j", "y")
            assert "SUP-01 is not saved yet" in await text_at_rest(pilot)
            await type_and_wait(pilot, "escape", "4", "ctrl+q")
            assert "Case 1 of 12" in await text_at_rest(pilot)
            assert "ctrl+q again leaves without it" in await text_at_rest(pilot)
        await type_and_wait(pilot, "r")
        assert "NOT SAVED" not in await text_at_rest(pilot)
        assert cursor_line(pilot.app).startswith("> SUP-02")
    assert standing(desk, audit, "SUP-01") is Answer.PARTLY_MET


async def test_the_same_key_tries_again(scoring_at, desk, audit, monkeypatch) -> None:
    async with scoring_at() as pilot:
        with full_disk(monkeypatch):
            await type_and_wait(pilot, "y", "y")
        await type_and_wait(pilot, "y")
        assert cursor_line(pilot.app).startswith("> SUP-02")
    assert standing(desk, audit, "SUP-01") is Answer.MET
    assert standing(desk, audit, "SUP-02") is None


async def test_a_note_that_is_not_saved_stays_in_its_field(scoring_at, monkeypatch) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n")
        with full_disk(monkeypatch):
            await type_and_wait(pilot, *"why", "enter")
            seen = await text_at_rest(pilot)
            assert "not saved: the disk is full" in seen
            assert "Note for SUP-01 (owed): why" in seen
        await type_and_wait(pilot, "enter")
        assert cursor_line(pilot.app).startswith("> SUP-02")


async def test_plain_characters_replace_the_marks_where_asked(scoring_at, monkeypatch) -> None:
    monkeypatch.setenv("WORKBENCH_ASCII", "1")
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "y")
        seen = await text_at_rest(pilot)
        assert "Y met" in seen
        assert ". open" in seen
        assert "●" not in seen


async def test_an_audit_that_is_not_there_is_said_in_words(make_app: MakeApp, audit) -> None:
    async with make_app("No such audit").run_test(size=NARROW) as pilot:
        seen = await wait_for(pilot, "There is no audit named")
        assert "There are: September." in seen
        await pilot.press("escape")
        await wait_for(pilot, "Next: September")


async def test_keys_typed_while_the_audit_opens_are_kept(make_app: MakeApp, audit) -> None:
    async with make_app().run_test(size=NARROW) as pilot:
        await wait_for(pilot, "Next: September")
        await type_and_wait(pilot, "enter", "y", "y")
        await wait_for(pilot, "> SUP-03")


async def test_an_answer_is_named_where_it_is_said_to_be_saved(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "y")
        assert re.search(r"saved \d\d:\d\d:\d\d  SUP-01 met", await text_at_rest(pilot))


async def test_an_answer_that_takes_the_place_of_another_says_so(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "j", "i", "k", "y")
        assert "SUP-02 was not evidenced, now met. u takes it back." in await text_at_rest(pilot)
        await type_and_wait(pilot, "k", "-")
        assert "SUP-02 was met, now open. u takes it back." in await text_at_rest(pilot)


async def test_undo_and_redo_name_what_they_did(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "i", "u")
        assert "undone: SUP-01 not evidenced, now open" in await text_at_rest(pilot)
        await type_and_wait(pilot, "ctrl+y")
        assert "redone: SUP-01 open, now not evidenced" in await text_at_rest(pilot)
        await type_and_wait(pilot, "f", "u")
        assert re.search(r"undone: SUP-\d\d no longer flagged", await text_at_rest(pilot))


async def test_an_empty_note_is_still_owed(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n", "enter")
        seen = await text_at_rest(pilot)
        assert "The note for SUP-01 is empty: it is still owed." in seen
        assert "1 note is owed" in seen


async def test_arrows_scroll_the_text_and_letters_move_the_question_at_80_columns(
    scoring_at, monkeypatch
) -> None:
    text = "\n".join(f"Line {n} of the log." for n in range(1, 200))
    monkeypatch.setattr(Scoring, "case_text", property(lambda _: text))
    async with scoring_at() as pilot:
        assert "pgdn Scroll" not in await text_at_rest(pilot)
        await type_and_wait(pilot, "t")
        assert "pgdn Scroll" in await text_at_rest(pilot)
        await type_and_wait(pilot, "pagedown")
        before = re.search(r"Line (\d+) of", await text_at_rest(pilot))
        await type_and_wait(pilot, "down", "down", "up")
        after = re.search(r"Line (\d+) of", await text_at_rest(pilot))
        assert before is not None
        assert after is not None
        assert int(after[1]) == int(before[1]) + 1
        assert "SUP-01 · open" in await text_at_rest(pilot)
        await type_and_wait(pilot, "j")
        assert "SUP-02 · open" in await text_at_rest(pilot)
        await type_and_wait(pilot, "y")
        assert "SUP-02 met" in await text_at_rest(pilot)


async def test_arrows_go_through_the_questions_where_they_are_in_view(scoring_at) -> None:
    async with scoring_at(WIDE) as pilot:
        await type_and_wait(pilot, "t", "down", "down", "up")
        assert cursor_line(pilot.app).startswith("> SUP-02")


async def test_the_facts_of_a_case_are_listed_one_a_line(scoring_at, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "t")
        seen = await text_at_rest(pilot)
    case = audit.cases[0]
    for name, value in case.fields.items():
        if value:
            assert f"{name.replace('_', ' ')}: {value}" in seen
    assert f"Reference: {case.reference}" in seen
    assert "read it in the records system" in seen


async def test_enter_goes_where_a_jump_is_typed_and_keeps_a_note(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "/")
        assert "enter Go" in await text_at_rest(pilot)
        await type_and_wait(pilot, "escape", "e")
        assert "enter Keep" in await text_at_rest(pilot)
