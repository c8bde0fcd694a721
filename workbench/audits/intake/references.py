"""Case references checked as they come in, and made where a list has none.

A reference is text to the byte. What cannot be one: nothing, characters that cannot be seen, and
what a spreadsheet made of a reference it took for a number or a date.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sampling.references import normalise_reference
from workbench.audits.intake.faults import FaultCode
from workbench.audits.intake.markers import CONTROLS

DERIVED_CHARACTERS: Final = 16
SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.IGNORECASE)
CELL_ERROR: Final = re.compile(r"#+|#(?:N/A|NAME\?|REF!|VALUE!|DIV/0!|NUM!|NULL!)")
MONTH_NAME: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
NUMERIC_DATE: Final = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d\d)|(\d{4})-\d\d-\d\d")
NAMED_DATE: Final = re.compile(
    rf"\d{{1,2}}-{MONTH_NAME}(?:-\d{{2,4}})?|{MONTH_NAME}-\d{{2,4}}", re.IGNORECASE
)
NUMBER_GROUPS: Final = re.compile(r"(\d+)([-/])\d+\2(\d+)")
LONGEST_DATE: Final = len("31-Dec-2021")
AS_TEXT: Final = (
    "Format the column as text in the system it came from and export it again: "
    "the digits cannot be brought back."
)


@dataclass(frozen=True, slots=True)
class ReferenceProblem:
    """Why a reference cannot be used, by its place in the batch."""

    row: int
    code: FaultCode
    problem: str
    remedy: str


def normalised(cells: Sequence[str]) -> list[str]:
    """Return the references of a batch as they are compared and hashed."""
    if "".join(cells).isascii():
        return list(map(str.strip, cells))
    return [normalise_reference(cell) for cell in cells]


def spoilt_references(references: Sequence[str]) -> Iterator[ReferenceProblem]:
    """Yield every reference that holds an unseen character or that a spreadsheet mangled."""
    together = " ".join(references)
    if together.isprintable() and "+" not in together and "#" not in together:
        return
    for row, reference in enumerate(references):
        if problem := _unseen(reference):
            yield ReferenceProblem(
                row, FaultCode.CONTROL_CHARACTER, problem, "Delete that character in the file."
            )
        elif SCIENTIFIC.fullmatch(reference) or CELL_ERROR.fullmatch(reference):
            problem = "a spreadsheet put this in the place of the reference"
            yield ReferenceProblem(row, FaultCode.MANGLED_REFERENCE, problem, AS_TEXT)


def _unseen(reference: str) -> str:
    if reference.isprintable():
        return ""
    for character in reference:
        if unicodedata.category(character) in CONTROLS:
            return f"the reference holds a character that cannot be seen (U+{ord(character):04X})"
    return ""


def dates_among_references(references: Sequence[str]) -> list[int]:
    """Return the places of references that a spreadsheet turned into dates.

    A reference that reads as a date is suspect where others do not: unless they are built in
    the same way (`35/12/22` shows that `21/12/22` is the 21st case of December).
    """
    if not references or min(map(len, references)) > LONGEST_DATE:
        return []
    suspects = [
        row
        for row, reference in enumerate(references)
        if len(reference) <= LONGEST_DATE and _is_date(reference)
    ]
    if len(suspects) in (0, len(references)):
        return []
    suspected = set(suspects)
    others = {_build(r) for row, r in enumerate(references) if row not in suspected}
    return [row for row in suspects if _build(references[row]) not in others - {None}]


def _is_date(reference: str) -> bool:
    if NAMED_DATE.fullmatch(reference):
        return True
    found = NUMERIC_DATE.fullmatch(reference)
    return found is not None and (found[5] is not None or _is_day(int(found[1]), int(found[3])))


def _is_day(a: int, b: int) -> bool:
    return 1 <= min(a, b) <= 12 and max(a, b) <= 31  # noqa: PLR2004 - months and days


def _build(reference: str) -> tuple[str, bool, int] | None:
    """Return the separator of three numbers and where their year is; None for anything else."""
    found = NUMBER_GROUPS.fullmatch(reference)
    return (found[2], len(found[1]) == 4, len(found[3])) if found else None  # noqa: PLR2004 - a whole year


class DerivedReferences:
    """References for a list that has none: the same for the same rows, in whatever order.

    A reference is the first 16 hexadecimal characters of the SHA-256 over the row's cells as
    one line of JSON (`["a","b"]`, UTF-8, no spaces), a hyphen, and the row's ordinal among the
    rows that are exactly the same.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, row: Sequence[str]) -> str:
        """Return the reference of a row, which follows those given before."""
        content = json.dumps(list(row), ensure_ascii=False, separators=(",", ":"))
        digest = sha256(content.encode()).hexdigest()[:DERIVED_CHARACTERS]
        self._seen[digest] += 1
        return f"{digest}-{self._seen[digest]}"
