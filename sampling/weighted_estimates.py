"""A rate from cases of unequal weight: clusters, two stages, or chances in proportion to size.

The ratio estimator p = sum w d y / sum w d, d being 1 where the question applied, with the
linearised variance between first-stage units (Särndal, Swensson and Wretman 1992, 5.6 and 4.6;
Hansen, Hurwitz and Madow 1953). No finite correction is made: the result errs to the wide side.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sampling.errors import SamplingError
from sampling.estimate_formulas import Moments
from sampling.estimates import Estimate, check_design_method, estimate_from, no_estimate
from sampling.interval_formulas import Limits, beta_limits
from sampling.intervals import two_sided_tail
from sampling.strata import simple_variance

FEWEST_UNITS = 2
"""Two points show a difference."""


@dataclass(frozen=True, slots=True)
class WeightedCase:
    """One case that was read.

    Attributes:
        weight: How many cases of the list it speaks for: 1 / its chance of being drawn.
        applicable: Whether the question applied to it.
        success: Whether it complied.
        unit: The cluster it was drawn with; its own reference where cases were drawn singly.
    """

    weight: float
    applicable: bool
    success: bool
    unit: str


def estimate_weighted(
    cases: Sequence[WeightedCase], *, method: str = "korn-graubard", confidence: float = 0.95
) -> Estimate:
    """Answer "of the cases to which this applies, what share complies?" with unequal chances.

    Where all or none complied each first-stage unit counts as one case, since the cases of a
    cluster may all be alike; the method is then `units-as-cases`.

    Args:
        cases: Every case that was read, also those to which the question did not apply.
        method: As for `sampling.cluster_estimates.estimate_cluster`.
        confidence: Two-sided.

    Raises:
        SamplingError: A weight is not positive, fewer than two units were read, or the method is
            unknown.
    """
    check_design_method(method)
    _check(cases)
    tail = two_sided_tail(confidence)
    units = {case.unit for case in cases}
    if not any(case.applicable for case in cases):
        return no_estimate(max(1, len(units) - 1))
    inside = {case.unit for case in cases if case.applicable}
    return estimate_from(
        _moments(cases),
        method=method,
        tail=tail,
        at_the_ends=lambda known, tail: _limits_at_the_ends(known.share, len(inside), tail),
    )


def _check(cases: Sequence[WeightedCase]) -> None:
    wrong = next((case for case in cases if case.weight <= 0), None)
    if wrong is not None:
        raise SamplingError(
            "a case has a weight that cannot be",
            given=wrong.weight,
            expected="a weight above 0",
            hint="The weight is 1 / the chance of being drawn.",
        )
    if len({case.unit for case in cases}) < FEWEST_UNITS:
        raise SamplingError(
            "too few units were read to show how they differ",
            given=len({case.unit for case in cases}),
            expected="two units or more",
            hint="Read more of the sample first.",
        )


def _moments(cases: Sequence[WeightedCase]) -> Moments:
    size = sum(case.weight for case in cases if case.applicable)
    share = sum(case.weight for case in cases if case.applicable and case.success) / size
    totals: dict[str, float] = defaultdict(float)
    for case in cases:
        totals[case.unit] += case.weight * case.applicable * (case.success - share)
    drawn = len(totals)
    squares = sum(total * total for total in totals.values())
    n = sum(case.applicable for case in cases)
    return Moments(
        share=share,
        variance=drawn / (drawn - 1) * squares / size**2,
        degrees_of_freedom=drawn - 1,
        n=n,
        simple_variance=simple_variance(share, n, float("inf")),
    )


def _limits_at_the_ends(share: float, units: int, tail: Fraction) -> tuple[Limits, str]:
    return beta_limits(share * units, units, float(tail)), "units-as-cases"
