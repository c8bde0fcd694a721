"""Tickets: the number that decides whether a case is drawn, which anyone can recompute.

The ticket of a case is the SHA-256 of `seed|reference`. The cases with the lowest tickets are
the sample. It depends on nothing else: not on row order, file format, library or machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from math import isqrt
from typing import Final

from sampling.seeds import check_seed

TICKET_BITS: Final = 256
SPARE_DEVIATIONS: Final = 8


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
    bar = _bar(count, len(listed))
    pairs = sorted(_digests_below(bar, seed, listed))
    if len(pairs) < min(count, len(listed)):
        pairs = sorted(_digests_below(None, seed, listed))
    return tuple(Ticket(digest.hex(), reference) for digest, reference in pairs[:count])


def _bar(count: int, total: int) -> bytes | None:
    """Return a ticket that about `count` and eight standard deviations more will lie below.

    Tickets are as good as uniform, so only this few need sorting. None: everything is needed.
    """
    wanted = count + SPARE_DEVIATIONS * (isqrt(count) + 1)
    if wanted >= total:
        return None
    return ((wanted << TICKET_BITS) // total).to_bytes(TICKET_BITS // 8, "big")


def _digests_below(
    bar: bytes | None, seed: str, references: Iterable[str]
) -> list[tuple[bytes, str]]:
    start = sha256(f"{seed}|".encode())
    below = []
    for reference in references:
        digest = start.copy()
        digest.update(reference.encode())
        number = digest.digest()
        if bar is None or number < bar:
            below.append((number, reference))
    return below


def in_ticket_order(references: Sequence[str], *, seed: str) -> tuple[Ticket, ...]:
    """Return every case in the order of its ticket: sample, reserves and the rest."""
    return lowest_tickets(references, len(references), seed=seed)
