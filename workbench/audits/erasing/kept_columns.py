"""Which columns of the cases outlive their references: those that count, and tell nobody apart.

A column stays where a rule of a checklist looks at it, since rates rest on it. Any other stays
only as long as each drawn case shares what is in all such columns together with at least
`SHARED_BY` cases of the list, itself included. Tried first are those that were asked for, then the
one that was drawn by, then those with the fewest values. One that tells whose case it is never
stays for that reason.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.frames import CHUNK_ROWS
from workbench.audits.opening import OpenAudit
from workbench.record import frames
from workbench.record.tables import ConflictRule, Draw, FrameChunk, SampledCase

SHARED_BY: Final = 5
"""At least so many cases of the list are alike in all the columns that stay without need."""

Columns = Mapping[str, Sequence[str]]
"""Values by the name of their column."""
Parts = Callable[[], Iterator[Columns]]
"""Gives the columns of a list again and again, a part at a time."""


@dataclass(frozen=True, slots=True)
class KeptColumns:
    """What becomes of the columns of the cases of an audit."""

    by_rule: tuple[str, ...]
    shared: tuple[str, ...]
    erased: tuple[str, ...]

    def left_of(self, fields: Mapping[str, str]) -> dict[str, str]:
        """Return the columns of a case that stay."""
        kept = {*self.by_rule, *self.shared}
        return {name: value for name, value in fields.items() if name in kept}


def kept_columns(session: Session, audit: OpenAudit, *, wanted: Sequence[str] = ()) -> KeptColumns:
    """Return which columns of the cases of an audit stay, and why; those wanted are tried first."""
    drawn = _drawn(session, audit.id)
    parts = _parts(session, audit, drawn)
    values = _values(parts)
    asked = {name for checklist in audit.checklists for name in checklist.fields}
    by = audit.design.by if audit.design is not None else ""
    candidates = sorted(
        values.keys() - asked - _tell_whose(session, audit.id),
        key=lambda name: (name not in wanted, name != by, values[name], name),
    )
    shared: list[str] = []
    for name in candidates:
        if _alike([*shared, name], parts, drawn):
            shared.append(name)
    return KeptColumns(
        by_rule=tuple(name for name in values if name in asked),
        shared=tuple(name for name in values if name in shared),
        erased=tuple(name for name in values if name not in {*asked, *shared}),
    )


def _alike(names: Sequence[str], parts: Parts, drawn: Sequence[Mapping[str, str]]) -> bool:
    """Whether each drawn case is like enough others in all these columns together."""
    wanted = {tuple(fields.get(name, "") for name in names) for fields in drawn}
    found: Counter[tuple[str, ...]] = Counter()
    for columns in parts():
        rows = zip(*(columns[name] for name in names), strict=True)
        found.update(row for row in rows if row in wanted)
    return all(found[row] >= SHARED_BY for row in wanted)


def _values(parts: Parts) -> dict[str, int]:
    """Return how many values each column of a list has."""
    found: dict[str, set[str]] = {}
    for columns in parts():
        for name, values in columns.items():
            found.setdefault(name, set()).update(values)
    return {name: len(values) for name, values in found.items()}


def _drawn(session: Session, audit_id: int) -> list[Mapping[str, str]]:
    query = (
        select(col(SampledCase.fields))
        .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(Draw.audit_id) == audit_id)
    )
    return [json.loads(fields) for fields in session.scalars(query)]


def _tell_whose(session: Session, audit_id: int) -> set[str]:
    rules = select(col(ConflictRule.told_by)).where(col(ConflictRule.audit_id) == audit_id)
    return set(session.scalars(rules))


def _parts(session: Session, audit: OpenAudit, drawn: Sequence[Mapping[str, str]]) -> Parts:
    """Return what gives the columns of the list; of what was drawn, where the list is elsewhere."""
    list_id, size = audit.population.id, audit.population.part.frame_size
    held = select(col(FrameChunk.id)).where(col(FrameChunk.population_id) == list_id)

    def of_the_list() -> Iterator[Columns]:
        for start in range(0, size, CHUNK_ROWS):
            yield frames.load_rows(session, list_id, start=start, count=CHUNK_ROWS).columns

    def of_what_was_drawn() -> Iterator[Columns]:
        yield from ({name: [value] for name, value in case.items()} for case in drawn)

    there = session.scalars(held.limit(1)).first() is not None and not audit.population.erased
    return of_the_list if there else of_what_was_drawn
