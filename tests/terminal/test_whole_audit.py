"""A whole audit of 60 cases by keys in a real terminal, killed at 20 random moments.

It takes some minutes, so it runs only where it is asked for: WORKBENCH_LONG_TESTS=1.
"""

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.conftest import DrawAudit
from tests.terminal.test_killed import program
from tests.terminal.tmux_terminal import TmuxTerminal
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.results.rates import assessed_cases
from workbench.audits.reviews.scoring import open_scoring

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.skipif(
        "WORKBENCH_LONG_TESTS" not in os.environ, reason="set WORKBENCH_LONG_TESTS=1 to run it"
    ),
]

CASES, KILLS = 60, 20
CASE = re.compile(r"Case (\d+) of 60")
COMPLETE = re.compile(r"Case (\d+) of 60 is complete\. Enter")
SHOWN_AS_MET = re.compile(r"(SUP-\d\d) +!? +● met")


def check_kept(desk: Desk, audit: OpenAudit, seen: str) -> tuple[int, str] | None:
    """Check that all the screen showed is in the record; return the next open question."""
    shown = CASE.search(seen)
    assert shown is not None, seen
    scoring = open_scoring(desk, audit.name)
    with desk.record.reading() as session:
        cases = assessed_cases(session, audit)
    here = cases[int(shown[1]) - 1]
    for question in SHOWN_AS_MET.findall(seen):
        assert here.answers[question] is Answer.MET, f"{question} was shown and is lost"
    assert all(case.complete for case in cases[: int(shown[1]) - 1]), "a finished case is lost"
    if scoring.complete:
        return None
    first = next(case for case in cases if not case.complete)
    question = next(q for q, answer in first.answers.items() if answer is None)
    assert (scoring.case.order, scoring.line.question.id) == (first.case.order, question)
    return first.case.order, question


def test_sixty_cases_with_twenty_kills_lose_nothing(
    tmp_path: Path, desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit("sixty", size=CASES, reserve=0)
    chance = random.Random(20260901)  # noqa: S311 - chooses when to kill, no secret
    kills = set(chance.sample(range(2, 140), KILLS))
    terminal = TmuxTerminal(tmp_path)
    terminal.start(program(desk, audit))
    terminal.wait_for("Case 1 of 60")
    step = 0
    try:
        while not open_scoring(desk, audit.name).complete:
            step += 1
            terminal.type("y" * chance.randint(3, 6))
            if step in kills:
                seen = terminal.screen()
                terminal.kill_program()
                place = check_kept(desk, audit, seen)
                terminal.start(program(desk, audit))
                if place is not None:
                    terminal.wait_for(f"Case {place[0]} of 60")
                    terminal.wait_for(f"> {place[1]}")
                continue
            if done := COMPLETE.search(terminal.screen()):
                terminal.send("Enter")
                terminal.wait_for(f"Case {int(done[1]) + 1} of 60")
    finally:
        terminal.end()
    with desk.record.reading() as session:
        assert all(case.complete for case in assessed_cases(session, audit))
    assert step > max(kills), "the audit was done before the last kill"
