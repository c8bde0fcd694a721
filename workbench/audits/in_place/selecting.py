"""The sample itself, where the list is: the engine computes the tickets, the lowest are taken.

The engine gives back the few cases whose tickets lie below a bar (`sampling.tickets.bar_for`), in
their order. Each ticket is computed once more here, so that no case is taken on its word.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sampling.designs import Drawn, Selection, check_strata, in_order, select
from sampling.tickets import ABOVE_ALL, Ticket, bar_for, ticket
from workbench.audits.draws.designs import (
    EVERY_STRATUM,
    Design,
    DesignAsked,
    DesignKind,
    check_sizes,
    shared_out,
)
from workbench.audits.in_place.cells import database_text
from workbench.audits.in_place.locating import IMPORT_IT
from workbench.audits.in_place.statements import (
    WHITE_SPACE,
    Located,
    strata_statement,
    tickets_statement,
)
from workbench.audits.intake.markers import SharedText
from workbench.errors import CheckFailed, Refused, WorkbenchError

if TYPE_CHECKING:
    from sqlalchemy import Connection

IN_PLACE = (DesignKind.SIMPLE, DesignKind.STRATIFIED)


@dataclass(frozen=True, slots=True)
class Strata:
    """The strata of a list that stays where it is; without a column, one that holds all of it.

    Attributes:
        named: Each value of the column, as the engine writes it, to the stratum as it is kept.
        held: How many cases each stratum holds.
    """

    named: Mapping[str, str]
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A sample drawn in place.

    Attributes:
        drawn: The cases and reserves, as a draw from a file gives them.
        fields: The kept columns of each of them, by reference.
    """

    drawn: Drawn
    fields: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A case below the bar: its ticket and stratum, and the values of its kept columns."""

    reference: str
    ticket: str
    stratum: str
    values: tuple[object, ...]


def check_design(asked: DesignAsked) -> None:
    """Refuse a design that no engine draws in place, before any row is read.

    Raises:
        WorkbenchError: It needs more than the lowest tickets, or a column that was not named.
    """
    if asked.kind not in IN_PLACE:
        raise Refused(
            f"A {asked.kind} draw is not made in place: only simple and stratified ones are.",
            IMPORT_IT,
        )
    if asked.kind is DesignKind.STRATIFIED and not asked.by:
        raise WorkbenchError("A stratified draw needs a column.", "Name one with --by.")


def count_strata(connection: "Connection", located: Located, *, frame_size: int) -> Strata:
    """Count the cases of each stratum.

    Raises:
        DBAPIError: The database refuses.
    """
    if not located.by:
        return Strata(named={"": ""}, held={"": frame_size})
    shared, named, held = SharedText(), dict[str, str](), Counter[str]()
    asked = strata_statement(located)
    for key, value, count in connection.exec_driver_sql(asked, {"white_space": WHITE_SPACE}):
        named[key] = shared[database_text(value)]
        held[named[key]] += count
    return Strata(named=named, held=dict(sorted(held.items())))


def work_out_in_place(asked: DesignAsked, strata: Strata, *, frame_size: int) -> Design:
    """Return the design for a list that stays where it is: see `designs.work_out`.

    Raises:
        WorkbenchError: The sizes cannot be drawn.
        SamplingError: A size cannot be shared out, or no stratum has it.
    """
    sizes = {EVERY_STRATUM: asked.size}
    if asked.kind is DesignKind.STRATIFIED:
        sizes = dict(asked.sizes) or shared_out(asked, strata.held)
    by = asked.by if asked.kind is DesignKind.STRATIFIED else ""
    design = Design(kind=asked.kind, by=by, sizes=sizes, reserve=asked.reserve)
    check_sizes(design, frame_size)
    if design.kind is DesignKind.STRATIFIED:
        check_strata(strata.held, sizes)
    return design


def select_in_place(
    connection: "Connection",
    located: Located,
    strata: Strata,
    design: Design,
    *,
    fields: Sequence[str],
    seed: str,
) -> Found:
    """Draw the lowest tickets of a list, or of each of its strata, where the list is.

    Args:
        connection: In the state of the database in which the frame was fingerprinted.
        located: Where the columns are; `by` for a stratified design.
        strata: As `count_strata` gave them.
        design: Simple or stratified, its sizes checked.
        fields: The names of the kept columns, in step with `located.kept`.
        seed: The seed.

    Raises:
        CheckFailed: The engine gave a ticket that is not that of its case, or too few cases.
        DBAPIError: The database refuses.
    """
    sizes = {"": design.sizes[EVERY_STRATUM]} if not located.by else design.sizes
    wanted = {name: min(held, sizes[name] + design.reserve) for name, held in strata.held.items()}
    ranked = _ranked(connection, located, strata, wanted, seed=seed)
    cases, reserves = list[Selection](), list[Selection]()
    for name, inside in ranked.items():
        tickets = [Ticket(one.ticket, one.reference) for one in inside[: wanted[name]]]
        chance = sizes[name] / strata.held[name]
        chosen = [replace(one, stratum=name) for one in select(tickets, probability=chance)]
        cases += chosen[: sizes[name]]
        reserves += chosen[sizes[name] :]
    drawn = Drawn(
        design=design.kind.value,
        sizes=dict(sorted(design.sizes.items())),
        cases=in_order(cases),
        reserves=in_order(reserves),
    )
    return Found(drawn=drawn, fields=_fields(drawn, ranked, fields))


def _ranked(
    connection: "Connection",
    located: Located,
    strata: Strata,
    wanted: Mapping[str, int],
    *,
    seed: str,
) -> Mapping[str, Sequence[_Candidate]]:
    """Return at least so many cases of each stratum, the lowest tickets first.

    The bar lies above what is wanted but for one draw in 10^15; then all cases are looked at.
    """
    low = {name: bar_for(wanted[name], held) for name, held in strata.held.items()}
    for bars in (low, dict.fromkeys(low, ABOVE_ALL)):
        found: dict[str, list[_Candidate]] = {name: [] for name in bars}
        for one in _below(connection, located, strata, bars, seed=seed):
            found[one.stratum].append(one)
        if all(len(found[name]) >= count for name, count in wanted.items()):
            return found
    raise CheckFailed(
        "The database gave fewer cases than it counted.", f"Nothing was drawn. {IMPORT_IT}"
    )


def _below(
    connection: "Connection",
    located: Located,
    strata: Strata,
    bars: Mapping[str, bytes],
    *,
    seed: str,
) -> Iterator[_Candidate]:
    asked = {
        "white_space": WHITE_SPACE,
        "seed": seed,
        "strata": list(strata.named),
        "bars": [bars[name] for name in strata.named.values()],
    }
    for row in connection.exec_driver_sql(tickets_statement(located), asked):
        claimed, reference, stratum = row[0], row[1], row[2]
        if claimed != ticket(seed, reference):
            raise CheckFailed(
                f"The database gave a ticket for {reference} that is not its own.",
                f"Nothing was drawn. {IMPORT_IT}",
            )
        yield _Candidate(reference, claimed, strata.named[stratum], tuple(row[3:]))


def _fields(
    drawn: Drawn, ranked: Mapping[str, Sequence[_Candidate]], fields: Sequence[str]
) -> Mapping[str, Mapping[str, str]]:
    shared = SharedText()
    taken = {case.reference for case in (*drawn.cases, *drawn.reserves)}
    return {
        one.reference: {
            name: shared[database_text(value)]
            for name, value in zip(fields, one.values, strict=True)
        }
        for inside in ranked.values()
        for one in inside
        if one.reference in taken
    }
