"""Making again: every frame from its parts, and every draw from its frame and its seed.

Only what is as the history has it is made again: the rest was named, and need not make sense.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.designs import Drawn
from sampling.frames import Frame
from workbench.audits.designs import draw_by
from workbench.audits.holding import Held
from workbench.audits.opening import design_of
from workbench.audits.retelling import UNREADABLE
from workbench.errors import WorkbenchError
from workbench.record import frames, tables


@dataclass(slots=True)
class MadeAgain:
    """What was made again, and what came out otherwise than it is kept."""

    frames: int = 0
    draws: int = 0
    faults: list[str] = field(default_factory=list)


def make_again(session: Session, held: Held) -> MadeAgain:
    """Make every frame and every draw again, a frame at a time."""
    made = MadeAgain()
    for population_id in _sound_ids(held, "population"):
        row = session.get_one(tables.Population, population_id)
        frame = _frame_again(session, made, row)
        if frame is not None:
            for draw in _draws_on(session, held, row):
                _draw_again(session, made, frame, draw)
    return made


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


def _draw_again(session: Session, made: MadeAgain, frame: Frame, row: tables.Draw) -> None:
    audit = session.get_one(tables.Audit, row.audit_id)
    what = f"draw {row.number} of audit {audit.name!r}"
    try:
        again = _as_kept(draw_by(design_of(row), frame, seed=row.seed))
    except (WorkbenchError, *UNREADABLE) as error:
        made.faults.append(f"{what} cannot be made again: {error}")
        return
    if again == _kept(session, row.id):
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


def _sound_ids(held: Held, table: str) -> tuple[int, ...]:
    return tuple(sorted(int(key) for name, key in held.sound if name == table))


def _draws_on(session: Session, held: Held, row: tables.Population) -> Iterator[tables.Draw]:
    for draw_id in _sound_ids(held, "draw"):
        draw = session.get_one(tables.Draw, draw_id)
        if ("audit", str(draw.audit_id)) in held.sound:
            audit = session.get_one(tables.Audit, draw.audit_id)
            if audit.population_id == row.id:
                yield draw
