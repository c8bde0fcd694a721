"""The lines of the queue on Home: for whom something waits, in which audit, and what it is."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.rows import GAP, Column, Role, Row, row_of, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.people.queue import QueueLine

HEADING: Final = "Waiting for"
WORDS_AT_LEAST: Final = 34
KEY: Final = "queue"


def queue_rows(lines: "Sequence[QueueLine]", width: int) -> list[Row]:
    """Return a heading and a line for each thing that waits; nothing where nothing does.

    What waits for whoever looks comes first, and stands out.
    """
    if not lines:
        return []
    who = max(widest((line.whom for line in lines), at_most=width), len(HEADING))
    room = width - who - WORDS_AT_LEAST - 2 * len(GAP)
    names = max(widest((line.audit for line in lines), at_most=room), len("audit"))
    words = width - who - names - 2 * len(GAP)
    return [
        row_of((HEADING, "audit", "what"), _columns(who, names, words, Role.MUTED), key=None),
        *(
            row_of(
                (line.whom, shortened(line.audit, names), line.words),
                _columns(who, names, words, Role.STRONG if line.mine else Role.MUTED),
                key=queue_key(line),
            )
            for line in lines
        ),
    ]


def queue_key(line: "QueueLine") -> str:
    """Return what a line of the queue is called in the list of Home."""
    return f"{KEY}:{line.kind}:{line.audit}"


def line_of(lines: "Sequence[QueueLine]", key: str) -> "QueueLine | None":
    """Return the line of the queue that a key of the list stands for."""
    return next((line for line in lines if queue_key(line) == key), None)


def _columns(who: int, names: int, words: int, role: Role) -> tuple[Column, ...]:
    return Column(who, role), Column(names), Column(words)
