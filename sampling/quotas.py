"""Equal quotas: what a sample of ten of each kind can and cannot say about the whole force."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

WEIGHTS_DIFFER: Final = 1.25


class Sampled(Protocol):
    """A stratum of which part was read."""

    @property
    def population(self) -> int:
        """Cases in the stratum."""

    @property
    def sampled(self) -> int:
        """Cases read."""

    @property
    def successes(self) -> int:
        """Cases read that complied."""


@dataclass(frozen=True, slots=True)
class EqualQuotaWarning:
    """Equal numbers were read from strata of unequal size.

    Attributes:
        unweighted: The share of all the cases read that complied: not the rate of the force.
        weighted: The rate with every stratum at its size.
        design_effect: What the unequal weights alone do to the variance, 1 for none (Kish 1965).
        words: All of this in a sentence or two.
    """

    unweighted: float
    weighted: float
    design_effect: float
    words: str


def equal_quota_warning(strata: Sequence[Sampled]) -> EqualQuotaWarning | None:
    """Return the warning that belongs to equal quotas from unequal strata, or None.

    Args:
        strata: Every stratum of the population, each with at least one case read.
    """
    if not is_equal_quota(strata):
        return None
    read = sum(stratum.sampled for stratum in strata)
    unweighted = sum(stratum.successes for stratum in strata) / read
    weighted, effect = weighted_share(strata), weighting_effect(strata)
    return EqualQuotaWarning(
        unweighted=unweighted,
        weighted=weighted,
        design_effect=effect,
        words=(
            f"Equal numbers were read from strata of unequal size, so the plain share of the cases"
            f" read ({unweighted:.1%}) is not the rate of the force. Weighted by size the rate is"
            f" {weighted:.1%}. The unequal weights alone have a design effect of {effect:.2f}."
        ),
    )


def is_equal_quota(strata: Sequence[Sampled]) -> bool:
    """Tell whether strata of unequal size had the same number read, or all where they have fewer.

    Sizes that differ by one case are equal: a total does not always divide.
    """
    quota = max(stratum.sampled for stratum in strata)
    equal = all(min(quota - 1, one.population) <= one.sampled for one in strata)
    weights = [one.population / one.sampled for one in strata]
    return equal and len(strata) > 1 and max(weights) > WEIGHTS_DIFFER * min(weights)


def weighted_share(strata: Sequence[Sampled]) -> float:
    """Return the share of the population that complies: each stratum's share at its size."""
    population = sum(stratum.population for stratum in strata)
    return sum(one.population * one.successes / one.sampled for one in strata) / population


def weighting_effect(strata: Sequence[Sampled]) -> float:
    """Return n times the sum of squared weights over the square of their sum (Kish 1965)."""
    read = sum(stratum.sampled for stratum in strata)
    population = sum(stratum.population for stratum in strata)
    return read * sum(one.population**2 / one.sampled for one in strata) / population**2
