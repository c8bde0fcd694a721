"""What `verify` says of what was lawfully erased: what it was, and by which erasure."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sqlmodel import Session

from workbench.audits.proof.making_again import MadeAgain
from workbench.audits.proof.retelling import Retold
from workbench.record.tables import Erasure

_CALLED: Final = {
    "note": "notes",
    "replacement": "notes of replacements",
    "sampled_case": "references of sampled cases",
    "frame_chunk": "parts of frames",
}


def erased_lines(session: Session, told: Retold, made: MadeAgain) -> Iterator[str]:
    """Give a line for each erasure, and one for what can no longer be made again."""
    for number in sorted({*told.erased.values(), *told.words_taken.values()}):
        row = session.get(Erasure, number)
        when = f" on {row.erased_at[:10]}: {row.reason}" if row is not None else ""
        yield f"lawfully erased by erasure {number}{when} ({_what(told, number)})"
    if made.frames_erased:
        yield (
            f"not made again, since it was lawfully erased: {made.frames_erased:,} frames and "
            f"{made.draws_erased:,} draws. Prove each draw, where the list was kept, with: "
            "workbench redraw CERTIFICATE LIST"
        )


def _what(told: Retold, number: int) -> str:
    counts = Counter(table for (table, _), by in told.erased.items() if by == number)
    parts = [f"{counts[table]:,} {name}" for table, name in _CALLED.items() if counts[table]]
    words = sum(1 for by in told.words_taken.values() if by == number)
    if words:
        parts.append(f"words of {words:,} entries of the history")
    return ", ".join(parts) or "nothing that identifies a case"
