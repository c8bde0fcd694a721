"""Many writers: programs that save on one record at the same time, each an auditor of its own."""

import time
from functools import partial
from pathlib import Path
from statistics import quantiles

from tests.faults.apart import Found
from tests.faults.forks import Fork, Say
from tests.faults.records import (
    AUDIT,
    GIVEN,
    desk_at,
    drawn_on_a_server,
    drawn_record,
    faults_of,
    places,
)
from workbench.audits.opening import open_audit
from workbench.audits.reviews.answering import CHANGED, give_answer
from workbench.errors import WorkbenchError
from workbench.record.history import entries
from workbench.record.location import Location


def save_at_once(folder: Path, *, writers: int, saves: int) -> Found:
    """Let programs save on one file at the same time, each on cases that are its own."""
    path = drawn_record(folder / "workbench.record", size=4 * writers)
    return _save_at_once(path, writers=writers, saves=saves)


def save_at_once_on_a_server(folder: Path, *, writers: int, saves: int) -> Found:
    """Let programs save on one PostgreSQL server in the same way."""
    with drawn_on_a_server(folder, size=4 * writers) as (_, address):
        return _save_at_once(address, writers=writers, saves=saves)


def _save_at_once(where: Location, *, writers: int, saves: int) -> Found:
    found = Found()
    at_work = [Fork(partial(_save, where, number, saves)) for number in range(writers)]
    codes = [writer.wait() for writer in at_work]
    said = [line for writer in at_work for line in writer.lines()]
    taken = [float(line) for line in said if not line.startswith("not saved")]
    found.figures["saves"] = len(taken)
    found.figures["errors"] = len(said) - len(taken) + sum(map(bool, codes))
    found.wrong.extend(line for line in said if line.startswith("not saved"))
    _time(found, sorted(taken))
    found.figures["lost"] = writers * saves - _kept(where)
    if found.figures["lost"] or found.figures["saves"] != writers * saves:
        found.wrong.append(f"{len(taken)} saves were made, and {_kept(where)} are in the record")
    found.wrong.extend(faults_of(where))
    return found


def _save(where: Location, writer: int, saves: int, say: Say) -> None:
    with desk_at(where) as desk:
        audit = open_audit(desk, AUDIT)
        mine = [place for place in places(audit) if place.case_id % 4 == writer % 4]
        for number in range(saves):
            turn, at = divmod(number, len(mine))
            began = time.perf_counter()
            try:
                give_answer(desk, audit, mine[at], GIVEN[turn % len(GIVEN)], seconds=1)
            except WorkbenchError as error:
                say(f"not saved: {error}")
            else:
                say(f"{(time.perf_counter() - began) * 1000:.3f}")


def _time(found: Found, taken: list[float]) -> None:
    cuts = quantiles(taken, n=100)
    found.figures["p50 (ms)"], found.figures["p99 (ms)"] = cuts[49], cuts[98]
    found.figures["longest (ms)"] = taken[-1]


def _kept(where: Location) -> int:
    with desk_at(where) as desk, desk.record.reading() as session:
        return sum(entry.action == CHANGED for entry in entries(session))
