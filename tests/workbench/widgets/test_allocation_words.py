"""An allocation in words: fields and keys in place of commands, and a line for each person."""

import pytest

from workbench.audits.people.foreseeing import AllocationForeseen, Foreseen
from workbench.widgets.allocation_words import foreseen_lines, refusal_words
from workbench.widgets.capacity_field import capacity_words

NOT_TOLD = "Nothing is registered. Say what the list calls it: workbench people add 'Di Fry' {}."


@pytest.mark.parametrize(("option", "field"), [("--known-as", "Known as"), ("--team", "Team")])
def test_what_is_not_registered_is_said_by_its_field(option: str, field: str) -> None:
    told = refusal_words(NOT_TOLD.format(f"{option} WORDS"), on_server=False)
    assert told == f"Nothing is registered. Say what the list calls it (esc, then n: {field})."


def test_on_a_server_an_owner_does_it_by_the_command() -> None:
    told = refusal_words(NOT_TOLD.format("--known-as WORDS"), on_server=True)
    assert "workbench people add 'Di Fry' --known-as WORDS" in told


def test_who_would_get_how_many_is_a_line_each() -> None:
    readers = (Foreseen("Ann", 7, 1, 6), Foreseen("Bo", 1, 1, 6))
    found = AllocationForeseen("September", "dice-2026", {}, readers, changed=5, again=True)
    assert foreseen_lines(found) == [
        "Who would get how many:",
        "  Ann  7 cases, 1 of them begun, 6 now",
        "  Bo   1 case, 1 of them begun, 6 now",
        "5 cases would go to somebody else. What was begun stays.",
        "No conflict rule: anybody may read anybody's case.",
        "By the seed of the draw, dice-2026: anybody can allocate again and find the same.",
    ]


def test_many_people_are_told_in_one_line_that_wraps() -> None:
    readers = tuple(Foreseen(f"P{n}", 2, 0, 0) for n in range(7))
    found = AllocationForeseen("September", "dice-2026", {}, readers, changed=14, again=False)
    told = foreseen_lines(found)[1]
    assert told.startswith("P0 2 cases; P1 2 cases; ")
    assert told.endswith("P6 2 cases.")


def test_a_capacity_is_shown_with_its_arrows_and_in_plain_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("WORKBENCH_ASCII", raising=False)
    assert capacity_words(2) == "[x] capacity ◂ 2 ▸"
    assert capacity_words(0) == "[ ] does not read"
    monkeypatch.setenv("WORKBENCH_ASCII", "1")
    assert capacity_words(2) == "[x] capacity < 2 >"
