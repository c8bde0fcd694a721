"""Many quick scores put right by a few careful ones: double sampling with a difference estimator.

Supervisors score many files; a random share of these is scored again, blind, by the central team.
The quick rate is corrected by the mean difference (Särndal, Swensson and Wretman 1992, chapter 9;
Cochran 1977, chapter 12), which needs no trust in the quick scores, only that the share is random.
"""

from dataclasses import dataclass
from math import sqrt

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile, wilson_at
from sampling.intervals import checked_count, two_sided_tail

PADDING = 0.5


@dataclass(frozen=True, slots=True)
class PairedScores:
    """Files scored twice, by what the quick and the central score said.

    Attributes:
        both_met: Met by both.
        only_quick: Met by the quick score only: too kind.
        only_central: Met by the central score only: too hard.
        neither: Not met by either.

    Raises:
        SamplingError: A count is negative or a fraction, or fewer than two files were scored twice.
    """

    both_met: int
    only_quick: int
    only_central: int
    neither: int

    def __post_init__(self) -> None:
        for value in (self.both_met, self.only_quick, self.only_central, self.neither):
            check_whole_number("a number of files scored twice", value)
        check_whole_number("the number of files scored twice", self.n, at_least=2)

    @property
    def n(self) -> int:
        """Files scored twice."""
        return self.both_met + self.only_quick + self.only_central + self.neither

    @property
    def difference(self) -> float:
        """The central rate less the quick rate on the same files."""
        return (self.only_central - self.only_quick) / self.n

    @property
    def padded_variance(self) -> float:
        """The variance of one difference, half a file added to each of the four.

        Without it a share in which the two never differed would claim that they never do
        (Agresti and Min 2005).
        """
        n = self.n + 4 * PADDING
        differ = (self.only_quick + self.only_central + 2 * PADDING) / n
        return differ - ((self.only_central - self.only_quick) / n) ** 2


@dataclass(frozen=True, slots=True)
class TwoPhaseEstimate:
    """The rate by the central standard, from many quick scores and a few central ones.

    Attributes:
        estimate: The quick rate put right by the mean difference.
        standard_error: Of the estimate.
        low: The lower limit, by Wilson at the effective number of files.
        high: The upper limit.
        correction: What was added to the quick rate: negative where quick scores are too kind.
        effective_files: Central scores of one simple sample that would be as precise.
        gain: Of these, files that the central team did not have to score; below 0 where the quick
            scores are so unlike the central ones that they only add noise.
    """

    estimate: float
    standard_error: float
    low: float
    high: float
    correction: float
    effective_files: float
    gain: float


def two_phase_rate(
    quick_met: int,
    quick_n: int,
    scored_twice: PairedScores,
    *,
    population: int | None = None,
    confidence: float = 0.95,
) -> TwoPhaseEstimate:
    """Answer "what is the rate by the central standard?" without reading every file centrally.

    Args:
        quick_met: Files scored met by the supervisors, of all that they scored.
        quick_n: Files that they scored, a simple random sample.
        scored_twice: A simple random share of these, by both scores.
        population: Size of the list that was sampled, if known.
        confidence: Two-sided.

    Raises:
        SamplingError: The counts cannot all be true.
    """
    count = checked_count(quick_met, quick_n, population)
    _check_share_of(count.n, count.successes, scored_twice)
    z = normal_quantile(two_sided_tail(confidence))
    rate = min(1.0, max(0.0, count.share + scored_twice.difference))
    variance = _variance(rate, count.n, scored_twice, population)
    low, high = wilson_at(rate, _endless_files(rate, variance, scored_twice.n), z)
    if scored_twice.n == population:
        low, high = rate, rate
    effective = _effective_files(rate, variance, scored_twice.n, population)
    return TwoPhaseEstimate(
        estimate=rate,
        standard_error=sqrt(variance),
        low=min(rate, max(0.0, low)),
        high=max(rate, min(1.0, high)),
        correction=scored_twice.difference,
        effective_files=effective,
        gain=effective - scored_twice.n,
    )


def _variance(rate: float, quick_n: int, twice: PairedScores, population: int | None) -> float:
    """Return (1/n' - 1/N) S_y^2 + (1/n - 1/n') S_d^2, n' being the quick and n the careful."""
    outside = 0.0 if population is None else 1 / population
    first = (1 / quick_n - outside) * rate * (1 - rate)
    return first + (1 / twice.n - 1 / quick_n) * twice.padded_variance


def _endless_files(rate: float, variance: float, careful: int) -> float:
    """Return p(1 - p)/v; at 0 and 1 only the careful scores count."""
    if rate in {0, 1} or variance == 0:
        return careful
    return rate * (1 - rate) / variance


def _effective_files(rate: float, variance: float, careful: int, population: int | None) -> float:
    """Return the m for which (1/m - 1/N) p(1 - p) is the variance."""
    outside = 0.0 if population is None else 1 / population
    if rate in {0, 1}:
        return careful
    return 1 / (variance / (rate * (1 - rate)) + outside)


def _check_share_of(quick_n: int, quick_met: int, twice: PairedScores) -> None:
    met_again, not_met_again = twice.both_met + twice.only_quick, twice.only_central + twice.neither
    if met_again > quick_met or not_met_again > quick_n - quick_met:
        raise SamplingError(
            "more files were scored twice than once",
            given=(quick_met, quick_n, twice),
            expected="files scored twice to be a share of those with a quick score",
            hint="Count every quick score in the first two numbers, also those scored again.",
        )
