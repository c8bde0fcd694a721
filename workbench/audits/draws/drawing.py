"""Drawing: a sample that anyone can repeat, sealed before its seed exists."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from sqlalchemy import func, select
from sqlmodel import Session, col

from sampling.designs import Drawn
from sampling.frames import Frame
from sampling.seeds import check_seed, make_seed
from workbench.audits.desk import Desk
from workbench.audits.draws.beginning import audit_for
from workbench.audits.draws.designs import Design, DesignAsked, draw_by, work_out
from workbench.audits.opening import OpenAudit, latest_draw, load_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.populations import PopulationView, check_held, find_population
from workbench.errors import Refused
from workbench.marking import DEFAULT_MARKING
from workbench.record import frames
from workbench.record.history import canonical
from workbench.record.inserting import insert_row
from workbench.record.tables import Draw, SampledCase

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
        Refused: The role of this login may not.
        WorkbenchError: The plan cannot be drawn; nothing was changed.
    """
    check_may(desk, Duty.DRAW)
    check_typed_seed(plan)
    with desk.record.reading() as session:
        chosen = find_population(session, plan.population)
        check_held(chosen)
        frame = frames.load_frame(session, chosen.id)
    return seal_and_draw(desk, plan, _FrameHere(chosen, frame, work_out(plan.design, frame)))


class Drawable(Protocol):
    """What a sample can be drawn from: a frame of the record, or one that stays elsewhere."""

    @property
    def design(self) -> Design:
        """The design, worked out and checked for the frame."""

    def population(self, desk: Desk, session: Session) -> PopulationView:
        """Return the population, in the transaction that seals the plan."""

    def draw(self, seed: str) -> Drawn:
        """Draw by the design."""

    def fields(self, reference: str) -> Mapping[str, str]:
        """Return the kept columns of a case that was drawn."""


def check_typed_seed(plan: DrawPlan) -> None:
    """Refuse a seed that was typed and cannot be one, before anything else is looked at.

    Raises:
        SamplingError: It is not 8 to 64 of the allowed characters.
    """
    if plan.seed is not None:
        check_seed(plan.seed)


def seal_and_draw(desk: Desk, plan: DrawPlan, drawable: Drawable) -> OpenAudit:
    """Seal a plan in the history, and only then make or take the seed, draw, and seal the sample.

    Raises:
        WorkbenchError: The plan cannot be drawn; nothing was changed.
    """
    sealed = _seal(desk, plan, drawable)
    seed = plan.seed if plan.seed is not None else make_seed()
    return _make_draw(desk, sealed, seed=seed)


@dataclass(frozen=True, slots=True)
class _FrameHere:
    """A frame of the record, with the design that was worked out for it."""

    chosen: PopulationView
    frame: Frame
    design: Design

    def population(self, _desk: Desk, _session: Session) -> PopulationView:
        return self.chosen

    def draw(self, seed: str) -> Drawn:
        return draw_by(self.design, self.frame, seed=seed)

    def fields(self, reference: str) -> Mapping[str, str]:
        row = bisect_left(self.frame.references, reference)
        return {name: values[row] for name, values in self.frame.columns.items()}


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A plan that stands in the history, with what it is drawn from."""

    plan: DrawPlan
    population: PopulationView
    drawable: Drawable
    audit_id: int
    made_before: int

    @property
    def design(self) -> Design:
        return self.drawable.design


def _seed_source(plan: DrawPlan) -> str:
    return SEED_MADE if plan.seed is None else SEED_TYPED


def _details(plan: DrawPlan, population: PopulationView, design: Design) -> dict[str, object]:
    """Return what the history says of a plan."""
    return {
        "audit": plan.audit,
        "population": population.name,
        "frame_fingerprint": population.part.frame_fingerprint,
        "frame_size": population.part.frame_size,
        "design": design.kind.value,
        "by": design.by,
        "sizes": dict(design.sizes),
        "reserve": design.reserve,
        "seed_source": _seed_source(plan),
        "reason": plan.reason,
    }


def _seal(desk: Desk, plan: DrawPlan, drawable: Drawable) -> _Sealed:
    """Write the plan into the history, with the audit if it begins by it."""
    with desk.record.writing() as session:
        chosen = drawable.population(desk, session)
        audit_id = audit_for(session, desk, plan, chosen)
        _check_not_drawn_before(session, desk, plan, audit_id)
        details = _details(plan, chosen, drawable.design)
        desk.enter(session, "draw planned", about=f"audit:{audit_id}", details=details)
        return _Sealed(plan, chosen, drawable, audit_id, _draws_of(session, audit_id))


def _draws_of(session: Session, audit_id: int) -> int:
    query = select(func.count()).select_from(Draw).where(col(Draw.audit_id) == audit_id)
    return int(session.execute(query).scalar_one())


def _check_not_drawn_before(session: Session, desk: Desk, plan: DrawPlan, audit_id: int) -> None:
    latest = latest_draw(session, audit_id)
    if latest is None:
        return
    load_audit(session, plan.audit).check_not_erased()
    if not plan.reason.strip():
        raise Refused(
            f"{plan.audit} has a sample already, and a drawn sample is sealed.",
            "To draw again say why with --reason; both draws stay in the history.",
        )
    _check_not_for_this_reason(plan, desk, session.get_one(Draw, latest))


def _check_not_for_this_reason(plan: DrawPlan, desk: Desk, latest: Draw) -> None:
    """Refuse to draw again for a reason that one has just drawn again for.

    Raises:
        Refused: A server may have gone away as that draw was saved; a sample is not changed unseen.
    """
    if (latest.drawn_by, latest.reason) == (desk.auditor, plan.reason):
        raise Refused(
            f"You drew {plan.audit} again for this very reason at {latest.drawn_at[:16]}, and "
            "that sample stands.",
            "Look at it first. To draw yet again, say what the reason is now.",
        )


def _make_draw(desk: Desk, sealed: _Sealed, *, seed: str) -> OpenAudit:
    drawn = sealed.drawable.draw(seed)
    with desk.record.writing() as session:
        if _draws_of(session, sealed.audit_id) != sealed.made_before:
            raise Refused(
                f"{sealed.plan.audit} was drawn by another person at the same moment.",
                "That sample stands. Look at it before you draw again.",
            )
        draw_id = _store_draw(session, desk, sealed, seed=seed)
        _store_cases(session, draw_id, drawn, sealed.drawable)
        desk.enter(
            session,
            "draw made",
            about=f"audit:{sealed.audit_id}/draw:{draw_id}",
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


def _store_draw(session: Session, desk: Desk, sealed: _Sealed, *, seed: str) -> int:
    return insert_row(
        session,
        Draw,
        {
            "audit_id": sealed.audit_id,
            "number": sealed.made_before + 1,
            "frame_fingerprint": sealed.population.part.frame_fingerprint,
            "design": sealed.design.kind.value,
            "by_column": sealed.design.by,
            "sizes": canonical(dict(sealed.design.sizes)),
            "reserve": sealed.design.reserve,
            "seed": seed,
            "seed_source": _seed_source(sealed.plan),
            "drawn_at": desk.now(),
            "drawn_by": desk.auditor,
            "reason": sealed.plan.reason,
        },
    )


def _store_cases(session: Session, draw_id: int, drawn: Drawn, drawable: Drawable) -> None:
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
                    "fields": canonical(dict(drawable.fields(case.reference))),
                },
            )
