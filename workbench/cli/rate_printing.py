"""Rates and times as lines of tables, for the commands that print some."""

from typing import TYPE_CHECKING, Final

from workbench.cli.printing import say, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.report import RateLine, TimeLine

RATE_HEADINGS: Final = ("met/n", "rate", "from", "to", "HMICFRS style", "n/a", "open")
"""What stands over the cells of `rate_row`, after the first: the id."""
TIMES: Final = ("time", "within", "median", "9 in 10 by", "longest", "unit", "what")


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


def say_times(lines: "Sequence[TimeLine]") -> None:
    """Print how long things took, below the rates; nothing where nothing was answered so."""
    if lines:
        say("")
        say_table(TIMES, [_time_row(line) for line in lines])


def _time_row(line: "TimeLine") -> tuple[object, ...]:
    figures = (line.median, line.ninetieth, line.longest)
    shown = ("" if figure is None else f"{figure:g}" for figure in figures)
    return (line.id, f"{line.within}/{line.count}", *shown, line.unit, line.of)
