"""Coverage for differences, and for rates put right by a second scoring."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import Final

from sampling.coverage.chances import (
    binomial_chances,
    drawn_coverage,
    every_outcome,
    exact_coverage,
)
from sampling.coverage.simple import Coverage
from sampling.differences import difference_interval
from sampling.imperfect_readings import Validation, misclassification_adjusted_rate
from sampling.intervals import Interval
from sampling.two_phases import PairedScores, TwoPhaseEstimate, two_phase_rate

DRAWS: Final = 4000
SEED: Final = "coverage-1"
RATES: Final = (0.02, 0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True)
class TwoSamples:
    """The sizes of two independent samples."""

    first: int
    second: int

    def __str__(self) -> str:
        return f"{self.first} against {self.second}"


TWO_SAMPLES: Final = (TwoSamples(10, 10), TwoSamples(20, 60), TwoSamples(60, 60))


def difference_coverage(method: str, sizes: TwoSamples) -> Coverage:
    """Return the exact coverage of `difference_interval` over every pair of the rates."""

    @cache
    def interval(counts: tuple[int, ...]) -> Interval:
        x1, x2 = counts
        return difference_interval(x1, sizes.first, x2, sizes.second, method=method)

    each = [
        exact_coverage(
            every_outcome([binomial_chances(sizes.first, p1), binomial_chances(sizes.second, p2)]),
            interval,
            p1 - p2,
        )
        for p1, p2 in product(RATES, RATES)
    ]
    return Coverage(sum(each) / len(each), min(each))


@dataclass(frozen=True, slots=True)
class Scoring:
    """A true rate, and how often quick scores are right where it is met and where it is not."""

    rate: float
    right_when_met: float
    right_when_not: float
    files: int
    checked: int

    def __str__(self) -> str:
        return (
            f"{self.files} files, {self.checked} checked, rate {self.rate:.0%},"
            f" right {self.right_when_met:.0%} / {self.right_when_not:.0%}"
        )


SCORINGS: Final = (
    Scoring(0.75, 0.9, 0.9, 400, 60),
    Scoring(0.75, 1.0, 0.8, 400, 60),
    Scoring(0.9, 0.98, 0.7, 400, 60),
    Scoring(0.85, 1.0, 0.6, 300, 30),
    Scoring(0.95, 0.98, 0.7, 600, 40),
)


def two_phase_coverage(scoring: Scoring) -> float:
    """Return the coverage of `two_phase_rate` at 95% over seeded audits."""

    def audit(random: Random) -> TwoPhaseEstimate:
        scores = [_scores(random, scoring) for _ in range(scoring.files)]
        checked = scores[: scoring.checked]
        pairs = [checked.count(pair) for pair in ((1, 1), (0, 1), (1, 0), (0, 0))]
        return two_phase_rate(sum(quick for _, quick in scores), len(scores), PairedScores(*pairs))

    return drawn_coverage(audit, scoring.rate, draws=DRAWS, seed=SEED)


def misclassification_coverage(scoring: Scoring) -> float:
    """Return the coverage of `misclassification_adjusted_rate` at 95% over seeded audits."""
    half = scoring.checked // 2

    def audit(random: Random) -> Interval:
        scored = sum(quick for _, quick in (_scores(random, scoring) for _ in range(scoring.files)))
        met = sum(random.random() < scoring.right_when_met for _ in range(half))
        not_met = sum(random.random() < scoring.right_when_not for _ in range(half))
        validation = Validation(half, met, half, not_met)
        return misclassification_adjusted_rate(scored, scoring.files, validation)

    return drawn_coverage(audit, scoring.rate, draws=DRAWS, seed=SEED)


def _scores(random: Random, scoring: Scoring) -> tuple[int, int]:
    """Return one file: whether it is truly met, and whether the quick score says so."""
    met = random.random() < scoring.rate
    right = random.random() < (scoring.right_when_met if met else scoring.right_when_not)
    return int(met), int(met == right)
