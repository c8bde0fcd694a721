"""The fields of the forms: one choice, several ticks, and a path."""

import os
from pathlib import Path

import pytest

from workbench.widgets.choice_field import Choice, choice_words
from workbench.widgets.path_field import completed
from workbench.widgets.tick_field import tick_words

DESIGNS = (Choice("simple", "simple"), Choice("pps", "pps: in proportion"))


def test_a_choice_says_which_of_how_many_it_is() -> None:
    assert choice_words(DESIGNS, 0) == "◂ simple ▸              1 of 2"
    assert choice_words(DESIGNS, 1) == "◂ pps: in proportion ▸  2 of 2"


def test_a_single_choice_offers_no_other() -> None:
    assert choice_words(DESIGNS[:1], 0) == "simple"


def test_no_choice_is_said() -> None:
    assert choice_words((), 0) == "(nothing to choose from)"


def test_plain_characters_are_used_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_ASCII", "1")
    assert choice_words(DESIGNS, 0).startswith("< simple >")


def test_ticks_show_what_is_ticked_and_which_one_is_pointed_at() -> None:
    assert tick_words(("ELP", "SUP"), {"SUP"}, 1, 40) == " [ ] ELP >[x] SUP"


@pytest.mark.parametrize("width", range(12, 60))
def test_of_many_ticks_the_one_pointed_at_is_always_seen_and_nothing_is_cut(width: int) -> None:
    names = ("ASB", "BAIL", "DA", "ELP", "PLAN", "SUP", "THRIVE")
    for at, name in enumerate(names):
        words = tick_words(names, set(), at, width)
        assert f">[ ] {name}" in words
        assert len(words) <= max(width, len(f"< >[ ] {name} >"))
        assert words.startswith("< ") or "ASB" in words
        assert words.endswith(" >") or "THRIVE" in words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("crimes-2026.csv", "crimes-2025.csv", "stops.csv", ".hidden"):
        (tmp_path / name).touch()
    (tmp_path / "older").mkdir()
    return tmp_path


def test_a_path_is_completed_as_far_as_it_is_certain(folder: Path) -> None:
    text, names = completed(f"{folder}{os.sep}cr")
    assert text == f"{folder}{os.sep}crimes-202"
    assert names == ("crimes-2025.csv", "crimes-2026.csv")


def test_the_only_file_that_fits_is_completed_whole(folder: Path) -> None:
    assert completed(f"{folder}/st") == (f"{folder}/stops.csv", ("stops.csv",))


def test_a_folder_is_completed_with_a_slash(folder: Path) -> None:
    assert completed(f"{folder}/o")[0] == f"{folder}/older/"


def test_hidden_files_are_offered_only_when_asked_for(folder: Path) -> None:
    assert ".hidden" not in completed(f"{folder}/")[1]
    assert completed(f"{folder}/.h")[0] == f"{folder}/.hidden"


def test_what_fits_nothing_stays_as_it_is(folder: Path) -> None:
    assert completed(f"{folder}/zzz") == (f"{folder}/zzz", ())
    assert completed(f"{folder}/no/such") == (f"{folder}/no/such", ())
