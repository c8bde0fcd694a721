"""A note that looks to hold personal data is warned about, and no key waits for the warning."""

import pytest

from tests.workbench.screens.test_score import saved, scoring_at
from tests.workbench.textual_private import text_at_rest, type_and_wait, wait_for

__all__ = ["scoring_at"]

WARNING = 'SUP-01\'s note has what looks like a phone number: "07700 900123".'


def note_of(desk, audit, question: str) -> str:
    lines = saved(desk, audit).lines
    return next(line.note for line in lines if line.question.id == question)


async def test_the_warning_is_there_while_the_note_is_typed(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "e", *"rang 07700 900123")
        seen = await wait_for(pilot, "looks like a phone number")
        assert f"{WARNING} enter keeps it." in " ".join(seen.split())
        assert "Note for SUP-01: rang 07700 900123" in seen


async def test_it_goes_when_the_note_is_mended(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "e", *"rang 07700 900123")
        await wait_for(pilot, "looks like a phone number")
        await type_and_wait(pilot, *["backspace"] * 12)
        assert "looks like" not in await text_at_rest(pilot)
        await type_and_wait(pilot, "enter")
        assert note_of(desk, audit, "SUP-01") == "rang"


async def test_one_key_keeps_it_and_the_warning_says_how_to_change_it(
    scoring_at, desk, audit
) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "e", *"rang 07700 900123", "enter")
        seen = " ".join((await wait_for(pilot, "looks like a phone number")).split())
        assert "saved " in seen
        assert f"{WARNING} e changes it." in seen
        assert note_of(desk, audit, "SUP-01") == "rang 07700 900123"


async def test_keys_typed_ahead_answer_as_they_always_do(scoring_at, desk, audit) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n", *"told Mr Khan", "enter", "y", "y")
        await wait_for(pilot, "this case 7/12")
    assert note_of(desk, audit, "SUP-01") == "told Mr Khan"
    given = [line.state.given for line in saved(desk, audit).lines[:3]]
    assert [answer.value for answer in given if answer] == ["not_met", "met", "met"]


async def test_after_an_owed_note_it_says_the_way_back(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "n", *"told Mr Khan", "enter")
        seen = " ".join((await wait_for(pilot, "looks like a name")).split())
        assert "/SUP-01 goes back, e changes it." in seen


async def test_a_note_that_was_left_is_warned_about_when_it_is_opened_again(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "e", *"told Mr Khan", "escape", "j", "k", "e")
        assert 'looks like a name: "Mr Khan"' in await wait_for(pilot, "looks like a name")


async def test_what_is_typed_to_find_a_case_is_no_note(scoring_at) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "c", *"07700 900123")
        assert "looks like" not in await text_at_rest(pilot)


@pytest.mark.parametrize("note", ["Sgt review on day 7", "Crime 21/00123/26, THRIVE on the log"])
async def test_a_clean_note_is_kept_without_a_word(scoring_at, note) -> None:
    async with scoring_at() as pilot:
        await type_and_wait(pilot, "e", *note, "enter")
        assert "looks like" not in await wait_for(pilot, "saved")
