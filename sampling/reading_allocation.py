"""Who reads which case: fair shares, fixed by the seed, and nobody reads where there is a conflict.

The cases are shuffled by the ticket `seed|first|reference` and the auditors by the ticket
`seed|auditor|name`. With no conflict the cases are then dealt like cards, so that anyone can
repeat it by hand; where there are conflicts, the shares stay as near to even as those allow.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.fair_matching import NoMatching, Taker, fairest_matching
from sampling.seeds import check_seed
from sampling.tickets import ticket

Conflicts: TypeAlias = AbstractSet[tuple[str, str]]
"""Pairs of a case reference and the name of an auditor who must not read it."""
FIRST: Final = "first"
AUDITOR: Final = "auditor"
NAMED_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Reader:
    """An auditor who can read cases.

    Attributes:
        name: Unique among the readers.
        weight: Capacity against the others', a whole number, as days or hours a week.
        at_most: The most cases this auditor may be given; None where there is no limit.
    """

    name: str
    weight: int = 1
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one auditor was given: `cases`, beside `quota`, the exact share by capacity alone."""

    reader: str
    cases: int
    quota: Fraction

    @property
    def even(self) -> bool:
        """Whether it is the quota, rounded down or up."""
        return abs(self.cases - self.quota) < 1


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who reads which case: `reader_of` in the order of the tickets, `shares` by name."""

    reader_of: Mapping[str, str]
    shares: tuple[Share, ...]

    @property
    def even(self) -> bool:
        """Whether conflicts and limits left every share even."""
        return all(share.even for share in self.shares)


def allocate_reading(
    references: Iterable[str],
    readers: Iterable[Reader],
    *,
    seed: str,
    conflicts: Conflicts = frozenset(),
    reading: str = FIRST,
) -> Allocation:
    """Answer "who reads which of these cases?".

    Auditors of equal capacity get numbers of cases that differ by at most one, and others their
    quota rounded down or up, wherever conflicts and limits leave any way to do that; else as near
    to it as there is. The answer depends on the cases, the auditors, the conflicts and the seed,
    and not on the order in which they are given.

    Args:
        references: Unique, normalised references of the cases.
        readers: The auditors, at least one where there is a case.
        seed: See `sampling.seeds.check_seed`.
        conflicts: Pairs of a reference and an auditor's name: one's own case, one's own team.
        reading: A word that keeps the tickets of one reading apart from those of another.

    Raises:
        SamplingError: A case or an auditor comes twice, a capacity or the seed cannot be used, or
            conflicts and limits allow no allocation; then it names the cases and the auditors.
    """
    check_seed(seed)
    cases = _shuffled(_once(references, "a case"), seed=seed, word=reading)
    people = _checked(readers)
    names = _shuffled(people, seed=seed, word=AUDITOR)
    choices = [
        [at for at, name in enumerate(names) if (case, name) not in conflicts] for case in cases
    ]
    takers = [_taker(people[name], len(cases)) for name in names]
    _check_somebody(cases, choices)
    try:
        found = fairest_matching(choices, takers)
    except NoMatching as none:
        raise _too_few(none, cases, names, takers) from none
    reader_of = {case: names[at] for case, at in zip(cases, found, strict=True)}
    return Allocation(reader_of, _shares(reader_of, people))


def _once(names: Iterable[str], what: str) -> list[str]:
    times = Counter(names)
    repeated = [name for name, count in times.items() if count > 1]
    if repeated:
        raise SamplingError(
            f"{what} is named twice",
            given=_named(repeated),
            expected="each once",
            hint="Take the repeated one out.",
        )
    return list(times)


def _checked(readers: Iterable[Reader]) -> dict[str, Reader]:
    listed = list(readers)
    _once((reader.name for reader in listed), "an auditor")
    for reader in listed:
        check_whole_number(f"the capacity of {reader.name}", reader.weight, at_least=1)
        if reader.at_most is not None:
            check_whole_number(f"the most cases for {reader.name}", reader.at_most)
    return {reader.name: reader for reader in listed}


def _shuffled(names: Iterable[str], *, seed: str, word: str) -> list[str]:
    """Return the names in the order of their tickets."""
    return sorted(names, key=lambda name: (ticket(seed, f"{word}|{name}"), name))


def _taker(reader: Reader, cases: int) -> Taker:
    return Taker(reader.weight, cases if reader.at_most is None else reader.at_most)


def _check_somebody(cases: Sequence[str], choices: Sequence[Sequence[int]]) -> None:
    nobody = [case for case, able in zip(cases, choices, strict=True) if not able]
    if nobody:
        raise SamplingError(
            f"{_counted(len(nobody))} can be read by nobody",
            given=_named(nobody),
            expected="an auditor without a conflict for each case",
            hint="Add an auditor who may read them, or have them read elsewhere.",
        )


def _too_few(
    none: NoMatching, cases: Sequence[str], names: Sequence[str], takers: Sequence[Taker]
) -> SamplingError:
    who = _named([names[at] for at in none.takers])
    room = sum(takers[at].at_most for at in none.takers)
    return SamplingError(
        f"{_counted(len(none.things))} can be read only by {who}, who may take {room}",
        given=_named([cases[at] for at in none.things]),
        expected=f"room for {_counted(len(none.things) - room)} more",
        hint="Raise what they may take, or add an auditor without these conflicts.",
    )


def _shares(reader_of: Mapping[str, str], people: Mapping[str, Reader]) -> tuple[Share, ...]:
    weight = sum(reader.weight for reader in people.values())
    given = Counter(reader_of.values())
    return tuple(
        Share(name, given[name], Fraction(len(reader_of) * people[name].weight, weight))
        for name in sorted(people)
    )


def _named(names: Collection[str]) -> str:
    """Return names in order, cut where there are many."""
    shown = ", ".join(sorted(names)[:NAMED_AT_MOST])
    left = len(names) - NAMED_AT_MOST
    return f"{shown} and {left} more" if left > 0 else shown


def _counted(cases: int) -> str:
    return "1 case" if cases == 1 else f"{cases} cases"
