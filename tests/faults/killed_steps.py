"""Killed at each step of a piece of work: what is left is the state before or after, never between.

The work is done from the same beginning again and again, killed at the first step, the second, and
so on to the last. In that order the states that were left must be its stages, and no others.
"""

import shutil
from functools import partial
from pathlib import Path

from tests.faults.apart import Found
from tests.faults.forks import Fork, Say
from tests.faults.records import faults_of
from tests.faults.stopping import Stopping
from tests.faults.work import NAME, WORK, State, Work
from workbench.errors import WorkbenchError


def kill_at_steps(folder: Path, *, work: list[str], kills: int | None = None) -> Found:
    """Kill pieces of work at each of their steps, or at so many that are spread evenly over them.

    The figures have the kills of each piece by its name, and in all.
    """
    found = Found()
    for name in work:
        place = folder / name
        (place / "begin").mkdir(parents=True)
        _kill_one(found, name, place, kills)
        shutil.rmtree(place)
    return found


def _kill_one(found: Found, name: str, place: Path, kills: int | None) -> None:
    doing, begin, left = WORK[name], place / "begin", list[State]()
    doing.prepare(begin)
    whole = _copied(begin, place / "whole")
    steps = _steps_of(doing, whole)
    _add_state(left, doing.state(begin))
    for step in range(1, steps + 1, max(1, steps // (kills or steps))):
        at = _copied(begin, place / "killed")
        _kill(found, doing, at, step)
        found.count(name)
        found.count("kills")
        _add_state(left, doing.state(at))
        found.wrong.extend(_unsound(doing, at, f"{name}, step {step}"))
        _do_again(found, doing, at, f"{name}, again after step {step}")
    _add_state(left, doing.state(whole))
    _check_stages(found, doing, name, left, all_steps=kills is None)


def _steps_of(doing: Work, whole: Path) -> int:
    """Do the work to its end, and return how many steps it takes."""
    done = Fork(partial(_do_until, doing, whole, 0))
    assert done.wait() == 0, "the work itself failed"
    return int(done.lines()[0])


def _copied(begin: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return shutil.copytree(begin, to)


def _kill(found: Found, doing: Work, at: Path, step: int) -> None:
    if Fork(partial(_do_until, doing, at, step)).wait() >= 0:
        found.wrong.append(f"the work was not killed at step {step}")


def _do_until(doing: Work, at: Path, step: int, say: Say) -> None:
    """Do the work until a step; with step 0, to its end, and say how many there were."""
    stopping = Stopping(at, step)
    stopping.begin()
    doing.do(at)
    say(str(stopping.steps))


def _unsound(doing: Work, at: Path, when: str) -> list[str]:
    """Return what `verify` finds; where there may be no record yet, a missing one is none."""
    record = at / NAME
    if not doing.opens and not (record.exists() and record.stat().st_size):
        return []
    return [f"{when}: {fault}" for fault in faults_of(record)]


def _add_state(left: list[State], state: State) -> None:
    if not left or left[-1] != state:
        left.append(state)


def _do_again(found: Found, doing: Work, at: Path, when: str) -> None:
    """Do the work again upon what was left: it is done now, or was done and says so plainly."""
    try:
        doing.do(at)
    except WorkbenchError as error:
        found.hear(str(error))
    found.wrong.extend(_unsound(doing, at, when))


def _check_stages(
    found: Found, doing: Work, name: str, left: list[State], *, all_steps: bool
) -> None:
    """Check that the states, in the order of the steps, are the stages of the work."""
    if len(left) > len(doing.stages) or (all_steps and len(left) < len(doing.stages)):
        found.wrong.append(f"{name} left {len(left)} states, and not {len(doing.stages)}")
