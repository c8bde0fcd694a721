"""Whether an audit can prove anything: the chance of a verdict, and the files that it takes.

Power is worked out before any file is read, by summing the binomial chances of every count that
would earn the verdict of `sampling.verdicts`. The baseline is taken as it was published, with its
own uncertainty, so some improvements cannot be shown by any number of files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from sampling.baselines import MeasuredBaseline, Target
from sampling.checked_numbers import check_share, check_whole_number
from sampling.foreseen import Real, wilson_low
from sampling.interval_formulas import normal_quantile
from sampling.intervals import Interval, two_sided_tail
from sampling.planned_sizes import (
    MOST_FILES,
    PlannedSize,
    applicable_population,
    check_applicable_share,
    files_for,
    no_size,
)

Whole: TypeAlias = npt.NDArray[np.int64]
Shows: TypeAlias = Callable[[Whole, Whole], npt.NDArray[np.bool_]]
FIRST_SCAN: Final = 2048


@dataclass(frozen=True, slots=True)
class _Change:
    """A change to be shown, turned so that it is always a rise.

    A worsening from 60% to 40% is a rise of failures from 40% to 60%.
    """

    to: float
    rate: float
    low: float
    high: float
    fixed: bool

    @property
    def certain(self) -> bool:
        """With endless files the change would be shown."""
        return self.to > self.high


def power_to_detect(
    true_rate: float, n: int, baseline: MeasuredBaseline, *, confidence: float = 0.95
) -> float:
    """Answer "if the true rate is now this, how likely is it that n files prove the change?".

    The chance of *improved* where the true rate is above the baseline, of *worse* where it is
    below. It is conditional on the baseline as published: a lucky baseline stays lucky.

    Args:
        true_rate: The share of cases that comply now, supposed.
        n: Files read to which the question applied.
        baseline: A count, a ± figure or a target.
        confidence: Between 0 and 1.

    Raises:
        SamplingError: A number cannot be used.
    """
    check_share("the true rate", true_rate)
    check_whole_number("the number of files", n, at_least=1)
    change = _change(true_rate, baseline, confidence)
    return float(_powers(np.array([n]), change, two_sided_tail(confidence))[0])


def sample_size_to_detect(
    true_rate: float,
    baseline: MeasuredBaseline,
    *,
    power: float = 0.8,
    confidence: float = 0.95,
    population: int | None = None,
    applicable_share: float = 1.0,
) -> PlannedSize:
    """Answer "how many files prove such a change, four times in five?" - or say that none can.

    Args:
        true_rate: The share of cases that comply now, supposed.
        baseline: A count, a ± figure or a target.
        power: The chance wanted of proving the change.
        confidence: Between 0 and 1.
        population: Size of the list, as a ceiling; the files are taken as a sample of how the
            force works, so no finite correction is made.
        applicable_share: Share of files to which the question will apply.

    Returns:
        The smallest size that reaches the power, or that no size can and why.

    Raises:
        SamplingError: A number cannot be used.
    """
    check_share("the true rate", true_rate)
    check_share("the power", power, open_ends=True)
    share = check_applicable_share(applicable_share)
    if population is not None:
        check_whole_number("the size of the population", population, at_least=1)
    change = _change(true_rate, baseline, confidence)
    if not change.certain:
        return no_size(_why_none(true_rate, baseline, confidence))
    within = applicable_population(population, share)
    most = min(within or MOST_FILES, MOST_FILES)
    found = _smallest(change, power, two_sided_tail(confidence), most)
    if found is None:
        return no_size(
            f"More than {most:,} applicable files would be needed"
            + (", and the list holds no more." if most == within else ".")
        )
    return PlannedSize(
        files=files_for(found, share=share, population=population),
        applicable=found,
        reason=f"{found:,} applicable files show that a true {true_rate:.1%} differs from the "
        f"baseline of {baseline.rate:.1%}, with a chance of {power:.0%}.",
    )


def provable_limits(baseline: MeasuredBaseline, *, confidence: float = 0.95) -> Interval:
    """Return the rates between which no change can ever be shown, however many files are read.

    They are the limits of the baseline itself: 51 of 70 is 61.5% to 81.9%, so a true 80% cannot
    be shown to be better.
    """
    return baseline.interval(confidence)


def _change(true_rate: float, baseline: MeasuredBaseline, confidence: float) -> _Change:
    limits = baseline.interval(confidence)
    rate, low, high = baseline.rate, limits.low or 0.0, 1.0 if limits.high is None else limits.high
    fixed = isinstance(baseline, Target)
    if true_rate >= rate:
        return _Change(true_rate, rate, low, high, fixed)
    return _Change(1 - true_rate, 1 - rate, 1 - high, 1 - low, fixed)


def _why_none(true_rate: float, baseline: MeasuredBaseline, confidence: float) -> str:
    limits = baseline.interval(confidence)
    if isinstance(baseline, Target):
        return f"A true rate of {true_rate:.1%} is the target itself: there is no change to show."
    return (
        f"No number of files can show that {true_rate:.1%} differs from the baseline of "
        f"{baseline.rate:.1%}, because the baseline itself is that uncertain: it may have been "
        f"anything from {limits.low:.1%} to {limits.high:.1%}."
    )


def _smallest(change: _Change, power: float, tail: Fraction, most: int) -> int | None:
    """Return the first size that reaches the power, scanning ever larger stretches."""
    start, stop = 1, min(FIRST_SCAN, most)
    while start <= most:
        sizes = np.arange(start, stop + 1)
        enough = np.flatnonzero(_powers(sizes, change, tail) >= power)
        if enough.size:
            return int(sizes[enough[0]])
        start, stop = stop + 1, min(4 * stop, most)
    return None


def _powers(sizes: Whole, change: _Change, tail: Fraction) -> Real:
    """Return the chance of the verdict at each size."""
    from scipy.special import bdtrc

    fewest = _fewest_that_show(sizes, change, tail)
    within = np.minimum(fewest - 1, sizes - 1)
    chances = np.where(fewest == 0, 1.0, bdtrc(np.maximum(within, 0), sizes, change.to))
    return np.where(fewest > sizes, 0.0, chances)


def _fewest_that_show(sizes: Whole, change: _Change, tail: Fraction) -> Whole:
    """Return the fewest that must comply at each size; one more than the size where none do."""
    shows = _beats_target(change, tail) if change.fixed else _beats_estimate(change, tail)
    low, high = np.zeros_like(sizes), sizes + 1
    while np.any(low < high):
        middle = (low + high) // 2
        found = shows(np.minimum(middle, sizes), sizes) | (middle > sizes)
        high = np.where(found & (low < high), middle, high)
        low = np.where(~found & (low < high), middle + 1, low)
    return low


def _beats_estimate(change: _Change, tail: Fraction) -> Shows:
    """Return whether x of n lies above the baseline by MOVER with Wilson limits for x of n."""
    z = normal_quantile(tail)
    up = change.high - change.rate

    def shows(x: Whole, n: Whole) -> npt.NDArray[np.bool_]:
        p = x / n
        down = p - wilson_low(p, n.astype(np.float64), z)
        return np.asarray(p - change.rate > np.sqrt(down**2 + up**2))

    return shows


def _beats_target(change: _Change, tail: Fraction) -> Shows:
    """Return whether x of n is proof, exactly: so many would be rarer than the tail."""
    from scipy.special import bdtrc

    def shows(x: Whole, n: Whole) -> npt.NDArray[np.bool_]:
        as_many = np.where(x == 0, 1.0, bdtrc(np.maximum(x - 1, 0), n, change.rate))
        return np.asarray(as_many < float(tail))

    return shows
