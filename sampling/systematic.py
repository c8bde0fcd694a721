"""Systematic draws: every k-th case of a stated order, from a start that the seed decides."""

from collections.abc import Sequence
from typing import Final

from sampling.checked_numbers import check_whole_number
from sampling.designs import WHOLE_FRAME, Drawn, check_references, grouped, select
from sampling.seeds import check_seed
from sampling.tickets import TICKET_BITS, Ticket, lowest_tickets, ticket

START: Final = "start"
"""The start of the interval comes from the ticket of `seed|start`."""


def draw_systematic(
    references: Sequence[str],
    size: int,
    *,
    seed: str,
    by: Sequence[str] | None = None,
    reserves: int = 0,
) -> Drawn:
    """Draw at equal intervals along the frame, sorted by a column and then by reference.

    With N cases and a size of n, the cases at places floor((u + k) N / n) for k = 0 ... n-1 are
    drawn, counted from 0, with u the ticket of `seed|start` as a fraction of 2^256. Every case
    has the chance n / N exactly (fractional interval: Särndal, Swensson and Wretman 1992, 3.4).
    A larger systematic sample does not contain a smaller one; use reserves for top-ups.

    Args:
        references: The frame, in any order.
        size: How many to draw.
        seed: See `sampling.seeds.check_seed`.
        by: The column that states the order, in step with `references`; compared as text, so
            dates must be year first. None: the references themselves state it.
        reserves: How many of the rest to hold in reserve, by lowest tickets.

    Raises:
        SamplingError: The frame, the column or the size cannot be used.
    """
    check_seed(seed)
    ordered = _stated_order(references, by)
    size = check_whole_number("the sample size", size, at_least=1, at_most=len(ordered))
    reserves = check_whole_number("the number of reserves", reserves)
    picked = [ordered[place] for place in _places(len(ordered), size, seed)]
    rest = set(ordered).difference(picked) if reserves else set()
    chance = size / len(ordered)
    return Drawn(
        design="systematic",
        sizes={WHOLE_FRAME: size},
        cases=select((Ticket(ticket(seed, one), one) for one in picked), probability=chance),
        reserves=select(lowest_tickets(rest, reserves, seed=seed), probability=chance),
    )


def _stated_order(references: Sequence[str], by: Sequence[str] | None) -> list[str]:
    if by is None:
        check_references(references)
        return sorted(references)
    return [
        one
        for inside in grouped(references, by, what="sort value").values()
        for one in sorted(inside)
    ]


def _places(total: int, size: int, seed: str) -> list[int]:
    """Return the drawn places in whole-number arithmetic, the same on every machine."""
    start = int(ticket(seed, START), 16)
    return [((k << TICKET_BITS) + start) * total // (size << TICKET_BITS) for k in range(size)]
