"""The commands that show a programme, draw it and fix its baselines."""

import csv
import json
from pathlib import Path

import pytest

from tests.conftest import SEED
from tests.workbench.cli.conftest import Terminal


@pytest.fixture
def wb(wb: Terminal, tmp_path: Path) -> Terminal:
    """A terminal on a record that has a list of 240 cases."""
    path = tmp_path / "crimes.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["Crime No", "Offence"])
        offences = ["Theft"] * 200 + ["Arson"] * 40
        lines.writerows([f"{n:05}", offence] for n, offence in enumerate(offences))
    names = ("--name", "crimes", "--ref", "Crime No", "--keep", "Offence")
    assert wb("import", path, *names) == 0, wb.err
    return wb


def test_programmes_are_listed_and_shown_with_the_command_that_draws_them(wb: Terminal) -> None:
    assert wb("programmes") == 0
    assert "10 of each offence" in wb.out
    assert wb("programmes", "victim-service") == 0
    assert "draw AUDIT --programme victim-service --part cautions --population P" in wb.out
    assert wb("programmes", "stop-search", "--json") == 0
    assert json.loads(wb.out)["parts"][0]["size"] == 240


def test_a_programme_is_drawn_by_its_name_alone(wb: Terminal) -> None:
    draw = ("draw", "A", "--population", "crimes", "--programme", "ten-per-offence")
    assert wb(*draw, "--seed", SEED) == 0, wb.err
    assert "Drawn: 20 of 240 cases" in wb.out
    assert "stratified by offence: 10 of Arson, 10 of Theft" in wb.out
    assert "Note: Ten of each offence" in wb.out
    assert wb("compare", "A", "--json") == 0
    first = json.loads(wb.out)["comparisons"][0]
    assert first["standing"] == "fixed before the reading began"
    assert wb("verify") == 0


def test_a_part_that_is_not_named_is_asked_for(wb: Terminal) -> None:
    draw = ("draw", "A", "--population", "crimes", "--programme", "victim-service")
    assert wb(*draw) == 2
    assert "Name one with --part: files, cautions" in wb.err
    assert wb(*draw, "--part", "cautions") == 0
    assert "Drawn: 18 of 240 cases" in wb.out
    assert "indicative only" in wb.out


def test_a_column_that_the_list_does_not_have_is_refused_with_those_it_has(wb: Terminal) -> None:
    draw = ("draw", "A", "--population", "crimes", "--programme", "crime-data-integrity")
    assert wb(*draw) == 2
    assert "offence" in wb.err
    assert wb(*draw, "--by", "offence", "--size", 60) == 0, wb.err
    assert "20 of Arson, 40 of Theft" in wb.out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--programme", "ten-per-offence", "--allocation", "equal"), "design of its own"),
        (
            ("--programme", "ten-per-offence", "--design", "cluster", "--by", "offence"),
            "of its own",
        ),
        (("--checklist", "sup", "--size", 3, "--part", "files"), "--part goes with --programme"),
    ],
)
def test_what_a_programme_cannot_take_is_refused(
    wb: Terminal, words: tuple[object, ...], message: str
) -> None:
    assert wb("draw", "A", "--population", "crimes", *words) == 2
    assert message in wb.err


def test_a_baseline_can_be_fixed_with_any_draw(wb: Terminal) -> None:
    draw = ("draw", "A", "--population", "crimes", "--checklist", "sup", "--size", 12)
    assert wb(*draw, "--baseline", "nonsense") == 2
    assert "no baseline 'nonsense'" in wb.err
    assert wb(*draw, "--baseline", "stf22-supervision") == 0
    assert wb("compare", "A") == 0
    assert "fixed before the reading began" in wb.out
