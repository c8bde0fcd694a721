"""Breakdowns: how many cases of a population fall into each group, before a design is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.populations import check_held, find_population
from workbench.errors import WorkbenchError
from workbench.record import frames

BLANK: Final = "(blank)"
TOTAL: Final = "total"
MONTH: Final = "month"
"""Stands for the month of the population's date, year first, where it keeps a date."""
MONTH_LENGTH: Final = len("2026-09")
AT_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Counts by one column, or by two.

    Attributes:
        rows: The values of the first column, and `total`.
        columns: The values of the second column and `total`; `total` alone for one column.
        counts: A row of counts for each of `rows`.
    """

    by: tuple[str, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


def breakdown(desk: Desk, population_name: str, by: Sequence[str]) -> Breakdown:
    """Count the cases of a population by one or two of its kept columns.

    Raises:
        WorkbenchError: There is no such population or column, or more than two were named.
    """
    if not 1 <= len(by) <= AT_MOST:
        raise WorkbenchError("Cases can be counted by one column or by two.", "Name one or two.")
    columns = [_column(desk, population_name, name) for name in by]
    import pandas as pd

    frame = pd.DataFrame({str(place): values for place, values in enumerate(columns)})
    if len(by) == 1:
        counted = frame["0"].value_counts().sort_index()
        table = pd.DataFrame({TOTAL: counted})
        table.loc[TOTAL] = int(counted.sum())
    else:
        table = pd.crosstab(frame["0"], frame["1"], margins=True, margins_name=TOTAL)
    return Breakdown(
        by=tuple(by),
        rows=tuple(map(str, table.index)),
        columns=tuple(map(str, table.columns)),
        counts=tuple(tuple(int(count) for count in row) for row in table.to_numpy()),
    )


def _column(desk: Desk, population_name: str, name: str) -> list[str]:
    with desk.record.reading() as session:
        found = find_population(session, population_name)
        check_held(found)
        frame = frames.load_frame(session, found.id)
    if name == MONTH and name not in frame.columns:
        dates = frame.column(_date_column(found.part.kept_columns))
        return [value[:MONTH_LENGTH] or BLANK for value in dates]
    return [value or BLANK for value in frame.column(name)]


def _date_column(kept: Sequence[str]) -> str:
    for name in kept:
        if "date" in name:
            return name
    raise WorkbenchError(
        "This population keeps no date to take a month from.", f"It keeps: {', '.join(kept)}."
    )
