"""The typed values of a database as text, and what a type says of a case reference."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from workbench.audits.intake.cells import DATED, INEXACT, LOGICAL, NUMBER, as_text

MEND: Final = "Give a query that casts the column to the text that the case is known by."
TAKE_NUMBERS: Final = (
    f"{MEND[:-1]}; or, if no reference ever begins with a zero, take the numbers as they are: "
    "--numeric-references accept."
)
DOUBTS: Final[Mapping[str, tuple[str, str]]] = {
    NUMBER: ("the references are numbers: leading zeros may be lost", TAKE_NUMBERS),
    INEXACT: ("the references are numbers that are not whole", MEND),
    DATED: ("the references are dates or times", MEND),
    LOGICAL: ("the references are true or false", MEND),
}
"""What is wrong with references of a type, and what to do."""


def database_text(value: object) -> str:
    """Return a value as text: what a CSV export of it would hold; nothing for NULL."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int | float | time | date | datetime | timedelta):
        return as_text(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return str(value)


def type_doubt(value: object) -> str:
    """Return why a value may not be the reference that was meant; empty for text and NULL."""
    if isinstance(value, bool):
        return LOGICAL
    if isinstance(value, int):
        return NUMBER
    if isinstance(value, Decimal):
        return NUMBER if value == value.to_integral_value() else INEXACT
    if isinstance(value, float):
        return INEXACT
    return DATED if isinstance(value, date | time | timedelta) else ""
