"""Sharing out a total over strata: sizes that sum exactly and fit every stratum."""

from collections.abc import Callable, Mapping
from math import floor
from typing import Final, Literal, TypeAlias

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.precision import check_strata_rates, stratum_deviation

AllocationRule: TypeAlias = Literal["proportional", "equal", "neyman"]
Weights: TypeAlias = dict[str, float]
HALVINGS: Final = 200


def allocate(
    total: int,
    populations: Mapping[str, int],
    *,
    rule: AllocationRule = "proportional",
    rates: Mapping[str, float] | None = None,
    minimum: int = 1,
) -> dict[str, int]:
    """Answer "of so many files, how many from each stratum?".

    The weights are the populations (proportional), 1 (equal) or N_h S_h (Neyman 1934). A stratum
    gets at least the minimum and never more than it holds; what that frees or takes is shared
    among the others. Fractions go to the largest remainders, then in the order of the names.

    Args:
        total: Files in all.
        populations: Cases in each stratum.
        rule: How to share out.
        rates: The share expected to comply in each stratum; for Neyman's rule alone.
        minimum: The least for each stratum; a smaller stratum is taken whole.

    Returns:
        The size for each stratum, in the order of `populations`.

    Raises:
        SamplingError: The total is more than the strata hold or less than the minimum asks, or
            the rule cannot be used.
    """
    _check_populations(populations)
    weights = _weights(rule, populations, rates)
    check_whole_number("the minimum for each stratum", minimum)
    least = {name: min(minimum, held) for name, held in populations.items()}
    check_whole_number(
        "the total to share out",
        total,
        at_least=sum(least.values()),
        at_most=sum(populations.values()),
    )
    return _rounded(_shared(total, weights, least, populations), total)


def _check_populations(populations: Mapping[str, int]) -> None:
    if not populations:
        raise SamplingError(
            "there is nothing to share out over",
            given="no stratum",
            expected="one stratum or more",
            hint="Choose the column that divides the population into strata.",
        )
    for name, population in populations.items():
        check_whole_number(f"the population of stratum {name!r}", population, at_least=1)


def _weights(
    rule: str, populations: Mapping[str, int], rates: Mapping[str, float] | None
) -> Weights:
    if rule not in RULES:
        raise SamplingError(
            "there is no such way to share out",
            given=rule,
            expected="one of " + ", ".join(RULES),
            hint="Proportional is the usual choice.",
        )
    return RULES[rule](populations, rates)


def _proportional(populations: Mapping[str, int], _rates: Mapping[str, float] | None) -> Weights:
    return {name: float(held) for name, held in populations.items()}


def _equal(populations: Mapping[str, int], _rates: Mapping[str, float] | None) -> Weights:
    return dict.fromkeys(populations, 1.0)


def _neyman(populations: Mapping[str, int], rates: Mapping[str, float] | None) -> Weights:
    check_strata_rates(populations, rates or {})
    known = rates or {}
    weights = {
        name: held * stratum_deviation(held, known[name]) for name, held in populations.items()
    }
    if not all(weights.values()):
        raise SamplingError(
            "Neyman's rule would leave a stratum out",
            given=", ".join(name for name, weight in weights.items() if not weight),
            expected="expected rates between 0 and 1, and two cases or more in each stratum",
            hint="Nothing is so sure that it need not be read: use 0.99 rather than 1.",
        )
    return weights


def _shared(
    total: int, weights: Weights, least: Mapping[str, int], most: Mapping[str, int]
) -> Weights:
    """Return the shares in proportion to the weights, each between its limits.

    The common factor is found by halving: the sum of the cut shares rises with it.
    """

    def cut(factor: float) -> Weights:
        return {
            name: min(max(factor * weight, least[name]), most[name])
            for name, weight in weights.items()
        }

    low, high = 0.0, max(most[name] / weight for name, weight in weights.items())
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if sum(cut(middle).values()) >= total else (middle, high)
    return cut(low)


def _rounded(shares: Weights, total: int) -> dict[str, int]:
    """Round down, and give what is left to the largest remainders."""
    sizes = {name: floor(share) for name, share in shares.items()}
    left = total - sum(sizes.values())
    by_remainder = sorted(shares, key=lambda name: (sizes[name] - shares[name], name))
    for name in by_remainder[:left]:
        sizes[name] += 1
    return sizes


RULES: Final[Mapping[str, Callable[[Mapping[str, int], Mapping[str, float] | None], Weights]]] = {
    "proportional": _proportional,
    "equal": _equal,
    "neyman": _neyman,
}
