"""Drawing: a sample that anyone can repeat, sealed before its seed exists."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select
from sqlmodel import Session, col

from checklists.library import find_checklist
from checklists.questions import Checklist
from sampling.designs import Drawn
from sampling.frames import Frame
from sampling.seeds import check_seed, make_seed
from workbench.audits.designs import Design, DesignAsked, draw_by, work_out
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, find_audit, latest_draw, load_audit
from workbench.audits.populations import PopulationView, find_population
from workbench.errors import Refused, WorkbenchError
from workbench.marking import DEFAULT_MARKING
from workbench.record import frames
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Audit, AuditChecklist, Draw, SampledCase

SEED_MADE = "20 digits from the operating system, made after the plan was sealed"
SEED_TYPED = "typed in"


@dataclass(frozen=True, slots=True)
class DrawPlan:
    """What is to be drawn: all that is sealed in the history before the seed exists.

    Attributes:
        checklists: Ids of checklists, in the order in which they will be asked.
        design: How to draw, and how many.
        seed: Text that dice or a lottery gave, or None for the program to make one.
        reason: Why a sample that was drawn already is drawn again.
    """

    audit: str
    population: str
    checklists: tuple[str, ...]
    design: DesignAsked
    seed: str | None = None
    reason: str = ""
    marking: str = DEFAULT_MARKING
    checklist_folder: Path | None = None


def draw_sample(desk: Desk, plan: DrawPlan) -> OpenAudit:
    """Seal the plan, make or take the seed, draw, and seal the sample.

    The plan is durable in the history before a seed is made, so that no one can choose a seed
    by its sample. A second draw for the same audit needs a reason, and both stay in the history.

    Raises:
        WorkbenchError: The plan cannot be drawn; nothing was changed.
    """
    if plan.seed is not None:
        check_seed(plan.seed)
    with desk.record.reading() as session:
        chosen = find_population(session, plan.population)
        frame = frames.load_frame(session, chosen.id)
    sealed = _Sealed(plan=plan, population=chosen, frame=frame, design=work_out(plan.design, frame))
    audit_id, made_before = _seal(desk, sealed)
    seed = plan.seed if plan.seed is not None else make_seed()
    return _make_draw(desk, sealed, audit_id=audit_id, made_before=made_before, seed=seed)


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A plan with the frame it was worked out for."""

    plan: DrawPlan
    population: PopulationView
    frame: Frame
    design: Design

    @property
    def seed_source(self) -> str:
        return SEED_MADE if self.plan.seed is None else SEED_TYPED

    def details(self) -> dict[str, object]:
        """Return what the history says of the plan."""
        return {
            "audit": self.plan.audit,
            "population": self.population.name,
            "frame_fingerprint": self.population.part.frame_fingerprint,
            "frame_size": self.population.part.frame_size,
            "design": self.design.kind.value,
            "by": self.design.by,
            "sizes": dict(self.design.sizes),
            "reserve": self.design.reserve,
            "seed_source": self.seed_source,
            "reason": self.plan.reason,
        }


def _seal(desk: Desk, sealed: _Sealed) -> tuple[int, int]:
    """Write the plan into the history; return the audit, and how often it was drawn before."""
    with desk.record.writing() as session:
        audit_id = _audit_for(session, desk, sealed.plan, sealed.population)
        _check_not_drawn_before(session, sealed.plan, audit_id)
        desk.enter(session, "draw planned", about=f"audit:{audit_id}", details=sealed.details())
        return audit_id, _draws_of(session, audit_id)


def _draws_of(session: Session, audit_id: int) -> int:
    query = select(func.count()).select_from(Draw).where(col(Draw.audit_id) == audit_id)
    return int(session.execute(query).scalar_one())


def _check_not_drawn_before(session: Session, plan: DrawPlan, audit_id: int) -> None:
    if latest_draw(session, audit_id) is not None and not plan.reason.strip():
        raise Refused(
            f"{plan.audit} has a sample already, and a drawn sample is sealed.",
            "To draw again say why with --reason; both draws stay in the history.",
        )


def _audit_for(session: Session, desk: Desk, plan: DrawPlan, chosen: PopulationView) -> int:
    """Return the audit of that name, beginning it if there is none."""
    row = find_audit(session, plan.audit)
    if row is None:
        return _begin_audit(session, desk, plan, chosen)
    if row.population_id != chosen.id:
        raise WorkbenchError(
            f"{plan.audit} is an audit of another population.", "Choose another name for this one."
        )
    _check_same_checklists(session, plan, row.id)
    return row.id


def _check_same_checklists(session: Session, plan: DrawPlan, audit_id: int) -> None:
    query = select(col(AuditChecklist.checklist)).where(col(AuditChecklist.audit_id) == audit_id)
    kept = tuple(session.scalars(query.order_by(col(AuditChecklist.position))))
    asked = tuple(name.upper() for name in plan.checklists)
    if asked and asked != kept:
        raise WorkbenchError(
            f"{plan.audit} was begun with the checklists {', '.join(kept)}.",
            "To draw again name no checklist; for other checklists choose another name.",
        )


def _begin_audit(session: Session, desk: Desk, plan: DrawPlan, chosen: PopulationView) -> int:
    if not plan.audit.strip():
        raise WorkbenchError("An audit needs a name.", "Give one.")
    checklists = [find_checklist(name, plan.checklist_folder) for name in plan.checklists]
    _check_asked_once(checklists)
    if not checklists:
        raise WorkbenchError(
            "An audit needs at least one checklist.", "See them with: workbench checklists."
        )
    audit_id = insert_row(
        session,
        Audit,
        {
            "name": plan.audit,
            "population_id": chosen.id,
            "marking": plan.marking,
            "created_at": desk.now(),
            "created_by": desk.auditor,
        },
    )
    for position, checklist in enumerate(checklists, start=1):
        _freeze(session, audit_id, position, checklist)
    desk.enter(
        session,
        "audit begun",
        about=f"audit:{audit_id}",
        details={
            "audit": plan.audit,
            "population": chosen.name,
            "marking": plan.marking,
            "checklists": [[c.id, c.version, c.sha256] for c in checklists],
        },
    )
    return audit_id


def _check_asked_once(checklists: Iterable[Checklist]) -> None:
    asked = Counter(question.id for checklist in checklists for question in checklist.questions)
    twice = [question for question, times in asked.items() if times > 1]
    if twice:
        raise WorkbenchError(
            f"{twice[0]} would be asked twice by these checklists.",
            "Name each checklist once; a short form shares its questions with the long ones.",
        )


def _freeze(session: Session, audit_id: int, position: int, checklist: Checklist) -> None:
    insert_row(
        session,
        AuditChecklist,
        {
            "audit_id": audit_id,
            "position": position,
            "checklist": checklist.id,
            "version": checklist.version,
            "sha256": checklist.sha256,
            "source": checklist.source,
        },
    )


def _make_draw(
    desk: Desk, sealed: _Sealed, *, audit_id: int, made_before: int, seed: str
) -> OpenAudit:
    drawn = draw_by(sealed.design, sealed.frame, seed=seed)
    with desk.record.writing() as session:
        if _draws_of(session, audit_id) != made_before:
            raise Refused(
                f"{sealed.plan.audit} was drawn by another person at the same moment.",
                "That sample stands. Look at it before you draw again.",
            )
        draw_id = _store_draw(session, desk, sealed, audit_id=audit_id, seed=seed)
        _store_cases(session, draw_id, drawn, sealed.frame)
        desk.enter(
            session,
            "draw made",
            about=f"audit:{audit_id}/draw:{draw_id}",
            details={
                "seed": seed,
                "cases": case_list_digest(case.reference for case in drawn.cases),
                "reserves": case_list_digest(case.reference for case in drawn.reserves),
            },
        )
        return load_audit(session, sealed.plan.audit)


def case_list_digest(references: Iterable[str]) -> str:
    """Return the SHA-256 of references in the order of selection, each with a line feed."""
    return sha256("".join(f"{reference}\n" for reference in references).encode()).hexdigest()


def _store_draw(session: Session, desk: Desk, sealed: _Sealed, *, audit_id: int, seed: str) -> int:
    return insert_row(
        session,
        Draw,
        {
            "audit_id": audit_id,
            "number": _draws_of(session, audit_id) + 1,
            "frame_fingerprint": sealed.population.part.frame_fingerprint,
            "design": sealed.design.kind.value,
            "by_column": sealed.design.by,
            "sizes": canonical(dict(sealed.design.sizes)),
            "reserve": sealed.design.reserve,
            "seed": seed,
            "seed_source": sealed.seed_source,
            "drawn_at": desk.now(),
            "drawn_by": desk.auditor,
            "reason": sealed.plan.reason,
        },
    )


def _store_cases(session: Session, draw_id: int, drawn: Drawn, frame: Frame) -> None:
    for role, cases in (("sample", drawn.cases), ("reserve", drawn.reserves)):
        for position, case in enumerate(cases, start=1):
            insert_row(
                session,
                SampledCase,
                {
                    "draw_id": draw_id,
                    "role": role,
                    "position": position,
                    "reference": case.reference,
                    "stratum": case.stratum or case.cluster,
                    "ticket": case.ticket,
                    "probability": repr(case.probability),
                    "fields": canonical(_fields(frame, case.reference)),
                },
            )


def _fields(frame: Frame, reference: str) -> dict[str, str]:
    row = bisect_left(frame.references, reference)
    return {name: values[row] for name, values in frame.columns.items()}
