"""Tickets: the number that decides whether a case is drawn, which anyone can recompute.

The ticket of a case is the SHA-256 of `seed|reference`. The cases with the lowest tickets are
the sample. It depends on nothing else: not on row order, file format, library or machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest
from itertools import repeat

from sampling.seeds import check_seed


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
    pairs = nsmallest(count, _digests(seed, references))
    return tuple(Ticket(ticket=digest.hex(), reference=reference) for digest, reference in pairs)


def _digests(seed: str, references: Iterable[str]) -> Iterable[tuple[bytes, str]]:
    prefix = sha256(f"{seed}|".encode())
    for reference, start in zip(references, repeat(prefix), strict=False):
        digest = start.copy()
        digest.update(reference.encode())
        yield digest.digest(), reference


def in_ticket_order(references: Sequence[str], *, seed: str) -> tuple[Ticket, ...]:
    """Return every case in the order of its ticket: sample, reserves and the rest."""
    return lowest_tickets(references, len(references), seed=seed)
