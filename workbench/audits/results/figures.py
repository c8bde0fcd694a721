"""Figures that need no record: limits of a rate, a difference, and the files a plan needs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sampling.baselines import Counts, PlusMinus, Target
from sampling.differences import difference_interval
from sampling.intervals import Interval, proportion_interval
from sampling.planned_sizes import PlannedSize
from sampling.power import power_to_detect, provable_limits, sample_size_to_detect
from sampling.verdicts import Verdict, compare
from workbench.errors import WorkbenchError

SIDE_BY_SIDE: Final[Mapping[str, str]] = {
    "wilson": "Wilson",
    "hypergeometric": "exact (hypergeometric)",
    "clopper-pearson": "Clopper-Pearson",
    "mid-p": "mid-P",
    "jeffreys": "Jeffreys",
    "agresti-coull": "Agresti-Coull",
    "logit": "logit",
    "arcsine": "arcsine",
    "hmicfrs": "HMICFRS style",
}
"""The methods for one rate, by name, with what a person calls them."""
EXACT_WITHOUT_A_POPULATION: Final = "clopper-pearson"
DIFFERENCES: Final[Mapping[str, str]] = {
    "newcombe": "Newcombe",
    "miettinen-nurminen": "Miettinen-Nurminen",
    "wald": "normal approximation",
}

_COUNTS = re.compile(r"(\d+)\s*/\s*(\d+)")
_PLUS_MINUS = re.compile(r"([\d.]+)\s*%?\s*(?:\+/?-|±)\s*([\d.]+)\s*%?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*(%?)")

MeasuredBaseline = Counts | PlusMinus | Target


@dataclass(frozen=True, slots=True)
class NamedInterval:
    """An interval with what a person calls its method."""

    name: str
    interval: Interval


@dataclass(frozen=True, slots=True)
class Difference:
    """Two rates, their difference by every method, and what may be said of it."""

    first: Interval
    second: Interval
    intervals: tuple[NamedInterval, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """What it takes to show a change against a baseline."""

    size: PlannedSize
    provable: Interval
    power: float | None


def intervals_side_by_side(
    met: int, n: int, *, population: int | None, confidence: float, every: bool
) -> tuple[NamedInterval, ...]:
    """Return the limits of a rate by Wilson, an exact method and in HMICFRS style, or by all.

    Raises:
        WorkbenchError: More complied than were read, or more were read than the list has.
        SamplingError: A count is wrong in itself.
    """
    _check_each_fits_the_next(met, n, population)
    exact = "hypergeometric" if population is not None else EXACT_WITHOUT_A_POPULATION
    chosen = ("wilson", exact, "hmicfrs")
    methods = [
        method
        for method in SIDE_BY_SIDE
        if (method in chosen or every) and (population is not None or method != "hypergeometric")
    ]
    return tuple(
        NamedInterval(
            name=SIDE_BY_SIDE[method],
            interval=proportion_interval(
                met, n, method=method, population=population, confidence=confidence
            ),
        )
        for method in methods
    )


def _check_each_fits_the_next(met: int, n: int, population: int | None) -> None:
    if met > n:
        raise WorkbenchError(
            f"{met:,} cases cannot have complied of {n:,} that were read.",
            "Write those that complied first, then those to which it applied: 33 60.",
        )
    if population is not None and n > population:
        raise WorkbenchError(
            f"{n:,} cases cannot be read from a list of {population:,}.",
            "Give the size of the whole list, or leave --population out.",
        )


def difference_side_by_side(
    first: Counts, second: Counts, *, confidence: float, unchanged_margin: float
) -> Difference:
    """Return the difference of two rates by every method, and the verdict on it.

    Raises:
        SamplingError: A count is wrong.
    """
    counts = (first.successes, first.n, second.successes, second.n)
    return Difference(
        first=first.interval(confidence),
        second=second.interval(confidence),
        intervals=tuple(
            NamedInterval(
                name=name,
                interval=difference_interval(*counts, method=method, confidence=confidence),
            )
            for method, name in DIFFERENCES.items()
        ),
        verdict=compare(first, second, unchanged_margin=unchanged_margin, confidence=confidence),
    )


def plan_change(
    baseline: MeasuredBaseline,
    *,
    true_rate: float,
    power: float,
    confidence: float,
    population: int | None,
    applicable_share: float,
    size: int | None,
) -> ChangePlan:
    """Return the files that would show a change to a supposed rate, or why no number can.

    Raises:
        SamplingError: A number cannot be used.
    """
    return ChangePlan(
        size=sample_size_to_detect(
            true_rate,
            baseline,
            power=power,
            confidence=confidence,
            population=population,
            applicable_share=applicable_share,
        ),
        provable=provable_limits(baseline, confidence=confidence),
        power=(
            None
            if size is None
            else power_to_detect(true_rate, size, baseline, confidence=confidence)
        ),
    )


def read_counts(text: str) -> Counts:
    """Read `24/60`.

    Raises:
        WorkbenchError: It is not a count of a count.
    """
    found = _COUNTS.fullmatch(text.strip())
    if found is None:
        raise WorkbenchError(f"{text!r} is not a count.", "Write it as met/read: 24/60.")
    return Counts(int(found[1]), int(found[2]))


def read_baseline(text: str) -> MeasuredBaseline:
    """Read `24/60`, `88.4+-2.8`, or a target such as `90%`.

    Raises:
        WorkbenchError: It is none of these.
    """
    if _COUNTS.fullmatch(text.strip()):
        return read_counts(text)
    if found := _PLUS_MINUS.fullmatch(text.strip()):
        return PlusMinus(read_percent(found[1]), read_percent(found[2] + "%"))
    if _PERCENT.fullmatch(text.strip()):
        return Target(read_percent(text))
    raise WorkbenchError(
        f"{text!r} is not a baseline.", "Write a count 24/60, a figure 88.4+-2.8, or a target 90%."
    )


def read_margin(text: str) -> float:
    """Read the points wanted either way of a rate as a share of 1: `5` is 0.05.

    Raises:
        WorkbenchError: It is no percentage, or 0 or 100 points.
    """
    margin = read_percent(text)
    if not 0 < margin < 1:
        raise WorkbenchError(
            f"A margin of {text.strip().removesuffix('%')} points cannot be planned for.",
            "Write the points wanted either way, more than 0 and less than 100: 5. "
            "Only reading every case has a margin of 0.",
        )
    return margin


def read_percent(text: str) -> float:
    """Read a percentage as a share of 1: `70` and `70%` are 0.7.

    Raises:
        WorkbenchError: It is no percentage, or a fraction that could be meant either way.
    """
    found = _PERCENT.fullmatch(text.strip())
    if found is None or float(found[1]) > 100:  # noqa: PLR2004 - the whole, in percent
        raise WorkbenchError(f"{text!r} is not a percentage.", "Write 70 for 70%.")
    if 0 < float(found[1]) < 1 and not found[2]:
        raise WorkbenchError(
            f"{text!r} could be a share or a percentage.",
            f"Write {float(found[1]) * 100:g} or {found[1]}%, whichever is meant.",
        )
    return float(found[1]) / 100
