"""How figures, answers and moments are worded wherever they leave the program.

Percentages round half up on the decimal figure, as spreadsheets and published reports do, so a
screen, a workbook and a page of text never differ in the last digit.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Final

NO_CASE: Final = "no applicable case"

ANSWER_WORDS: Final = MappingProxyType(
    {
        "": "unanswered",
        "met": "met",
        "partly_met": "partly met",
        "not_met": "not met",
        "not_evidenced": "not evidenced",
        "not_applicable": "not applicable",
    }
)


def points(fraction: float) -> str:
    """Return a fraction of 1 as percentage points with one decimal: 0.0533 is `5.3`."""
    exact = Decimal(repr(float(fraction))) * 100
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def percent(fraction: float | None) -> str:
    """Return a rate as a percentage with one decimal, or "no applicable case"."""
    return NO_CASE if fraction is None else f"{points(fraction)}%"


def interval(low: float | None, high: float | None) -> str:
    """Return both limits, `69.7% to 80.4%`, or "no applicable case"."""
    if low is None or high is None:
        return NO_CASE
    return f"{percent(low)} to {percent(high)}"


def plus_or_minus(rate: float | None, half_width: float | None) -> str:
    """Return a rate the way the inspectorate prints it: `75.4% ± 5.3`, points with one decimal.

    Where that style has no half width to give, as at 100%, it says so.
    """
    if rate is None:
        return NO_CASE
    if half_width is None:
        return f"{percent(rate)}, no ±"
    return f"{percent(rate)} ± {points(half_width)}"


def answer_words(answer: str, *, by_rule: bool = False) -> str:
    """Return an answer in words; one that the program does not know is shown as it is."""
    words = ANSWER_WORDS.get(answer, answer)
    return f"{words} (by the rule)" if by_rule else words


def moment(when: datetime) -> str:
    """Return a date and time to the minute, `2026-11-02 09:05 UTC`."""
    return f"{when:%Y-%m-%d %H:%M} {when:%Z}".rstrip()


def number(count: int) -> str:
    """Return a count with commas between thousands."""
    return f"{count:,}"
