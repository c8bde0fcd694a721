"""Weighting a simple sample to known totals after the reading (post-stratification).

Holt and Smith (1979): where the make-up of the list is known, a sample that happened to hold too
many of one kind is put right by weighting each kind to its size.
"""

from collections.abc import Sequence

from sampling.estimate_formulas import Moments
from sampling.estimates import Estimate, check_design_method, estimate_from
from sampling.intervals import two_sided_tail
from sampling.quotas import weighted_share
from sampling.strata import Stratum, check_all_read, exact_limits, simple_variance


def post_stratify(
    kinds: Sequence[Stratum], *, method: str = "korn-graubard", confidence: float = 0.95
) -> Estimate:
    """Answer "what share of the list complies?" from a simple sample weighted to known totals.

    Where all or none complied the limits are exact, given how many of each kind were drawn.
    Coverage at a nominal 95% stayed above 94% by every method in the populations tried
    (docs/coverage.md).

    Args:
        kinds: Every kind of case, with its number in the list, in the sample, and complying. The
            sample was drawn from the whole list, not kind by kind.
        method: `korn-graubard`, `logit`, `wald`, `arcsine`, `likelihood` or `beta`.
        confidence: Two-sided.

    Raises:
        SamplingError: There is no kind, one has no case in the sample, or the method is unknown.
    """
    check_design_method(method)
    check_all_read([kind.sampled for kind in kinds])
    return estimate_from(
        post_stratified_moments(kinds),
        method=method,
        tail=two_sided_tail(confidence),
        at_the_ends=lambda _, tail: exact_limits(kinds, tail),
    )


def post_stratified_moments(kinds: Sequence[Stratum]) -> Moments:
    """Return the weighted share, the variance of its residuals and what goes with them."""
    share, n = weighted_share(kinds), sum(kind.sampled for kind in kinds)
    population = sum(kind.population for kind in kinds)
    residuals = sum(
        kind.population**2 / kind.sampled * kind.share * (1 - kind.share) for kind in kinds
    )
    correction = (1 - n / population) * n / max(1, n - 1)
    return Moments(
        share=share,
        variance=correction * residuals / population**2,
        degrees_of_freedom=max(1, n - 1),
        n=n,
        simple_variance=simple_variance(share, n, population),
    )
