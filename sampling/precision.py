"""How many files make a rate precise to plus or minus so much, from one list or from strata."""

from collections.abc import Callable, Mapping
from math import ceil, sqrt
from typing import Final, Literal, TypeAlias

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile
from sampling.intervals import two_sided_tail
from sampling.planned_sizes import (
    PlannedSize,
    applicable_population,
    check_applicable_share,
    files_for,
)

PrecisionMethod: TypeAlias = Literal["wald", "wilson"]
Allocation: TypeAlias = Literal["proportional", "neyman"]
ROUNDING: Final = 1e-9


def sample_size_for_precision(
    half_width: float,
    *,
    expected_rate: float = 0.5,
    population: int | None = None,
    confidence: float = 0.95,
    applicable_share: float = 1.0,
    method: PrecisionMethod = "wald",
) -> PlannedSize:
    """Answer "how many files give the rate to within plus or minus so much?".

    Args:
        half_width: The margin wanted, as 0.05.
        expected_rate: The share expected to comply; 0.5 is the worst case.
        population: Size of the list, for the finite population correction.
        confidence: Between 0 and 1.
        applicable_share: Share of files to which the question will apply.
        method: `wald`, n = p(1-p)/(e^2/z^2 + p(1-p)/N) (Cochran 1977, chapter 4), the textbook
            plan; `wilson`, the size at which the Wilson interval is no wider, which stays
            honest when nearly all are expected to comply.

    Raises:
        SamplingError: A number cannot be used, or there is no such method.
    """
    check_share("the margin", half_width, open_ends=True)
    rate = check_share("the expected rate", expected_rate, open_ends=True)
    share = check_applicable_share(applicable_share)
    if population is not None:
        check_whole_number("the size of the population", population, at_least=1)
    size = _method(method)
    z = normal_quantile(two_sided_tail(confidence))
    within = applicable_population(population, share)
    applicable = _whole(size(half_width, rate, z), within, lost=int(method == "wilson"))
    return PlannedSize(
        files=files_for(applicable, share=share, population=population),
        applicable=applicable,
        reason=f"{applicable} applicable files give {rate:.0%} to within "
        f"plus or minus {half_width * 100:.3g} points, with {100 * confidence:.4g}% confidence.",
    )


def sample_size_for_strata(
    half_width: float,
    populations: Mapping[str, int],
    rates: Mapping[str, float],
    *,
    allocation: Allocation = "proportional",
    confidence: float = 0.95,
) -> int:
    """Return the total size at which the weighted rate over strata is so precise.

    With W = N_h/N and S^2 = p(1-p) N_h/(N_h - 1): n = sum W S^2 / (e^2/z^2 + sum W S^2 / N) in
    proportion, and (sum W S)^2 in place of the first sum with Neyman's allocation (Cochran 1977,
    5.9). `sampling.allocation` then shares it out.

    Args:
        half_width: The margin wanted, as 0.03.
        populations: Cases in each stratum.
        rates: The share expected to comply in each stratum.
        allocation: How the total will be shared out.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: Strata and rates do not fit, or a number cannot be used.
    """
    check_share("the margin", half_width, open_ends=True)
    check_strata_rates(populations, rates)
    total = sum(populations.values())
    spread = {name: stratum_deviation(populations[name], rates[name]) for name in populations}
    within = sum(populations[name] / total * spread[name] ** 2 for name in populations)
    neyman = sum(populations[name] / total * spread[name] for name in populations) ** 2
    z = normal_quantile(two_sided_tail(confidence))
    needed = neyman if _neyman(allocation) else within
    return min(total, ceil(needed / (half_width**2 / z**2 + within / total) - ROUNDING))


def stratum_deviation(population: int, rate: float) -> float:
    """Return the standard deviation of a yes/no answer in a stratum of so many cases."""
    return sqrt(rate * (1 - rate) * population / max(1, population - 1))


def check_strata_rates(populations: Mapping[str, int], rates: Mapping[str, float]) -> None:
    """Refuse strata without cases and rates that are not in step with the strata.

    Raises:
        SamplingError: They are.
    """
    if not populations or set(populations) != set(rates):
        raise SamplingError(
            "the expected rates do not fit the strata",
            given=sorted(rates),
            expected="one rate for each of " + (", ".join(populations) or "one stratum or more"),
            hint="Use last year's rates, or 0.5 where nothing is known.",
        )
    for name, population in populations.items():
        check_whole_number(f"the population of stratum {name!r}", population, at_least=1)
        check_share(f"the expected rate of stratum {name!r}", rates[name])


def _neyman(allocation: str) -> bool:
    if allocation not in {"proportional", "neyman"}:
        raise SamplingError(
            "there is no such way to share out a total for precision",
            given=allocation,
            expected="proportional or neyman",
            hint="Proportional needs no guess of the rates to be shared out.",
        )
    return allocation == "neyman"


def _method(method: str) -> Callable[[float, float, float], float]:
    if method not in SIZES:
        raise SamplingError(
            "there is no such way to plan for precision",
            given=method,
            expected="one of " + ", ".join(SIZES),
            hint="Use wilson when nearly all are expected to comply.",
        )
    return SIZES[method]


def _wald_size(half_width: float, rate: float, z: float) -> float:
    """Return the size needed from an endless population: z^2 p(1-p)/e^2."""
    return z * z * rate * (1 - rate) / half_width**2


def _wilson_size(half_width: float, rate: float, z: float) -> float:
    """Return the size at which the Wilson half-width is e, from its quadratic in n.

    (e(n + z^2))^2 = z^2 (n p(1-p) + z^2/4), solved for the larger n. Half of the scale is
    reached before any file is read.
    """
    if half_width >= 0.5:  # noqa: PLR2004 # half of the scale
        return 1.0
    e2, z2 = half_width**2, z * z
    middle = 2 * e2 * z2 - z2 * rate * (1 - rate)
    last = e2 * z2 * z2 - z2 * z2 / 4
    return (-middle + sqrt(middle * middle - 4 * e2 * last)) / (2 * e2)


def _whole(endless: float, population: int | None, *, lost: int) -> int:
    """Return the size with the finite correction, rounded up, at least 1.

    `lost` is 1 where the interval counts the effective size as n(N-1)/(N-n), 0 for Nn/(N-n).
    """
    if population is None:
        return max(1, ceil(endless - ROUNDING))
    corrected = endless * population / (population - lost + endless)
    return max(1, ceil(corrected - ROUNDING))


SIZES: Final[Mapping[str, Callable[[float, float, float], float]]] = {
    "wald": _wald_size,
    "wilson": _wilson_size,
}
