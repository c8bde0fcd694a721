"""A rate as a line of a table, for the commands that print some."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from exports.report import RateLine

RATE_HEADINGS: Final = ("met/n", "rate", "from", "to", "HMICFRS style", "n/a", "open")
"""What stands over the cells of `rate_row`, after the first: the id."""


def rate_row(line: "RateLine") -> tuple[object, ...]:
    """Return the cells of a rate: its id, its counts, its limits, or why it has none."""
    from exports import wording
    from exports.rate_words import missing_rate

    if line.rate is None or line.low is None or line.high is None:
        rate = (missing_rate(line), "", "", "")
    else:
        rate = (
            wording.percent(line.rate),
            wording.percent(line.low),
            wording.percent(line.high),
            wording.plus_or_minus(line.rate, line.hmicfrs_half_width),
        )
    met = f"{line.met}/{line.applicable}"
    return (line.id, met, *rate, line.not_applicable, line.unanswered)
