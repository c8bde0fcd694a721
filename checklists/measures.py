"""Times against a standard: a number gives the answer, and the numbers can be summed up.

Percentiles interpolate between the two nearest values (Hyndman and Fan, 1996, definition 7), as
PERCENTILE.INC of a spreadsheet does, so that anybody can compute them again.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from checklists.answers import Answer
from checklists.fields import known_value

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
_NO_FIELDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Limit:
    """The standard for the cases whose field holds a value; blank: for every case."""

    within: Decimal
    value: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """The time that decides a question.

    Attributes:
        of: What is measured: "time from the report to the crime record".
        unit: seconds, minutes, hours, days or working days.
        limits: The standard, or one for each value of `field` that has one.
        field: The case field that chooses the standard; blank where there is only one.
        among: The values that this field can hold.
    """

    of: str
    unit: str
    limits: tuple[Limit, ...]
    field: str = ""
    among: tuple[str, ...] = ()

    def within(self, fields: Mapping[str, str] = _NO_FIELDS) -> Decimal | None:
        """Return the standard for a case, in `unit`, or None where the list does not say which."""
        held = known_value(self.field, fields, among=self.among) if self.field else ""
        return next((limit.within for limit in self.limits if limit.value == held), None)


class MeasureRefused(ValueError):
    """A time that cannot be taken as an answer; the message says why and what to do."""


def read_time(measure: Measure, value: Decimal | str) -> Decimal:
    """Return the number that was given, without its sign of units.

    Raises:
        MeasureRefused: It is no number, or below 0.
    """
    text = str(value).strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if not text:
        raise MeasureRefused(f"No number: write {measure.unit} in digits, as 36 or 1.5.")
    if text.startswith("-"):
        raise MeasureRefused(f"{text} {measure.unit} is below 0: check which time came first.")
    raise MeasureRefused(f"{text!r} is not a number: write {measure.unit} in digits, as 36 or 1.5.")


def derive(
    measure: Measure, value: Decimal | str, fields: Mapping[str, str] = _NO_FIELDS
) -> Answer:
    """Return the answer that a time gives: met within the standard, else not met.

    Args:
        measure: The question's measure.
        value: The number, in the unit of the measure. The standard itself is within it.
        fields: The fields of the case: some standards depend on one.

    Raises:
        MeasureRefused: It is no number, or the case does not say which standard holds.
    """
    time = read_time(measure, value)
    within = measure.within(fields)
    if within is None:
        raise MeasureRefused(
            f"The list does not say which standard holds for this case ({measure.field}): "
            "read the case and answer met or not met yourself."
        )
    return Answer.MET if time <= within else Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Timed:
    """The time of one case, and the standard that it was held to, in the same unit."""

    value: Decimal
    within: Decimal


@dataclass(frozen=True, slots=True)
class TimeSummary:
    """How long the cases took, in the unit of the measure; None where there is no case.

    Attributes:
        count: The cases with a time. Those answered by a plain key have none.
        within: How many of them were within their standard.
        median: The 50th percentile.
        ninetieth: The 90th percentile.
        longest: The longest time.
    """

    count: int
    within: int
    median: Decimal | None
    ninetieth: Decimal | None
    longest: Decimal | None

    @property
    def share(self) -> float | None:
        """The share within the standard, as a fraction of 1."""
        return self.within / self.count if self.count else None


def time_summary(values: Iterable[Timed]) -> TimeSummary:
    """Sum up times: how many were within their standard, and the percentiles."""
    timed = tuple(values)
    times = sorted(each.value for each in timed)
    return TimeSummary(
        count=len(timed),
        within=sum(each.value <= each.within for each in timed),
        median=_percentile(times, 50),
        ninetieth=_percentile(times, 90),
        longest=times[-1] if times else None,
    )


def _percentile(ordered: list[Decimal], percent: int) -> Decimal | None:
    if not ordered:
        return None
    whole, hundredths = divmod((len(ordered) - 1) * percent, 100)
    low, high = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return low + (high - low) * hundredths / 100
