"""Against baselines: all that one audit can be held to, and what only looks as if it could be."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from checklists.baseline_register import all_baselines
from checklists.baselines import Baseline
from exports.report import ComparisonLine
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.comparing import compare_cases
from workbench.audits.results.comparison_lines import comparison_line, source_words
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.declaring import fixed_comparisons


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A baseline that an audit seems to ask about, and why it is not held against it.

    Attributes:
        measured: The id of our question or indicator that looks alike.
    """

    baseline: str
    finding: str
    published: str
    source: str
    measured: str
    reason: str


@dataclass(frozen=True, slots=True)
class AgainstBaselines:
    """An audit beside every baseline that is about what it asks.

    Attributes:
        near_misses: By the id of a baseline: what of ours it is not to be compared with, and why.
        left_out: Baselines that look alike and are not compared.
    """

    audit: str
    cases: int
    complete_cases: int
    lines: tuple[ComparisonLine, ...]
    near_misses: Mapping[str, tuple[str, ...]]
    left_out: tuple[LeftOut, ...]


def against_baselines(desk: Desk, audit_name: str) -> AgainstBaselines:
    """Hold an audit against the baselines it was fixed on, and against every other that fits.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        check_all_seen(session, audit.draw_id, what="A comparison")
        cases = counted_cases(session, desk, audit)
        fixed = fixed_comparisons(session, audit.id)
    compared = compare_cases(audit, cases, fixed=fixed)
    asked = _asked(audit)
    return AgainstBaselines(
        audit=audit.name,
        cases=len(cases),
        complete_cases=sum(case.complete for case in cases),
        lines=tuple(map(comparison_line, compared)),
        near_misses={one.baseline.id: _near_misses(one.baseline, asked) for one in compared},
        left_out=tuple(_left_out(asked, {one.baseline.id for one in compared})),
    )


def _asked(audit: OpenAudit) -> frozenset[str]:
    """Return the ids of all questions and indicators of an audit."""
    indicators = (each.id for checklist in audit.checklists for each in checklist.indicators)
    return frozenset(question.id for question in audit.questions).union(indicators)


def _near_misses(baseline: Baseline, asked: Collection[str]) -> tuple[str, ...]:
    return tuple(
        f"{', '.join(ours)}: {near.reason}"
        for near in baseline.near_misses
        if (ours := [each for each in near.ids if each in asked])
    )


def _left_out(asked: Collection[str], compared: Collection[str]) -> Iterator[LeftOut]:
    for one in all_baselines().values():
        alike = (*one.measures, *(each for near in one.near_misses for each in near.ids))
        measured = next((each for each in alike if each in asked), "")
        if measured and one.id not in compared:
            yield LeftOut(
                baseline=one.id,
                finding=one.finding,
                published=one.both_ways,
                source=source_words(one),
                measured=measured,
                reason=_reason(one, measured),
            )


def _reason(baseline: Baseline, measured: str) -> str:
    """Return why it is not compared: another question, or a condition on the cases."""
    if baseline.may_compare(measured) and baseline.only_where:
        return f"It counts only cases where {baseline.only_where}; this audit counts others too."
    return baseline.why_not_with(measured)
