"""What docs/agreement.md says is so."""

import re
import subprocess
from pathlib import Path

import pytest

from exports.agreement_words import coefficient, share_words
from exports.wording import percent, points
from sampling.second_readings import draw_second_readings, second_reading_size
from tests.exports.agreements import line_of_table
from workbench.audits.second_readings import agreement_sentences

PAGE = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")
FLAT = " ".join(PAGE.split())
EXAMPLE = line_of_table("Q", ((92, 3), (3, 2))).met


def test_the_example_has_the_figures_that_the_program_gives():
    whole = EXAMPLE.percent
    limits = f"{points(whole.low)} | {points(whole.high)}"
    assert f"| agreement | {percent(whole.value)} | {limits} |" in PAGE
    for name, figure in (("AC1", EXAMPLE.ac1), ("kappa", EXAMPLE.kappa)):
        figures = " | ".join(map(coefficient, (figure.value, figure.low, figure.high)))
        assert f"| {name} | {figures} |" in PAGE


def test_the_chances_of_the_example_are_those_of_its_sentence():
    assert "kappa takes 90.5% agreement for chance" in EXAMPLE.explanation
    assert "Kappa takes 90.5% agreement for chance" in FLAT
    assert "takes 9.5%" in EXAMPLE.explanation
    assert "AC1 takes 9.5% for chance" in FLAT


def test_the_rule_for_the_sentence_is_that_of_the_program():
    far, gap = agreement_sentences.FAR_FROM_HALF, agreement_sentences.TELLING_GAP
    assert f"one answer makes up {far:.0%} or more of all answers" in FLAT
    assert f"AC1 is above kappa by {gap} or more" in FLAT


def test_forty_of_forty_alike_has_the_interval_that_is_told():
    alike = line_of_table("Q", ((30, 0), (0, 10))).met
    assert share_words(alike.percent).startswith("100.0% (91.2 ")
    assert "100%, from 91.2%" in FLAT
    assert alike.ac1.low is alike.kappa.low is None


def test_the_lines_of_shell_draw_the_second_readings_of_the_program(tmp_path):
    shell = re.search(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    assert shell
    references = [f"NS {number:03}/26" for number in range(40)]
    (tmp_path / "references.txt").write_text("".join(f"{each}\n" for each in references))
    size = second_reading_size(len(references))
    done = subprocess.run(
        ["bash", "-c", shell.group(1)],
        cwd=tmp_path,
        env={"SEED": "20261122", "SIZE": str(size), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert tuple(done.stdout.splitlines()) == draw_second_readings(references, seed="20261122")


@pytest.mark.parametrize("about", ["met or not", "all five answers", "applicable or not"])
def test_each_thing_agreed_about_is_explained(about):
    assert f"| {about} |" in PAGE
