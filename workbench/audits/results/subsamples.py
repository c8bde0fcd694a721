"""Sub-samples: whether a part of a sample complied less often than the rest, and how sure that is.

"25 of 36 against 156 of 204" is no finding by itself: the difference gets its interval, and where
that holds 0 the words are "no evidence of a difference at this size", never silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exports.report import RateLine
from sampling.baselines import Counts
from sampling.differences import RateWithLimits, mover_difference
from sampling.intervals import Interval
from workbench.audits.desk import Desk
from workbench.audits.opening import open_drawn_audit
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.rates import (
    BLANK,
    DEFAULT_CONFIDENCE,
    IntervalMethod,
    rates_of,
)
from workbench.errors import WorkbenchError

NO_EVIDENCE: Final = "no evidence of a difference at this size"
LOWER, HIGHER = "complied less often than the rest", "complied more often than the rest"
NOTHING: Final = "no applicable case on one side, so there is nothing to compare"


@dataclass(frozen=True, slots=True)
class Part:
    """One side: its name, its counts and its rate with both limits."""

    name: str
    met: int
    applicable: int
    rate: RateWithLimits


@dataclass(frozen=True, slots=True)
class PartAgainstRest:
    """A part of a sample against the rest of it; the difference is the part less the rest."""

    part: Part
    rest: Part
    difference: Interval | None
    words: str


def part_of_counts(name: str, counts: Counts, *, confidence: float = DEFAULT_CONFIDENCE) -> Part:
    """Return a published count as one side."""
    return Part(name, counts.successes, counts.n, counts.interval(confidence))


def against_rest(part: Part, rest: Part) -> PartAgainstRest:
    """Return the difference of two parts that share no case, and what may be said of it.

    By MOVER (Zou and Donner 2008), which for two counts is Newcombe's interval (1998).
    """
    if part.rate.estimate is None or rest.rate.estimate is None:
        return PartAgainstRest(part, rest, None, NOTHING)
    difference = mover_difference(part.rate, rest.rate)
    return PartAgainstRest(part, rest, difference, _words(difference))


def _words(difference: Interval) -> str:
    if (difference.high or 0.0) < 0:
        return LOWER
    return HIGHER if (difference.low or 0.0) > 0 else NO_EVIDENCE


def compare_part(
    desk: Desk,
    audit_name: str,
    question_id: str,
    *,
    column: str,
    value: str,
    confidence: float = DEFAULT_CONFIDENCE,
) -> PartAgainstRest:
    """Compare the cases with one value of a column with all the others of an audit.

    Args:
        desk: Who, and on which record.
        audit_name: The audit.
        question_id: A question or an indicator.
        column: A kept column of the population.
        value: Its value, in whatever case it was typed.
        confidence: Between 0 and 1.

    Raises:
        WorkbenchError: There is no such audit, column, value or question.
    """
    audit = open_drawn_audit(desk, audit_name)
    _check_column(column, audit.population.part.kept_columns)
    audit.check_column(column)
    with desk.record.reading() as session:
        check_all_seen(session, audit.draw_id, what="A comparison")
        cases = counted_cases(session, desk, audit)
    values = {case.case.id: case.case.fields.get(column, "") or BLANK for case in cases}
    inside = {case for case, held in values.items() if held.casefold() == value.casefold()}
    if not inside:
        there = ", ".join(sorted(set(values.values())))
        raise WorkbenchError(f"No sampled case has the {column} {value!r}.", f"There are: {there}.")

    def part(name: str, group: set[int]) -> Part:
        found = rates_of(
            audit, cases, interval=IntervalMethod.WILSON, confidence=confidence, group=group
        )
        return _part(name, _line((*found.indicators, *found.questions), question_id), confidence)

    return against_rest(part(value, inside), part("the rest", set(values) - inside))


def _check_column(column: str, kept: Sequence[str]) -> None:
    if column not in kept:
        raise WorkbenchError(f"There is no column {column!r}.", f"There are: {', '.join(kept)}.")


def _line(lines: tuple[RateLine, ...], question_id: str) -> RateLine:
    for line in lines:
        if line.id == question_id.upper():
            return line
    raise WorkbenchError(
        f"The audit has no question or indicator {question_id!r}.",
        f"It has: {', '.join(line.id for line in lines)}.",
    )


def _part(name: str, line: RateLine, confidence: float) -> Part:
    if line.weighted:
        rate = Interval(line.rate, line.low, line.high, "estimate")
        return Part(name, line.met, line.applicable, rate)
    if not line.applicable:
        return Part(name, 0, 0, Interval(None, None, None, "none"))
    return part_of_counts(name, Counts(line.met, line.applicable), confidence=confidence)
