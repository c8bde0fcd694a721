"""Coverage: whether everything the inspectorate asked for has a question, and every question a why.

An entry of the register is auditable unless it says otherwise: some areas for improvement are about
leadership or plans, which no sample of case files can show.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from checklists.questions import Checklist, Question
from checklists.recommendations import Entry, Kind, parts_of, register, sub_clauses


@dataclass(frozen=True, slots=True)
class Covered:
    """One thing that must be audited, and the questions that serve it."""

    entry: Entry
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is covered and what is not.

    Attributes:
        sub_clauses: The fifteen sub-clauses of the recommendations.
        areas: The areas for improvement that case files can show, in parts where they have parts.
        not_auditable: The areas that case files cannot show.
        untraced: The questions that serve nothing.
        local_only: The questions that serve the force's own standard alone: allowed, and listed.
    """

    sub_clauses: tuple[Covered, ...]
    areas: tuple[Covered, ...]
    not_auditable: tuple[Entry, ...]
    untraced: tuple[str, ...]
    local_only: tuple[str, ...]

    @property
    def without_question(self) -> tuple[Entry, ...]:
        """What must be audited and has no question."""
        every = (*self.sub_clauses, *self.areas)
        return tuple(covered.entry for covered in every if not covered.questions)

    @property
    def complete(self) -> bool:
        """Whether everything has a question, and every question a trace."""
        return not (self.without_question or self.untraced)


def coverage(checklists: Iterable[Checklist] | None = None) -> Coverage:
    """Check checklists against the register; without an argument, those of the library."""
    from checklists.library import library

    every = library().values() if checklists is None else checklists
    questions = tuple(question for checklist in every for question in checklist.questions)
    areas = tuple(_areas())
    return Coverage(
        sub_clauses=tuple(_covered(entry, questions) for entry in sub_clauses()),
        areas=tuple(_covered(entry, questions) for entry in areas if entry.auditable),
        not_auditable=tuple(entry for entry in areas if not entry.auditable),
        untraced=tuple(q.id for q in questions if not set(q.traces) & set(register())),
        local_only=tuple(q.id for q in questions if set(q.traces) == {"local"}),
    )


def _areas() -> Iterable[Entry]:
    """Give the areas for improvement; one with parts is given by its parts."""
    areas = (e for e in register().values() if e.kind is Kind.AREA_FOR_IMPROVEMENT)
    return (area for area in areas if not parts_of(area.id))


def _covered(entry: Entry, questions: Iterable[Question]) -> Covered:
    return Covered(entry, tuple(q.id for q in questions if entry.id in q.traces))
