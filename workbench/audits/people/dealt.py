"""Dealt: who is to read which case as it was worked out, and the refusal where nobody may."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sampling.reading_allocation import Conflicts
from workbench.audits.opening import AuditCase
from workbench.audits.people.conflict_rules import Rules, conflict
from workbench.audits.people.people import Person
from workbench.errors import Refused

NAMED_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Dealt:
    """Who is to read which case of an audit first, by the number of the case.

    Attributes:
        before: Who it was allocated to before, where it was.
        begun: Whose case it stays, since they began it.
        reader_of: Who is to read it, begun or not; every case is there.
    """

    before: Mapping[int, str]
    begun: Mapping[int, str]
    reader_of: Mapping[int, str]

    def given_to_another(self, cases: Iterable[AuditCase]) -> tuple[AuditCase, ...]:
        """Return those of some cases that were somebody else's, or nobody's, before."""
        return tuple(c for c in cases if self.before.get(c.id) != self.reader_of[c.id])


def check_somebody(
    cases: Iterable[AuditCase], readers: Sequence[Person], kept_from: Conflicts, rules: Rules
) -> None:
    """Check that each case can be read by one of these people.

    Raises:
        Refused: One cannot; the cases and the people are named, with what is in the way.
    """
    names = [reader.name for reader in readers]
    stuck = [c for c in cases if all((c.reference, name) in kept_from for name in names)]
    if not stuck:
        return
    told = [_why_nobody(case, readers, rules) for case in stuck]
    more = f"; and {len(told) - NAMED_AT_MOST} more" if len(told) > NAMED_AT_MOST else ""
    cases_words = "1 case" if len(stuck) == 1 else f"{len(stuck)} cases"
    raise Refused(
        f"{cases_words} can be read by none of {', '.join(names)}: "
        f"{'; '.join(told[:NAMED_AT_MOST])}{more}.",
        "Nothing was allocated. Add a reader without these conflicts (--to NAME), or put a reserve "
        "in the place of the case: workbench replace AUDIT CASE --reason conflict-of-interest.",
    )


def _why_nobody(case: AuditCase, readers: Iterable[Person], rules: Rules) -> str:
    why = (f"{r.name} {conflict(r, case.fields, rules) or 'reads it second'}" for r in readers)
    return f"{case.reference} ({', '.join(why)})"
