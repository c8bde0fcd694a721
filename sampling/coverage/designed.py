"""Coverage for stratified samples, domains, clusters and samples weighted afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from random import Random
from typing import Final, TypeVar

from sampling.cluster_estimates import Cluster, estimate_cluster
from sampling.coverage.chances import (
    Group,
    draw_count,
    drawn_coverage,
    every_outcome,
    exact_coverage,
    hypergeometric_chances,
)
from sampling.domains import DomainStratum, estimate_domain
from sampling.estimates import Estimate
from sampling.post_strata import post_stratify
from sampling.strata import Stratum, estimate_stratified

DRAWS: Final = 10_000
SEED: Final = "coverage-1"

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Strata:
    """A stratified population with the sample that is drawn from it."""

    name: str
    groups: tuple[Group, ...]
    enumerable: bool

    @property
    def truth(self) -> float:
        """The share of the whole population that complies."""
        total = sum(group.population for group in self.groups)
        return sum(group.complying for group in self.groups) / total

    def sample(self, counts: tuple[int, ...]) -> list[Stratum]:
        """Return the strata as they are seen when so many of each complied."""
        return [
            Stratum(group.population, group.drawn, x)
            for group, x in zip(self.groups, counts, strict=True)
        ]


def _strata(name: str, *groups: tuple[int, int, int], enumerable: bool = True) -> Strata:
    return Strata(name, tuple(Group(*group) for group in groups), enumerable)


QUOTA_SIZES: Final = (900, 5200, 14_000, 2300, 7600, 1100, 3800)
QUOTA_MET: Final = (630, 3120, 12_600, 1840, 3800, 990, 2660)
QUOTA_NEARLY_ALL: Final = (880, 5050, 13_600, 2230, 7300, 1060, 3710)

STRATA: Final = (
    _strata("100/200/300, 10/20/30 read, rate 95%", (100, 97, 10), (200, 188, 20), (300, 285, 30)),
    _strata(
        "6000/2500/1200/300, 10 each, rate 74%",
        (6000, 5400, 10),
        (2500, 1500, 10),
        (1200, 480, 10),
        (300, 30, 10),
    ),
    _strata("900/100, 10/40 read, thin stratum 90%", (900, 810, 10), (100, 90, 40)),
    _strata("900/100, 10/40 read, thin stratum 75%", (900, 675, 10), (100, 98, 40)),
    _strata(
        "seven quotas of 10, rate 74%",
        *((size, met, 10) for size, met in zip(QUOTA_SIZES, QUOTA_MET, strict=True)),
        enumerable=False,
    ),
    _strata(
        "seven quotas of 10, rate 97%",
        *((size, met, 10) for size, met in zip(QUOTA_SIZES, QUOTA_NEARLY_ALL, strict=True)),
        enumerable=False,
    ),
    _strata(
        "30000/3000/44000, 232/135/243 read, rate 88%",
        (30_000, 25_740, 232),
        (3000, 2890, 135),
        (44_000, 39_550, 243),
        enumerable=False,
    ),
)


def stratified_coverage(method: str, strata: Strata) -> float:
    """Return the coverage of `estimate_stratified` at 95%: exact, or over seeded draws."""

    @cache
    def interval(counts: tuple[int, ...]) -> Estimate:
        return estimate_stratified(strata.sample(counts), method=method)

    def drawn(random: Random) -> Estimate:
        return interval(tuple(draw_count(random, group) for group in strata.groups))

    if not strata.enumerable:
        return drawn_coverage(drawn, strata.truth, draws=DRAWS, seed=SEED)
    outcomes = every_outcome([hypergeometric_chances(group) for group in strata.groups])
    return exact_coverage(outcomes, interval, strata.truth)


@dataclass(frozen=True, slots=True)
class Grid:
    """A stratified design, to be tried on populations of many rates."""

    populations: tuple[int, ...]
    drawn: tuple[int, ...]

    @property
    def name(self) -> str:
        """The sizes of the strata and of the samples from them."""
        sizes = "/".join(str(size) for size in self.populations)
        return f"{sizes}, {'/'.join(str(n) for n in self.drawn)} read"

    def strata(self) -> Iterator[Strata]:
        """Yield the design on every combination of rates, but not on one where all comply."""
        for rates in product(GRID_RATES, repeat=len(self.populations)):
            if min(rates) < 1:
                met = [round(n * rate) for n, rate in zip(self.populations, rates, strict=True)]
                yield _strata(self.name, *zip(self.populations, met, self.drawn, strict=True))


GRID_RATES: Final = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0)
GRIDS: Final = (
    Grid((900, 100), (10, 40)),
    Grid((500, 500), (10, 10)),
    Grid((9000, 1000), (30, 30)),
    Grid((50, 50), (20, 20)),
    Grid((1000, 1000, 1000), (5, 5, 5)),
    Grid((300, 100), (2, 10)),
)


def worst_coverage(method: str, grid: Grid) -> float:
    """Return the lowest exact coverage of `estimate_stratified` over the populations of a grid."""
    return min(stratified_coverage(method, strata) for strata in grid.strata())


@dataclass(frozen=True, slots=True)
class Domain:
    """A list in which a question applies to some cases, and a simple sample from it."""

    population: int
    applicable: int
    complying: int
    drawn: int

    def __str__(self) -> str:
        inside, rate = self.applicable / self.population, self.complying / self.applicable
        return f"{self.drawn} of {self.population}, applies to {inside:.0%}, rate {rate:.0%}"


DOMAINS: Final = (
    Domain(900, 270, 216, 60),
    Domain(900, 270, 257, 60),
    Domain(4658, 700, 490, 240),
    Domain(4658, 700, 665, 240),
)


def domain_coverage(method: str, domain: Domain) -> float:
    """Return the exact coverage of `estimate_domain` at 95%, where the question applied at all."""

    def interval(seen: tuple[int, int]) -> Estimate:
        stratum = DomainStratum(domain.population, domain.drawn, *seen)
        return estimate_domain([stratum], method=method)

    truth = domain.complying / domain.applicable
    return exact_coverage(_domain_outcomes(domain), interval, truth)


def _domain_outcomes(domain: Domain) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the numbers drawn to which it applies and that comply, with their chance."""
    inside = Group(domain.population, domain.applicable, domain.drawn)
    for applicable, chance in enumerate(hypergeometric_chances(inside)):
        met = Group(domain.applicable, domain.complying, min(applicable, domain.applicable))
        if applicable and chance > 0:
            for (x,), given in every_outcome([hypergeometric_chances(met)]):
                yield (applicable, x), chance * given


@dataclass(frozen=True, slots=True)
class Kinds:
    """A list of two kinds of case, and a simple sample that is weighted to them afterwards."""

    name: str
    first: tuple[int, int]
    second: tuple[int, int]
    drawn: int

    @property
    def population(self) -> int:
        """Cases in the list."""
        return self.first[0] + self.second[0]


KINDS: Final = (
    Kinds("60 of 900, rates 90% and 50%", (600, 540), (300, 150), 60),
    Kinds("60 of 900, rates 99% and 80%", (800, 792), (100, 80), 60),
)


def post_stratified_coverage(method: str, kinds: Kinds) -> float:
    """Return the exact coverage of `post_stratify` at 95%, where both kinds were drawn."""

    def interval(seen: tuple[int, int, int]) -> Estimate:
        first, x1, x2 = seen
        sample = [
            Stratum(kinds.first[0], first, x1),
            Stratum(kinds.second[0], kinds.drawn - first, x2),
        ]
        return post_stratify(sample, method=method)

    truth = (kinds.first[1] + kinds.second[1]) / kinds.population
    return exact_coverage(_kinds_outcomes(kinds), interval, truth)


def _kinds_outcomes(kinds: Kinds) -> Iterator[tuple[tuple[int, int, int], float]]:
    of_first = Group(kinds.population, kinds.first[0], kinds.drawn)
    for first, chance in enumerate(hypergeometric_chances(of_first)):
        if chance > SPARSE and 0 < first < kinds.drawn:
            groups = Group(*kinds.first, first), Group(*kinds.second, kinds.drawn - first)
            for (x1, x2), given in every_outcome([hypergeometric_chances(one) for one in groups]):
                if chance * given > SPARSE:
                    yield (first, x1, x2), chance * given


SPARSE: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Teams:
    """A population of teams, some of which are drawn and read whole or in part."""

    name: str
    members: tuple[tuple[int, int], ...]
    drawn: int
    read: int | None


def _teams(count: int, *, spread: float, size: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Return teams of varying size whose rates vary around 75%."""
    random = Random(SEED)  # noqa: S311 # a population that anyone can rebuild, not a secret
    sizes = [random.randint(*size) for _ in range(count)]
    rates = [min(1.0, max(0.0, random.gauss(0.75, spread))) for _ in range(count)]
    return tuple((one, round(one * rate)) for one, rate in zip(sizes, rates, strict=True))


EVEN: Final = _teams(40, spread=0.15, size=(18, 22))
UNEVEN: Final = _teams(40, spread=0.2, size=(5, 60))
TEAMS: Final = (
    Teams("15 of 40 even teams, read whole", EVEN, 15, None),
    Teams("15 of 40 even teams, 5 cases each", EVEN, 15, 5),
    Teams("15 of 40 uneven teams, read whole", UNEVEN, 15, None),
    Teams("6 of 40 uneven teams, read whole", UNEVEN, 6, None),
    Teams("6 of 40 uneven teams, 5 cases each", UNEVEN, 6, 5),
)


def cluster_coverage(method: str, teams: Teams) -> float:
    """Return the coverage of `estimate_cluster` at 95% over seeded draws."""

    def drawn(random: Random) -> Estimate:
        some = random.sample(teams.members, teams.drawn)
        clusters = [_read(random, size, met, teams.read) for size, met in some]
        return estimate_cluster(clusters, clusters_in_population=len(teams.members), method=method)

    truth = sum(met for _, met in teams.members) / sum(size for size, _ in teams.members)
    return drawn_coverage(drawn, truth, draws=DRAWS, seed=SEED)


def _read(random: Random, size: int, met: int, read: int | None) -> Cluster:
    cases = size if read is None else min(read, size)
    return Cluster(size, cases, draw_count(random, Group(size, met, cases)))
