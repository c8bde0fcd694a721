"""How many files, with so few failures among them, show that failures are rarer than a limit.

Everything here counts failures: a tolerable rate of 5% is the rate that would be too much.
"""

from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.hypergeometric import at_most, at_most_exceeds
from sampling.intervals import one_sided_tail
from sampling.planned_sizes import (
    PlannedSize,
    applicable_population,
    check_applicable_share,
    files_for,
    no_size,
)

Distribution: TypeAlias = Literal["binomial", "hypergeometric", "poisson"]
MOST_SCANNED: Final = 2**24
SCANNED_AT_ONCE: Final = 4096


def sample_size_for_assurance(
    tolerable_rate: float,
    *,
    allowed: int = 0,
    distribution: Distribution = "binomial",
    population: int | None = None,
    confidence: float = 0.95,
    applicable_share: float = 1.0,
) -> PlannedSize:
    """Answer "how many files, with at most so many failures, prove that failures are rarer?".

    The smallest n with P(X <= allowed) <= 1 - confidence if the failure rate were the tolerable
    one; `allowed=0` is discovery sampling. Counted exactly, as R's jfa does, so 93 files and one
    failure show less than 5%; auditing tables by reliability factors ask for 95 or 96.

    Args:
        tolerable_rate: The failure rate that would be too much, as 0.05.
        allowed: Failures among the files that still pass.
        distribution: `binomial` for a long list; `hypergeometric`, exact for a list of known
            length, which holds ceil(tolerable_rate x population) failures; `poisson`, the
            auditing convention, a little larger.
        population: Size of the list; needed for `hypergeometric`, and a ceiling for the others.
        confidence: How sure to be, between 0 and 1.
        applicable_share: Share of files to which the question will apply.

    Returns:
        The size, or that no size can: not even the whole list.

    Raises:
        SamplingError: A number cannot be used, or there is no such distribution.
    """
    check_share("the tolerable rate", tolerable_rate, open_ends=True)
    allowed = check_whole_number("the number of failures allowed", allowed)
    share = check_applicable_share(applicable_share)
    if population is not None:
        check_whole_number("the size of the population", population, at_least=1)
    within = applicable_population(population, share)
    tail = one_sided_tail(confidence)
    too_likely = _passing(distribution, tolerable_rate, allowed, tail, within)
    most = MOST_SCANNED if within is None else within
    if too_likely(most):
        return no_size(
            f"Even all {most:,} files {_failed(allowed)} do not show that less than "
            f"{100 * tolerable_rate:.4g}% of the cases fail."
        )
    size = _first(lambda n: not too_likely(n), allowed + 1, most)
    return PlannedSize(
        files=files_for(size, share=share, population=population),
        applicable=size,
        reason=f"{size:,} applicable files {_failed(allowed)} show, with "
        f"{100 * confidence:.4g}% confidence, that less than {100 * tolerable_rate:.4g}% of the "
        "cases fail.",
    )


def sample_size_by_expected_rate(
    tolerable_rate: float, expected_rate: float, *, confidence: float = 0.95
) -> PlannedSize:
    """Return the size of the AICPA attribute tables (Audit Sampling, appendix A, table A-1).

    The smallest n with P(X <= ceil(n x expected rate)) <= 1 - confidence, binomial: the failures
    allowed grow with the sample.

    Args:
        tolerable_rate: The failure rate that would be too much.
        expected_rate: The failure rate expected, below the tolerable one.
        confidence: How sure to be, between 0 and 1.

    Raises:
        SamplingError: A number cannot be used.
    """
    check_share("the tolerable rate", tolerable_rate, open_ends=True)
    check_share("the expected failure rate", expected_rate)
    tail = one_sided_tail(confidence)
    if expected_rate >= tolerable_rate:
        return no_size(
            "As many failures are expected as could be tolerated; no number of files can show "
            "that there are fewer."
        )
    for start in range(1, MOST_SCANNED, SCANNED_AT_ONCE):
        sizes = np.arange(start, start + SCANNED_AT_ONCE)
        found = _first_by_expected_rate(sizes, tolerable_rate, Fraction(repr(expected_rate)), tail)
        if found is not None:
            return found
    return no_size(
        f"More than {MOST_SCANNED:,} files would be needed: the expected rate is too close to the "
        "tolerable one."
    )


def sample_size_for_two_stages(
    tolerable_rate: float, allowed: tuple[int, int], *, confidence: float = 0.95
) -> PlannedSize:
    """Return the size of each stage of a stop-or-go plan, both stages alike.

    Fewer than `allowed[0]` failures in the first stage pass at once; exactly that many call for
    the second stage, which passes with at most `allowed[1]` more; anything else fails. The plan
    is fixed beforehand, so looking after the first stage costs nothing of the confidence.

    Returns:
        `files` for both stages together; `applicable` for one.

    Raises:
        SamplingError: A number cannot be used, or no failure would call for the second stage.
    """
    from scipy.special import bdtr

    check_share("the tolerable rate", tolerable_rate, open_ends=True)
    first = check_whole_number(
        "the failures that call for the second stage", allowed[0], at_least=1
    )
    second = check_whole_number("the failures allowed in the second stage", allowed[1])
    tail = float(one_sided_tail(confidence))

    def proves(n: int) -> bool:
        below = float(bdtr(first - 1, n, tolerable_rate))
        exactly = float(bdtr(first, n, tolerable_rate)) - below
        return below + exactly * float(bdtr(min(second, n), n, tolerable_rate)) <= tail

    size = _first(proves, first + 1, MOST_SCANNED)
    return PlannedSize(
        files=2 * size,
        applicable=size,
        reason=f"Read {size} files: fewer than {first} failures pass, more fail, and exactly "
        f"{first} call for {size} more with at most {second}.",
    )


def chance_of_seeing(n: int, *, failure_rate: float, population: int | None = None) -> float:
    """Answer "if so many of the cases fail, how likely is it that we see at least one?".

    Args:
        n: Files read.
        failure_rate: The share of cases that fail.
        population: Size of the list, which then holds ceil(failure_rate x population) failures.

    Raises:
        SamplingError: A number cannot be used, or n is larger than the list.
    """
    check_share("the failure rate", failure_rate)
    if population is not None:
        check_whole_number("the size of the population", population, at_least=1)
    files = check_whole_number("the number of files", n, at_most=population)
    if population is None:
        return float(1 - (1 - failure_rate) ** files)
    return 1 - at_most(0, _failures(failure_rate, population), files, population=population)


def _failed(number: int) -> str:
    """Return the number of failures in words."""
    if number == 0:
        return "without a failure"
    return f"with at most {number:,} failure" + ("" if number == 1 else "s")


def _failures(rate: float, population: int) -> int:
    """Return the fewest failures in the list that reach the rate."""
    return ceil(Fraction(repr(rate)) * population)


def _passing(
    distribution: str, rate: float, allowed: int, tail: Fraction, population: int | None
) -> Callable[[int], bool]:
    """Return the test: would a list that fails at `rate` pass with n files too often?"""
    from scipy.special import bdtr, pdtr

    if distribution == "hypergeometric":
        total = check_whole_number("the size of the population", population, at_least=1)
        failures = _failures(rate, total)
        return lambda n: at_most_exceeds(allowed, failures, n, population=total, tail=tail)
    if distribution == "binomial":
        return lambda n: n <= allowed or float(bdtr(allowed, n, rate)) > tail
    if distribution == "poisson":
        return lambda n: float(pdtr(allowed, n * rate)) > tail
    raise SamplingError(
        "there is no such distribution to plan by",
        given=distribution,
        expected="binomial, hypergeometric or poisson",
        hint="Use hypergeometric when the list is short and its length known.",
    )


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """Return the first whole number from `low` for which it holds; it holds from there on."""
    low = min(low, high)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low


def _first_by_expected_rate(
    sizes: npt.NDArray[np.int64], tolerable: float, expected: Fraction, tail: Fraction
) -> PlannedSize | None:
    from scipy.special import bdtr

    top, bottom = expected.numerator, expected.denominator
    allowed = np.asarray([-(-int(n) * top // bottom) for n in sizes])
    proven = np.flatnonzero(bdtr(np.minimum(allowed, sizes), sizes, tolerable) <= float(tail))
    if not proven.size:
        return None
    size, failures = int(sizes[proven[0]]), int(allowed[proven[0]])
    return PlannedSize(
        files=size,
        applicable=size,
        reason=f"{size:,} files {_failed(failures)} show that less than "
        f"{100 * tolerable:.4g}% of the cases fail.",
    )
