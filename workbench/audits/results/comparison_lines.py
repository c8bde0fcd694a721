"""Comparisons as they leave: frozen lines for the exports, the commands and the screens."""

from checklists.baselines import Baseline
from exports.report import ComparisonLine
from workbench.audits.results.comparing import Comparison


def comparison_line(comparison: Comparison) -> ComparisonLine:
    """Return a comparison as a line of a report."""
    baseline, line, verdict = comparison.baseline, comparison.line, comparison.verdict
    return ComparisonLine(
        baseline=baseline.id,
        force=baseline.force,
        inspection=baseline.inspection,
        finding=baseline.finding,
        published=baseline.both_ways,
        source=source_words(baseline),
        measured="" if line is None else line.id,
        met=None if line is None else line.met,
        applicable=None if line is None else line.applicable,
        rate=None if line is None else line.rate,
        baseline_rate=baseline.rate,
        difference=verdict.difference,
        low=verdict.low,
        high=verdict.high,
        method=verdict.method,
        word=comparison.word,
        reason=comparison.reason,
        files_to_read=comparison.files_to_read,
        standing=comparison.standing,
        among=comparison.among,
        sentence=comparison.sentence,
        caveats=comparison.caveats,
    )


def source_words(baseline: Baseline) -> str:
    """Return where a reader finds a baseline: the document, the place in it, and its standing."""
    period = f"; {baseline.period}" if baseline.period else ""
    return f"{baseline.document.title}: {baseline.locator}{period}; {baseline.status.value}"
