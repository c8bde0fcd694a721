"""Scoring in a real terminal: what was acknowledged survives a kill, and it resumes in place."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checklists.answers import Answer
from tests.terminal.tmux_terminal import TmuxTerminal
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.scoring import open_scoring

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux is not installed: there is no terminal to try it in"
)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[TmuxTerminal]:
    made = TmuxTerminal(tmp_path)
    yield made
    made.end()


def program(desk: Desk, audit: OpenAudit) -> str:
    asked = f"record={str(desk.record.path)!r}, auditor={desk.auditor!r}, audit={audit.name!r}"
    return f"from workbench.app import run_app; run_app({asked})"


def test_killed_in_the_middle_of_a_case_it_resumes_on_the_next_question(
    terminal: TmuxTerminal, desk: Desk, audit: OpenAudit
) -> None:
    terminal.start(program(desk, audit))
    terminal.wait_for("Case 1 of 12")
    terminal.type("yynNo dates given")
    terminal.send("Enter")
    terminal.type("py")
    terminal.wait_for("this case 5/12")
    terminal.kill_program()

    lines = {line.question.id: line for line in open_scoring(desk, audit.name).lines}
    given = [lines[f"SUP-{n:02}"].state.given for n in range(1, 7)]
    met, not_met, partly = Answer.MET, Answer.NOT_MET, Answer.PARTLY_MET
    assert given == [met, met, not_met, partly, met, None]
    assert lines["SUP-03"].note == "No dates given"

    terminal.start(program(desk, audit))
    seen = terminal.wait_for("this case 5/12")
    assert "> SUP-06" in seen


def test_a_whole_case_sent_at_once_is_scored(
    terminal: TmuxTerminal, desk: Desk, audit: OpenAudit
) -> None:
    terminal.start(program(desk, audit), TERM="xterm", NO_COLOR="1")
    terminal.wait_for("Case 1 of 12")
    terminal.type("y" * 12)
    terminal.wait_for("Case 1 of 12 is complete.")
    terminal.send("Enter")
    terminal.type("y" * 12)
    terminal.wait_for("2/12 cases complete")
