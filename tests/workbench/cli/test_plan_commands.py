"""Figures without a record: what is typed is answered, or told in the words it was typed in."""

import json

import pytest

from workbench.cli.dispatch import run

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("met", ["60", "33", "0"])
def test_a_list_read_whole_is_a_census_and_no_sample(met: str, capsys: Captured) -> None:
    assert run(["interval", met, "60", "--population", "60"]) == 0
    told = capsys.readouterr().out
    assert f"{met} of 60, from a list of 60" in told
    assert "A census: every case of the list was read, so there is no sampling error." in told
    assert "sure" not in told
    assert "Wilson" not in told


def test_a_part_of_a_list_is_no_census(capsys: Captured) -> None:
    assert run(["interval", "33", "59", "--population", "60"]) == 0
    told = capsys.readouterr().out
    assert "census" not in told.lower()
    assert "95% sure" in told


def test_json_says_census_as_the_method(capsys: Captured) -> None:
    assert run(["interval", "33", "60", "--population", "60", "--json"]) == 0
    assert {line["method"] for line in json.loads(capsys.readouterr().out)} == {"census"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("interval 5 0", "5 cases cannot have complied of 0 that were read."),
        ("interval 61 60", "61 cases cannot have complied of 60 that were read."),
        ("interval 181 240 --population 100", "240 cases cannot be read from a list of 100."),
        ("plan precision --margin 0", "A margin of 0 points cannot be planned for."),
        ("plan precision --margin 100%", "A margin of 100 points cannot be planned for."),
    ],
)
def test_what_cannot_be_is_told_in_the_words_it_was_typed_in(
    typed: str, told: str, capsys: Captured
) -> None:
    assert run(typed.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith(told)
    assert "0.95" not in error
