"""Audit programmes: the audits that inspectorates and forces are known to make, ready to draw."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checklists.faults import FaultList

_FILE: Final = Path(__file__).parent / "programmes.yaml"


@dataclass(frozen=True, slots=True)
class ProgrammePart:
    """One audit of a programme, drawn from a list of its own.

    Attributes:
        id: "cautions".
        population: The list that the force supplies, in words.
        checklists: Ids, in the order in which they are asked.
        size: Cases in all; 0 where `each` says it.
        each: Cases from every group of the column; 0 where `size` says it.
        by: The column of the groups; empty for a simple sample.
        minimum: The least from each group.
        reserve: Cases to hold in reserve.
        baselines: Ids of the baselines that are fixed for it.
        sub_sample: A column to hold one part of the cases against all the others.
        warning: What must be said of its figures.
    """

    id: str
    title: str
    population: str
    checklists: tuple[str, ...]
    size: int = 0
    each: int = 0
    by: str = ""
    minimum: int = 1
    reserve: int = 0
    baselines: tuple[str, ...] = ()
    sub_sample: str = ""
    warning: str = ""

    @property
    def size_words(self) -> str:
        """How many cases, in words: "130", or "10 of each offence"."""
        group = self.by.replace("_", " ")
        if self.each:
            return f"{self.each} of each {group}"
        return f"{self.size} by {group}" if self.by else str(self.size)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme of one audit or of several, with where it is described."""

    id: str
    title: str
    source: str
    cadence: str
    parts: tuple[ProgrammePart, ...]


@cache
def programmes() -> Mapping[str, Programme]:
    """Return every programme by its id, in the order of the file."""
    from checklists.programme_reading import parse_programmes

    text = _FILE.read_text("utf-8")
    return MappingProxyType(parse_programmes(text, FaultList(_FILE.name)))
