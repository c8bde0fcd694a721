"""The figures of a rate in words, and what stands in their place while there is no figure."""

from typing import Final

from exports.report import RateLine
from exports.wording import NO_CASE, interval, percent, plus_or_minus

NO_RATE: Final = "no rate yet"
NOTHING_ANSWERED: Final = "nothing answered yet"
NO_CASE_YET: Final = f"{NO_CASE} yet"


def missing_rate(line: RateLine) -> str:
    """Return why there is no rate: nothing is answered, it applied to no case, or more is needed.

    A weighted design has no rate before it has read enough; the method of the line says what.
    While cases are open, one of them may still be found applicable.
    """
    if line.applicable:
        return NO_RATE
    if not line.unanswered:
        return NO_CASE
    return NO_CASE_YET if line.not_applicable else NOTHING_ANSWERED


def rate_words(line: RateLine) -> str:
    """Return the rate as a percentage, or why there is none."""
    return missing_rate(line) if line.rate is None else percent(line.rate)


def interval_words(line: RateLine) -> str:
    """Return both limits as percentages, or why there are none."""
    none = line.low is None or line.high is None
    return missing_rate(line) if none else interval(line.low, line.high)


def style_words(line: RateLine) -> str:
    """Return the rate as the inspectorate prints it, or why there is none."""
    if line.rate is None:
        return missing_rate(line)
    return plus_or_minus(line.rate, line.hmicfrs_half_width)
