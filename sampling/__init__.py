"""Arithmetic: frames, tickets, designs, sizes, intervals, estimates, comparisons, agreement.

Every name of `__all__` can be imported from here. Each is loaded from its module when it is first
asked for, so that a program which only draws tickets never loads numpy or scipy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sampling.agreement import (
        Agreement,
        brennan_prediger,
        cohen_kappa,
        conger_kappa,
        fleiss_kappa,
        gwet_ac1,
        krippendorff_alpha,
        percent_agreement,
    )
    from sampling.allocation import allocate
    from sampling.assurance import (
        chance_of_seeing,
        sample_size_by_expected_rate,
        sample_size_for_assurance,
        sample_size_for_two_stages,
    )
    from sampling.baselines import Counts, PlusMinus, Target, Words
    from sampling.charts import Chart, ChartPoint, laney_p_chart, p_chart, xmr_chart
    from sampling.cluster_estimates import Cluster, estimate_cluster
    from sampling.clusters import draw_clusters, draw_two_stage
    from sampling.cusum import CusumDesign, CusumPath, binomial_cusum, follow_cusum
    from sampling.designs import Drawn, Selection, draw_simple, draw_stratified
    from sampling.differences import difference_interval, mover_difference
    from sampling.domains import DomainStratum, estimate_domain
    from sampling.errors import SamplingError
    from sampling.estimates import Estimate
    from sampling.extrapolation import CountEstimate, extrapolate_count, project_to_population
    from sampling.frames import Frame
    from sampling.imperfect_readings import (
        RetrievalBounds,
        Validation,
        misclassification_adjusted_rate,
        retrieval_bounds,
    )
    from sampling.intervals import Interval, one_sided_bound, proportion_interval
    from sampling.multiplicity import adjust_p_values, holm_by_intervals
    from sampling.planned_sizes import PlannedSize, files_to_draw
    from sampling.pooling import MonthlyCount, PooledRate, compare_windows, pooled_rates
    from sampling.post_strata import post_stratify
    from sampling.power import power_to_detect, provable_limits, sample_size_to_detect
    from sampling.pps import draw_pps
    from sampling.precision import sample_size_for_precision, sample_size_for_strata
    from sampling.quotas import EqualQuotaWarning, equal_quota_warning
    from sampling.reading_allocation import Allocation, Reader, allocate_reading
    from sampling.second_readings import (
        SecondReadings,
        allocate_second_readings,
        draw_second_readings,
    )
    from sampling.seeds import check_seed, make_seed
    from sampling.significance import (
        Significance,
        chi_squared,
        fisher_exact,
        mcnemar,
        target_test,
        trend_test,
    )
    from sampling.strata import Stratum, estimate_stratified
    from sampling.systematic import draw_systematic
    from sampling.tickets import Ticket, in_ticket_order, lowest_tickets, ticket
    from sampling.two_phases import PairedScores, TwoPhaseEstimate, two_phase_rate
    from sampling.verdicts import Verdict, compare

__all__ = [
    "Agreement",
    "Allocation",
    "Chart",
    "ChartPoint",
    "Cluster",
    "CountEstimate",
    "Counts",
    "CusumDesign",
    "CusumPath",
    "DomainStratum",
    "Drawn",
    "EqualQuotaWarning",
    "Estimate",
    "Frame",
    "Interval",
    "MonthlyCount",
    "PairedScores",
    "PlannedSize",
    "PlusMinus",
    "PooledRate",
    "Reader",
    "RetrievalBounds",
    "SamplingError",
    "SecondReadings",
    "Selection",
    "Significance",
    "Stratum",
    "Target",
    "Ticket",
    "TwoPhaseEstimate",
    "Validation",
    "Verdict",
    "Words",
    "adjust_p_values",
    "allocate",
    "allocate_reading",
    "allocate_second_readings",
    "binomial_cusum",
    "brennan_prediger",
    "chance_of_seeing",
    "check_seed",
    "chi_squared",
    "cohen_kappa",
    "compare",
    "compare_windows",
    "conger_kappa",
    "difference_interval",
    "draw_clusters",
    "draw_pps",
    "draw_second_readings",
    "draw_simple",
    "draw_stratified",
    "draw_systematic",
    "draw_two_stage",
    "equal_quota_warning",
    "estimate_cluster",
    "estimate_domain",
    "estimate_stratified",
    "extrapolate_count",
    "files_to_draw",
    "fisher_exact",
    "fleiss_kappa",
    "follow_cusum",
    "gwet_ac1",
    "holm_by_intervals",
    "in_ticket_order",
    "krippendorff_alpha",
    "laney_p_chart",
    "lowest_tickets",
    "make_seed",
    "mcnemar",
    "misclassification_adjusted_rate",
    "mover_difference",
    "one_sided_bound",
    "p_chart",
    "percent_agreement",
    "pooled_rates",
    "post_stratify",
    "power_to_detect",
    "project_to_population",
    "proportion_interval",
    "provable_limits",
    "retrieval_bounds",
    "sample_size_by_expected_rate",
    "sample_size_for_assurance",
    "sample_size_for_precision",
    "sample_size_for_strata",
    "sample_size_for_two_stages",
    "sample_size_to_detect",
    "target_test",
    "ticket",
    "trend_test",
    "two_phase_rate",
    "xmr_chart",
]

HOMES: Final[dict[str, tuple[str, ...]]] = {
    "agreement": (
        "Agreement",
        "brennan_prediger",
        "cohen_kappa",
        "conger_kappa",
        "fleiss_kappa",
        "gwet_ac1",
        "krippendorff_alpha",
        "percent_agreement",
    ),
    "allocation": ("allocate",),
    "assurance": (
        "chance_of_seeing",
        "sample_size_by_expected_rate",
        "sample_size_for_assurance",
        "sample_size_for_two_stages",
    ),
    "baselines": ("Counts", "PlusMinus", "Target", "Words"),
    "charts": ("Chart", "ChartPoint", "laney_p_chart", "p_chart", "xmr_chart"),
    "cluster_estimates": ("Cluster", "estimate_cluster"),
    "clusters": ("draw_clusters", "draw_two_stage"),
    "cusum": ("CusumDesign", "CusumPath", "binomial_cusum", "follow_cusum"),
    "designs": ("Drawn", "Selection", "draw_simple", "draw_stratified"),
    "differences": ("difference_interval", "mover_difference"),
    "domains": ("DomainStratum", "estimate_domain"),
    "errors": ("SamplingError",),
    "estimates": ("Estimate",),
    "extrapolation": ("CountEstimate", "extrapolate_count", "project_to_population"),
    "frames": ("Frame",),
    "imperfect_readings": (
        "RetrievalBounds",
        "Validation",
        "misclassification_adjusted_rate",
        "retrieval_bounds",
    ),
    "intervals": ("Interval", "one_sided_bound", "proportion_interval"),
    "multiplicity": ("adjust_p_values", "holm_by_intervals"),
    "planned_sizes": ("PlannedSize", "files_to_draw"),
    "pooling": ("MonthlyCount", "PooledRate", "compare_windows", "pooled_rates"),
    "post_strata": ("post_stratify",),
    "power": ("power_to_detect", "provable_limits", "sample_size_to_detect"),
    "pps": ("draw_pps",),
    "precision": ("sample_size_for_precision", "sample_size_for_strata"),
    "quotas": ("EqualQuotaWarning", "equal_quota_warning"),
    "reading_allocation": ("Allocation", "Reader", "allocate_reading"),
    "second_readings": (
        "SecondReadings",
        "allocate_second_readings",
        "draw_second_readings",
    ),
    "seeds": ("check_seed", "make_seed"),
    "significance": (
        "Significance",
        "chi_squared",
        "fisher_exact",
        "mcnemar",
        "target_test",
        "trend_test",
    ),
    "strata": ("Stratum", "estimate_stratified"),
    "systematic": ("draw_systematic",),
    "tickets": ("Ticket", "in_ticket_order", "lowest_tickets", "ticket"),
    "two_phases": ("PairedScores", "TwoPhaseEstimate", "two_phase_rate"),
    "verdicts": ("Verdict", "compare"),
}
"""Which module holds which names."""

_MODULE_OF: Final = {name: module for module, names in HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load the module that holds the name (PEP 562)."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'sampling' has no attribute {name!r}")
    return getattr(import_module(f"sampling.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return __all__
