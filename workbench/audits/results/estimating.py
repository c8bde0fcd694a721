"""Estimating: the rate of one question and its limits, by the design the sample was drawn by.

A simple or systematic sample has the rate of its cases. Every other design has a weighted rate:
a case speaks for as many cases as its chance of being drawn says, and the plain share of the
cases read is never reported as the rate of the population.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checklists.answers import Answer
from checklists.tallies import tally
from workbench.audits.draws.designs import DesignKind
from workbench.audits.opening import AuditCase, OpenAudit

if TYPE_CHECKING:
    from sampling.domains import DomainStratum

UNWEIGHTED: Final = frozenset({DesignKind.SIMPLE, DesignKind.SYSTEMATIC})
CLUSTERED: Final = frozenset({DesignKind.CLUSTER, DesignKind.TWO_STAGE})
SINGLE_CASES: Final = "adjust"
"""What is done about a stratum of which a single case was read: see `sampling.strata`."""


class IntervalMethod(StrEnum):
    """The limits that a rate of a simple sample can be shown with."""

    WILSON = "wilson"
    HYPERGEOMETRIC = "hypergeometric"
    AT_LEAST = "at-least"
    CLOPPER_PEARSON = "clopper-pearson"
    JEFFREYS = "jeffreys"
    AGRESTI_COULL = "agresti-coull"

    @property
    def words(self) -> str:
        """The method as a report names it."""
        return _METHOD_WORDS[self]


_METHOD_WORDS: Final = {
    IntervalMethod.WILSON: "Wilson with finite population correction",
    IntervalMethod.HYPERGEOMETRIC: "exact hypergeometric, two-sided",
    IntervalMethod.AT_LEAST: "exact hypergeometric, one-sided lower limit",
    IntervalMethod.CLOPPER_PEARSON: "Clopper-Pearson with finite population correction",
    IntervalMethod.JEFFREYS: "Jeffreys with finite population correction",
    IntervalMethod.AGRESTI_COULL: "Agresti-Coull with finite population correction",
}
CENSUS: Final = "census"
WEIGHTED_WORDS: Final = "Korn-Graubard, weighted by the design"


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case with what stands for one question; `inside` is False for cases of other groups."""

    case: AuditCase
    answer: Answer | None
    inside: bool = True

    @property
    def applicable(self) -> bool:
        """Whether it counts: answered, the question applied, and of the group that is looked at."""
        return self.inside and self.answer not in {None, Answer.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class EstimatedRate:
    """A rate with its limits, all None where there is no such figure."""

    rate: float | None = None
    low: float | None = None
    high: float | None = None
    hmicfrs_half_width: float | None = None
    lenient_rate: float | None = None
    method: str = ""
    weighted: bool = False


def estimate_rate(
    audit: OpenAudit,
    read: Sequence[ReadCase],
    *,
    interval: IntervalMethod = IntervalMethod.WILSON,
    confidence: float,
) -> EstimatedRate:
    """Return the rate of one question over the cases that were read, and its limits."""
    if audit.design is None or audit.design.kind in UNWEIGHTED:
        return _simple(audit, read, interval, confidence)
    if not any(case.applicable for case in read):
        return EstimatedRate(method=WEIGHTED_WORDS, weighted=True)
    if audit.design.kind is DesignKind.STRATIFIED:
        return _stratified(audit, read, confidence)
    return _by_weight(audit, read, confidence)


def _simple(
    audit: OpenAudit, read: Sequence[ReadCase], interval: IntervalMethod, confidence: float
) -> EstimatedRate:
    """Estimate from a simple sample, each question in its own share of the population."""
    counts = tally(case.answer for case in read if case.inside)
    if not counts.applicable:
        return EstimatedRate(method=interval.words)
    from sampling.intervals import proportion_interval

    answered = sum(case.answer is not None for case in read)
    population = population_of(audit, answered=answered, applicable=counts.applicable)
    style = proportion_interval(
        counts.met,
        counts.applicable,
        method="hmicfrs",
        population=population,
        confidence=confidence,
    )
    low, high = _limits(counts.met, counts.applicable, population, interval, confidence)
    return EstimatedRate(
        rate=counts.strict_rate,
        low=low,
        high=high,
        hmicfrs_half_width=0.0 if style.method == CENSUS else style.margin,
        lenient_rate=counts.lenient_rate,
        method=interval.words,
    )


def population_of(audit: OpenAudit, *, answered: int, applicable: int) -> int:
    """Return how many cases of the population a question is expected to apply to.

    The cases to which it applies are a simple random sample of all such cases, in the sampling
    fraction of what was read for it so far (Cochran 1977, section 2.12): a case that was drawn
    and is not read yet says nothing.
    """
    return max(applicable, round(applicable * audit.population.part.frame_size / answered))


def _limits(
    met: int, n: int, population: int, interval: IntervalMethod, confidence: float
) -> tuple[float | None, float | None]:
    from sampling.intervals import one_sided_bound, proportion_interval

    if interval is IntervalMethod.AT_LEAST:
        low = one_sided_bound(
            met,
            n,
            side="lower",
            method="hypergeometric",
            population=population,
            confidence=confidence,
        )
        return low, 1.0
    found = proportion_interval(
        met, n, method=interval.value, population=population, confidence=confidence
    )
    return found.low, found.high


def _stratified(audit: OpenAudit, read: Sequence[ReadCase], confidence: float) -> EstimatedRate:
    """Estimate from a stratified sample, every stratum at its size in the population."""
    from sampling.domains import DomainStratum, estimate_domain

    if why_not := _too_little_read(audit, read):
        return EstimatedRate(method=why_not, weighted=True)
    listed = _listed_in_strata(audit)

    def strata(accepted: frozenset[Answer]) -> list[DomainStratum]:
        return [_stratum(name, size, read, accepted) for name, size in listed.items()]

    strict = estimate_domain(strata(_MET), confidence=confidence, single=SINGLE_CASES)
    lenient = estimate_domain(strata(_LENIENT), confidence=confidence, single=SINGLE_CASES)
    return EstimatedRate(
        rate=strict.estimate,
        low=strict.low,
        high=strict.high,
        hmicfrs_half_width=_normal_half_width(strict.standard_error, confidence),
        lenient_rate=lenient.estimate,
        method=_designed_words(strict.method),
        weighted=True,
    )


_MET: Final = frozenset({Answer.MET})
_LENIENT: Final = frozenset({Answer.MET, Answer.PARTLY_MET})


def _too_little_read(audit: OpenAudit, read: Iterable[ReadCase]) -> str:
    """Return why there is no rate yet; empty where there is one."""
    counts = Counter(case.case.stratum for case in read if case.answer is not None)
    missing = sorted({case.stratum for case in audit.cases} - set(counts))
    if missing:
        return f"no rate until a case of each stratum is read; none yet of {missing[0]}"
    listed = _listed_in_strata(audit)
    if all(count == 1 or listed[stratum] == count for stratum, count in counts.items()):
        whole = all(listed[stratum] == count for stratum, count in counts.items())
        return "" if whole else "no rate until two cases of a stratum are read"
    return ""


def _listed_in_strata(audit: OpenAudit) -> dict[str, int]:
    """Return how many cases the population has in each stratum: size / chance."""
    sizes = audit.design.sizes if audit.design else {}
    chances = {case.stratum: case.probability for case in audit.cases}
    return {name: round(sizes[name] / chance) for name, chance in sorted(chances.items())}


def _stratum(
    name: str, size: int, read: Iterable[ReadCase], accepted: frozenset[Answer]
) -> "DomainStratum":
    from sampling.domains import DomainStratum

    here = [case for case in read if case.case.stratum == name and case.answer is not None]
    inside = [case for case in here if case.applicable]
    return DomainStratum(
        population=size,
        sampled=len(here),
        applicable=len(inside),
        successes=sum(case.answer in accepted for case in inside),
    )


def _by_weight(audit: OpenAudit, read: Sequence[ReadCase], confidence: float) -> EstimatedRate:
    """Estimate from clusters, two stages or chances in proportion to size."""
    from sampling.weighted_estimates import FEWEST_UNITS, WeightedCase, estimate_weighted

    answered = [case for case in read if case.answer is not None]
    if len({_unit(audit, case) for case in answered}) < FEWEST_UNITS:
        return EstimatedRate(method="no rate until two units are read", weighted=True)

    def weighted(accepted: frozenset[Answer]) -> list[WeightedCase]:
        return [
            WeightedCase(
                weight=1 / case.case.probability,
                applicable=case.applicable,
                success=case.applicable and case.answer in accepted,
                unit=_unit(audit, case),
            )
            for case in answered
        ]

    strict = estimate_weighted(weighted(_MET), confidence=confidence)
    lenient = estimate_weighted(weighted(_LENIENT), confidence=confidence)
    return EstimatedRate(
        rate=strict.estimate,
        low=strict.low,
        high=strict.high,
        hmicfrs_half_width=_normal_half_width(strict.standard_error, confidence),
        lenient_rate=lenient.estimate,
        method=_designed_words(strict.method),
        weighted=True,
    )


def _designed_words(method: str) -> str:
    """Return the name of the method that made the limits; all met or none met has its own."""
    return WEIGHTED_WORDS if method == "korn-graubard" else f"{method}, weighted by the design"


def _unit(audit: OpenAudit, case: ReadCase) -> str:
    """Return the first-stage unit of a case: its cluster, even a blank one, or itself."""
    in_clusters = audit.design is not None and audit.design.kind in CLUSTERED
    return case.case.stratum if in_clusters else case.case.reference


def _normal_half_width(standard_error: float | None, confidence: float) -> float | None:
    """Return z times the standard error; None where nothing differed and there is none to give."""
    if not standard_error:
        return None
    from scipy.special import ndtri

    return float(ndtri(0.5 + confidence / 2)) * standard_error
