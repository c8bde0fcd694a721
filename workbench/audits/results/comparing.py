"""Comparing: whether an audit shows a change since a baseline, and what it would take to tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checklists.baseline_register import all_baselines
from checklists.baselines import Baseline
from exports.headline import FEW_CASES
from exports.report import RateLine
from sampling.baselines import Counts, Words
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.declaring import find_baseline, fixed_comparisons
from workbench.audits.results.estimating import UNWEIGHTED, population_of
from workbench.audits.results.rates import (
    DEFAULT_CONFIDENCE,
    AssessedCase,
    IntervalMethod,
    rates_of,
)
from workbench.audits.results.verdict_sentences import verdict_sentence

if TYPE_CHECKING:
    from sampling.verdicts import ChangeWord, Current, Verdict

UNCHANGED_MARGIN: Final = 0.10
CHANGED: Final = frozenset({"improved", "worse"})
CONFIRMATORY: Final = "fixed before the reading began"
EXPLORATORY: Final = "exploratory: not fixed before the reading began"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One rate of an audit beside one baseline.

    Attributes:
        line: Our rate; None where the audit does not ask what the baseline is about.
        verdict: The difference in the compliant direction, alone.
        word: What may be said after the correction for several baselines at once.
        among: How many comparisons the correction was made for; 1 where none was needed.
        confirmatory: The baseline was fixed before the reading began.
        reason: The difference in a sentence, and what became of it.
        files_to_read: How many more files of the list would tell, at the same rate and the same
            share of files to which it applies; None where none are needed or no number can.
        sentence: For a report.
        caveats: What must be read with it.
    """

    baseline: Baseline
    line: RateLine | None
    verdict: "Verdict"
    word: "ChangeWord"
    among: int
    confirmatory: bool
    reason: str
    files_to_read: int | None
    sentence: str
    caveats: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Whether the baseline was fixed beforehand, in words."""
        return CONFIRMATORY if self.confirmatory else EXPLORATORY


def compare_audit(
    desk: Desk,
    audit_name: str,
    *,
    baseline: str | None = None,
    folder: Path | None = None,
    unchanged_margin: float = UNCHANGED_MARGIN,
    confidence: float = DEFAULT_CONFIDENCE,
) -> tuple[Comparison, ...]:
    """Hold an audit against the baselines it was fixed on, and against every other that fits.

    Args:
        desk: Who, and on which record.
        audit_name: The audit.
        baseline: One baseline alone, whether or not it may be compared.
        folder: A force's own folder, for its baselines.
        unchanged_margin: What counts as broadly unchanged, either way.
        confidence: Between 0 and 1.

    Raises:
        WorkbenchError: There is no such audit or baseline, or nothing has been drawn.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        check_all_seen(session, audit.draw_id, what="A comparison")
        cases = counted_cases(session, desk, audit)
        fixed = fixed_comparisons(session, audit.id)
    return compare_cases(
        audit,
        cases,
        fixed=fixed,
        only=find_baseline(baseline, folder) if baseline is not None else None,
        folder=folder,
        unchanged_margin=unchanged_margin,
        confidence=confidence,
    )


def compare_cases(
    audit: OpenAudit,
    cases: Sequence[AssessedCase],
    *,
    fixed: Sequence[Baseline],
    only: Baseline | None = None,
    folder: Path | None = None,
    unchanged_margin: float = UNCHANGED_MARGIN,
    confidence: float = DEFAULT_CONFIDENCE,
) -> tuple[Comparison, ...]:
    """Compare what was read so far; `fixed` are the baselines fixed before the reading began."""
    ours = _Ours(audit, cases, confidence, unchanged_margin)
    first = {one.id: one for one in fixed}
    rest = [o for o in all_baselines(folder).values() if o.id not in first and ours.fits(o)]
    chosen = [*fixed, *rest] if only is None else [first.get(only.id, only)]
    together = _Together(frozenset(first), _held_together(ours, fixed))
    return tuple(_comparison(ours, one, together) for one in chosen)


@dataclass(frozen=True)
class _Ours:
    """The rates of an audit, at any confidence, as they are compared."""

    audit: OpenAudit
    cases: Sequence[AssessedCase]
    confidence: float
    margin: float

    @cached_property
    def _by_confidence(self) -> dict[float, dict[str, RateLine]]:
        return {}

    def lines(self, confidence: float) -> Mapping[str, RateLine]:
        """Return the rate of each indicator and question, indicators first."""
        if confidence not in self._by_confidence:
            found = rates_of(
                self.audit, self.cases, interval=IntervalMethod.WILSON, confidence=confidence
            )
            lines = (*found.indicators, *found.questions)
            self._by_confidence[confidence] = {line.id: line for line in lines}
        return self._by_confidence[confidence]

    def measure_of(self, baseline: Baseline) -> str:
        """Return the id of the best indicator or question to compare; empty where none fits."""
        lines = self.lines(self.confidence)
        return next((each for each in baseline.measures if each in lines), "")

    def fits(self, baseline: Baseline) -> bool:
        """Whether it may be compared without a condition on the cases."""
        return not baseline.only_where and bool(self.measure_of(baseline))

    def near_miss(self, baseline: Baseline) -> str:
        """Return the id of something that looks like it and is not, if the audit asks it."""
        lines = self.lines(self.confidence)
        named = (each for near in baseline.near_misses for each in near.ids)
        return next((each for each in named if each in lines), "")

    def verdict(self, baseline: Baseline, confidence: float | None = None) -> "Verdict":
        """Return the verdict on one baseline alone."""
        from sampling.verdicts import compare, not_comparable

        measure = self.measure_of(baseline)
        if not measure:
            return not_comparable(self._why_none(baseline))
        against = baseline.compliant
        if isinstance(against, Words):
            return not_comparable(baseline.why_not)
        level = confidence or self.confidence
        line = self.lines(level)[measure]
        return compare(self._current(line), against, unchanged_margin=self.margin, confidence=level)

    def leaves_out_zero(self, baseline: Baseline) -> Callable[[float], bool]:
        """Return whether the interval of the difference leaves out 0, at a confidence."""
        return lambda confidence: self.verdict(baseline, confidence).word in CHANGED

    def _current(self, line: RateLine) -> "Current":
        """Return our rate as it is compared: a count, or an estimate with its own limits."""
        from sampling.intervals import Interval

        design = self.audit.design
        if line.weighted or (design is not None and design.kind not in UNWEIGHTED):
            return Interval(line.rate, line.low, line.high, "estimate")
        return Counts(line.met, line.applicable, self._listed(line))

    def _listed(self, line: RateLine) -> int | None:
        """Return how many cases of the list the question is expected to apply to, if any was."""
        if not line.applicable:
            return None
        answered = line.applicable + line.not_applicable
        return population_of(self.audit, answered=answered, applicable=line.applicable)

    def _why_none(self, baseline: Baseline) -> str:
        near = self.near_miss(baseline)
        if near:
            return f"{near} is not the same: {baseline.why_not_with(near)}"
        if not baseline.measures:
            return "No question of any checklist is about the same thing."
        return f"This audit does not ask {' or '.join(baseline.measures)}."


@dataclass(frozen=True, slots=True)
class _Together:
    """The baselines that were fixed, and whether each change holds among all that are measured."""

    fixed: frozenset[str]
    held: Mapping[str, bool]


def _held_together(ours: _Ours, fixed: Sequence[Baseline]) -> dict[str, bool]:
    """Return whether each change holds; what is not read yet counts among them all the same."""
    from sampling.multiplicity import holm_by_intervals

    measured = [one for one in fixed if ours.measure_of(one) and not one.why_not]
    tests = [ours.leaves_out_zero(one) for one in measured]
    held = holm_by_intervals(tests, confidence=ours.confidence)
    return dict(zip((one.id for one in measured), held, strict=True))


def _comparison(ours: _Ours, baseline: Baseline, together: _Together) -> Comparison:
    verdict = ours.verdict(baseline)
    held = together.held.get(baseline.id)
    among = 1 if held is None else len(together.held)
    taken_away = verdict.word in CHANGED and held is False
    word: ChangeWord = "cannot tell" if taken_away else verdict.word
    line = ours.lines(ours.confidence).get(ours.measure_of(baseline))
    return Comparison(
        baseline=baseline,
        line=line,
        verdict=verdict,
        word=word,
        among=among,
        confirmatory=baseline.id in together.fixed,
        reason=verdict.reason + (_taken_away(verdict.word, among) if taken_away else ""),
        files_to_read=_files_to_read(verdict, line),
        sentence=verdict_sentence(line, baseline, word),
        caveats=(*baseline.notes, *_our_caveats(line)),
    )


def _taken_away(word: str, among: int) -> str:
    return (
        f" Alone it would be {word}; among the {among} comparisons that were fixed it does not "
        "hold (Holm)."
    )


def _files_to_read(verdict: "Verdict", line: RateLine | None) -> int | None:
    """Return the files of the list to read, when only a share of them is applicable."""
    if verdict.more_files is None or line is None or not line.applicable:
        return None
    answered = line.applicable + line.not_applicable
    return ceil(round(verdict.more_files * answered / line.applicable, 9))


def _our_caveats(line: RateLine | None) -> tuple[str, ...]:
    if line is None:
        return ()
    few = 0 < line.applicable < FEW_CASES
    said = (
        f"Ours is indicative only: fewer than {FEW_CASES} applicable cases." if few else "",
        f"{line.unanswered} of our cases are still unanswered: the figures will change."
        if line.unanswered
        else "",
    )
    return tuple(filter(None, said))
