"""A CUSUM: small monthly samples added up until they prove that the rate has moved.

It sees a lasting change in months of ten files that no chart of single months can show. It is
designed from how often a false alarm may be borne, by the exact run length of a Markov chain
(Brook and Evans 1972).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import Final

import numpy as np

from sampling.checked_numbers import check_count, check_share, check_whole_number
from sampling.errors import SamplingError

STEPS_PER_FILE: Final = 20
LARGEST_THRESHOLD: Final = 100 * STEPS_PER_FILE


@dataclass(frozen=True, slots=True)
class CusumDesign:
    """A CUSUM for `n` files a month.

    Attributes:
        rate: The rate while nothing has changed.
        changed_rate: The rate that it is designed to see.
        n: Files a month.
        allowance: Taken off the month's count each month, in files: the count halfway between.
        threshold: The alarm is raised when the sum reaches this, in files.
        months_between_false_alarms: On average, while nothing has changed.
        months_to_see_the_change: On average, once the rate has moved.
    """

    rate: float
    changed_rate: float
    n: int
    allowance: float
    threshold: float
    months_between_false_alarms: float
    months_to_see_the_change: float

    @property
    def rising(self) -> bool:
        """It looks for a rise; else for a fall, by counting failures."""
        return self.changed_rate > self.rate


@dataclass(frozen=True, slots=True)
class CusumPath:
    """A CUSUM month by month.

    Attributes:
        sums: The sum after each month; it starts again from 0 after an alarm.
        alarms: The months that raised an alarm, counted from 0.
    """

    sums: tuple[float, ...]
    alarms: tuple[int, ...]


def binomial_cusum(
    rate: float, changed_rate: float, n: int, *, months_between_false_alarms: float
) -> CusumDesign:
    """Design the CUSUM with the lowest threshold that keeps false alarms as rare as stated.

    Args:
        rate: The share that complies while nothing has changed, as 0.70.
        changed_rate: The share to be seen, as 0.85; lower than `rate` to see a fall.
        n: Files a month.
        months_between_false_alarms: The average that can be borne, as 60.

    Raises:
        SamplingError: The rates are equal or 0 or 1, or the demand cannot be met.
    """
    check_share("the rate while nothing has changed", rate, open_ends=True)
    check_share("the changed rate", changed_rate, open_ends=True)
    files = check_whole_number("the number of files a month", n, at_least=1)
    _check_demand(rate, changed_rate, months_between_false_alarms)
    before, after = (rate, changed_rate) if changed_rate > rate else (1 - rate, 1 - changed_rate)
    allowance = _allowance(before, after, files)
    threshold = _threshold(before, files, allowance, months_between_false_alarms)
    return CusumDesign(
        rate=rate,
        changed_rate=changed_rate,
        n=files,
        allowance=allowance / STEPS_PER_FILE,
        threshold=threshold / STEPS_PER_FILE,
        months_between_false_alarms=_run_length(before, files, allowance, threshold),
        months_to_see_the_change=_run_length(after, files, allowance, threshold),
    )


def follow_cusum(design: CusumDesign, successes: Sequence[int], sizes: Sequence[int]) -> CusumPath:
    """Run a CUSUM over months.

    A month of another size takes its share of the allowance; the false-alarm rate is then near
    what was designed, not exactly it.

    Args:
        design: From `binomial_cusum`.
        successes: Cases that complied in each month, in order.
        sizes: Cases read in each month, in step; 0 leaves the sum as it is.

    Raises:
        SamplingError: The two are not in step, or a count cannot be used.
    """
    if len(successes) != len(sizes):
        raise SamplingError(
            "every month needs a count and a size",
            given=f"{len(successes)} counts and {len(sizes)} sizes",
            expected="one of each for every month",
            hint="A month without a file is 0 of 0.",
        )
    sums: list[float] = []
    alarms: list[int] = []
    for month, (x, n) in enumerate(zip(successes, sizes, strict=True)):
        start = 0.0 if month == 0 or (alarms and alarms[-1] == month - 1) else sums[-1]
        sums.append(max(0.0, start + _step(design, x, n)))
        if sums[-1] >= design.threshold - 1e-9:
            alarms.append(month)
    return CusumPath(tuple(sums), tuple(alarms))


def _step(design: CusumDesign, successes: int, n: int) -> float:
    if successes == n == 0:
        return 0.0
    x, size = check_count("a month", successes, n)
    counted = x if design.rising else size - x
    return counted - design.allowance * size / design.n


def _check_demand(rate: float, changed_rate: float, months: float) -> None:
    if rate == changed_rate:
        raise SamplingError(
            "there is no change to look for",
            given=f"{rate} and {changed_rate}",
            expected="two different rates",
            hint="Give the smallest change that would matter.",
        )
    if not months > 1:
        raise SamplingError(
            "false alarms cannot come so often",
            given=months,
            expected="more than 1 month between false alarms",
            hint="Five years, 60 months, is usual.",
        )


def _allowance(before: float, after: float, n: int) -> int:
    """Return the count halfway between the rates by likelihood (Page 1954), in steps."""
    odds = log(after * (1 - before) / (before * (1 - after)))
    return round(n * log((1 - before) / (1 - after)) / odds * STEPS_PER_FILE)


def _threshold(rate: float, n: int, allowance: int, months: float) -> int:
    """Return the lowest threshold, in steps, that keeps the average run as long as asked."""
    low, high = 1, STEPS_PER_FILE
    while _run_length(rate, n, allowance, high) < months:
        low, high = high + 1, 2 * high
        if high > LARGEST_THRESHOLD:
            raise SamplingError(
                "no CUSUM keeps false alarms so rare",
                given=f"{months} months",
                expected="fewer months, or a larger change to look for",
                hint="Look for a larger change.",
            )
    while low < high:
        middle = (low + high) // 2
        enough = _run_length(rate, n, allowance, middle) >= months
        low, high = (low, middle) if enough else (middle + 1, high)
    return low


def _run_length(rate: float, n: int, allowance: int, threshold: int) -> float:
    """Return the average number of months from 0 to an alarm, exactly for this lattice.

    The sum is one of `threshold` states below the alarm; the expected times L solve
    L = 1 + Q L, with Q the chances of moving between those states.
    """
    moves = np.zeros((threshold, threshold))
    states = np.arange(threshold)
    for x, chance in enumerate(_binomial(rate, n)):
        reached = np.maximum(states + x * STEPS_PER_FILE - allowance, 0)
        inside = reached < threshold
        np.add.at(moves, (states[inside], reached[inside]), chance)
    times = np.linalg.solve(np.eye(threshold) - moves, np.ones(threshold))
    return float(times[0])


def _binomial(rate: float, n: int) -> list[float]:
    """Return the chance of each count from 0 to n."""
    return [
        exp(
            lgamma(n + 1)
            - lgamma(x + 1)
            - lgamma(n - x + 1)
            + x * log(rate)
            + (n - x) * log1p(-rate)
        )
        for x in range(n + 1)
    ]
