"""Lots, drawn again: whether the cases that are read twice are those that their seed gives.

At the moment of a choice the cases of the draw were those of the sample, with each reserve that had
taken the place of one by then. The lowest tickets among them are the lot. What is read twice since
is the lot, the critical fails that joined where that was chosen, and the reserves that took the
place of one of either: see `second_readings`.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.errors import SamplingError
from sampling.second_readings import draw_second_readings
from workbench.audits.proof.holding import Held
from workbench.audits.proof.retelling import UNREADABLE
from workbench.audits.reviews.standing import SECOND_READING
from workbench.audits.second_readings.joining import CHOSEN, JOINED
from workbench.audits.second_readings.twice_read import BY_LOT, CRITICAL_FAIL
from workbench.record import tables
from workbench.record.history import Entry, entries

REPLACED: Final = "case replaced"
Details = Mapping[str, Any]


@dataclass(slots=True)
class LotsAgain:
    """How many lots were drawn again, how many cannot be any more, and what came out otherwise."""

    drawn: int = 0
    erased: int = 0
    faults: list[str] = field(default_factory=list)


def draw_lots_again(session: Session, held: Held) -> LotsAgain:
    """Draw every lot again; only what is as the history has it, whose chain must hold."""
    made = LotsAgain()
    for entry in entries(session, action=CHOSEN):
        try:
            lot = _lot_of(session, entry)
            if lot is None or not _is_sound(held, lot):
                continue
            if _is_erased(session, held, lot):
                made.erased += 1
                continue
            faults = [f"{lot.name}: {fault}" for fault in _faults(session, lot)]
        except UNREADABLE:
            faults = [f"history entry {entry.seq} is not one that this program writes"]
        made.drawn += not faults
        made.faults.extend(faults)
    return made


@dataclass(frozen=True, slots=True)
class _Lot:
    """A lot as its entry has it.

    Attributes:
        row: The key and the seal of its row.
        given: The seals of the second readings that it gave out.
    """

    seq: int
    name: str
    about: str
    details: Details
    row: tuple[str, Details]
    given: tuple[Details, ...]

    @property
    def draw_id(self) -> int:
        return int(self.row[1]["draw_id"])


def _lot_of(session: Session, entry: Entry) -> _Lot | None:
    """Return the lot of an entry; None where its draw is gone, which is named as a row."""
    details: Details = json.loads(entry.payload)
    (row,) = details["rows"]["second_reading"].items()
    draw = session.get(tables.Draw, int(row[1]["draw_id"]))
    if draw is None:
        return None
    audit = session.get_one(tables.Audit, draw.audit_id)
    return _Lot(
        seq=entry.seq,
        name=f"the second readings of draw {draw.number} of audit {audit.name!r}",
        about=entry.subject,
        details=details,
        row=row,
        given=tuple(details["rows"].get("allocation", {}).values()),
    )


def _is_sound(held: Held, lot: _Lot) -> bool:
    return {("second_reading", lot.row[0]), ("draw", str(lot.draw_id))} <= held.sound


def _is_erased(session: Session, held: Held, lot: _Lot) -> bool:
    return any(("sampled_case", str(case)) in held.erased for case in _cases(session, lot))


def _cases(session: Session, lot: _Lot) -> dict[int, tuple[str, str]]:
    """Return the reference and the role of every case of a draw, by number."""
    case = tables.SampledCase
    query = select(col(case.id), col(case.reference), col(case.role))
    rows = session.execute(query.where(col(case.draw_id) == lot.draw_id))
    return {number: (reference, role) for number, reference, role in rows}


def _faults(session: Session, lot: _Lot) -> Iterator[str]:
    seal = lot.row[1]
    if (lot.details["seed"], lot.details["share"]) != (seal["seed"], seal["share"]):
        yield "its entry tells another seed or share than its row"
        return
    cases, swaps = _cases(session, lot), _swaps(session, lot)
    numbers = {cases[number][0]: number for number in _standing(cases, swaps, lot)}
    try:
        drawn = draw_second_readings(numbers, seed=seal["seed"], share=float(seal["share"]))
    except SamplingError as error:
        yield f"it cannot be drawn again: {error}"
        return
    lowest = {numbers[reference] for reference in drawn}
    given = {int(each["case_id"]) for each in lot.given}
    if given != lowest or list(drawn) != lot.details["cases"]:
        yield "its seed gives other cases"
        return
    if {each["auditor"] for each in lot.given} - set(lot.details["readers"]):
        yield "a case was given to somebody who was not named"
    yield from _since(session, lot, lowest, swaps)


def _swaps(session: Session, lot: _Lot) -> list[tuple[int, int, int]]:
    """Return each replacement in the draw, in order: its entry, the case and its reserve."""
    return [
        (entry.seq, int(seal["case_id"]), int(seal["reserve_id"]))
        for entry in entries(session, about=lot.about, action=REPLACED)
        for seal in json.loads(entry.payload)["rows"]["replacement"].values()
    ]


def _standing(
    cases: Mapping[int, tuple[str, str]], swaps: list[tuple[int, int, int]], lot: _Lot
) -> set[int]:
    """Return the cases that were to be read at the moment of the choice."""
    standing = {number for number, (_, role) in cases.items() if role == "sample"}
    for seq, out, reserve in swaps:
        if seq < lot.seq and out in standing:
            standing = (standing - {out}) | {reserve}
    return standing


def _since(
    session: Session, lot: _Lot, lowest: set[int], swaps: list[tuple[int, int, int]]
) -> Iterator[str]:
    """Name what is read twice by now, and has no right to be; and what is not any more."""
    joined = _joined(session, lot) if lot.row[1]["critical_fails"] else set()
    may_be = {BY_LOT: set(lowest), CRITICAL_FAIL: joined}
    for seq, out, reserve in swaps:
        for among in may_be.values():
            if seq > lot.seq and out in among:
                among.add(reserve)
    now = _read_twice(session, lot)
    if any(now.get(number) != BY_LOT for number in lowest):
        yield "a case of it is no longer read twice by lot"
    if any(number not in may_be.get(why, set()) for number, why in now.items()):
        yield "a case is read twice that is not of it, and did not join it"


def _joined(session: Session, lot: _Lot) -> set[int]:
    found = entries(session, about=lot.about, action=JOINED)
    return {int(json.loads(entry.payload)["case_id"]) for entry in found if entry.seq > lot.seq}


def _read_twice(session: Session, lot: _Lot) -> dict[int, str]:
    """Return every case of the draw that has a second reader, and why."""
    rows = session.execute(
        select(col(tables.Allocation.case_id), col(tables.Allocation.why))
        .join(tables.SampledCase, col(tables.SampledCase.id) == col(tables.Allocation.case_id))
        .where(
            col(tables.SampledCase.draw_id) == lot.draw_id,
            col(tables.Allocation.reading) == SECOND_READING,
        )
    )
    return {row[0]: row[1] for row in rows}
