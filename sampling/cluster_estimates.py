"""The rate from a sample of whole groups (teams, stations, officers), or of cases within them.

The ratio of the estimated number that complies to the estimated number of cases, with the variance
between clusters and, where they were read in part, within them (Cochran 1977, sections 9A and
11.8). Cases of one team resemble each other, so many cases from few clusters say little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.estimate_formulas import Moments
from sampling.estimates import Estimate, check_design_method, estimate_from
from sampling.interval_formulas import Limits, beta_limits
from sampling.intervals import two_sided_tail
from sampling.strata import simple_variance


@dataclass(frozen=True, slots=True)
class Cluster:
    """One drawn cluster: how many cases it holds, how many were read and how many complied.

    Raises:
        SamplingError: A count is negative, a fraction or larger than what contains it, or no case
            was read.
    """

    size: int
    sampled: int
    successes: int

    def __post_init__(self) -> None:
        size = check_whole_number("the size of a cluster", self.size, at_least=1)
        sampled = check_whole_number(
            "the number read in a cluster", self.sampled, at_least=1, at_most=size
        )
        check_whole_number("the number that complied", self.successes, at_most=sampled)


def estimate_cluster(
    clusters: Sequence[Cluster],
    *,
    clusters_in_population: int | None = None,
    method: str = "korn-graubard",
    confidence: float = 0.95,
) -> Estimate:
    """Answer "what share of the whole list complies?" from clusters drawn at random.

    One stage when every drawn cluster was read whole, two stages otherwise. Where all or none
    complied each cluster counts as one case, since its cases may all be alike; the method is then
    `clusters-as-cases`. Coverage at a nominal 95% falls below 94% when few clusters of very
    unequal size are drawn, by any method (docs/coverage.md).

    Args:
        clusters: The clusters drawn, each with at least one case read.
        clusters_in_population: How many there were to draw from. Without it no finite correction
            is made, and clusters of which a single case was read can be used.
        method: `korn-graubard`, `logit`, `wald`, `arcsine`, `likelihood` or `beta`.
        confidence: Two-sided.

    Raises:
        SamplingError: Fewer than two clusters were drawn and there are more, more than there are,
            a single case was read of a larger cluster, or the method is unknown.
    """
    check_design_method(method)
    whole = _check_clusters(clusters, clusters_in_population)
    moments = cluster_moments(clusters, clusters_in_population=clusters_in_population)
    return estimate_from(
        moments,
        method=method,
        tail=two_sided_tail(confidence),
        at_the_ends=lambda known, tail: _limits_at_the_ends(
            known.share, len(clusters), float(tail), census=whole
        ),
    )


def cluster_moments(clusters: Sequence[Cluster], *, clusters_in_population: int | None) -> Moments:
    """Return the ratio estimate, its linearised variance and what goes with them."""
    drawn, n = len(clusters), sum(cluster.sampled for cluster in clusters)
    size = float(sum(cluster.size for cluster in clusters))
    share, squares = _share_and_squares(clusters)
    fraction = drawn / clusters_in_population if clusters_in_population else 0.0
    between = (1 - fraction) * drawn / max(1, drawn - 1) * squares
    variance = between + fraction * _within(clusters)
    everything = size / fraction if fraction else float("inf")
    return Moments(
        share=share,
        variance=variance / size**2,
        degrees_of_freedom=max(1, drawn - 1),
        n=n,
        simple_variance=simple_variance(share, n, everything),
    )


def _share_and_squares(clusters: Sequence[Cluster]) -> tuple[float, float]:
    """Return the share that complied, and the squared residuals of the clusters about it.

    In fractions, so that all met is exactly 1, and clusters that are alike do not differ at all.
    """
    met = [Fraction(one.size * one.successes, one.sampled) for one in clusters]
    share = sum(met) / Fraction(sum(one.size for one in clusters))
    residuals = (found - share * one.size for found, one in zip(met, clusters, strict=True))
    return float(share), float(sum(residual**2 for residual in residuals))


def _within(clusters: Sequence[Cluster]) -> float:
    return sum(_second_stage(cluster) for cluster in clusters if cluster.sampled > 1)


def _second_stage(cluster: Cluster) -> float:
    p, n = cluster.successes / cluster.sampled, cluster.sampled
    return cluster.size**2 * (1 - n / cluster.size) * p * (1 - p) / (n - 1)


def _limits_at_the_ends(
    share: float, clusters: int, tail: float, *, census: bool
) -> tuple[Limits, str]:
    if census:
        return (share, share), "census"
    return beta_limits(share * clusters, clusters, tail), "clusters-as-cases"


def _check_clusters(clusters: Sequence[Cluster], available: int | None) -> bool:
    """Check that the clusters can be used, and tell whether they are all cases of all clusters."""
    if available is not None:
        check_whole_number(
            "the number of clusters in the population", available, at_least=max(1, len(clusters))
        )
    whole = len(clusters) == available and all(one.sampled == one.size for one in clusters)
    if len(clusters) < 2 and not whole:  # noqa: PLR2004 # two points show a difference
        raise SamplingError(
            "too few clusters were drawn to show how they differ",
            given=len(clusters),
            expected="two clusters or more",
            hint="Draw more clusters, even if fewer cases are read in each.",
        )
    _check_second_stage(clusters, available)
    return whole


def _check_second_stage(clusters: Sequence[Cluster], available: int | None) -> None:
    alone = [cluster for cluster in clusters if cluster.sampled == 1 < cluster.size]
    if alone and available is not None:
        raise SamplingError(
            "a single case was read in a cluster, which shows no variance",
            given=alone[0],
            expected="at least two cases in every cluster that was not read whole",
            hint="Read one more there, or leave out the number of clusters in the population.",
        )
