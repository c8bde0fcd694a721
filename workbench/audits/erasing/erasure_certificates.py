"""Certificates of erasure: what was erased, by which rule, and what can still be proved.

The part that is known when it is erased is kept in the record, sealed. A certificate that leaves
adds what only then is known: the head of the history that holds it, and what became of backups.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from workbench.audits.erasing.retention import Retention
from workbench.record.history import Head, canonical
from workbench.version import VERSION

FORMAT: Final = "casefile-workbench erasure certificate 1"
KEPT: Final = (
    "every answer, flag and mark of good practice, the time of each reading, who answered and when",
    "every count, rate, comparison and agreement: the figures are those of before",
    "every draw: its design, sizes, seed, and the ticket, stratum and probability of each case",
    "the fingerprint of every list and the hash of each of its parts, its size and its flow",
    "the history and its chain; each entry from which words were taken keeps its hash",
)
PROVABLE: Final = (
    "that the chain of the history holds, with every head that was printed in an earlier export",
    "that nothing that was kept has been altered since: workbench verify",
    "every draw, where its certificate and the list were kept: workbench redraw CERTIFICATE LIST",
)
CAUTION: Final = (
    "Whoever knows a reference can still make its ticket from the seed, and see whether it was "
    "drawn: what is left is pseudonymous, not anonymous."
)


@dataclass(frozen=True, slots=True)
class AuditErased:
    """What was erased of an audit, in counts, and what became of the columns of its cases."""

    id: int
    name: str
    last_change: str
    notes: int
    notes_of_replacements: int
    references: int
    history_entries: int
    columns_erased: tuple[str, ...]
    columns_kept_for_rules: tuple[str, ...]
    columns_kept_as_shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListErased:
    """What was erased of a list: its cases, in how many parts."""

    id: int
    name: str
    cases: int
    parts: int
    history_entries: int


def certificate_text(
    rule: Retention,
    *,
    audits: Sequence[AuditErased],
    lists: Sequence[ListErased],
    head_before: Head,
    at: str,
    by: str,
    still_named: Sequence[str],
) -> str:
    """Return the part of a certificate that is kept in the record."""
    return canonical(
        {
            "format": FORMAT,
            "rule": {
                "last changed before": rule.before.isoformat(),
                "audit": rule.audit,
                "references kept": rule.keep_references,
            },
            "reason": rule.reason.strip(),
            "erased_at": at,
            "erased_by": by,
            "program_version": VERSION,
            "history_head_before": str(head_before),
            "audits": [asdict(each) for each in audits],
            "lists": [asdict(each) for each in lists],
            "rows_by_table": _by_table(audits, lists),
            "kept": list(KEPT),
            "can_still_be_proved": list(PROVABLE),
            "caution": CAUTION,
            "references_still_named_in": list(still_named),
        }
    )


def _by_table(audits: Sequence[AuditErased], lists: Sequence[ListErased]) -> dict[str, int]:
    return {
        "note": sum(each.notes for each in audits),
        "replacement": sum(each.notes_of_replacements for each in audits),
        "sampled_case": sum(each.references for each in audits),
        "frame_chunk": sum(each.parts for each in lists),
        "population": len(lists),
        "history": sum(each.history_entries for each in audits)
        + sum(each.history_entries for each in lists),
    }
