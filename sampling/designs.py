"""What a draw gives: the cases in the order of selection, with their chances and their weights.

Every design draws by tickets (`sampling.tickets`), so the sample depends on the seed and the
references alone. This page holds what all designs share, and the simple and stratified draws;
`sampling.systematic`, `sampling.clusters` and `sampling.pps` hold the others.

Selection   one case: its place, stratum, cluster, ticket, chance and weight
Drawn       one draw: design, sizes, cases and reserves
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sampling.checked_numbers import check_whole_number
from sampling.errors import SamplingError
from sampling.tickets import Ticket, lowest_tickets

WHOLE_FRAME: Final = "all"
"""The name of the one size of a design without strata."""


@dataclass(frozen=True, slots=True)
class Selection:
    """One case that was drawn, or that waits in reserve.

    Attributes:
        order: Place in the order of selection, from 1.
        reference: The case.
        stratum: Its stratum; empty in designs without strata.
        ticket: The lower-case hexadecimal ticket that decided.
        probability: The chance that the design gave this case of being in the sample. A reserve
            carries the chance of the cases it may stand in for.
        weight: How many cases of the frame it speaks for: 1 / probability.
        cluster: Its cluster; empty in designs without clusters.
    """

    order: int
    reference: str
    stratum: str
    ticket: str
    probability: float
    weight: float
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One draw.

    Attributes:
        design: `simple`, `stratified`, `systematic`, `cluster`, `two-stage` or `pps`.
        sizes: What was asked for, by name: strata, or `all`, or `clusters` and `cases`.
        cases: The sample, in the order of selection.
        reserves: The next in line, which stand in for cases out of scope, in order.
    """

    design: str
    sizes: Mapping[str, int]
    cases: tuple[Selection, ...]
    reserves: tuple[Selection, ...]


def draw_simple(references: Sequence[str], size: int, *, seed: str, reserves: int = 0) -> Drawn:
    """Draw a simple random sample: the cases with the lowest tickets.

    Args:
        references: The frame: unique, normalised references, in any order.
        size: How many to draw, from 1 to the whole frame.
        seed: See `sampling.seeds.check_seed`.
        reserves: How many to hold in reserve, the next lowest tickets; fewer when the frame
            runs out.

    Raises:
        SamplingError: A reference is repeated or blank, or the size is not in the frame.
    """
    check_references(references)
    size = check_whole_number("the sample size", size, at_least=1, at_most=len(references))
    reserves = check_whole_number("the number of reserves", reserves)
    tickets = lowest_tickets(references, size + reserves, seed=seed)
    chance = size / len(references)
    return Drawn(
        design="simple",
        sizes={WHOLE_FRAME: size},
        cases=select(tickets[:size], probability=chance),
        reserves=select(tickets[size:], probability=chance),
    )


def draw_stratified(
    references: Sequence[str],
    strata: Sequence[str],
    sizes: Mapping[str, int],
    *,
    seed: str,
    reserves: int | Mapping[str, int] = 0,
) -> Drawn:
    """Draw the lowest tickets within each stratum.

    Cases of all strata are listed together in the order of their tickets, so that reading in
    that order mixes the strata.

    Args:
        references: The frame.
        strata: The stratum of each reference, in step with `references`.
        sizes: How many to draw from each stratum; every stratum of the frame, each at least 1.
        seed: See `sampling.seeds.check_seed`.
        reserves: How many to hold in reserve in each stratum, one number or by stratum.

    Raises:
        SamplingError: A stratum is missing, unknown, or smaller than the size asked of it.
    """
    members = grouped(references, strata, what="stratum")
    check_strata({name: len(inside) for name, inside in members.items()}, sizes)
    spare = reserves if isinstance(reserves, Mapping) else dict.fromkeys(members, reserves)
    _check_known(members, spare)
    cases: list[Selection] = []
    waiting: list[Selection] = []
    for name, inside in members.items():
        part = draw_simple(inside, sizes[name], seed=seed, reserves=spare.get(name, 0))
        cases += (replace(case, stratum=name) for case in part.cases)
        waiting += (replace(case, stratum=name) for case in part.reserves)
    return Drawn(
        design="stratified",
        sizes={name: int(sizes[name]) for name in sorted(sizes)},
        cases=in_order(cases),
        reserves=in_order(waiting),
    )


def select(
    tickets: Iterable[Ticket], *, probability: float, cluster: str = ""
) -> tuple[Selection, ...]:
    """Return the tickets as selections of one chance, numbered from 1."""
    return tuple(
        Selection(
            order=order,
            reference=each.reference,
            stratum="",
            ticket=each.ticket,
            probability=probability,
            weight=1 / probability,
            cluster=cluster,
        )
        for order, each in enumerate(tickets, start=1)
    )


def in_order(selections: Iterable[Selection]) -> tuple[Selection, ...]:
    """Return the selections in the order of their tickets, numbered from 1."""
    ranked = sorted(selections, key=lambda one: (one.ticket, one.reference))
    return numbered(ranked)


def numbered(selections: Iterable[Selection]) -> tuple[Selection, ...]:
    """Return the selections as they stand, numbered from 1."""
    return tuple(replace(one, order=order) for order, one in enumerate(selections, start=1))


def grouped(references: Sequence[str], groups: Sequence[str], *, what: str) -> dict[str, list[str]]:
    """Return the references of each group, groups in ascending order.

    Raises:
        SamplingError: The two are not in step, or a reference is repeated or blank.
    """
    check_references(references)
    if len(references) != len(groups):
        raise SamplingError(
            f"every case needs one {what}",
            given=f"{len(groups)} for {len(references)} cases",
            expected="one for each case, in the same order",
            hint="Pass the references and the column of the same frame.",
        )
    members: defaultdict[str, list[str]] = defaultdict(list)
    for reference, group in zip(references, groups, strict=True):
        members[group].append(reference)
    return dict(sorted(members.items()))


def check_references(references: Sequence[str]) -> None:
    """Refuse a frame that is empty or names a case twice or not at all.

    Raises:
        SamplingError: It does.
    """
    distinct = set(references)
    if not distinct or "" in distinct:
        raise SamplingError(
            "this frame cannot be drawn from",
            given="no case at all" if not distinct else "a blank reference",
            expected="one reference for each case",
            hint="Import the list again; blank references can be rejected there.",
        )
    if len(distinct) != len(references):
        raise SamplingError(
            "a case stands in the frame more than once",
            given=_first_repeated(references),
            expected="each reference once",
            hint="Import the list again and say which of the repeated rows counts.",
        )


def _first_repeated(references: Sequence[str]) -> str:
    return next(one for one, times in Counter(references).items() if times > 1)


def check_strata(held: Mapping[str, int], sizes: Mapping[str, int]) -> None:
    """Refuse sizes that cannot be drawn from strata that hold so many cases.

    Raises:
        SamplingError: A stratum has no size, is unknown, or is smaller than the size asked of it.
    """
    _check_known(held, sizes)
    missing = sorted(set(held) - set(sizes))
    if missing:
        raise SamplingError(
            "a stratum of the frame has no size",
            given=", ".join(missing),
            expected="one size for each of " + ", ".join(held),
            hint="A stratum that is not sampled cannot be spoken for: give it at least 1, "
            "or take it out of the population.",
        )
    for name, count in held.items():
        check_whole_number(f"the size of stratum {name!r}", sizes[name], at_least=1, at_most=count)


def _check_known(held: Mapping[str, object], numbers: Mapping[str, int]) -> None:
    unknown = sorted(set(numbers) - set(held))
    if unknown:
        raise SamplingError(
            "the frame has no such stratum",
            given=", ".join(unknown),
            expected="any of " + ", ".join(held),
            hint="Names of strata are compared letter by letter.",
        )
