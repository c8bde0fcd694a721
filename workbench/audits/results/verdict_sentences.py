"""Verdicts in the sentence of a report, in the manner of the inspectorate."""

from typing import Final

from checklists.baselines import Baseline, BaselineKind
from exports.report import RateLine
from exports.wording import points
from sampling.baselines import Target, Words

NOTHING_READ: Final = "no applicable case has been read yet"
TOO_FEW_READ: Final = "too few cases have been read for this design"


def verdict_sentence(line: RateLine | None, baseline: Baseline, word: str) -> str:
    """Return the sentence, as "We estimate that 68.3 percent of ...: improved", with a full stop.

    Every figure is the one that the rates and the register show, to the decimal.
    """
    if line is None:
        return f"This audit does not ask whether {baseline.finding}: {word}."
    if line.rate is None:
        why = TOO_FEW_READ if line.applicable else NOTHING_READ
        return f"It is open what share of {baseline.finding}, for {why}: {word}."
    return f"{_ours(line, baseline)}{_theirs(baseline)}: {word}."


def _ours(line: RateLine, baseline: Baseline) -> str:
    rate = points(line.rate or 0.0)
    if line.hmicfrs_half_width == 0:
        return f"We found that {rate} percent of {baseline.finding}, every case having been read"
    return f"We estimate that {rate} percent{_sureness(line)} of {baseline.finding}"


def _sureness(line: RateLine) -> str:
    """Return the margin, or both limits where there is no margin to give, as at 100%."""
    if line.hmicfrs_half_width is not None:
        return f" (with a confidence interval of +/- {points(line.hmicfrs_half_width)} percent)"
    if line.low is None or line.high is None:
        return ""
    return f" (with a confidence interval of {points(line.low)} to {points(line.high)} percent)"


def _theirs(baseline: Baseline) -> str:
    match baseline.compliant:
        case Target(rate):
            return f", against a standard of {points(rate)} percent"
        case Words():
            return _unmeasured(baseline)
        case measured:
            theirs = f"{points(measured.rate)} percent{_margin(baseline)}"
            return f", compared with {theirs} in {baseline.inspection}"


def _unmeasured(baseline: Baseline) -> str:
    """Return what was said where nothing was measured; a percentage is set beside, no more."""
    if baseline.kind is BaselineKind.PERCENTAGE and baseline.rate is not None:
        hedge = f"{baseline.about} " if baseline.about else ""
        return f", beside {hedge}{points(baseline.rate)} percent in {baseline.inspection}"
    if baseline.kind is BaselineKind.WORDS:
        return (
            f"; it is the first measured rate, for {baseline.inspection} gave its finding in words"
        )
    return f"; {baseline.inspection} gives no rate to compare it with"


def _margin(baseline: Baseline) -> str:
    if baseline.half_width is None:
        return ""
    return f" (with a confidence interval of +/- {baseline.half_width} percent)"
