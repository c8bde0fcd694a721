"""Scoring in a real terminal while the disk fills up, and after there is space again."""

import os
import shutil
import subprocess
from pathlib import Path

from checklists.answers import Answer
from tests.faults.apart import CannotBeTried, Found
from tests.faults.records import AUDIT, desk_at, drawn_record, faults_of
from tests.terminal.tmux_terminal import TmuxTerminal
from workbench.audits.opening import open_audit
from workbench.audits.reviews.answering import CHANGED
from workbench.audits.reviews.standing import standings
from workbench.record.history import entries

SHOWN_UNSAVED = (
    "NOT SAVED",
    "● met",
    "not saved: the disk is full",
    "Make some space",
    "the same key",
)


def terminal_is_there() -> None:
    """Check that there is a terminal to try it in.

    Raises:
        CannotBeTried: There is none.
    """
    if shutil.which("tmux") is None:
        raise CannotBeTried("tmux is not installed: there is no terminal to try it in")


def score_on_a_full_disk(folder: Path) -> Found:
    """Score three questions; the disk is full at the second, and has space again after it."""
    found, disk = Found(), folder / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=True)
    record = drawn_record(disk / "workbench.record", size=12)
    terminal = TmuxTerminal(folder)
    try:
        terminal.start(_program(record))
        terminal.wait_for("Case 1 of 12")
        _score(found, terminal, record)
    finally:
        terminal.end()
    found.wrong.extend(faults_of(record))
    return found


def _program(record: Path) -> str:
    asked = f"record={str(record)!r}, auditor='auditor 1', audit={AUDIT!r}"
    return f"from workbench.app import run_app; run_app({asked})"


def _score(found: Found, terminal: TmuxTerminal, record: Path) -> None:
    terminal.type("y")
    terminal.wait_for("this case 1/12")
    ballast = _fill(record.parent)
    terminal.type("y")
    full = terminal.wait_for("saves it.")
    found.hear(full)
    seen = " ".join(full.split())
    found.wrong.extend(
        f"the screen lacks {words!r}" for words in SHOWN_UNSAVED if words not in seen
    )
    _check_nothing_else(found, terminal)
    _expect(found, record, answers=1)
    ballast.unlink()
    terminal.type("y")
    found.hear(terminal.wait_for("this case 2/12"))
    _expect(found, record, answers=2)
    terminal.type("y")
    terminal.wait_for("this case 3/12")
    _expect(found, record, answers=3)


def _fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    room = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, room.f_bavail * room.f_frsize)
    return ballast


def _check_nothing_else(found: Found, terminal: TmuxTerminal) -> None:
    """Try every other way on: another answer, another question, another case, and Home."""
    for keys in ("n", "p", "Down", "]", "u", "f"):
        terminal.send(keys)
        seen = terminal.wait_for("nothing else can be done before")
        if "NOT SAVED" not in seen or "Case 1 of 12" not in seen:
            found.wrong.append(f"{keys} went on, and the answer is not on the screen:\n{seen}")
        terminal.send("r")  # the notice of the next key must be its own
        terminal.wait_for("not saved: the disk is full")
        found.count("other keys refused")


def _expect(found: Found, record: Path, *, answers: int) -> None:
    """Check that the first so many questions are met, each by one entry of the history."""
    with desk_at(record) as desk:
        audit = open_audit(desk, AUDIT)
        with desk.record.reading() as session:
            stands = standings(session, audit.cases[0].id)
            saved = [entry for entry in entries(session) if entry.action == CHANGED]
    first = [question.id for question in audit.questions[:answers]]
    met = [name for name, standing in stands.items() if standing.value is Answer.MET]
    if sorted(met) != first or len(saved) != answers:
        found.wrong.append(f"{met} are met by {len(saved)} entries, where {first} should be")
    found.figures["answers saved, each once"] = len(saved)
