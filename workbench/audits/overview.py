"""The overview: every audit with how far it has come, and the one next step."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, load_audit
from workbench.audits.packs.marks import PackFacts, cases_words, pack_of
from workbench.audits.people.allocating import allocated, begun_by
from workbench.audits.people.calibration_sets import calibration_set
from workbench.audits.people.duties import Duty, duties_of, may
from workbench.audits.people.queue import LEAD, QueueLine, looks_as_lead, queue_of
from workbench.audits.people.releasing import Released, all_released
from workbench.audits.people.sight import sight_of
from workbench.audits.people.unallocated import leads_auditors, waits_to_be_allocated
from workbench.audits.populations import PopulationView, populations
from workbench.audits.results.counting import blind_cases, counted_cases
from workbench.audits.reviews.assessing import AssessedCase, assessed_cases
from workbench.audits.reviews.escalating import count_escalations
from workbench.audits.second_readings.joining import join_what_waits
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
    """All that Home shows: the audits, the lists, and what waits.

    Attributes:
        queue: What waits, and for whom; what waits for whoever looks first.
        released: The rates that were released, for whoever is shown nothing else.
        rates_only: Whether that is so.
        shown: What of a team's record is shown, in a few words; empty where it is everything.
        pack: What the record is, where it is a pack of cases.
        duties: What whoever looks may do of what only some of a team may.
        on_server: Whether the record is a team's, on a server.
    """

    audits: tuple[AuditSummary, ...]
    populations: tuple[PopulationView, ...]
    queue: tuple[QueueLine, ...] = ()
    released: tuple[Released, ...] = ()
    rates_only: bool = False
    shown: str = ""
    pack: PackFacts | None = None
    duties: frozenset[Duty] = frozenset(Duty)
    on_server: bool = False

    @property
    def next_to_score(self) -> AuditSummary | None:
        """The first audit in which whoever looks has a case to score."""
        return next((a for a in self.audits if a.next_step is Step.SCORE), None)

    @property
    def next_in_queue(self) -> QueueLine | None:
        """What waits for whoever looks, before all that anybody may score.

        What waits for those who lead comes after it. What was urgent stays in the list once it is
        read, so it is the next step only where nothing else is to be done.
        """
        mine = next((line for line in self.queue if line.mine), None)
        if mine is not None or self.next_to_score is not None:
            return mine
        leading = [line for line in self.queue if line.waits_for == LEAD]
        if self.audits and self.audits[0].next_step is Step.EXPORT:
            leading = [line for line in leading if not line.urgent]
        return min(leading, key=lambda line: line.urgent, default=None)

    @property
    def advice(self) -> str:
        """The one next step over everything, in a sentence."""
        if self.pack is not None:
            return f"{self.pack.audit}, a pack for {self.pack.auditor}: {self.audits[0].advice}"
        if self.released:
            return f"Read the rates of {self.released[0].audit}"
        if self.rates_only:
            return "Wait until a supervisor releases rates: there are none yet"
        if self.audits:
            return self._of_an_audit
        return self._to_begin

    @property
    def nothing_to_open(self) -> bool:
        """Whether there is nothing yet for whoever looks, and it is for others to begin."""
        nothing = not (self.audits or self.released or self.pack)
        return nothing and (self.rates_only or Duty.DRAW not in self.duties)

    @property
    def _to_begin(self) -> str:
        """The next step where there is no audit yet."""
        if self.nothing_to_open:
            return "Wait until a supervisor draws a sample: there is nothing for you yet"
        if self.populations:
            return f"Draw a sample from {self.populations[0].name}."
        example = "" if self.on_server else ", or open the example force"
        return f"Bring in a list of cases{example}."

    @property
    def _of_an_audit(self) -> str:
        """The next step in the audits: what waits, then what is to be scored, then the newest."""
        if (line := self.next_in_queue) is not None:
            return f"{line.audit}: {line.words}"
        first = self.next_to_score or self.audits[0]
        return f"{first.name}: {first.advice}"


def overview(desk: Desk) -> Overview:
    """Return every audit, those with work left first and the newest of them first.

    To whoever may see rates only, there are those that were released and nothing else.
    """
    sight = sight_of(desk)
    if sight.rates_only:
        rates = all_released(desk) if sight.role is not None else ()
        return Overview((), (), released=rates, rates_only=True, shown=sight.words, on_server=True)
    join_what_waits(desk)
    leading = looks_as_lead(desk)
    with desk.record.reading() as session:
        if (pack := pack_of(session)) is not None:
            return Overview((_of_pack(session, pack),), (), pack=pack)
        names = session.scalars(select(col(Audit.name)).order_by(col(Audit.id).desc())).all()
        audits = [load_audit(session, name) for name in names]
        summaries = [_summary(session, desk, audit) for audit in audits]
        open_still = [audit for audit in audits if not audit.erased]
        queue = queue_of(session, desk, open_still, leading=leading)
    summaries.sort(key=lambda summary: list(Step).index(summary.next_step))
    return Overview(
        audits=tuple(summaries),
        populations=populations(desk),
        queue=queue,
        shown=sight.words,
        duties=duties_of(sight),
        on_server=desk.record.on_server,
    )


def _of_pack(session: Session, pack: PackFacts) -> AuditSummary:
    """Return the audit of a pack: how far its cases are, and to whom it goes back."""
    audit = load_audit(session, pack.audit)
    cases = assessed_cases(session, audit, reading=pack.reading)
    complete = sum(case.complete for case in cases)
    answers = [answer for case in cases for answer in case.answers.values()]
    left = len(cases) - complete
    return AuditSummary(
        name=audit.name,
        population=audit.population.name,
        checklists=tuple(checklist.id for checklist in audit.checklists),
        created_at=audit.created_at,
        cases=len(cases),
        complete=complete,
        answered=sum(answer is not None for answer in answers),
        to_answer=len(answers),
        next_step=Step.SCORE if left else Step.RESULTS,
        advice=f"score {cases_words(left)} of {len(cases)}, then give the file back"
        if left
        else f"all is scored, leave and give this file back to {pack.made_by}",
    )


def _summary(session: Session, desk: Desk, audit: OpenAudit) -> AuditSummary:
    cases = counted_cases(session, desk, audit) if audit.draw_id is not None else ()
    blind = len(blind_cases(session, desk, audit) & {case.case.id for case in cases})
    complete = sum(case.complete for case in cases)
    answers = [answer for case in cases for answer in case.answers.values()]
    step, advice = _next_step(session, audit, cases=len(cases), complete=complete, blind=blind)
    if audit.draw_id is not None and not cases:
        step, advice = Step.RESULTS, "none of its cases is yours"
    if audit.erased:
        step, advice = Step.EXPORT, "erased: its rates stand"
    if step is Step.SCORE:
        step, advice = _own_step(session, desk, audit, cases) or (step, advice)
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
    session: Session, audit: OpenAudit, *, cases: int, complete: int, blind: int
) -> tuple[Step, str]:
    if not cases:
        return Step.DRAW, "draw its sample"
    if blind and complete + blind == cases:
        return Step.RESULTS, f"read: all but {blind} that you read second"
    if complete < cases:
        left = cases - complete - blind
        return Step.SCORE, f"score {left} more {'case' if left == 1 else 'cases'} of {cases}"
    if cases < audit.drawn:  # a server refuses the workbook to whoever is shown a part
        return Step.RESULTS, f"read the results of the {_cases(cases)} you are shown"
    if not _was_exported(session, audit.id):
        return Step.EXPORT, "read the results and write the workbook"
    return Step.RESULTS, "finished: its workbook was written"


def _own_step(
    session: Session, desk: Desk, audit: OpenAudit, cases: tuple[AssessedCase, ...]
) -> tuple[Step, str] | None:
    """Return the next step where first readings are allocated: only one's own are to be scored."""
    if (held := calibration_set(session, audit.id)) is not None:
        agreed = "see how far all agree" if held.agreed is not None else "scored blind"
        return Step.RESULTS, f"calibration set: {agreed}"
    given = allocated(session, audit)
    left = [each for each in cases if not each.complete]
    if not given:
        return _to_lead(session, desk, audit, len(left))
    mine = sum(given.get(each.case.id) == desk.auditor for each in left)
    if mine:
        all_mine = sum(given.get(each.case.id) == desk.auditor for each in cases)
        return Step.SCORE, f"score {mine} more of your {_cases(all_mine)}"
    word = "case is" if len(left) == 1 else "cases are"
    return Step.RESULTS, f"{len(left)} of {len(cases)} {word} still to be read by others"


def _to_lead(session: Session, desk: Desk, audit: OpenAudit, left: int) -> tuple[Step, str] | None:
    """Return the next step of who leads auditors, of whom none was given a case of the sample."""
    begun = begun_by(session, audit)
    if desk.auditor in begun.values() or not leads_auditors(session, desk):
        return None
    if waits_to_be_allocated(session, desk, audit) and may(desk, Duty.ALLOCATE):
        return Step.DRAW, f"allocate its {_cases(left)}"
    return Step.RESULTS, f"{left} of {_cases(len(audit.cases))} still to be read by others"


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"


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
