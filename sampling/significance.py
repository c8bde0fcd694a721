"""Tests: how often chance alone would give what was seen, when nothing had changed.

A verdict rests on intervals (`sampling.verdicts`); these are for readers who ask for a p-value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Final, Literal

from sampling.checked_numbers import check_count, check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.hypergeometric import probability_of

AS_LIKELY: Final = 1 + 1e-7
"""Two chances closer than this count as equal: rounding may not decide which side one is on."""


@dataclass(frozen=True, slots=True)
class Significance:
    """What a test gives.

    Attributes:
        statistic: The test statistic; None for exact tests, which have none.
        p_value: The chance of a result at least as far from "no change", if there was none.
    """

    statistic: float | None
    p_value: float


@dataclass(frozen=True, slots=True)
class AgainstTarget:
    """How a count stands against a fixed target.

    Attributes:
        two_sided: The chance of a count at least as unlikely, if the true rate was the target.
        below: The chance of so few, which is small when the target is missed.
        above: The chance of so many, which is small when the target is beaten.
    """

    two_sided: float
    below: float
    above: float


def fisher_exact(x1: int, n1: int, x2: int, n2: int) -> Significance:
    """Return Fisher's exact test (1934) of two counts, two-sided: all tables no likelier.

    Raises:
        SamplingError: A count cannot be used.
    """
    x1, n1 = check_count("first sample", x1, n1)
    x2, n2 = check_count("second sample", x2, n2)
    total, both = n1 + n2, x1 + x2
    chances = [
        probability_of(x, both, n1, population=total)
        for x in range(max(0, both - n2), min(both, n1) + 1)
    ]
    seen = chances[x1 - max(0, both - n2)]
    return Significance(None, min(1.0, sum(one for one in chances if one <= seen * AS_LIKELY)))


def chi_squared(x1: int, n1: int, x2: int, n2: int) -> Significance:
    """Return Pearson's chi-squared test of two counts, without continuity correction.

    Where all complied in both samples, or none did, nothing tells them apart: 0, with p = 1.

    Raises:
        SamplingError: A count cannot be used.
    """
    x1, n1 = check_count("first sample", x1, n1)
    x2, n2 = check_count("second sample", x2, n2)
    pooled = (x1 + x2) / (n1 + n2)
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    return _one_degree((x1 / n1 - x2 / n2) ** 2 / variance if variance else 0.0)


def mcnemar(
    only_first: int, only_second: int, *, method: Literal["exact", "chi-squared"] = "exact"
) -> Significance:
    """Return McNemar's test (1947) for the same cases read twice.

    Only the cases on which the two readings differ tell anything; with none, p = 1.

    Args:
        only_first: Cases that complied on the first reading alone.
        only_second: Cases that complied on the second reading alone.
        method: `exact` (binomial) or `chi-squared`, without continuity correction.

    Raises:
        SamplingError: A count is negative or a fraction, or there is no such method.
    """
    first = check_whole_number("the number that complied on the first reading alone", only_first)
    second = check_whole_number("the number that complied on the second reading alone", only_second)
    differ = first + second
    if method == "chi-squared":
        return _one_degree((first - second) ** 2 / differ if differ else 0.0)
    if method != "exact":
        raise SamplingError(
            "there is no such test",
            given=method,
            expected="exact or chi-squared",
            hint="The exact test is right at every size.",
        )
    return Significance(None, target_test(first, differ, target=0.5).two_sided if differ else 1.0)


def target_test(successes: int, n: int, *, target: float) -> AgainstTarget:
    """Return the exact binomial test of a count against a fixed target.

    Raises:
        SamplingError: The count or the target cannot be used.
    """
    from scipy.special import bdtr

    successes, n = check_count("this audit", successes, n)
    check_share("the target", target, open_ends=True)
    up_to = [float(bdtr(x, n, target)) for x in range(n + 1)]
    chances = [after - before for before, after in zip([0.0, *up_to], up_to, strict=False)]
    limit = chances[successes] * AS_LIKELY
    return AgainstTarget(
        two_sided=min(1.0, sum(one for one in chances if one <= limit)),
        below=up_to[successes],
        above=float(bdtr(n - successes, n, 1 - target)),
    )


def trend_test(
    successes: Sequence[int], sizes: Sequence[int], *, scores: Sequence[float] | None = None
) -> Significance:
    """Return the Cochran-Armitage test (1955) for a steady rise or fall over ordered groups.

    Args:
        successes: Cases that complied in each group, in order.
        sizes: Cases read in each group, in step.
        scores: Where the groups stand in time; 1, 2, 3 ... when not given.

    Raises:
        SamplingError: Fewer than two groups, groups out of step, or a count that cannot be used.
    """
    places = list(scores) if scores is not None else [float(one + 1) for one in range(len(sizes))]
    if len(sizes) < 2 or not len(successes) == len(sizes) == len(places):  # noqa: PLR2004 # two
        raise SamplingError(
            "a trend cannot be looked for",
            given=f"{len(successes)} counts, {len(sizes)} sizes, {len(places)} scores",
            expected="two groups or more, with one of each for every group",
            hint="Give the counts of at least two months, in order.",
        )
    counts = [
        check_count("trend", each_x, each_n)
        for each_x, each_n in zip(successes, sizes, strict=True)
    ]
    return _trend(counts, places)


def _trend(counts: Sequence[tuple[int, int]], places: Sequence[float]) -> Significance:
    total = sum(n for _, n in counts)
    pooled = sum(x for x, _ in counts) / total
    centre = sum(place * n for place, (_, n) in zip(places, counts, strict=True)) / total
    away = sum((place - centre) * x for place, (x, _) in zip(places, counts, strict=True))
    spread = sum((place - centre) ** 2 * n for place, (_, n) in zip(places, counts, strict=True))
    variance = pooled * (1 - pooled) * spread
    return _one_degree(away**2 / variance if variance else 0.0)


def _one_degree(statistic: float) -> Significance:
    """Return the statistic with its chance under chi-squared with one degree of freedom."""
    return Significance(statistic, erfc(sqrt(statistic / 2)))
