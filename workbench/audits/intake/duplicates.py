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
        dates: The date of each row, for `latest`; of equal dates the first row stays.
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
        stays = max(same, key=dates.__getitem__) if policy == LATEST else same[0]
        kept.append(stays)
        dropped += [_duplicate(rows, reference, stays, row) for row in same if row != stays]
        if policy == REFUSE:
            _report(rows, same, column, log)
    return kept, tuple(dropped)


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
    others = len(fields) - NAMED_FIELDS
    rest = f" and {others} more" if others > 0 else ""
    return f"the rows differ in {', '.join(fields[:NAMED_FIELDS])}{rest}"
