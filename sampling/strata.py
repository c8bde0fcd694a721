"""The rate of a population from a stratified sample, every stratum at its size.

Cochran (1977), chapter 5: p = sum W p_h, v = sum W^2 (1 - f) p_h (1 - p_h)/(n_h - 1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.estimate_formulas import Moments
from sampling.estimates import Estimate, check_design_method, estimate_from
from sampling.even_strata import Part, widened
from sampling.interval_formulas import Count, Limits
from sampling.intervals import two_sided_tail
from sampling.quotas import equal_quota_warning, weighted_share
from sampling.singletons import check_singles, singles_variance
from sampling.stratified_exact import most_unseen


@dataclass(frozen=True, slots=True)
class Stratum:
    """One stratum: how many cases it holds, how many were read and how many of those complied.

    Raises:
        SamplingError: A count is negative, a fraction or larger than what contains it, or the
            stratum is empty.
    """

    population: int
    sampled: int
    successes: int

    def __post_init__(self) -> None:
        population = check_whole_number("the size of a stratum", self.population, at_least=1)
        sampled = check_whole_number("the number read", self.sampled, at_most=population)
        check_whole_number("the number that complied", self.successes, at_most=sampled)

    @property
    def share(self) -> float:
        """The share of the cases read that complied."""
        return self.successes / self.sampled

    @property
    def unread(self) -> float:
        """The finite correction: the share of the stratum that was not read."""
        return 1 - self.sampled / self.population

    @property
    def alone(self) -> bool:
        """One case was read of several: it has no variance of its own."""
        return self.sampled == 1 < self.population


def estimate_stratified(
    strata: Sequence[Stratum],
    *,
    method: str = "korn-graubard",
    confidence: float = 0.95,
    single: str = "refuse",
) -> Estimate:
    """Answer "what share of the whole list complies?" from a stratified random sample.

    Where all or none of the cases read complied the limits are exact by any method, from the
    worst spread of unseen cases over the strata. Where that is so in some strata only,
    `korn-graubard` is widened to what those strata can hide (`sampling.even_strata`); the other
    methods are not. Coverage at a nominal 95% (docs/coverage.md) falls below 94% for
    `korn-graubard` where fewer than five cases speak for most of the list, and widely for `wald`,
    `logit`, `arcsine`, `likelihood` and `beta`.

    Args:
        strata: Every stratum of the population, each with at least one case read.
        method: `korn-graubard`, `logit`, `wald`, `arcsine`, `likelihood`, `beta` (the first
            without its cap, as in R), or `exact`, which has an answer only where all or none
            complied.
        confidence: Two-sided. 0.90 makes each limit a one-sided 95% bound.
        single: What to do about a stratum of which a single case was read: `refuse`; `average`
            (the mean variance of the others), `adjust` (its distance from the whole) or `remove`
            (no variance, too sure), the policies of R's survey.lonely.psu.

    Raises:
        SamplingError: There is no stratum, one was not read, a single case was read and the policy
            is to refuse, the method is unknown or has no answer here.
    """
    check_design_method(method, also=("exact",))
    check_all_read([stratum.sampled for stratum in strata])
    alone = [stratum for stratum in strata if stratum.alone]
    check_singles(single, alone, degrees_of_freedom=_degrees_of_freedom(strata))
    moments = stratified_moments(strata, single=single)
    if method == "exact" and not moments.at_an_end:
        raise _no_exact_answer(moments.share)
    tail = two_sided_tail(confidence)
    estimate = estimate_from(
        moments,
        method=method,
        tail=tail,
        at_the_ends=lambda _, level: exact_limits(strata, level),
        warning=equal_quota_warning(strata),
    )
    return widened(estimate, parts_of(strata), tail)


def parts_of(strata: Sequence[Stratum]) -> list[Part]:
    """Return the strata with their weights."""
    total = sum(stratum.population for stratum in strata)
    return [
        Part(one.population / total, Count(one.successes, one.sampled, one.population))
        for one in strata
    ]


def stratified_moments(strata: Sequence[Stratum], *, single: str = "refuse") -> Moments:
    """Return the weighted share, its variance and what goes with them."""
    share, n = weighted_share(strata), sum(stratum.sampled for stratum in strata)
    population = sum(stratum.population for stratum in strata)
    return Moments(
        share=share,
        variance=_variance(strata, share, single) / population**2,
        degrees_of_freedom=_degrees_of_freedom(strata),
        n=n,
        simple_variance=simple_variance(share, n, population),
    )


def _degrees_of_freedom(strata: Sequence[Stratum]) -> int:
    return sum(stratum.sampled for stratum in strata) - len(strata)


def simple_variance(share: float, n: int, population: float) -> float:
    """Return (1 - n/N) p(1 - p)/(n - 1), the variance of a simple sample (Cochran 1977, 3.8)."""
    return (1 - n / population) * share * (1 - share) / max(1, n - 1)


def exact_limits(strata: Sequence[Stratum], tail: Fraction) -> tuple[Limits, str]:
    """Return the limits that the worst spread of unseen cases allows, all or none being met."""
    if all(stratum.unread == 0 for stratum in strata):
        share = weighted_share(strata)
        return (share, share), "census"
    populations = [stratum.population for stratum in strata]
    unseen = most_unseen(populations, [stratum.sampled for stratum in strata], tail=tail)
    hidden = unseen / sum(populations)
    none_met = all(stratum.successes == 0 for stratum in strata)
    return ((0.0, hidden) if none_met else (1 - hidden, 1.0)), "exact"


def _variance(strata: Sequence[Stratum], share: float, single: str) -> float:
    """Return the variance of the estimated number that complies."""
    known = sum(_total_variance(stratum) for stratum in strata if stratum.sampled > 1)
    distances = [
        one.unread * (one.population * (one.share - share)) ** 2 for one in strata if one.alone
    ]
    return known + singles_variance(single, distances, known=known, strata=len(strata))


def _total_variance(stratum: Stratum) -> float:
    p, n = stratum.share, stratum.sampled
    return stratum.population**2 * stratum.unread * p * (1 - p) / (n - 1)


def check_all_read(sampled: Sequence[int]) -> None:
    """Refuse when there is no stratum, or one of which nothing was read.

    Raises:
        SamplingError: As above.
    """
    if not sampled:
        raise SamplingError(
            "there is nothing to estimate from",
            given=[],
            expected="at least one stratum",
            hint="Give every stratum of the population, with its size.",
        )
    if 0 in sampled:
        raise SamplingError(
            f"nothing was read in stratum {sampled.index(0) + 1}",
            given=0,
            expected="at least one case, better two, in every stratum",
            hint="Read cases there, or join it to a stratum that is like it before drawing.",
        )


def _no_exact_answer(share: float) -> SamplingError:
    return SamplingError(
        "the exact stratified limit is for samples that all met, or none met, the question",
        given=share,
        expected="a rate of 0 or 1",
        hint="Use korn-graubard.",
    )
