"""The fairest way to give each thing to one of its takers, found by augmenting paths.

It is a flow of least cost: each taker should come as near to a quota as the choices allow, in the
sum of squares. One thing is added at a time, along a path of swaps to the taker furthest below
quota that any path reaches, which keeps the flow the cheapest at every step (Ford and Fulkerson
1962; for equal quotas, Harvey, Ladner, Lovasz and Tamir 2006). If any way exists that gives every
taker its quota rounded down or up, this is such a way.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Taker:
    """Who can take things: a weight against the others', and the most that it may take."""

    weight: int
    at_most: int


class NoMatching(Exception):
    """Things that have too few takers: the proof that there is no way (Hall 1935).

    Attributes:
        things: Their numbers.
        takers: The numbers of all who may take any of them; together they may take too few.
    """

    def __init__(self, things: Sequence[int], takers: Sequence[int]) -> None:
        super().__init__(f"{len(things)} things have only {len(takers)} takers")
        self.things = things
        self.takers = takers


def fairest_matching(choices: Sequence[Sequence[int]], takers: Sequence[Taker]) -> list[int]:
    """Return the number of the taker of each thing.

    The quota of a taker is its weight's share of all things. Where several ways are as fair, fewer
    swaps come first, and then earlier takers; whoever wants that left to chance shuffles both.

    Args:
        choices: For each thing, the numbers of those who may take it.
        takers: All who take.

    Raises:
        NoMatching: The choices and limits allow no way.
    """
    deal = _Deal(choices, takers)
    for thing in range(len(choices)):
        deal.give(thing)
    return deal.taker_of


@dataclass(slots=True)
class _Deal:
    """What has been given so far."""

    choices: Sequence[Sequence[int]]
    takers: Sequence[Taker]
    taker_of: list[int] = field(default_factory=list)
    held: list[set[int]] = field(default_factory=list)
    total_weight: int = 0

    def __post_init__(self) -> None:
        self.held = [set() for _ in self.takers]
        self.total_weight = sum(taker.weight for taker in self.takers)

    def give(self, thing: int) -> None:
        """Give one thing more, and swap what others hold where that is fairer."""
        comes = self._reached(thing)
        below = [at for at in comes if len(self.held[at]) < self.takers[at].at_most]
        if not below:
            held = {other for at in comes for other in self.held[at]}
            raise NoMatching(sorted({thing} | held), sorted(comes))
        self.taker_of.append(-1)
        self._swap(thing, min(below, key=self._above_quota), comes)

    def _reached(self, thing: int) -> dict[int, int]:
        """Return every taker that a path of swaps reaches, with what would come to it."""
        comes = dict.fromkeys(self.choices[thing], thing)
        waiting = deque(comes)
        while waiting and len(comes) < len(self.takers):
            for other in sorted(self.held[waiting.popleft()]):
                for taker in self.choices[other]:
                    if taker not in comes:
                        comes[taker] = other
                        waiting.append(taker)
        return comes

    def _above_quota(self, taker: int) -> int:
        """Return how far a taker is above its quota, in units that make this a whole number."""
        quota = len(self.choices) * self.takers[taker].weight
        return len(self.held[taker]) * self.total_weight - quota

    def _swap(self, thing: int, last: int, comes: Mapping[int, int]) -> None:
        """Walk the path back from its end: each taker gets what comes, and gives up what went."""
        taker, coming = last, comes[last]
        while coming != thing:
            giver = self.taker_of[coming]
            self.held[giver].remove(coming)
            self._hand(coming, taker)
            taker, coming = giver, comes[giver]
        self._hand(thing, taker)

    def _hand(self, thing: int, taker: int) -> None:
        self.taker_of[thing] = taker
        self.held[taker].add(thing)
