"""Which cases a second auditor reads, and who that is: by lot, blind, and never the first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import Final

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError
from sampling.reading_allocation import Allocation, Conflicts, Reader, allocate_reading
from sampling.tickets import lowest_tickets

SECOND: Final = "second"
USUAL_SHARE: Final = 0.1


@dataclass(frozen=True, slots=True)
class SecondReadings:
    """The cases to be read again.

    Attributes:
        drawn: Those that fell to a second reading by lot, lowest ticket first. Only these say how
            far readers agree.
        chosen: Those added for what the first reader found, in the order of their names.
        allocation: Who reads each of both.
    """

    drawn: tuple[str, ...]
    chosen: tuple[str, ...]
    allocation: Allocation


def second_reading_size(cases: int, share: float = USUAL_SHARE) -> int:
    """Return how many of so many cases are read twice: the share, rounded up.

    The share is taken as it is written: 0.1 of 30 is 3, though the nearest binary fraction is more.

    Raises:
        SamplingError: The number is not whole, or the share not from 0 to 1.
    """
    check_whole_number("the number of cases", cases)
    return ceil(Decimal(repr(check_share("the share read twice", share))) * cases)


def draw_second_readings(
    references: Iterable[str], *, seed: str, share: float = USUAL_SHARE
) -> tuple[str, ...]:
    """Return the cases that are read twice: those with the lowest tickets `seed|second|reference`.

    Args:
        references: Unique, normalised references.
        seed: See `sampling.seeds.check_seed`.
        share: How many of all, a fraction of 1, rounded up.

    Raises:
        SamplingError: The seed or the share cannot be used.
    """
    start = f"{SECOND}|"
    marked = [f"{start}{reference}" for reference in references]
    size = second_reading_size(len(marked), share)
    drawn = lowest_tickets(marked, size, seed=seed)
    return tuple(each.reference.removeprefix(start) for each in drawn)


def allocate_second_readings(
    first_reader_of: Mapping[str, str],
    readers: Iterable[Reader],
    *,
    seed: str,
    share: float = USUAL_SHARE,
    chosen: Iterable[str] = (),
    conflicts: Conflicts = frozenset(),
) -> SecondReadings:
    """Answer "which cases are read twice, and who is the second reader of each?".

    Args:
        first_reader_of: The first reader of every case.
        readers: Who may read second; the shares of these readings are fair among them.
        seed: See `sampling.seeds.check_seed`.
        share: How many of all cases are drawn, a fraction of 1, rounded up.
        chosen: Cases to be read twice whatever their tickets, as every critical fail.
        conflicts: Pairs of a reference and an auditor's name, as for the first reading.

    Raises:
        SamplingError: As for `sampling.reading_allocation.allocate_reading`, or a chosen case has
            no first reader.
    """
    drawn = draw_second_readings(first_reader_of, seed=seed, share=share)
    added = sorted(set(chosen) - set(drawn))
    _check_known(added, first_reader_of)
    again = (*drawn, *added)
    themselves = {(case, first_reader_of[case]) for case in again}
    allocation = allocate_reading(
        again, readers, seed=seed, conflicts=themselves | set(conflicts), reading=SECOND
    )
    return SecondReadings(drawn=drawn, chosen=tuple(added), allocation=allocation)


def _check_known(chosen: Iterable[str], first_reader_of: Mapping[str, str]) -> None:
    unknown = [case for case in chosen if case not in first_reader_of]
    if unknown:
        raise SamplingError(
            "a case cannot be read for the second time before the first",
            given=", ".join(unknown),
            expected="cases that have a first reader",
            hint="Allocate the first reading of these cases, or leave them out.",
        )
