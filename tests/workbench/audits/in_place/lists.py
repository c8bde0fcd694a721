"""One awkward list, as CSV and as a table: what sorting, trimming and Unicode can do to it."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy import create_engine

HEADER = ("Crime No", "Team", "Victim Name")
TEAMS = ("North", " North ", "Su\u0308d", "S\u00fcd", "", None, "100%")
"""As they are kept: North, Süd, blank and 100%."""
SHAPES = (
    "{n:07}",
    "21/{n:05}/26",
    "a{n}",
    "B{n}",
    "_Z{n}",
    "e\u0301t\u00e9-{n}",
    "\u00c5ngstr\u00f6m {n}",
    "\u212bkelvin {n}",
    "\u65e5\u672c{n}",
    "\U0001f600{n}",
    "\ufb01le {n}",
    "it's {n}%s",
)
"""Composed and not, beyond the first plane, and in an order that no language's is."""
ENDS = ("{}", " {}", "{}\t", "\u00a0{}\u3000", "\u2003{} ", "{}\u0085")
BY_LANGUAGE = 'COLLATE "en-x-icu"'
"""An order that is not that of the bytes."""

Row = tuple[str, str | None, str]


def awkward(cases: int) -> list[Row]:
    """Return a list with every shape of reference, every end and every team, in no order."""
    return [row(n * 7919 % cases) for n in range(cases)]


def row(n: int) -> Row:
    reference = ENDS[n % len(ENDS)].format(SHAPES[n % len(SHAPES)].format(n=n))
    return reference, TEAMS[n // 5 % len(TEAMS)], "ZZTESTNAME"


def kept_reference(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def as_csv(path: Path, rows: Iterable[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, quoting=csv.QUOTE_ALL)
        lines.writerow(HEADER)
        lines.writerows(_blank_for_null(rows))
    return path


def _blank_for_null(rows: Iterable[Row]) -> Iterator[list[str]]:
    for cells in rows:
        yield [cell or "" for cell in cells]


def as_table(url: str, rows: Iterable[Row], table: str = "cases") -> None:
    """Put a list into a table of a PostgreSQL database, whose name is a plain one."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f'CREATE TABLE {table} ("Crime No" text {BY_LANGUAGE}, "Team" text {BY_LANGUAGE}, '
            '"Victim Name" text)'
        )
        connection.exec_driver_sql(
            f"INSERT INTO {table} VALUES (%s, %s, %s)",  # noqa: S608 - the tests name it
            list(rows),
        )
    engine.dispose()


def run_sql(url: str, *statements: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()
