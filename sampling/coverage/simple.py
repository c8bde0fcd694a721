"""Coverage for one simple random sample, over every make-up that the list can have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from sampling.coverage.chances import (
    Chances,
    Group,
    binomial_chances,
    contains,
    hypergeometric_chances,
)
from sampling.intervals import Interval, one_sided_bound, proportion_interval

SHARES: Final = [number / 500 for number in range(1, 500)]
NOMINAL_LOW: Final = 0.94


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of n from a list of N, or from an endless population."""

    n: int
    population: int | None

    def __str__(self) -> str:
        return f"{self.n} of " + (
            "an endless list" if self.population is None else str(self.population)
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage over every make-up of the list: its mean, and the worst of them."""

    mean: float
    worst: float

    def __str__(self) -> str:
        return marked(f"{self.mean:.3f} ({self.worst:.3f})", self.mean)


def marked(text: str, coverage: float) -> str:
    """Return the text in bold where the coverage is below 94%."""
    return f"**{text}**" if coverage < NOMINAL_LOW else text


SAMPLES: Final = (
    Sample(10, 60),
    Sample(18, 60),
    Sample(54, 60),
    Sample(60, 500),
    Sample(240, 4658),
    Sample(10, None),
    Sample(60, None),
    Sample(240, None),
)

Limits: TypeAlias = Callable[[int], Interval]


def two_sided_coverage(method: str, sample: Sample) -> Coverage:
    """Return the coverage of `proportion_interval` at 95%."""

    def limits(x: int) -> Interval:
        return proportion_interval(x, sample.n, method=method, population=sample.population)

    return _coverage(limits, sample)


def one_sided_coverage(
    method: str, sample: Sample, *, side: Literal["lower", "upper"] = "upper"
) -> Coverage:
    """Return the coverage of `one_sided_bound` at 95%."""

    def limits(x: int) -> Interval:
        bound = one_sided_bound(x, sample.n, side=side, method=method, population=sample.population)
        low, high = (bound, 1.0) if side == "lower" else (0.0, bound)
        return Interval(x / sample.n, low, high, method)

    return _coverage(limits, sample)


def _coverage(limits: Limits, sample: Sample) -> Coverage:
    intervals = [limits(x) for x in range(sample.n + 1)]
    each = [_chance_of_truth(intervals, share, chances) for share, chances in _make_ups(sample)]
    return Coverage(sum(each) / len(each), min(each))


def _chance_of_truth(intervals: Sequence[Interval], truth: float, chances: Chances) -> float:
    return sum(
        chance
        for interval, chance in zip(intervals, chances, strict=True)
        if chance > 0 and contains(interval, truth)
    )


@lru_cache(maxsize=32)
def _make_ups(sample: Sample) -> list[tuple[float, Chances]]:
    """Return every share that the list can have, with the chances of each count drawn."""
    if sample.population is None:
        return [(share, binomial_chances(sample.n, share)) for share in SHARES]
    size = sample.population
    return [
        (total / size, hypergeometric_chances(Group(size, total, sample.n)))
        for total in range(size + 1)
    ]
