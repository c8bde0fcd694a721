"""The diary of readings: what of it a blind reader is not told, and the rest as sentences.

Nothing of a reading that somebody must not see yet is told, not even that there was an entry; of a
lot that they must not know yet, not its seed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import latest_draw
from workbench.audits.people.calibration_sets import open_sets
from workbench.audits.reviews.escalating import ESCALATED, hides_escalation
from workbench.audits.reviews.standing import FIRST_READING, SECOND_READING
from workbench.audits.second_readings.finishing import FINISHED
from workbench.audits.second_readings.joining import CHOSEN, JOINED
from workbench.audits.second_readings.lots import NOT_YET, lot_is_known
from workbench.audits.second_readings.twice_read import TwiceRead, all_read_twice
from workbench.record.history import Entry, canonical

Details = Mapping[str, Any]
SETS_WITHHELD: Final = "What others score in a calibration set is left out until it is revealed."
OF_A_CASE: Final = "/case:"
READING_WORDS: Final = {FIRST_READING: "first", SECOND_READING: "second"}


def told_entries(session: Session, desk: Desk, found: Iterable[Entry]) -> Iterator[Entry]:
    """Return the entries that may be told at this desk, in their order."""
    twice = all_read_twice(session)
    sets = open_sets(session)
    for entry in found:
        if entry.action == CHOSEN:
            yield _of_the_lot(session, desk, entry)
            continue
        if OF_A_CASE in entry.subject:
            if twice and _is_hidden(entry, twice, desk.auditor):
                continue
            if sets and entry.actor != desk.auditor and _audit_of(entry) in sets:
                continue
        yield entry


def _of_the_lot(session: Session, desk: Desk, entry: Entry) -> Entry:
    """Return the entry of a lot; without its seed and its cases where they must not be known."""
    if lot_is_known(session, desk, latest_draw(session, int(_audit_of(entry)))):
        return entry
    details: Details = json.loads(entry.payload)
    return replace(entry, payload=canonical({**details, "seed": None, "cases": [], "rows": {}}))


def withheld_from(desk: Desk) -> str:
    """Return in a sentence what of the history is not told at this desk; nothing if all is."""
    with desk.record.reading() as session:
        twice = all_read_twice(session).values()
        sets = len(open_sets(session))
    hidden = sum(any(each.hides(r, desk.auditor) for r in READING_WORDS) for each in twice)
    if not hidden:
        return SETS_WITHHELD if sets else ""
    cases = "1 case that is" if hidden == 1 else f"{hidden} cases that are"
    said = f"Blind: one reading of {cases} read twice is left out until both are finished."
    return f"{said} {SETS_WITHHELD}" if sets else said


def _audit_of(entry: Entry) -> str:
    """Return the number of the audit that an entry about a case belongs to."""
    return entry.subject.removeprefix("audit:").partition("/")[0]


def _is_hidden(entry: Entry, twice: Mapping[int, TwiceRead], auditor: str) -> bool:
    details: Details = json.loads(entry.payload)
    place = details.get("place", details)
    case, reading = place.get("case_id"), place.get("reading", FIRST_READING)
    if case not in twice:
        return False
    if entry.action == ESCALATED:
        return hides_escalation(twice[case], reading, auditor)
    return twice[case].hides(reading, auditor)


def _chosen(details: Details, _: str) -> str:
    fails = ", with every critical fail" if details["critical_fails"] else ""
    seed = f"a seed that is {NOT_YET}" if details["seed"] is None else f"the seed {details['seed']}"
    return (
        f"chose {float(details['share']):.0%} of the cases of {details['audit']!r} to be read a "
        f"second time, by {seed}{fails}"
    )


def _joined(_: Details, case: str) -> str:
    return f"gave {case} to be read a second time"


def _finished(details: Details, case: str) -> str:
    return f"finished the {READING_WORDS[details['reading']]} reading of {case}"


def _escalated(details: Details, case: str) -> str:
    return (
        f"escalated an urgent matter of safeguarding in {case}: told {details['told']} at "
        f"{details['told_at'][:16].replace('T', ' ')}"
    )


SENTENCES: Final[Mapping[str, Callable[[Details, str], str]]] = {
    CHOSEN: _chosen,
    JOINED: _joined,
    FINISHED: _finished,
    ESCALATED: _escalated,
}
"""What each action is in words, from its details and the reference of its case."""
