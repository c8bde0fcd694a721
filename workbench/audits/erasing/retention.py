"""Retention: which audits and lists are old enough for what identifies their cases to be erased.

An audit is as old as the last change to it: the last draw, answer, note, replacement or fixing of
comparisons that the history has. That it was exported or erased from is no change. A list goes
when every audit on it goes or has gone; one that no audit was made on, by the day it came in.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.erasing.erased_names import is_erased_name
from workbench.audits.erasing.erased_words import names_cases
from workbench.audits.opening import find_audit
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import ERASED
from workbench.record.tables import (
    Audit,
    Draw,
    FrameChunk,
    HistoryRow,
    Note,
    Population,
    Review,
    SampledCase,
)

MONTHS: Final = 12
NO_CHANGE: Final = ("audit exported", ERASED)
"""Entries about an audit after which it is no younger."""


@dataclass(frozen=True, slots=True)
class Retention:
    """The rule by which is erased.

    Attributes:
        before: What was last changed before this day is due.
        reason: The rule of the force, or the request, that asks for it.
        audit: Only this audit, and its list if nothing else needs it; None for all that is due.
        keep_references: Whether only the texts of notes go.
        columns: Columns of the cases that are wanted most, of those that may stay.
    """

    before: date
    reason: str
    audit: str | None = None
    keep_references: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueAudit:
    """An audit that is due: when it last changed, and how much of it identifies somebody."""

    id: int
    name: str
    population_id: int
    last_change: str
    notes: int
    references: int


@dataclass(frozen=True, slots=True)
class DuePopulation:
    """A list that is due, and how many cases it holds."""

    id: int
    name: str
    cases: int


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule finds due, and the lists that stay since an audit on them is not due."""

    audits: tuple[DueAudit, ...]
    populations: tuple[DuePopulation, ...]
    waiting: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.audits or self.populations)


def day_before_which(months: int, today: date) -> date:
    """Return the day so many months ago; the last of its month where it has no such day.

    Raises:
        WorkbenchError: It is no number of months.
    """
    whole = today.year * MONTHS + today.month - 1 - months
    if months < 1 or whole < MONTHS:
        raise WorkbenchError(f"{months} months cannot be counted back.", "Give 1 or more.")
    year, month = divmod(whole, MONTHS)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def find_due(session: Session, rule: Retention) -> Due:
    """Return what is due by a rule.

    Raises:
        WorkbenchError: There is no such audit.
        Refused: The audit that was named was changed since.
    """
    audits = tuple(_due_audits(session, rule))
    if rule.keep_references:
        return Due(audits, (), ())
    going = {audit.id for audit in audits}
    found = tuple(_lists(session, rule, going))
    return Due(
        audits,
        tuple(each for each in found if isinstance(each, DuePopulation)),
        tuple(each for each in found if isinstance(each, str)),
    )


def _due_audits(session: Session, rule: Retention) -> Iterator[DueAudit]:
    for row in session.scalars(select(Audit).order_by(col(Audit.id))).all():
        if rule.audit not in {None, row.name}:
            continue
        changed = last_change(session, row.id)
        if changed[:10] < rule.before.isoformat():
            found = _due_audit(session, rule, row, changed)
            if found.notes or found.references:
                yield found
        elif rule.audit is not None:
            raise Refused(
                f"{row.name} was last changed on {changed[:10]}, which is not before "
                f"{rule.before}.",
                "Nothing was erased. Give a later day, if the rule of the force is another.",
            )
    if rule.audit is not None and find_audit(session, rule.audit) is None:
        raise WorkbenchError(
            f"There is no audit named {rule.audit!r}.", "See them with: workbench history."
        )


def last_change(session: Session, audit_id: int) -> str:
    """Return when an audit was last changed, as the history has it."""
    about, subject = f"audit:{audit_id}", col(HistoryRow.subject)
    query = select(func.max(col(HistoryRow.at))).where(
        (subject == about) | ((subject > f"{about}/") & (subject < f"{about}0")),
        col(HistoryRow.action).not_in(NO_CHANGE),
    )
    return str(session.execute(query).scalar_one())


def _due_audit(session: Session, rule: Retention, row: Audit, changed: str) -> DueAudit:
    references = () if rule.keep_references else references_left(session, row.id)
    return DueAudit(
        id=row.id,
        name=row.name,
        population_id=row.population_id,
        last_change=changed,
        notes=len(notes_left(session, row.id)),
        references=len(references),
    )


def notes_left(session: Session, audit_id: int) -> list[int]:
    """Return the numbers of the notes of an audit, in every draw and reading, that have a text."""
    query = (
        select(col(Note.id))
        .join(Review, col(Note.review_id) == col(Review.id))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(Draw.audit_id) == audit_id, col(Note.salt) != "")
    )
    return list(session.scalars(query.order_by(col(Note.id))))


def references_left(session: Session, audit_id: int) -> list[str]:
    """Return the references of every draw of an audit, its reserves too, that were not erased."""
    query = (
        select(col(SampledCase.reference))
        .join(Draw, col(SampledCase.draw_id) == col(Draw.id))
        .where(col(Draw.audit_id) == audit_id)
    )
    return [name for name in session.scalars(query) if not is_erased_name(name)]


def _lists(session: Session, rule: Retention, going: set[int]) -> Iterator[DuePopulation | str]:
    for row in session.scalars(select(Population).order_by(col(Population.id))).all():
        audits = _audits_on(session, row.id)
        asked = rule.audit is None or rule.audit in audits.values()
        old = row.imported_at[:10] < rule.before.isoformat()
        if not (asked and old and (_holds_cases(session, row.id) or names_cases(row.mapping))):
            continue
        staying = [name for each, name in audits.items() if _needs_list(session, rule, each, name)]
        if not staying:
            yield DuePopulation(id=row.id, name=row.name, cases=row.frame_size)
        elif going & audits.keys():
            yield f"the list {row.name} stays: {', '.join(staying)} is not due"


def _audits_on(session: Session, population_id: int) -> dict[int, str]:
    query = select(col(Audit.id), col(Audit.name)).where(col(Audit.population_id) == population_id)
    return {row[0]: row[1] for row in session.execute(query)}


def _holds_cases(session: Session, population_id: int) -> bool:
    query = select(col(FrameChunk.id)).where(
        col(FrameChunk.population_id) == population_id,
        func.length(col(FrameChunk.data)) > 0,
    )
    return session.scalars(query.limit(1)).first() is not None


def _needs_list(session: Session, rule: Retention, audit_id: int, name: str) -> bool:
    """Whether an audit on a list is in use, or was not asked about and still has its cases."""
    if last_change(session, audit_id)[:10] >= rule.before.isoformat():
        return True
    return rule.audit not in {None, name} and bool(references_left(session, audit_id))
