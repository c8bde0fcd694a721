"""The recipe in the workbook is run as it stands: the shell draws the same cases."""

import shutil
import subprocess
from dataclasses import replace

import pytest

from exports.redraw_recipe import fingerprint_recipe, redraw_recipe
from sampling.tickets import in_ticket_order
from tests.exports.reports import AWKWARD, SEED, make_report

FRAME = (*AWKWARD, *(f"NS/{number:03}/26" for number in range(60)), "Ünïted/1", "a\\b", "x  y")

needs_shell = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "sha256sum"))), reason="there is no bash or sha256sum here"
)


@pytest.fixture
def report():
    sample = [ticket.reference for ticket in in_ticket_order(FRAME, seed=SEED)[:5]]
    return make_report(FRAME, sample, {"PLAN-01": "MMMMM"}, reserves=2)


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "references.txt").write_text("".join(f"{one}\n" for one in FRAME), "utf-8")

    def run(*lines):
        command = ["bash", "-c", "\n".join(lines)]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return ran.stdout.splitlines()

    return run


@needs_shell
def test_the_shell_lists_sample_and_reserves_with_their_tickets(report, shell):
    drawn = [*report.draw.cases, *report.draw.reserves]
    assert shell(*redraw_recipe(report.draw)) == [f"{one.ticket}  {one.reference}" for one in drawn]


@needs_shell
def test_the_shell_finds_the_same_fingerprint(report, shell):
    (line,) = shell(fingerprint_recipe())
    assert line.split()[0] == report.population.frame_fingerprint


@needs_shell
def test_a_stratum_is_drawn_by_its_own_size(report, shell):
    recipe = redraw_recipe(replace(report.draw, design="stratified"))
    assert len(shell("size=3", *recipe)) == 3


def test_a_design_in_which_more_than_the_ticket_decides_has_no_recipe(report):
    assert redraw_recipe(replace(report.draw, design="pps")) == ()
