"""A whole audit of 60 cases by keys in a real terminal, killed at 20 random moments.

It takes some minutes, so it runs only where it is asked for: WORKBENCH_LONG_TESTS=1.
"""

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import DrawAudit
from tests.terminal.test_killed import program
from tests.terminal.tmux_terminal import TmuxTerminal
from workbench.audits.desk import Desk
from workbench.audits.diary import diary
from workbench.audits.scoring import open_scoring

pytestmark = [
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
    pytest.mark.skipif(
        "WORKBENCH_LONG_TESTS" not in os.environ, reason="set WORKBENCH_LONG_TESTS=1 to run it"
    ),
]

CASES, KILLS = 60, 20
ACKNOWLEDGED = re.compile(r"this case (\d+)/12")
CASE = re.compile(r"Case (\d+) of 60")


def saved(desk: Desk, audit: str) -> int:
    return sum(line.action == "answer changed" for line in diary(desk, audit))


def test_sixty_cases_with_twenty_kills_lose_nothing(
    tmp_path: Path, desk: Desk, draw_audit: DrawAudit
) -> None:
    audit = draw_audit("sixty", size=CASES, reserve=0)
    chance = random.Random(20260901)  # noqa: S311 - chooses when to kill, no secret
    stops = set(chance.sample(range(5, CASES * 12 - 5), KILLS))
    terminal = TmuxTerminal(tmp_path)
    terminal.start(program(desk, audit))
    terminal.wait_for("Case 1 of 60")
    sent = 0
    try:
        while not open_scoring(desk, audit.name).complete:
            run = chance.randint(1, 12)
            keys = min(run, 12 - sent % 12)
            terminal.type("y" * keys)
            sent += keys
            killed = any(stop in stops for stop in range(sent - keys, sent))
            if killed:
                seen = terminal.screen()
                terminal.kill_program()
                shown = ACKNOWLEDGED.search(seen)
                case = CASE.search(seen)
                assert shown is not None
                assert case is not None
                acknowledged = (int(case[1]) - 1) * 12 + int(shown[1])
                kept = saved(desk, audit.name)
                assert kept >= acknowledged, "an acknowledged answer was lost"
                sent = kept
                place = open_scoring(desk, audit.name)
                if not place.complete:
                    expected = f"SUP-{kept % 12 + 1:02}"
                    assert place.line.question.id == expected
                    assert place.case.order == kept // 12 + 1
                terminal.start(program(desk, audit))
                if not place.complete:
                    terminal.wait_for(f"> {expected}")
            elif sent % 12 == 0:
                terminal.wait_for(f"Case {sent // 12} of 60 is complete")
                terminal.send("Enter")
            else:
                terminal.wait_for(f"this case {sent % 12}/12")
    finally:
        terminal.end()
    assert saved(desk, audit.name) == CASES * 12
