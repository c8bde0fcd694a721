"""Rates to compare: a count, a published ± figure, a target, or only words.

Everything is in the compliant direction: a report that says "19 of 70 were not completed" is
`Counts(51, 70)`.

Counts      51 of 70 files
PlusMinus   88.4% ± 2.8, with no count published
Target      a standard to be met, as 90%
Words       "often did not": nothing that can be measured against
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from sampling.checked_numbers import check_share
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile
from sampling.intervals import Interval, checked_count, proportion_interval, two_sided_tail

PUBLISHED_TAIL: Final = Fraction(1, 40)
"""Inspectorates publish at 95%, two-sided."""


@dataclass(frozen=True, slots=True)
class Counts:
    """A simple random sample: cases that complied among those the question applied to.

    Attributes:
        successes: Cases that complied.
        n: Cases read to which the question applied; 0 is allowed for an audit in progress.
        population: Size of the list that was sampled, if known; it serves comparison with a
            target, which is about that list.
    """

    successes: int
    n: int
    population: int | None = None

    def __post_init__(self) -> None:
        checked_count(self.successes, self.n, self.population)

    @property
    def rate(self) -> float:
        """The share that complied.

        Raises:
            SamplingError: No case was applicable.
        """
        if self.n == 0:
            raise SamplingError(
                "there is no rate without an applicable case",
                given=f"{self.successes} of {self.n}",
                expected="one applicable case or more",
                hint="Say that there is no applicable case; it is neither 0% nor 100%.",
            )
        return self.successes / self.n

    def interval(self, confidence: float) -> Interval:
        """Return the Wilson interval for how the force works, without finite correction."""
        return proportion_interval(self.successes, self.n, confidence=confidence)

    def exact_interval(self, confidence: float) -> Interval:
        """Return the exact interval, for the list where its size is known."""
        return proportion_interval(
            self.successes,
            self.n,
            method="exact",
            population=self.population,
            confidence=confidence,
        )


@dataclass(frozen=True, slots=True)
class PlusMinus:
    """A published rate with its 95% margin and no count, as 0.884 and 0.028."""

    rate: float
    margin: float

    def __post_init__(self) -> None:
        check_share("the published rate", self.rate)
        if check_share("the ± margin", self.margin) == 0:
            raise SamplingError(
                "a margin of 0 is no margin",
                given=self.margin,
                expected="the ± that was published, as 0.028",
                hint="For a standard that is not an estimate, use a target.",
            )

    def interval(self, confidence: float) -> Interval:
        """Return the published limits, widened or narrowed from 95% to the confidence asked."""
        asked = normal_quantile(two_sided_tail(confidence))
        margin = self.margin * asked / normal_quantile(PUBLISHED_TAIL)
        low, high = max(0.0, self.rate - margin), min(1.0, self.rate + margin)
        return Interval(self.rate, low, high, "published", margin)


@dataclass(frozen=True, slots=True)
class Target:
    """A standard to be met, which is not an estimate and has no uncertainty."""

    rate: float

    def __post_init__(self) -> None:
        check_share("the target", self.rate, open_ends=True)

    def interval(self, confidence: float) -> Interval:
        """Return the target as both limits, at any confidence."""
        check_share("the confidence", confidence, open_ends=True)
        return Interval(self.rate, self.rate, self.rate, "target")


@dataclass(frozen=True, slots=True)
class Words:
    """A finding without a figure, kept word for word; no number may be made of it."""

    text: str


MeasuredBaseline: TypeAlias = Counts | PlusMinus | Target
Baseline: TypeAlias = MeasuredBaseline | Words
