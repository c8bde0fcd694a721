"""Leftovers: where a reference that was erased is still named, so that none is missed in silence.

Free text may name a case: the reason for drawing again, the status of a recommendation, the name
of an audit. Such text is not altered; it is said where it stands. So is a later list that names
the cases of an audit which it left out: it goes with that list.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Table
from sqlmodel import Session

from workbench.audits.erasing.erased_words import TOLD_BY_RULE
from workbench.audits.proof.row_names import RowNames
from workbench.record.history import entries
from workbench.record.seals import Row, kept_rows, sealed_tables

NOT_FREE: Final = frozenset({"frame_chunk", "sampled_case", "note", "answer", "review", "erasure"})
"""Tables that are erased from, or have no column for a text of one's own."""
SHORTEST: Final = 5
"""A shorter reference is found in every number, and is not looked for."""
TOGETHER: Final = 500


def still_named(session: Session, references: Iterable[str]) -> tuple[str, ...]:
    """Return where any of the references is still named, as far as that can be seen."""
    long = sorted({each for each in references if len(each) >= SHORTEST}, key=len, reverse=True)
    patterns = [
        re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, some))})(?!\w)") for some in _batches(long)
    ]
    return (*_in_rows(session, patterns), *_in_history(session, patterns)) if patterns else ()


def _batches(references: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(references), TOGETHER):
        yield references[start : start + TOGETHER]


def _in_rows(session: Session, patterns: list[re.Pattern[str]]) -> Iterator[str]:
    names = RowNames()
    for table in sealed_tables():
        if table.name in NOT_FREE:
            continue
        for row in kept_rows(session, table):
            names.take_in(table.name, row)
            for column in _columns_naming(table, row, patterns):
                yield f"the {column.replace('_', ' ')} of {names.name(table.name, row)}"


def _columns_naming(table: Table, row: Row, patterns: list[re.Pattern[str]]) -> Iterator[str]:
    for column in table.columns:
        value = row[column.name]
        if isinstance(value, str) and any(each.search(value) for each in patterns):
            yield column.name


def _in_history(session: Session, patterns: list[re.Pattern[str]]) -> Iterator[str]:
    for entry in entries(session):
        if entry.action in TOLD_BY_RULE:
            continue
        if any(each.search(entry.payload) for each in patterns):
            yield f"entry {entry.seq} of the history ({entry.action})"
