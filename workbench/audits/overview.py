"""The overview: every audit with how far it has come, and the one next step."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.counting import blind_cases, counted_cases
from workbench.audits.desk import Desk
from workbench.audits.escalating import count_escalations
from workbench.audits.opening import OpenAudit, load_audit
from workbench.audits.populations import PopulationView, populations
from workbench.audits.releasing import Released, all_released
from workbench.audits.sight import sight_of
from workbench.audits.waiting import Waiting, waiting_in
from workbench.record.tables import Audit, HistoryRow


class Step(StrEnum):
    """The steps of an audit, in their order."""

    POPULATION = "population"
    DRAW = "draw"
    SCORE = "score"
    RESULTS = "results"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """One audit in the list: what it is, how far it is, what to do next and why."""

    name: str
    population: str
    checklists: tuple[str, ...]
    created_at: str
    cases: int
    complete: int
    answered: int
    to_answer: int
    next_step: Step
    advice: str
    escalations: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """All that Home shows: the audits, the lists, and what waits for whoever looks.

    Attributes:
        released: The rates that were released, for whoever is shown nothing else.
        rates_only: Whether that is so.
        shown: What of a team's record is shown, in a few words; empty where it is everything.
    """

    audits: tuple[AuditSummary, ...]
    populations: tuple[PopulationView, ...]
    waiting: tuple[Waiting, ...] = ()
    released: tuple[Released, ...] = ()
    rates_only: bool = False
    shown: str = ""

    @property
    def first_waiting(self) -> Waiting | None:
        """What is done next of what waits; None while there is a first reading to go on with."""
        if any(audit.next_step is Step.SCORE for audit in self.audits):
            return None
        return self.waiting[0] if self.waiting else None

    @property
    def advice(self) -> str:
        """The one next step over everything, in a sentence."""
        if self.released:
            return f"Read the rates of {self.released[0].audit}"
        if self.rates_only:
            return "Wait until a supervisor releases rates: there are none yet"
        if self.first_waiting is not None:
            return f"{self.first_waiting.audit}: {self.first_waiting.words}"
        if self.audits:
            first = next((a for a in self.audits if a.next_step is Step.SCORE), self.audits[0])
            return f"{first.name}: {first.advice}"
        if self.populations:
            return f"Draw a sample from {self.populations[0].name}."
        return "Bring in a list of cases, or open the example force."


def overview(desk: Desk) -> Overview:
    """Return every audit, those with work left first and the newest of them first.

    To whoever may see rates only, there are those that were released and nothing else.
    """
    sight = sight_of(desk)
    if sight.rates_only:
        rates = all_released(desk) if sight.role is not None else ()
        return Overview((), (), released=rates, rates_only=True, shown=sight.words)
    with desk.record.reading() as session:
        names = session.scalars(select(col(Audit.name)).order_by(col(Audit.id).desc())).all()
        audits = [load_audit(session, name) for name in names]
        summaries = [_summary(session, desk, audit) for audit in audits]
        waiting = tuple(found for audit in audits for found in waiting_in(session, desk, audit))
    summaries.sort(key=lambda summary: list(Step).index(summary.next_step))
    return Overview(
        audits=tuple(summaries),
        populations=populations(desk),
        waiting=waiting,
        shown=sight.words,
    )


def _summary(session: Session, desk: Desk, audit: OpenAudit) -> AuditSummary:
    cases = counted_cases(session, desk, audit) if audit.draw_id is not None else ()
    blind = len(blind_cases(session, desk, audit) & {case.case.id for case in cases})
    complete = sum(case.complete for case in cases)
    answers = [answer for case in cases for answer in case.answers.values()]
    step, advice = _next_step(session, audit.id, cases=len(cases), complete=complete, blind=blind)
    return AuditSummary(
        name=audit.name,
        population=audit.population.name,
        checklists=tuple(checklist.id for checklist in audit.checklists),
        created_at=audit.created_at,
        cases=len(cases),
        complete=complete,
        answered=sum(answer is not None for answer in answers),
        to_answer=len(answers),
        next_step=step,
        advice=advice,
        escalations=count_escalations(session, desk, audit),
    )


def _next_step(
    session: Session, audit_id: int, *, cases: int, complete: int, blind: int
) -> tuple[Step, str]:
    if not cases:
        return Step.DRAW, "draw its sample"
    if blind and complete + blind == cases:
        return Step.RESULTS, f"read: all but {blind} that you read second"
    if complete < cases:
        left = cases - complete - blind
        return Step.SCORE, f"score {left} more {'case' if left == 1 else 'cases'} of {cases}"
    if not _was_exported(session, audit_id):
        return Step.EXPORT, "read the results and write the workbook"
    return Step.RESULTS, "finished: its workbook was written"


def _was_exported(session: Session, audit_id: int) -> bool:
    """Whether a workbook was written after the last change of an answer."""
    about, under = f"audit:{audit_id}", f"audit:{audit_id}/"
    subject, action, seq = col(HistoryRow.subject), col(HistoryRow.action), col(HistoryRow.seq)
    exported: int | None = session.scalars(
        select(func.max(seq)).where(
            subject == about, action == "audit exported", col(HistoryRow.payload).contains(".xlsx")
        )
    ).one()
    changed: int | None = session.scalars(
        select(func.max(seq)).where(
            subject > under, subject < f"audit:{audit_id}0", action.startswith("answer ")
        )
    ).one()
    return exported is not None and exported > (changed or 0)
