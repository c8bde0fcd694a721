"""Tickets: the number that decides whether a case is drawn, which anyone can recompute.

The ticket of a case is the SHA-256 of `seed|reference`. The cases with the lowest tickets are
the sample. It depends on nothing else: not on row order, file format, library or machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt
from typing import Final

from sampling.seeds import check_seed

TICKET_BITS: Final = 256
SPARE_DEVIATIONS: Final = 8
ABOVE_ALL: Final = b"\xff" * (TICKET_BITS // 8 + 1)
"""Longer than any ticket, and so above the highest."""


@dataclass(frozen=True, slots=True, order=True)
class Ticket:
    """A case reference with its ticket; tickets sort in the order of selection."""

    ticket: str
    reference: str


def ticket(seed: str, reference: str) -> str:
    """Return the lower-case hexadecimal SHA-256 of the UTF-8 text `seed|reference`."""
    return sha256(f"{seed}|{reference}".encode()).hexdigest()


def lowest_tickets(references: Iterable[str], count: int, *, seed: str) -> tuple[Ticket, ...]:
    """Return the cases with the lowest tickets, lowest first.

    Args:
        references: Unique, normalised references.
        count: How many; more than there are gives them all.
        seed: See `sampling.seeds.check_seed`.
    """
    check_seed(seed)
    if count <= 0:
        return ()
    listed = references if isinstance(references, Sequence) else tuple(references)
    bar = bar_for(count, len(listed))
    pairs = sorted(pair for pair in digests(seed, listed) if pair[0] < bar)
    if len(pairs) < min(count, len(listed)):
        pairs = sorted(digests(seed, listed))
    return tuple(Ticket(digest.hex(), reference) for digest, reference in pairs[:count])


def bar_for(count: int, total: int, *, measure: int = 1) -> bytes:
    """Return a bar that `count` of `total` tickets, and eight deviations more, will lie below.

    Tickets are as good as uniform, so only these few need sorting. Whoever uses the bar must
    count what lies below it, and sort everything in the one case of 10^15 in which it fails.

    Args:
        count: How many are wanted.
        total: How many cases there are, or the sum of their measures of size.
        measure: The size of the case; the bar rises with it, exactly in proportion.
    """
    wanted = (count + SPARE_DEVIATIONS * (isqrt(count) + 1)) * measure
    if wanted >= total:
        return ABOVE_ALL
    return (-((-wanted << TICKET_BITS) // total)).to_bytes(TICKET_BITS // 8, "big")


def digests(seed: str, references: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    """Return the ticket of each reference as 32 bytes, which sort as the hexadecimal does."""
    start = sha256(f"{seed}|".encode())
    for reference in references:
        digest = start.copy()
        digest.update(reference.encode())
        yield digest.digest(), reference


def in_ticket_order(references: Sequence[str], *, seed: str) -> tuple[Ticket, ...]:
    """Return every case in the order of its ticket: sample, reserves and the rest."""
    return lowest_tickets(references, len(references), seed=seed)
