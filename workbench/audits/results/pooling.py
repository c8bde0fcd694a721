"""Pooling: one rate over several audits, each at the weight of its population.

A question is pooled only where it means the same in all of them. Each audit is a stratum of the
whole (Cochran 1977, chapter 5), so a month with few cases drawn from many keeps its weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from checklists.answers import Answer
from checklists.questions import Checklist, Question
from checklists.tallies import Tally, tally
from checklists.versions import may_pool
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.estimating import SINGLE_CASES, UNWEIGHTED
from workbench.audits.results.rates import DEFAULT_CONFIDENCE, AssessedCase
from workbench.errors import WorkbenchError

FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class PooledRate:
    """One question over several audits.

    Attributes:
        refused: Why it was not pooled; empty where it was.
        met: Cases that complied, over all audits; the rate is weighted, not met / applicable.
    """

    id: str
    text: str
    met: int
    applicable: int
    rate: float | None
    low: float | None
    high: float | None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    audit: OpenAudit
    cases: tuple[AssessedCase, ...]

    def counts(self, question: str) -> Tally:
        return tally(case.answers[question] for case in self.cases)

    def read(self, question: str) -> int:
        return sum(case.answers[question] is not None for case in self.cases)


def pooled_rates(
    desk: Desk, names: Sequence[str], *, confidence: float = DEFAULT_CONFIDENCE
) -> tuple[PooledRate, ...]:
    """Return the rate of every question over several audits, oldest first, where it may be pooled.

    Raises:
        WorkbenchError: Fewer than two audits were named, one twice, one is of a design that is
            not simple, or two are of the same population, whose cases could then count twice.
    """
    read = [_read(desk, name) for name in names]
    _check(read)
    read.sort(key=lambda each: each.audit.created_at)
    newest = read[-1].audit
    return tuple(
        _pooled(checklist, question, read, confidence)
        for checklist in newest.checklists
        for question in checklist.questions
    )


def _read(desk: Desk, name: str) -> _Read:
    audit = open_drawn_audit(desk, name)
    with desk.record.reading() as session:
        check_all_seen(session, audit.draw_id, what="Pooling")
        return _Read(audit=audit, cases=counted_cases(session, desk, audit))


def _check(read: Sequence[_Read]) -> None:
    if len({each.audit.id for each in read}) < max(FEWEST, len(read)):
        raise WorkbenchError("Pooling needs two different audits or more.", "Name each once.")
    frames = [each.audit.population.part.frame_fingerprint for each in read]
    if len(set(frames)) < len(frames):
        raise WorkbenchError(
            "Two of these audits are of the same population, so a case could count twice.",
            "Pool audits of different months.",
        )
    weighted = [a.name for a in (e.audit for e in read) if a.design and _is_weighted(a)]
    if weighted:
        raise WorkbenchError(
            f"{', '.join(weighted)} was not drawn as a simple sample.",
            "Its rates stand by themselves: see workbench rates.",
        )


def _is_weighted(audit: OpenAudit) -> bool:
    return audit.design is not None and audit.design.kind not in UNWEIGHTED


def _pooled(
    checklist: Checklist, question: Question, read: Sequence[_Read], confidence: float
) -> PooledRate:
    why_not = _refusal(checklist.id, question.id, read)
    counts = [each.counts(question.id) for each in read] if not why_not else []
    met = sum(count.met for count in counts)
    applicable = sum(count.applicable for count in counts)
    if why_not or not applicable:
        return PooledRate(question.id, question.text, met, applicable, None, None, None, why_not)
    from sampling.domains import DomainStratum, estimate_domain

    strata = [
        DomainStratum(
            population=each.audit.population.part.frame_size,
            sampled=each.read(question.id),
            applicable=count.applicable,
            successes=count.met,
        )
        for each, count in zip(read, counts, strict=True)
    ]
    found = estimate_domain(strata, confidence=confidence, single=SINGLE_CASES)
    return PooledRate(
        id=question.id,
        text=question.text,
        met=met,
        applicable=applicable,
        rate=found.estimate,
        low=found.low,
        high=found.high,
    )


def _refusal(checklist_id: str, question: str, read: Sequence[_Read]) -> str:
    """Return why a question cannot be pooled over these audits; empty where it can."""
    versions: list[Checklist] = []
    for each in read:
        asked = next((c for c in each.audit.checklists if c.id == checklist_id), None)
        if asked is None or question not in {q.id for q in asked.questions}:
            return f"{each.audit.name} does not ask it"
        if not any(case.answers[question] not in _UNREAD for case in each.cases):
            return f"{each.audit.name} has no answer to it yet"
        versions.append(asked)
    for old, new in pairwise(versions):
        pooling = may_pool(old, new, question)
        if not pooling.allowed:
            return pooling.reason
    return ""


_UNREAD: Final[frozenset[Answer | None]] = frozenset({None})
