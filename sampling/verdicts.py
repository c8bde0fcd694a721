"""Whether a rate has changed since a baseline, in five words and no others.

The ladder, on the difference in the compliant direction with its interval: *improved* or *worse*
if the interval leaves out 0; else *broadly unchanged* if it lies wholly within the margin; else
*cannot tell*; *not comparable* where there is nothing to measure against.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from sampling.baselines import Baseline, Counts, MeasuredBaseline, PlusMinus, Target, Words
from sampling.checked_numbers import check_share
from sampling.differences import RateWithLimits, mover_difference
from sampling.foreseen import wilson_limits
from sampling.interval_formulas import Limits, beta_limits, normal_quantile
from sampling.intervals import Interval, two_sided_tail
from sampling.planned_sizes import MOST_FILES

ChangeWord: TypeAlias = Literal[
    "improved", "worse", "broadly unchanged", "cannot tell", "not comparable"
]
Current: TypeAlias = Counts | PlusMinus | RateWithLimits
BASELINE_TOO_UNCERTAIN: Final = (
    "no number of files can, because the baseline itself is that uncertain"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said about change, and what it would take to say more.

    Attributes:
        word: One of the five.
        difference: The current rate less the baseline; None where there is none.
        low: Lower limit of the difference.
        high: Upper limit of the difference.
        method: What made the limits: `newcombe`, `mover`, `exact` against a target, or `none`.
        files_needed: Where it cannot tell: applicable files, in all, that would tell if the rate
            stayed as it is; None if no number can, or none is needed.
        more_files: How many of those are still to be read, where the current rate is a count.
        reason: One sentence for the reader.
    """

    word: ChangeWord
    difference: float | None
    low: float | None
    high: float | None
    method: str
    files_needed: int | None
    more_files: int | None
    reason: str


def compare(
    current: Current,
    baseline: Baseline,
    *,
    unchanged_margin: float = 0.10,
    confidence: float = 0.95,
) -> Verdict:
    """Answer "is this better than the baseline?", or say that the files cannot tell.

    Two counts are compared by Newcombe (1998); a ± figure or an estimate over strata by MOVER
    (Zou and Donner 2008); a target by the exact interval. The rates stand for how the force
    works, so two counts get no finite population correction.

    Args:
        current: The rate now: counts, a ± figure, or an estimate with its limits.
        baseline: What it is compared with.
        unchanged_margin: Differences wholly within this, either way, are *broadly unchanged*.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: The baseline has no applicable case, or a number cannot be used.
    """
    margin = check_share("the margin of 'broadly unchanged'", unchanged_margin, open_ends=True)
    if isinstance(baseline, Words):
        return not_comparable("The baseline is words without a figure: this is a first measure.")
    against = _limits(baseline, baseline, confidence)
    now = _limits(current, baseline, confidence)
    if now.estimate is None:
        return _nothing_read()
    difference = mover_difference(now, against)
    word = _ladder(difference, margin)
    need = _Need(None, "")
    if word == "cannot tell":
        need = _need(current, now.estimate, against, margin, confidence)
    return Verdict(
        word=word,
        difference=difference.estimate,
        low=difference.low,
        high=difference.high,
        method=_method(current, baseline),
        files_needed=need.files,
        more_files=_still_to_read(need, current),
        reason=_reason(word, difference, margin, need),
    )


def not_comparable(reason: str) -> Verdict:
    """Return the verdict for another population, another question, or words, with its reason."""
    return Verdict("not comparable", None, None, None, "none", None, None, reason)


def _nothing_read() -> Verdict:
    reason = "No applicable case has been read, so there is no rate to compare."
    return Verdict("cannot tell", None, None, None, "none", None, None, reason)


def _limits(rate: Current | MeasuredBaseline, baseline: Baseline, confidence: float) -> Interval:
    """Return the rate with the limits that suit the comparison: exact against a target."""
    if isinstance(rate, Counts) and rate.n and isinstance(baseline, Target):
        return rate.exact_interval(confidence)
    if isinstance(rate, Counts | PlusMinus | Target):
        return rate.interval(confidence)
    return Interval(rate.estimate, rate.low, rate.high, "estimate")


def _method(current: Current, baseline: Baseline) -> str:
    if isinstance(current, Counts) and isinstance(baseline, Target):
        return "exact"
    both = isinstance(current, Counts) and isinstance(baseline, Counts)
    return "newcombe" if both else "mover"


def _ladder(difference: Interval, margin: float) -> ChangeWord:
    low, high = difference.low or 0.0, difference.high or 0.0
    if low > 0:
        return "improved"
    if high < 0:
        return "worse"
    return "broadly unchanged" if -margin <= low and high <= margin else "cannot tell"


@dataclass(frozen=True, slots=True)
class _Need:
    """Applicable files in all that would tell, or None, and how to say so."""

    files: int | None
    words: str


def _need(
    current: Current, rate: float, against: Interval, margin: float, confidence: float
) -> _Need:
    """Return the files that would tell if the rate stayed as it is."""

    def tells(limits: Limits) -> bool:
        foreseen = mover_difference(Interval(rate, *limits, "foreseen"), against)
        return _ladder(foreseen, margin) != "cannot tell"

    if not tells((rate, rate)):
        return _Need(None, f": {BASELINE_TOO_UNCERTAIN}")
    low, high = 1, MOST_FILES
    if not tells(_foreseen(rate, high, against, confidence)):
        return _Need(None, f": more than {MOST_FILES:,} files would be needed")
    while low < high:
        middle = (low + high) // 2
        found = tells(_foreseen(rate, middle, against, confidence))
        low, high = (low, middle) if found else (middle + 1, high)
    return _within_list(low, current, against)


def _foreseen(rate: float, n: int, against: Interval, confidence: float) -> Limits:
    """Return the limits that n files would give at the same rate."""
    tail = two_sided_tail(confidence)
    if against.method == "target":
        return beta_limits(rate * n, n, float(tail))
    return wilson_limits(rate, n, normal_quantile(tail))


def _within_list(files: int, current: Current, against: Interval) -> _Need:
    """Return the need, unless the list runs out first."""
    held = current.population if isinstance(current, Counts) else None
    if held is not None and files > held:
        if against.method == "target":
            return _Need(held, f": reading all {held:,} of the list would tell")
        return _Need(None, f": {files:,} files would be needed, and the list holds {held:,}")
    if isinstance(current, Counts):
        return _Need(files, f": {files - current.n:,} more files would tell, at the same rate")
    return _Need(files, f": a simple sample of {files:,} would tell, at the same rate")


def _still_to_read(need: _Need, current: Current) -> int | None:
    if need.files is None or not isinstance(current, Counts):
        return None
    return need.files - current.n


def _reason(word: ChangeWord, difference: Interval, margin: float, need: _Need) -> str:
    middle, low, high = (
        100 * (one or 0.0) for one in (difference.estimate, difference.low, difference.high)
    )
    direction = "apart" if round(middle, 1) == 0 else "higher" if middle > 0 else "lower"
    return (
        f"{abs(middle):.1f} points {direction}; the interval, {low:+.1f} to {high:+.1f}, "
        f"{_LADDER_WORDS[word].format(margin=100 * margin)}{need.words}."
    )


_LADDER_WORDS: Final[dict[ChangeWord, str]] = {
    "improved": "leaves out 0",
    "worse": "leaves out 0",
    "broadly unchanged": "lies within {margin:.3g} points either way",
    "cannot tell": "is too wide to tell",
}
