"""The facts of a list of cases in lines: what became of every row, and what was kept of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.wording import moment, number

if TYPE_CHECKING:
    from exports.report import Flow, PopulationPart

LABEL: Final = 12


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is said of a list, whether it is in the record yet or not."""

    flow: "Flow"
    kept: Sequence[str]
    dropped: Sequence[str]
    fingerprint: str
    notices: Sequence[str]


def fact(label: str, words: str) -> str:
    """Return one fact as a line."""
    return f"{label:<{LABEL}}{words}"


def facts_text(facts: ListFacts) -> str:
    """Return the flow, the columns, the fingerprint and every notice, a fact a line."""
    return "\n".join(
        [
            flow_line(facts.flow),
            *reason_lines("rejected", ((s.rows, s.reason) for s in facts.flow.rejected)),
            *reason_lines("excluded", ((s.rows, s.reason) for s in facts.flow.excluded)),
            fact("Kept", ", ".join(facts.kept) or "the reference alone"),
            fact("Dropped", dropped_words(facts.dropped)),
            fact("Fingerprint", facts.fingerprint),
            *(fact("Note", notice) for notice in facts.notices),
        ]
    )


def flow_line(flow: "Flow") -> str:
    """Return `Rows        765 received, 60 rejected, 0 excluded, 705 eligible`."""
    rejected = sum(step.rows for step in flow.rejected)
    excluded = sum(step.rows for step in flow.excluded)
    return fact(
        "Rows",
        f"{number(flow.received)} received, {number(rejected)} rejected, "
        f"{number(excluded)} excluded, {number(flow.eligible)} eligible",
    )


def reason_lines(what: str, steps: Iterable[tuple[int, str]]) -> list[str]:
    """Return a line for each reason why rows left the list."""
    return [fact("", f"{what} {number(rows)}: {reason}") for rows, reason in steps]


def dropped_words(dropped: Sequence[str]) -> str:
    """Return the columns that were never stored, in words."""
    return f"{', '.join(dropped)} (never stored)" if dropped else "no column"


def source_words(part: "PopulationPart") -> str:
    """Return where a population came from, when, and by whom."""
    return f"from {part.source_name}, {moment(part.imported_at)}, by {part.imported_by}"
