"""The facts of a list of cases in lines: what became of every row, and what was kept of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING, Final

from exports.wording import moment, number

if TYPE_CHECKING:
    from exports.report import Flow, PopulationPart

LABEL: Final = 12
NARROWEST: Final = 30


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What is said of a list, whether it is in the record yet or not."""

    flow: "Flow"
    kept: Sequence[str]
    dropped: Sequence[str]
    fingerprint: str
    notices: Sequence[str]


def fact(label: str, words: str, width: int) -> str:
    """Return one fact, on as many lines as it needs, each below the words of the first."""
    return fill(
        words,
        width,
        initial_indent=f"{label:<{LABEL}}",
        subsequent_indent=" " * LABEL,
        break_on_hyphens=False,
    )


def facts_text(facts: ListFacts, width: int) -> str:
    """Return the flow, the columns, the fingerprint and every notice, fitted to a width."""
    said = [
        ("Rows", flow_words(facts.flow)),
        *(("", f"rejected {number(s.rows)}: {s.reason}") for s in facts.flow.rejected),
        *(("", f"excluded {number(s.rows)}: {s.reason}") for s in facts.flow.excluded),
        ("Kept", ", ".join(facts.kept) or "the reference alone"),
        ("Dropped", dropped_words(facts.dropped)),
        ("Fingerprint", facts.fingerprint),
        *(("Note", notice) for notice in facts.notices),
    ]
    return "\n".join(fact(label, words, max(width, NARROWEST)) for label, words in said)


def flow_words(flow: "Flow") -> str:
    """Return `765 received, 60 rejected, 0 excluded, 705 eligible`."""
    rejected = sum(step.rows for step in flow.rejected)
    excluded = sum(step.rows for step in flow.excluded)
    return (
        f"{number(flow.received)} received, {number(rejected)} rejected, "
        f"{number(excluded)} excluded, {number(flow.eligible)} eligible"
    )


def dropped_words(dropped: Sequence[str]) -> str:
    """Return the columns that were never stored, in words."""
    return f"{', '.join(dropped)} (never stored)" if dropped else "no column"


def source_words(part: "PopulationPart") -> str:
    """Return where a population came from, when, and by whom."""
    return f"from {part.source_name}, {moment(part.imported_at)}, by {part.imported_by}"
