"""Chances and draws that do not depend on the version of any library."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from math import comb
from random import Random
from typing import Final, Protocol, TypeAlias, TypeVar

from sampling.hypergeometric import probability_of

Outcome = TypeVar("Outcome")
Chances: TypeAlias = Sequence[float]

NEGLIGIBLE: Final = 1e-8
ROUNDING: Final = 1e-12


class WithLimits(Protocol):
    """An interval or an estimate."""

    @property
    def low(self) -> float | None:
        """The lower limit."""

    @property
    def high(self) -> float | None:
        """The upper limit."""


@dataclass(frozen=True, slots=True)
class Group:
    """A list, or a part of one: how many cases, how many that comply, how many are drawn."""

    population: int
    complying: int
    drawn: int


def contains(interval: WithLimits, truth: float) -> bool:
    """Tell whether the interval contains the truth, rounding aside."""
    if interval.low is None or interval.high is None:
        return False
    return interval.low - ROUNDING <= truth <= interval.high + ROUNDING


@lru_cache(maxsize=4096)
def hypergeometric_chances(group: Group) -> Chances:
    """Return the chance of 0, 1, ... drawn cases that comply."""
    return tuple(_chance(group, x) for x in range(group.drawn + 1))


def _chance(group: Group, x: int) -> float:
    least = max(0, group.drawn - (group.population - group.complying))
    if not least <= x <= min(group.drawn, group.complying):
        return 0.0
    return probability_of(x, group.complying, group.drawn, population=group.population)


def binomial_chances(n: int, share: float) -> Chances:
    """Return the chance of 0, 1, ... of n independent cases that comply."""
    return tuple(comb(n, x) * share**x * (1 - share) ** (n - x) for x in range(n + 1))


def every_outcome(chances: Sequence[Chances]) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield every combination of independent counts that is not negligible, with its chance."""
    likely = [
        [(x, chance) for x, chance in enumerate(one) if chance > NEGLIGIBLE] for one in chances
    ]
    for combination in product(*likely):
        chance = 1.0
        for _, one in combination:
            chance *= one
        if chance > NEGLIGIBLE:
            yield tuple(x for x, _ in combination), chance


def exact_coverage(
    outcomes: Iterable[tuple[Outcome, float]],
    interval: Callable[[Outcome], WithLimits],
    truth: float,
) -> float:
    """Return the chance of an interval that contains the truth, among the outcomes given."""
    covered = total = 0.0
    for outcome, chance in outcomes:
        total += chance
        covered += chance * contains(interval(outcome), truth)
    return covered / total


def drawn_coverage(
    draw: Callable[[Random], WithLimits], truth: float, *, draws: int, seed: str
) -> float:
    """Return the share of seeded draws whose interval contains the truth."""
    random = Random(seed)  # noqa: S311 # a simulation that anyone can repeat, not a secret
    return sum(contains(draw(random), truth) for _ in range(draws)) / draws


@lru_cache(maxsize=4096)
def _running(group: Group) -> Chances:
    return tuple(accumulate(hypergeometric_chances(group)))


def draw_count(random: Random, group: Group) -> int:
    """Return how many of the drawn cases comply, by inverting the running chance."""
    running = _running(group)
    return min(group.drawn, bisect_left(running, random.random() * running[-1]))
