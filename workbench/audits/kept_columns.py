"""Which columns of the cases outlive their references: those that count, and tell nobody apart.

A column stays where a rule of a checklist looks at it, since rates rest on it, or where every
value in it is shared by at least `SHARED_BY` cases of the list. A column that tells whose case it
is never stays for that reason alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from sampling.frames import CHUNK_ROWS
from workbench.audits.opening import OpenAudit
from workbench.record import frames
from workbench.record.tables import ConflictRule, FrameChunk

SHARED_BY: Final = 5
"""At least so many cases of the list have each value of a column that stays."""


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


def kept_columns(session: Session, audit: OpenAudit) -> KeptColumns:
    """Return which columns of the cases of an audit stay, and why."""
    counts = _counts(session, audit)
    asked = {name for checklist in audit.checklists for name in checklist.fields}
    told_by = select(col(ConflictRule.told_by)).where(col(ConflictRule.audit_id) == audit.id)
    tell_whose = set(session.scalars(told_by))
    shared = {name for name, held in counts.items() if _is_shared(held)} - asked - tell_whose
    return KeptColumns(
        by_rule=tuple(name for name in counts if name in asked),
        shared=tuple(name for name in counts if name in shared),
        erased=tuple(name for name in counts if name not in asked | shared),
    )


def _is_shared(held: Counter[str]) -> bool:
    return all(count >= SHARED_BY for value, count in held.items() if value)


def _counts(session: Session, audit: OpenAudit) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for columns in _columns(session, audit):
        for name, values in columns.items():
            counts.setdefault(name, Counter()).update(values)
    return counts


def _columns(session: Session, audit: OpenAudit) -> Iterator[Mapping[str, list[str]]]:
    """Give the columns of the list, a part at a time; of the sample where the list is elsewhere."""
    held = select(col(FrameChunk.data)).where(col(FrameChunk.population_id) == audit.population.id)
    if session.scalars(held.limit(1)).first():
        for start in range(0, audit.population.part.frame_size, CHUNK_ROWS):
            part = frames.load_rows(session, audit.population.id, start=start, count=CHUNK_ROWS)
            yield {name: list(values) for name, values in part.columns.items()}
        return
    for case in audit.cases:
        yield {name: [value] for name, value in case.fields.items()}
