"""The tickets of a sample whose list is not in the record: all that can be held without it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.tickets import ticket
from workbench.audits.draws.designs import EVERY_STRATUM, Design
from workbench.audits.opening import design_of
from workbench.audits.proof.retelling import UNREADABLE
from workbench.errors import WorkbenchError
from workbench.record import tables


def ticket_fault(session: Session, row: tables.Draw, *, frame_fingerprint: str) -> str:
    """Return what is wrong with a draw from a list that stayed in its database; empty if nothing.

    Its frame is the one that was fingerprinted; each ticket is that of its case, cases stand in
    the order of their tickets, as many as were asked for, and no reserve has a lower ticket
    than a case of its stratum. Whether they are the lowest of the list only the list can say.
    """
    if row.frame_fingerprint != frame_fingerprint:
        return "it was made on another frame"
    try:
        return next(_faults(design_of(row), row.seed, _cases(session, row.id)), "")
    except (WorkbenchError, *UNREADABLE) as error:
        return f"its tickets cannot be made again: {error}"


def _cases(session: Session, draw_id: int) -> Sequence[tables.SampledCase]:
    case = tables.SampledCase
    query = select(case).where(col(case.draw_id) == draw_id)
    return session.scalars(query.order_by(col(case.role).desc(), col(case.position))).all()


def _faults(design: Design, seed: str, cases: Sequence[tables.SampledCase]) -> Iterator[str]:
    for case in cases:
        if case.ticket != ticket(seed, case.reference):
            yield f"its seed gives case {case.reference} another ticket"
    for role in ("sample", "reserve"):
        tickets = [case.ticket for case in cases if case.role == role]
        if any(before >= after for before, after in pairwise(tickets)):
            yield f"the {role} does not stand in the order of its tickets"
    if _sizes(design, cases) != dict(design.sizes):
        yield "it has another number of cases than was sealed"
    yield from _overtaken(cases)


def _sizes(design: Design, cases: Sequence[tables.SampledCase]) -> dict[str, int]:
    sample = [case for case in cases if case.role == "sample"]
    if not design.by:
        return {EVERY_STRATUM: len(sample)}
    return dict(Counter(case.stratum for case in sample))


def _overtaken(cases: Sequence[tables.SampledCase]) -> Iterator[str]:
    last = {case.stratum: case.ticket for case in cases if case.role == "sample"}
    for case in cases:
        if case.role == "reserve" and case.ticket < last.get(case.stratum, ""):
            yield f"the reserve {case.reference} has a lower ticket than a case of the sample"
