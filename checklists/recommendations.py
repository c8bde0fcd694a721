"""The register: what each question serves, from the inspection's sentence to its sub-clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from checklists.faults import FaultList

_FILE = Path(__file__).parent / "recommendations.yaml"


class Kind(StrEnum):
    """What an entry of the register is."""

    CAUSE_OF_CONCERN = "cause_of_concern"
    RECOMMENDATION = "recommendation"
    SUB_CLAUSE = "sub_clause"
    AREA_FOR_IMPROVEMENT = "area_for_improvement"
    FINDING = "finding"
    PROCESS = "process"
    STANDARD = "standard"

    @property
    def words(self) -> str:
        """The kind as people read it: "area for improvement"."""
        return self.value.replace("_", " ").replace("sub ", "sub-")


@dataclass(frozen=True, slots=True)
class Document:
    """A published document that entries come from."""

    id: str
    title: str
    published: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing a question can trace to, in our words.

    Attributes:
        id: "R4a", "AFI21-12", "local".
        kind: What it is.
        text: What it asks or found, paraphrased.
        document: Where it is written; None for a standard outside the documents.
        locator: How a reader finds it there: the section and the passage.
        deadline: The day by which it was to be done, if the inspectorate set one.
        part_of: The id of the entry it belongs to: R4a to R4, R4 to ACOC2.
        auditable: Whether a sample of case files can show it.
        served_by: Questions, checklists and programmes that serve a process, which no question
            traces to by itself.
    """

    id: str
    kind: Kind
    text: str
    document: Document | None
    locator: str
    deadline: date | None = None
    part_of: str = ""
    auditable: bool = True
    served_by: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The document and the place in it; the place alone outside the documents."""
        return f"{self.document.title}: {self.locator}" if self.document else self.locator


@cache
def register() -> Mapping[str, Entry]:
    """Return every entry of the register by its id, in the order of the file."""
    from checklists.register_reading import parse_register

    return MappingProxyType(parse_register(_FILE.read_text("utf-8"), FaultList(_FILE.name)))


def parts_of(entry_id: str) -> tuple[Entry, ...]:
    """Return the entries that belong to one: the sub-clauses of a recommendation."""
    return tuple(entry for entry in register().values() if entry.part_of == entry_id)


def recommendations() -> tuple[Entry, ...]:
    """Return the seven recommendations, R1 to R7, each with its deadline."""
    return tuple(entry for entry in register().values() if entry.kind is Kind.RECOMMENDATION)


def processes() -> tuple[Entry, ...]:
    """Return the 37 processes, P01 to P37: what an audit stands in or can look at."""
    return tuple(entry for entry in register().values() if entry.kind is Kind.PROCESS)


def sub_clauses() -> tuple[Entry, ...]:
    """Return the fifteen auditable sub-clauses, R1a to R7b.

    A recommendation that is one single clause (R6) is its own sub-clause.
    """
    return tuple(
        clause
        for recommendation in recommendations()
        for clause in parts_of(recommendation.id) or (recommendation,)
    )


def describe_trace(trace_id: str) -> str:
    """Return what a trace stands for, in one line: its text, its document and its place there.

    Raises:
        KeyError: The register has no such entry.
    """
    entry = register()[trace_id]
    where = "" if entry.document is None else f" ({entry.where})"
    return f"{entry.id}, {entry.kind.words}: {entry.text}{where}"
