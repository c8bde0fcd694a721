"""How the values of a text file are kept apart: comma, semicolon, tab or pipe."""

import csv
import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

DELIMITERS: Final = (",", ";", "\t", "|")
SAMPLED_LINES: Final = 50
SEPARATOR_LINE: Final = re.compile(r'"?sep=([,;\t|])"?\s*')


def header_key(name: str) -> str:
    """Return a column's name as it is compared: without outer spaces, mark or case."""
    return name.strip().lstrip("\ufeff").strip().casefold()


def find_delimiter(sample: Sequence[str], wanted: Collection[str]) -> str:
    """Return the delimiter under which the header holds most of the wanted columns.

    Between equals the one that cuts every sampled row into as many values wins, then the one
    that cuts them finest, then the earlier of comma, semicolon, tab and pipe.

    Args:
        sample: The first lines, the header first.
        wanted: The names of the columns that are looked for.
    """
    keys = {header_key(name) for name in wanted}
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, keys, delimiter))


def sample_lines(path: Path, *, encoding: str) -> list[str]:
    """Return the first lines that are not blank, with their line endings."""
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        return list(islice((line for line in lines if line.strip()), SAMPLED_LINES))


def separator_line(line: str) -> str | None:
    """Return the delimiter that a first line such as `sep=;` declares, as spreadsheets write it."""
    found = SEPARATOR_LINE.fullmatch(line)
    return found[1] if found else None


def _fitness(sample: Sequence[str], wanted: set[str], delimiter: str) -> tuple[int, bool, int]:
    rows = _rows(sample, delimiter)
    if not rows:
        return 0, False, 0
    found = wanted & {header_key(name) for name in rows[0]}
    return len(found), len({len(row) for row in rows}) == 1, len(rows[0])


def _rows(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with suppress(csv.Error):
        rows.extend(csv.reader(sample, delimiter=delimiter))
    return rows
