"""What a restoration leaves out: the entries of the record before that the backup does not have."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.record.exchanging import Held
from workbench.record.looking import newest_entry, read_only, told_entries
from workbench.record.sqlite_words import in_plain_words


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was done in the record that was set aside, and is not in the one restored.

    Attributes:
        head: The newest entry of the record that was set aside; empty where it cannot be read.
        actions: How many entries there are of each kind that the backup does not have.
        since: When the first of them was written; empty where there is none.
        until: When the last of them was written.
        problem: Why nothing can be said of it; empty where it can be read.
    """

    head: str = ""
    actions: Mapping[str, int] | None = None
    since: str = ""
    until: str = ""
    problem: str = ""

    @property
    def count(self) -> int | None:
        """How many entries the backup does not have; None where that cannot be known."""
        return None if self.actions is None else sum(self.actions.values())


def find_left_out(present: Held, staged: Path) -> LeftOut:
    """Say what the record has that the copy of the backup does not."""
    if present.connection is None:
        return LeftOut(problem=present.problem)
    with read_only(staged) as copy:
        known = {digest for digest, _, _ in told_entries(copy)}
    try:
        head = newest_entry(present.connection)[0]
        mine = [each for each in told_entries(present.connection) if each[0] not in known]
    except (sqlite3.Error, OverflowError) as error:
        return LeftOut(problem=in_plain_words(error))
    return LeftOut(
        head=str(head),
        actions=Counter(action for _, _, action in mine),
        since=mine[0][1] if mine else "",
        until=mine[-1][1] if mine else "",
    )
