"""Making again: every frame from its parts, and every draw from its frame and its seed.

Only what is as the history has it is made again: the rest was named, and need not make sense.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.designs import Drawn
from sampling.frames import Frame
from workbench.audits.draws.designs import draw_by
from workbench.audits.draws.tickets_elsewhere import ticket_fault
from workbench.audits.opening import design_of
from workbench.audits.packs.marks import pack_of
from workbench.audits.proof.holding import Held
from workbench.audits.proof.retelling import UNREADABLE
from workbench.errors import WorkbenchError
from workbench.record import frames, tables


@dataclass(slots=True)
class MadeAgain:
    """What was made again, and what came out otherwise than it is kept.

    A frame that was drawn from in its database is elsewhere: of its draws every ticket is made
    again, but not which cases had the lowest. That is `redraw`'s to prove.
    A frame that was lawfully erased can be made again no more, nor can its draws. A pack has some
    cases of a draw and no list: the record that it came from proves both.
    """

    frames: int = 0
    draws: int = 0
    frames_elsewhere: int = 0
    draws_elsewhere: int = 0
    frames_erased: int = 0
    draws_erased: int = 0
    frames_at_origin: int = 0
    faults: list[str] = field(default_factory=list)


def make_again(session: Session, held: Held) -> MadeAgain:
    """Make every frame and every draw again, a frame at a time."""
    made = MadeAgain()
    for population_id in _sound_ids(held, "population"):
        row = session.get_one(tables.Population, population_id)
        if pack_of(session) is not None:
            made.frames_at_origin += 1
            continue
        if stays_elsewhere(row):
            _look_at_elsewhere(session, made, held, row)
            continue
        if _erased(held, row):
            made.frames_erased += 1
            made.draws_erased += sum(1 for _ in _draws_on(session, held, row))
            continue
        frame = _frame_again(session, made, row)
        if frame is not None:
            for draw in _draws_on(session, held, row):
                _draw_again(session, made, held, frame, draw)
    return made


def _erased(held: Held, row: tables.Population) -> bool:
    """Whether the list of a population was lawfully erased, as the history has it."""
    return ("population", str(row.id)) in held.erased


def stays_elsewhere(row: tables.Population) -> bool:
    """Whether the list of a population stayed in its database."""
    try:
        database = json.loads(row.mapping).get("database", {})
        return database.get("in_place") is True
    except UNREADABLE:
        return False


def _look_at_elsewhere(
    session: Session, made: MadeAgain, held: Held, row: tables.Population
) -> None:
    made.frames_elsewhere += 1
    for draw in _draws_on(session, held, row):
        fault = ticket_fault(session, draw, frame_fingerprint=row.frame_fingerprint)
        if fault:
            audit = session.get_one(tables.Audit, draw.audit_id)
            made.faults.append(f"draw {draw.number} of audit {audit.name!r}: {fault}")
        else:
            made.draws_elsewhere += 1


def _frame_again(session: Session, made: MadeAgain, row: tables.Population) -> Frame | None:
    try:
        frame = frames.load_frame(session, row.id)
        as_kept = (frame.fingerprint, frame.content_fingerprint, len(frame))
    except WorkbenchError as error:
        made.faults.append(error.problem)
        return None
    except UNREADABLE:
        made.faults.append(f"the frame of population {row.name!r} cannot be read")
        return None
    if as_kept != (row.frame_fingerprint, row.content_fingerprint, row.frame_size):
        made.faults.append(
            f"the frame of population {row.name!r} is not the one that was fingerprinted"
        )
        return None
    made.frames += 1
    return frame


def _draw_again(
    session: Session, made: MadeAgain, held: Held, frame: Frame, row: tables.Draw
) -> None:
    audit = session.get_one(tables.Audit, row.audit_id)
    what = f"draw {row.number} of audit {audit.name!r}"
    try:
        again = _as_kept(draw_by(design_of(row), frame, seed=row.seed))
    except (WorkbenchError, *UNREADABLE) as error:
        made.faults.append(f"{what} cannot be made again: {error}")
        return
    kept = _kept(session, row.id)
    if _references_erased(session, held, row.id):  # the tickets tell the cases then
        again, kept = _without_references(again), _without_references(kept)
    if again == kept:
        made.draws += 1
    else:
        made.faults.append(f"{what}: its seed gives other cases")


KeptCase = tuple[str, int, str, str, str, str]
"""Role, position, reference, stratum, ticket and probability, as the record has them."""


def _as_kept(drawn: Drawn) -> set[KeptCase]:
    return {
        (
            role,
            position,
            case.reference,
            case.stratum or case.cluster,
            case.ticket,
            repr(case.probability),
        )
        for role, cases in (("sample", drawn.cases), ("reserve", drawn.reserves))
        for position, case in enumerate(cases, start=1)
    }


def _kept(session: Session, draw_id: int) -> set[KeptCase]:
    case = tables.SampledCase
    query = select(
        col(case.role),
        col(case.position),
        col(case.reference),
        col(case.stratum),
        col(case.ticket),
        col(case.probability),
    ).where(col(case.draw_id) == draw_id)
    return {(row[0], row[1], row[2], row[3], row[4], row[5]) for row in session.execute(query)}


def _references_erased(session: Session, held: Held, draw_id: int) -> bool:
    cases = select(col(tables.SampledCase.id)).where(col(tables.SampledCase.draw_id) == draw_id)
    return any(("sampled_case", str(number)) in held.erased for number in session.scalars(cases))


def _without_references(cases: set[KeptCase]) -> set[KeptCase]:
    return {(case[0], case[1], "", case[3], case[4], case[5]) for case in cases}


def _sound_ids(held: Held, table: str) -> tuple[int, ...]:
    return tuple(sorted(int(key) for name, key in held.sound if name == table))


def _draws_on(session: Session, held: Held, row: tables.Population) -> Iterator[tables.Draw]:
    for draw_id in _sound_ids(held, "draw"):
        draw = session.get_one(tables.Draw, draw_id)
        if ("audit", str(draw.audit_id)) in held.sound:
            audit = session.get_one(tables.Audit, draw.audit_id)
            if audit.population_id == row.id:
                yield draw
