"""Second readers: who may be given which case to read second, and what is said where nobody may.

Which cases those are is not told: whoever chooses may read some of them first.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlmodel import Session

from sampling.reading_allocation import Conflicts, Reader
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.people.conflict_rules import Rules, conflict, conflicts_of
from workbench.audits.people.people import Person, check_readers, people
from workbench.errors import Refused, WorkbenchError

NAMED_AT_MOST: Final = 5


def named_readers(names: Iterable[str]) -> tuple[Reader, ...]:
    """Return the readers of these names, each once.

    Raises:
        WorkbenchError: Nobody was named.
    """
    once = dict.fromkeys(name.strip() for name in names if name.strip())
    if not once:
        raise WorkbenchError(
            "Nobody was named who reads second.", "Name one or more: --reader NAME."
        )
    return tuple(map(Reader, once))


def conflicts_of_readers(session: Session, audit: OpenAudit, names: list[str]) -> Conflicts:
    """Return who of these must not read which case, by the audit's rules.

    Raises:
        WorkbenchError: One is not registered, where anybody is, or can be given no case.
    """
    if known := people(session):
        check_readers(session, known, names)
    return conflicts_of(session, audit, names)


def check_somebody(
    drawn: Sequence[AuditCase],
    names: Sequence[str],
    *,
    reads_first: Conflicts,
    conflicts: Conflicts,
    known: dict[str, Person],
    rules: Rules,
) -> None:
    """Check that each case of a lot can be read second by one at least of those who were named.

    Args:
        drawn: The cases of the lot.
        names: Who was named to read second.
        reads_first: Each case with everybody who reads it first.
        conflicts: Each case with everybody of those named who must not read it.
        known: Everybody who is registered.
        rules: The conflict rules of the audit.

    Raises:
        Refused: Some can be read by none; it says how many, why, and who could read them.
    """
    barred = reads_first | conflicts
    stuck = [case for case in drawn if all((case.reference, name) in barred for name in names)]
    if not stuck:
        return
    why = [_why_not(name, stuck, reads_first) for name in names]
    by_lot = "1 case" if len(drawn) == 1 else f"{len(drawn)} cases"
    raise Refused(
        f"{len(stuck)} of the {by_lot} by lot can be read second by none of those named: "
        f"{_listed(why)}.",
        f"Nothing was chosen. {_remedy(_able(stuck, reads_first, known, rules), names)}",
    )


def _why_not(name: str, stuck: Sequence[AuditCase], reads_first: Conflicts) -> str:
    first = sum((case.reference, name) in reads_first for case in stuck)
    own = len(stuck) - first
    of_theirs = f"{own} {'is' if own == 1 else 'are'} their own or their team's"
    if not first:
        return f"{name}: {of_theirs}"
    return f"{name} reads {first} first" + (f" and {of_theirs}" if own else "")


def _listed(words: Sequence[str]) -> str:
    more = f"; and {len(words) - NAMED_AT_MOST} more" if len(words) > NAMED_AT_MOST else ""
    return "; ".join(words[:NAMED_AT_MOST]) + more


def _able(
    stuck: Iterable[AuditCase], reads_first: Conflicts, known: dict[str, Person], rules: Rules
) -> list[str]:
    """Return who is registered and may read every one of these cases second."""
    cases = list(stuck)
    return [
        name
        for name, person in known.items()
        if person.reads
        and not any((c.reference, name) in reads_first for c in cases)
        and not any(conflict(person, c.fields, rules) for c in cases)
    ]


def _remedy(able: Sequence[str], names: Sequence[str]) -> str:
    free = [name for name in able if name not in names]
    if free:
        more = f" or {len(free) - NAMED_AT_MOST} more" if len(free) > NAMED_AT_MOST else ""
        return f"Name one who may read all of them: {', '.join(free[:NAMED_AT_MOST])}{more}."
    return "Name somebody too who reads none of them first and is in no conflict: --reader NAME."
