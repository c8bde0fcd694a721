"""Repeated references: found in the sorted list, and dealt with by the profile's policy."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import eq
from typing import Final

from workbench.audits.intake.faults import FaultCode, FaultLog
from workbench.audits.intake.gathering import Gathering

NAMED_FIELDS: Final = 3
REFUSE: Final = "refuse"
FIRST: Final = "first"
LATEST: Final = "latest"
REMEDY: Final = (
    "Take one of them out, or keep one with --duplicates first or --duplicates latest "
    "(the others are counted)."
)


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that gave way to another with the same reference.

    Attributes:
        reference: The reference that both have.
        kept_line: Where the row stands that was kept.
        dropped_line: Where the row stands that was not.
        differs_in: The kept fields in which they differ; empty if they are the same.
    """

    reference: str
    kept_line: int
    dropped_line: int
    differs_in: tuple[str, ...]


def settle_duplicates(
    rows: Gathering,
    order: list[int],
    in_order: Sequence[str],
    *,
    policy: str,
    dates: Sequence[str],
    column: str,
    log: FaultLog,
) -> tuple[list[int], tuple[Duplicate, ...]]:
    """Return the order without the rows that give way, and those rows.

    Args:
        rows: The gathered rows.
        order: Their numbers, sorted by reference and then by place in the file.
        in_order: Their references in that order.
        policy: refuse (each repeated row is a fault), first, or latest.
        dates: The date of each row, for `latest`. Of equal dates the row stays whose kept
            fields sort last, so that the order of the file decides nothing.
        column: The reference column as the file names it.
        log: Takes the faults.
    """
    references = rows.references
    if not any(map(eq, in_order, islice(in_order, 1, None))):
        return order, ()
    kept: list[int] = []
    dropped: list[Duplicate] = []
    for reference, group in groupby(order, key=references.__getitem__):
        same = list(group)
        stays = _latest(rows, same, dates) if policy == LATEST else same[0]
        kept.append(stays)
        dropped += [_duplicate(rows, reference, stays, row) for row in same if row != stays]
        if policy == REFUSE:
            _report(rows, same, column, log)
    return kept, tuple(dropped)


def notices_on_order(duplicates: Sequence[Duplicate], *, policy: str) -> tuple[str, ...]:
    """Return what to know where the order of the file decided which of unlike rows was kept.

    Args:
        duplicates: The rows that gave way.
        policy: By which they did; only `first` goes by the order.
    """
    unlike = [row for row in duplicates if row.differs_in] if policy == FIRST else []
    if not unlike:
        return ()
    count, row = len({row.reference for row in unlike}), unlike[0]
    what = "1 repeated reference has" if count == 1 else f"{count:,} repeated references have"
    notice = (
        f"{what} rows that differ in a kept column (as lines {row.kept_line} and "
        f"{row.dropped_line} in {_some(row.differs_in)}). The first in the file was kept: "
        "another order of the rows could keep another one."
    )
    return (notice,)


def _latest(rows: Gathering, same: Sequence[int], dates: Sequence[str]) -> int:
    newest = max(map(dates.__getitem__, same))
    tied = [row for row in same if dates[row] == newest]
    return max(tied, key=lambda row: [values[row] for values in rows.values.values()])


def _duplicate(rows: Gathering, reference: str, stays: int, row: int) -> Duplicate:
    return Duplicate(
        reference=reference,
        kept_line=rows.lines[stays],
        dropped_line=rows.lines[row],
        differs_in=_differences(rows, stays, row),
    )


def _differences(rows: Gathering, row: int, other: int) -> tuple[str, ...]:
    return tuple(name for name, values in rows.values.items() if values[row] != values[other])


def _report(rows: Gathering, same: Sequence[int], column: str, log: FaultLog) -> None:
    for row in same[1:]:
        how = _compared(_differences(rows, same[0], row))
        log.add(
            FaultCode.REPEATED_REFERENCE,
            f"this reference stands on line {rows.lines[same[0]]} already; {how}",
            REMEDY,
            at=rows.place(row, column),
            value=rows.references[row],
        )


def _compared(fields: Sequence[str]) -> str:
    if not fields:
        return "the rows are identical in all that is kept"
    return f"the rows differ in {_some(fields)}"


def _some(fields: Sequence[str]) -> str:
    others = len(fields) - NAMED_FIELDS
    rest = f" and {others} more" if others > 0 else ""
    return f"{', '.join(fields[:NAMED_FIELDS])}{rest}"
