"""The exact limit when all, or none, of a stratified sample complied.

What share could fail although no failure was seen? The failures may all hide where the sample is
thin, so the limit is that of the worst way of spreading them over the strata: the largest total
for which the chance of seeing none, the product over the strata, is still above the level. Every
approximation from a pooled or effective sample size can be far too low (notes: 7.1% for 27.6%).
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, log, prod
from typing import TYPE_CHECKING, Final, TypeAlias

from sampling.errors import SamplingError

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[float64]

TOO_CLOSE: Final = 1e-7


def most_unseen(populations: Sequence[int], sampled: Sequence[int], *, tail: Fraction) -> int:
    """Return the most cases of a kind that the strata can hold when the sample holds none.

    Each further case in a stratum lowers the chance of seeing none by the factor
    1 - n/(N - those already there), which falls as they grow; so the worst spread takes the
    cheapest cases of all the strata in turn, and no search is needed.

    Args:
        populations: Cases in each stratum.
        sampled: Cases read in each, none of the kind.
        tail: The chance of error allowed: 1/40 in the tail of two-sided 95%.

    Raises:
        SamplingError: There is no stratum, or the two do not match.
    """
    _check_strata(populations, sampled)
    costs = _costs(populations, sampled)
    spent = _running_total(costs)
    budget = -log(tail)
    most = int(spent.searchsorted(budget, side="left"))
    return _settled(most, spent, budget, (populations, sampled, tail))


def _costs(populations: Sequence[int], sampled: Sequence[int]) -> "Floats":
    """Return what each hidden case costs in log chance, the cheapest first."""
    import numpy as np

    each = [
        -np.log1p(-n / (population - np.arange(population - n)))
        for population, n in zip(populations, sampled, strict=True)
    ]
    return np.sort(np.concatenate(each))


def _running_total(costs: "Floats") -> "Floats":
    import numpy as np

    return np.cumsum(costs)


def _settled(
    most: int,
    spent: "Floats",
    budget: float,
    strata: tuple[Sequence[int], Sequence[int], Fraction],
) -> int:
    """Return the total, decided in whole numbers where rounding could tip the balance."""
    while most > 0 and _close(spent[most - 1], budget) and not _possible(most, strata):
        most -= 1
    while most < len(spent) and _close(spent[most], budget) and _possible(most + 1, strata):
        most += 1
    return most


def _close(spent: float, budget: float) -> bool:
    return abs(spent - budget) < TOO_CLOSE


def _possible(total: int, strata: tuple[Sequence[int], Sequence[int], Fraction]) -> bool:
    """Tell exactly whether the cheapest spread of `total` keeps the chance above the tail."""
    populations, sampled, tail = strata
    spread = _cheapest_spread(total, populations, sampled)
    unseen = prod(
        Fraction(comb(population - hidden, n), comb(population, n))
        for population, n, hidden in zip(populations, sampled, spread, strict=True)
    )
    return unseen > tail


def _cheapest_spread(total: int, populations: Sequence[int], sampled: Sequence[int]) -> list[int]:
    spread = [0] * len(populations)
    for _ in range(total):
        cheapest = min(
            (h for h in range(len(spread)) if spread[h] < populations[h] - sampled[h]),
            key=lambda h: Fraction(sampled[h], populations[h] - spread[h]),
        )
        spread[cheapest] += 1
    return spread


def _check_strata(populations: Sequence[int], sampled: Sequence[int]) -> None:
    if not populations or len(populations) != len(sampled):
        raise SamplingError(
            "these strata cannot be used",
            given=(list(populations), list(sampled)),
            expected="at least one stratum, with its size and the number read",
            hint="Give one number read for each stratum.",
        )
