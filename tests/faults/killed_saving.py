"""Killed in mid-save: answers saved one after another, and the program killed between two."""

import random
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

from checklists.answers import Answer
from tests.faults.apart import Found
from tests.faults.forks import Fork, Say
from tests.faults.records import AUDIT, GIVEN, desk_at, drawn_record, places
from workbench.audits.opening import open_audit
from workbench.audits.proof.verifying import verify_record
from workbench.audits.reviews.answering import CHANGED, give_answer
from workbench.audits.reviews.standing import Place, standings
from workbench.record.history import entries

MOST_ANSWERS: Final = 6
"""The most answers that are acknowledged before a kill."""
LONGEST_SAVE_SECONDS: Final = 0.012
"""The kill comes a random part of this after the last answer but it is waited for."""


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it was acknowledged, or as the record has it."""

    place: Place
    answer: Answer

    @classmethod
    def number(cls, number: int, asked: list[Place]) -> "Given":
        """Return the answer of a number: no question has the same answer twice running."""
        turn, at = divmod(number, len(asked))
        return cls(asked[at], GIVEN[turn % len(GIVEN)])


def kill_in_mid_save(folder: Path, *, kills: int, seed: int) -> Found:
    """Kill a program that saves answers, again and again, and look at what it left each time."""
    found, path = Found(), drawn_record(folder / "workbench.record", size=12)
    chance = random.Random(seed)  # noqa: S311 - chooses when to kill, no secret
    kept, reopened = 0, list[float]()
    for _ in range(kills):
        saving = Fork(partial(_save_answers, path, kept))
        saving.listen_for(chance.randint(0, MOST_ANSWERS))
        saving.listen_until(time.monotonic() + chance.uniform(0, LONGEST_SAVE_SECONDS))
        saving.kill()
        if saving.wait() >= 0:
            found.wrong.append("the program ended before it was killed")
        found.count("kills")
        found.count("acknowledged", len(saving.lines()))
        found.count("half-written saves rolled back", _hot_journal(path))
        kept = _look(found, path, reopened, at_least=kept + len(saving.lines()))
    found.figures["reopened in, half of them (s)"] = median(reopened)
    found.figures["reopened in, the longest (s)"] = max(reopened)
    return found


def _save_answers(path: Path, begin: int, say: Say) -> None:
    """Save answers without end, each acknowledged only after it was returned as saved."""
    with desk_at(path) as desk:
        audit = open_audit(desk, AUDIT)
        asked = places(audit)
        for number in range(begin, begin + 10_000):
            given = Given.number(number, asked)
            give_answer(desk, audit, given.place, given.answer, seconds=1)
            say(str(number))


def _hot_journal(path: Path) -> bool:
    """Whether a save was cut off half-way: its journal is still there, to undo it."""
    journals = (path.with_name(f"{path.name}-journal"), path.with_name(f"{path.name}-wal"))
    return any(journal.exists() and journal.stat().st_size for journal in journals)


def _look(found: Found, path: Path, reopened: list[float], *, at_least: int) -> int:
    """Open the record again and check it; return how many answers it has."""
    began = time.perf_counter()
    with desk_at(path) as desk:
        audit = open_audit(desk, AUDIT)
        reopened.append(time.perf_counter() - began)
        asked = places(audit)
        with desk.record.reading() as session:
            kept = sum(entry.action == CHANGED for entry in entries(session))
            stands = {
                Given(Place(case.id, question), standing.value)
                for case in audit.cases
                for question, standing in standings(session, case.id).items()
                if standing.value is not None
            }
        _check(found, kept, at_least, stands, asked)
        found.wrong.extend(verify_record(desk).faults)
    return kept


def _check(found: Found, kept: int, at_least: int, stands: set[Given], asked: list[Place]) -> None:
    """Check that all that was acknowledged stands, and at most the one answer after it."""
    if kept < at_least:
        found.count("acknowledged and lost", at_least - kept)
        found.wrong.append(f"{at_least - kept} acknowledged answers are lost")
    if kept > at_least + 1:
        found.wrong.append(f"{kept - at_least} answers stand that nobody was told of")
    first = max(0, kept - len(asked))
    if stands != {Given.number(number, asked) for number in range(first, kept)}:
        found.wrong.append(f"after {kept} answers, others stand than were given")
