"""From a rate to a number of cases: crimes that were not recorded, files that did not comply."""

from dataclasses import dataclass

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.intervals import Interval


@dataclass(frozen=True, slots=True)
class CountEstimate:
    """A number of cases that was estimated, not counted.

    Attributes:
        estimate: The number; None when there is no rate.
        low: Its lower limit.
        high: Its upper limit; None with an estimate where nothing bounds it from above.
    """

    estimate: float | None
    low: float | None
    high: float | None


def extrapolate_count(recorded: int, *, rate: float, low: float, high: float) -> CountEstimate:
    """Answer "how many were not recorded?" from the number recorded and the recording rate.

    U = R(1 - r)/r: the recorded number R is the share r of all that should have been recorded.
    The limits are those of r, put through the same formula; R is taken as known. The inspectorate
    gives no formula; this one fits its published figures for 14 forces, R(1 - r) does not.

    Args:
        recorded: What was recorded in the period, as 69,758 crimes in a year.
        rate: The recording rate, above 0, as 0.884.
        low: Its lower limit.
        high: Its upper limit.

    Raises:
        SamplingError: The number is no count, the rate is 0, or the limits do not contain it.
    """
    check_whole_number("the number recorded", recorded)
    _check_limits(rate, low, high)
    return CountEstimate(
        estimate=_unrecorded(recorded, rate),
        low=_unrecorded(recorded, high),
        high=None if low == 0 else _unrecorded(recorded, low),
    )


def project_to_population(interval: Interval, population: int) -> CountEstimate:
    """Answer "how many cases of the whole list would that be?".

    Args:
        interval: The rate with its limits.
        population: Size of the list that was sampled.

    Raises:
        SamplingError: The population is not a whole number of 1 or more.
    """
    size = check_whole_number("the size of the population", population, at_least=1)
    if interval.estimate is None or interval.low is None or interval.high is None:
        return CountEstimate(None, None, None)
    return CountEstimate(interval.estimate * size, interval.low * size, interval.high * size)


def _unrecorded(recorded: int, rate: float) -> float:
    return recorded * (1 - rate) / rate


def _check_limits(rate: float, low: float, high: float) -> None:
    for name, value in {"rate": rate, "lower limit": low, "upper limit": high}.items():
        check_share(f"the {name}", value)
    if rate == 0 or not low <= rate <= high:
        raise SamplingError(
            "this recording rate says nothing about what is missing",
            given=(low, rate, high),
            expected="a rate above 0 that lies between its limits",
            hint="Give the rate and both limits as shares: 0.884, 0.856 and 0.912.",
        )
