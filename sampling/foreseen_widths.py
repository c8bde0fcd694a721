"""How wide an interval will be, before anything is read: Wilson's, at a rate that is expected."""

from collections.abc import Sequence
from typing import Final, TypeAlias

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile, wilson_at
from sampling.intervals import two_sided_tail

StratumSize: TypeAlias = tuple[int, int]
"""How many cases a stratum holds, and how many of them will be read."""
CENSUS: Final = 0.0


def foreseen_half_width(
    expected_rate: float, n: int, *, population: int, confidence: float = 0.95
) -> float:
    """Answer "if so many comply, to within how much will n files show it?".

    Half of Wilson's interval (1927) with the finite population correction of
    `sampling.intervals`, at the expected rate itself, which n files need not be able to show.
    A census has no sampling error: 0.

    Args:
        expected_rate: The share expected to comply.
        n: Files to read, at least 1.
        population: Size of the list.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: A number cannot be used, or n is larger than the list.
    """
    return foreseen_stratified_half_width(expected_rate, [(population, n)], confidence=confidence)


def foreseen_stratified_half_width(
    expected_rate: float, strata: Sequence[StratumSize], *, confidence: float = 0.95
) -> float:
    """Answer the same for a stratified sample, with the same rate expected in every stratum.

    The variance is sum W^2 (1 - f)/n_h times p(1 - p) N_h/(N_h - 1) (Cochran 1977, 5.3), so the
    effective sample size is 1 over that sum; a stratum that is read whole adds nothing to it.

    Args:
        expected_rate: The share expected to comply, alike in every stratum.
        strata: Every stratum, at least one file read of each.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: A number cannot be used, or there is no stratum.
    """
    rate = check_share("the expected rate", expected_rate)
    z = normal_quantile(two_sided_tail(confidence))
    spread = _relative_variance(strata)
    if spread == 0:
        return CENSUS
    low, high = wilson_at(rate, 1 / spread, z)
    return (high - low) / 2


def _relative_variance(strata: Sequence[StratumSize]) -> float:
    """Return the variance of the weighted rate over p(1 - p)."""
    if not strata:
        raise SamplingError(
            "there is no stratum to plan for",
            given="none",
            expected="one stratum or more",
            hint="Choose the column that divides the population into strata.",
        )
    parts = [_part(held, n) for held, n in strata]
    total = sum(held for held, _ in strata)
    return sum((held / total) ** 2 * part for (held, _), part in zip(strata, parts, strict=True))


def _part(held: int, n: int) -> float:
    """Return the variance within one stratum over p(1 - p)."""
    check_whole_number("the size of the population", held, at_least=1)
    check_whole_number("the number of files", n, at_least=1, at_most=held)
    return 0.0 if n == held else (held - n) / (held - 1) / n
