"""The figures of a comparison in words: what was published, ours, the difference, what is left."""

from exports.report import ComparisonLine
from exports.wording import NO_CASE, number, percent, points

NOT_ASKED = "not asked"
NONE = "-"


def ours_words(line: ComparisonLine) -> str:
    """Return our count, or that the audit does not ask it."""
    if line.met is None or line.applicable is None:
        return NOT_ASKED
    return f"{number(line.met)} of {number(line.applicable)}"


def rate_words(line: ComparisonLine) -> str:
    """Return our rate, or why there is none."""
    if line.rate is None:
        return NOT_ASKED if line.applicable is None else NO_CASE
    return percent(line.rate)


def signed_points(difference: float | None) -> str:
    """Return a difference in percentage points with its sign: `+28.3`."""
    if difference is None:
        return NONE
    shown = points(difference)
    return shown if shown.startswith("-") or shown == "0.0" else f"+{shown}"


def interval_words(line: ComparisonLine) -> str:
    """Return both limits of the difference: `+10.4 to +43.9`."""
    if line.low is None or line.high is None:
        return NONE
    return f"{signed_points(line.low)} to {signed_points(line.high)}"


def files_words(line: ComparisonLine) -> str:
    """Return how many more files would tell, where any number would."""
    return NONE if line.files_to_read is None else number(line.files_to_read)
