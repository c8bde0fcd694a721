"""The rate among the cases to which a question applies, from a sample drawn for all of them.

How many cases it applies to is itself only estimated, in every stratum, so the whole sample
counts: filtering first and estimating afterwards would be too sure (Cochran 1977, section 2.12;
Särndal, Swensson and Wretman 1992, section 5.8).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from sampling.checked_numbers import check_whole_number
from sampling.estimate_formulas import Moments
from sampling.estimates import Estimate, check_design_method, estimate_from, no_estimate
from sampling.even_strata import widened
from sampling.interval_formulas import Limits
from sampling.intervals import two_sided_tail
from sampling.singletons import check_singles, singles_variance
from sampling.strata import Stratum, check_all_read, exact_limits, parts_of, simple_variance


@dataclass(frozen=True, slots=True)
class DomainStratum:
    """One stratum: its size, the cases read, those the question applied to, those that complied.

    Raises:
        SamplingError: A count is negative, a fraction or larger than what contains it, or the
            stratum is empty.
    """

    population: int
    sampled: int
    applicable: int
    successes: int

    def __post_init__(self) -> None:
        population = check_whole_number("the size of a stratum", self.population, at_least=1)
        sampled = check_whole_number("the number read", self.sampled, at_most=population)
        inside = check_whole_number("the number it applied to", self.applicable, at_most=sampled)
        check_whole_number("the number that complied", self.successes, at_most=inside)

    @property
    def weight(self) -> float:
        """The cases of the stratum that each case read stands for."""
        return self.population / self.sampled

    @property
    def unread(self) -> float:
        """The finite correction: the share of the stratum that was not read."""
        return 1 - self.sampled / self.population

    @property
    def alone(self) -> bool:
        """One case was read of several: it has no variance of its own."""
        return self.sampled == 1 < self.population


def estimate_domain(
    strata: Sequence[DomainStratum],
    *,
    method: str = "korn-graubard",
    confidence: float = 0.95,
    single: str = "refuse",
) -> Estimate:
    """Answer "of the cases to which this applies, what share complies?".

    Where all or none of them complied, the limits come from the worst spread of unseen cases over
    strata of the sizes that the sample suggests; the method is then `exact-estimated-sizes`.
    Coverage at a nominal 95% (docs/coverage.md) falls below 94% for `wald`, and for strata that
    are thinly read as it does for `estimate_stratified`.

    Args:
        strata: Every stratum, also those in which the question applied to no case. A simple
            sample is one stratum.
        method: `korn-graubard`, `logit`, `wald`, `arcsine`, `likelihood` or `beta`.
        confidence: Two-sided.
        single: See `sampling.strata.estimate_stratified`.

    Raises:
        SamplingError: As `sampling.strata.estimate_stratified`.
    """
    check_design_method(method)
    check_all_read([stratum.sampled for stratum in strata])
    freedom = sum(stratum.sampled for stratum in strata) - len(strata)
    check_singles(single, [one for one in strata if one.alone], degrees_of_freedom=freedom)
    tail = two_sided_tail(confidence)
    if not any(stratum.applicable for stratum in strata):
        return no_estimate(freedom)
    estimate = estimate_from(
        domain_moments(strata, single=single),
        method=method,
        tail=tail,
        at_the_ends=lambda _, level: _limits_at_the_ends(strata, level),
    )
    return widened(estimate, parts_of(_estimated_sizes(strata)), tail)


def domain_moments(strata: Sequence[DomainStratum], *, single: str = "refuse") -> Moments:
    """Return the share among applicable cases, its linearised variance and what goes with them."""
    size = sum(stratum.weight * stratum.applicable for stratum in strata)
    share = sum(stratum.weight * stratum.successes for stratum in strata) / size
    inside = [stratum for stratum in strata if stratum.applicable]
    n = sum(stratum.applicable for stratum in inside)
    return Moments(
        share=share,
        variance=_variance(strata, share, single) / size**2,
        degrees_of_freedom=max(1, n - len(inside)),
        n=n,
        simple_variance=simple_variance(share, n, size),
    )


def _variance(strata: Sequence[DomainStratum], share: float, single: str) -> float:
    """Return the variance of the sum of z = d(y - p), d being 1 where the question applies."""
    known = sum(_residual_variance(one, share) for one in strata if one.sampled > 1)
    distances = [
        one.unread * (one.population * (one.successes - share * one.applicable)) ** 2
        for one in strata
        if one.alone
    ]
    return known + singles_variance(single, distances, known=known, strata=len(strata))


def _residual_variance(stratum: DomainStratum, share: float) -> float:
    """Return the variance of the stratum's sum of z, which is 1 - p, -p or 0.

    The squares about the mean are taken as those between every two cases, over n: each of these
    is 0 or more, where the usual difference of two sums can round to less than 0.
    """
    n, met = stratum.sampled, stratum.successes
    failed, outside = stratum.applicable - met, stratum.sampled - stratum.applicable
    between = met * failed + met * outside * (1 - share) ** 2 + failed * outside * share**2
    return stratum.population**2 * stratum.unread * between / (n * n * (n - 1))


def _limits_at_the_ends(strata: Sequence[DomainStratum], tail: Fraction) -> tuple[Limits, str]:
    limits, method = exact_limits(_estimated_sizes(strata), tail)
    return limits, "exact-estimated-sizes" if method == "exact" else method


def _estimated_sizes(strata: Sequence[DomainStratum]) -> list[Stratum]:
    """Return the applicable part of each stratum, of the size that the sample suggests."""
    return [
        Stratum(ceil(one.population * one.applicable / one.sampled), one.applicable, one.successes)
        for one in strata
        if one.applicable
    ]
