"""Released rates in words: the lines of what `rates_json` wrote, for those who see nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exports import wording
from exports.rate_words import NO_RATE
from exports.wording import NO_CASE


@dataclass(frozen=True, slots=True)
class ReleasedLine:
    """A question or an indicator, in words.

    Attributes:
        id: Its id.
        text: The question, or the title of the indicator.
        met: Met of applicable, as `12/40`.
        rate: As a percentage, or why there is none.
        low: The lower limit; empty where there is none.
        high: The upper limit; empty where there is none.
        hmicfrs: The rate with its half width, as the inspectorate prints it.
        not_applicable: To how many cases it did not apply.
        unanswered: In how many cases it was still open.
    """

    id: str
    text: str
    met: str
    rate: str
    low: str
    high: str
    hmicfrs: str
    not_applicable: int
    unanswered: int


def released_lines(lines: Sequence[Mapping[str, Any]]) -> tuple[ReleasedLine, ...]:
    """Return the `questions` or the `indicators` of `rates_json` in words, in their order."""
    return tuple(map(_line, lines))


def _line(line: Mapping[str, Any]) -> ReleasedLine:
    rate, low, high = line["rate"], line["low"], line["high"]
    there = None not in {rate, low, high}
    return ReleasedLine(
        id=line["id"],
        text=line["text"],
        met=f"{line['met']}/{line['applicable']}",
        rate=wording.percent(rate) if there else _missing(line),
        low=wording.percent(low) if there else "",
        high=wording.percent(high) if there else "",
        hmicfrs=wording.plus_or_minus(rate, line["hmicfrs_half_width"]) if there else "",
        not_applicable=line["not_applicable"],
        unanswered=line["unanswered"],
    )


def _missing(line: Mapping[str, Any]) -> str:
    return NO_CASE if line["applicable"] == 0 else NO_RATE
