"""Tracking: each recommendation with the questions that serve it, our rates, and where it stands.

The words for where it stands are the inspectorate's own; every change of them stays in the history.
"""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.library import library
from checklists.programmes import Programme, programmes
from checklists.questions import Checklist, Indicator, Question
from checklists.recommendations import Entry, parts_of, register
from exports.report import RateLine
from workbench.audits.desk import Desk
from workbench.audits.opening import load_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.sight import hidden_words
from workbench.audits.results.comparing import Comparison, compare_cases
from workbench.audits.results.counting import counted_cases
from workbench.audits.results.declaring import fixed_comparisons
from workbench.audits.results.rates import (
    DEFAULT_CONFIDENCE,
    IntervalMethod,
    rates_of,
)
from workbench.errors import WorkbenchError
from workbench.record.history import entries
from workbench.record.tables import Audit

ACTION: Final = "recommendation status"


class RecommendationStatus(StrEnum):
    """Where a recommendation stands, in the inspectorate's words."""

    AWAITING_REVIEW = "awaiting review"
    BEING_PROGRESSED = "being progressed"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """A status as it was set: when, by whom and why."""

    status: RecommendationStatus
    note: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class AuditRates:
    """What one audit found about a recommendation."""

    audit: str
    lines: tuple[RateLine, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An entry of the register with all that serves it.

    Attributes:
        parts: Its sub-clauses, where it has any.
        questions: Every question of the library that traces to it or to a part of it, or that it
            names itself.
        indicators: The same of the indicators.
        programmes: The audit programmes that it names.
        audits: The audits of the record that ask any of these, with their rates and verdicts.
        statuses: Every status it was given, the last being the one that stands.
    """

    entry: Entry
    parts: tuple[Entry, ...]
    questions: tuple[Question, ...]
    indicators: tuple[Indicator, ...]
    programmes: tuple[Programme, ...] = ()
    audits: tuple[AuditRates, ...] = ()
    statuses: tuple[StatusEntry, ...] = ()

    @property
    def status(self) -> str:
        """Where it stands, or that nobody has said."""
        return self.statuses[-1].status.value if self.statuses else "no status given"


def find_entry(entry_id: str) -> Entry:
    """Return an entry of the register, in whatever case its id was typed.

    Raises:
        WorkbenchError: There is no such entry.
    """
    for name, entry in register().items():
        if name.casefold() == entry_id.strip().casefold():
            return entry
    raise WorkbenchError(
        f"There is no entry {entry_id!r}.", "See them with: workbench recommendations."
    )


def track(desk: Desk | None, entry_id: str, *, folder: Path | None = None) -> Recommendation:
    """Return a recommendation with what serves it and, with a record, what audits found.

    Args:
        desk: Who, and on which record; None for what the register and the library say alone.
        entry_id: "R4", "R4a" or "AFI21-12".
        folder: A force's own folder, for its baselines.

    Raises:
        WorkbenchError: There is no such entry.
    """
    entry = find_entry(entry_id)
    serving = _Serving(traces=_all_below(entry), named=frozenset(entry.served_by))
    checklists = library().values()
    found = Recommendation(
        entry=entry,
        parts=parts_of(entry.id),
        questions=tuple(q for c in checklists for q in c.questions if serving.has(c, q)),
        indicators=tuple(i for c in checklists for i in c.indicators if serving.has(c, i)),
        programmes=tuple(p for p in programmes().values() if p.id in entry.served_by),
    )
    if desk is None:
        return found
    with desk.record.reading() as session:
        names = session.scalars(select(col(Audit.name)).order_by(col(Audit.id))).all()
        audits = (_audit_rates(session, desk, name, serving, folder) for name in names)
        return replace(
            found,
            audits=tuple(each for each in audits if each is not None),
            statuses=_statuses(session, entry.id),
        )


def set_status(desk: Desk, entry_id: str, status: str, *, note: str = "") -> StatusEntry:
    """Set where a recommendation stands; what it was before stays in the history.

    Raises:
        Refused: The role of this login may not.
        WorkbenchError: There is no such entry or no such status.
    """
    check_may(desk, Duty.FOLLOW_UP)
    entry = find_entry(entry_id)
    if status not in set(RecommendationStatus):
        known = ", ".join(RecommendationStatus)
        raise WorkbenchError(f"There is no status {status!r}.", f"Use one of: {known}.")
    asked = (RecommendationStatus(status), note, desk.auditor)
    with desk.record.writing() as session:
        before = _statuses(session, entry.id)
        if before and (before[-1].status, before[-1].note, before[-1].by) == asked:
            return before[-1]  # tried again, perhaps, after a server went away as it was saved
        details = {"recommendation": entry.id, "status": status, "note": note}
        desk.enter(session, ACTION, about=f"recommendation:{entry.id}", details=details)
        return _statuses(session, entry.id)[-1]


def standing_of_all(desk: Desk | None) -> dict[str, str]:
    """Return the status of every entry that was given one, by its id."""
    if desk is None:
        return {}
    with desk.record.reading() as session:
        given = ((name, _statuses(session, name)) for name in register())
        return {name: statuses[-1].status.value for name, statuses in given if statuses}


@dataclass(frozen=True, slots=True)
class _Serving:
    """What makes a line of a checklist serve an entry: a trace, or being named by the entry."""

    traces: frozenset[str]
    named: frozenset[str]

    def has(self, checklist: Checklist, line: Question | Indicator) -> bool:
        """Whether this line of this checklist serves the entry."""
        return not (
            self.traces.isdisjoint(line.traces) and self.named.isdisjoint((line.id, checklist.id))
        )

    def lines_of(self, checklist: Checklist) -> set[str]:
        """Return the ids of the questions and indicators that serve the entry."""
        lines: tuple[Question | Indicator, ...] = (*checklist.questions, *checklist.indicators)
        return {line.id for line in lines if self.has(checklist, line)}


def _all_below(entry: Entry) -> frozenset[str]:
    """Return the ids of an entry and of everything that is part of it, however deep."""
    parts = (_all_below(part) for part in parts_of(entry.id))
    return frozenset({entry.id}).union(*parts)


def _statuses(session: Session, entry_id: str) -> tuple[StatusEntry, ...]:
    found = []
    for entry in entries(session, about=f"recommendation:{entry_id}"):
        details = json.loads(entry.payload)
        status = RecommendationStatus(details["status"])
        found.append(StatusEntry(status, details["note"], entry.at, entry.actor))
    return tuple(found)


def _audit_rates(
    session: Session, desk: Desk, name: str, serving: _Serving, folder: Path | None
) -> AuditRates | None:
    audit = load_audit(session, name)
    wanted = {each for checklist in audit.checklists for each in serving.lines_of(checklist)}
    if not wanted or audit.draw_id is None or hidden_words(session, audit.draw_id):
        return None
    cases = counted_cases(session, desk, audit)
    found = rates_of(audit, cases, interval=IntervalMethod.WILSON, confidence=DEFAULT_CONFIDENCE)
    fixed = fixed_comparisons(session, audit.id)
    compared = compare_cases(audit, cases, fixed=fixed, folder=folder)
    return AuditRates(
        audit=name,
        lines=tuple(line for line in (*found.indicators, *found.questions) if line.id in wanted),
        comparisons=tuple(c for c in compared if c.line is not None and c.line.id in wanted),
    )
