"""Strata of which a single case was read: they show no variance, so a policy has to be named.

The policies and their arithmetic are those of `survey.lonely.psu` in R's survey package (Lumley).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from sampling.errors import SamplingError

Policy: TypeAlias = Callable[[Sequence[float], float, int], float]


def _average(distances: Sequence[float], known: float, strata: int) -> float:
    return known * len(distances) / (strata - len(distances))


def _adjust(distances: Sequence[float], known: float, strata: int) -> float:
    del known, strata
    return sum(distances)


def _remove(distances: Sequence[float], known: float, strata: int) -> float:
    del distances, known, strata
    return 0.0


POLICIES: Final[Mapping[str, Policy]] = {
    "refuse": _remove,  # nothing is left to remove: `check_singles` has refused
    "average": _average,
    "adjust": _adjust,
    "remove": _remove,
}


def singles_variance(
    policy: str, distances: Sequence[float], *, known: float, strata: int
) -> float:
    """Return what the strata with a single case add to the variance of the total.

    Args:
        policy: A key of `POLICIES`.
        distances: For each such stratum, (1 - f)(N(y - p))^2: its distance from the whole.
        known: The variance of the other strata together.
        strata: How many strata there are in all.
    """
    return POLICIES[policy](distances, known, strata)


def check_singles(policy: str, alone: Sequence[object], *, degrees_of_freedom: int) -> None:
    """Refuse single cases without a policy, and a sample that shows no variance anywhere.

    Raises:
        SamplingError: The policy is unknown or refuses, or every stratum has a single case.
    """
    if policy not in POLICIES:
        raise SamplingError(
            "there is no such policy for single cases",
            given=policy,
            expected="one of " + ", ".join(POLICIES),
            hint="refuse is the usual choice.",
        )
    if alone and (policy == "refuse" or degrees_of_freedom == 0):
        raise SamplingError(
            "a single case was read in a stratum, which shows no variance",
            given=alone[0],
            expected="at least two cases in every stratum that was not read whole",
            hint="Read one more there, or choose a policy: average, adjust or remove.",
        )
