"""An audit as it is opened: its population, its frozen checklists, its draw and its cases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from checklists.questions import Checklist, Question
from checklists.reading import parse_checklist
from workbench.audits.desk import Desk
from workbench.audits.draws.designs import Design, DesignKind
from workbench.audits.erasing.erased_names import column_erased, is_erased_name, references_erased
from workbench.audits.packs.marks import pack_of
from workbench.audits.populations import PopulationView, population_by_id
from workbench.errors import WorkbenchError
from workbench.record.tables import (
    Audit,
    AuditChecklist,
    Draw,
    Replacement,
    SampledCase,
)

FEW: Final = 2
"""So many cases are named one by one, even in a row."""


@dataclass(frozen=True, slots=True)
class AuditCase:
    """A case to be scored: one of the sample, or the reserve that replaced it.

    Attributes:
        id: Its number in the record.
        order: Its place in the sample, from 1; a reserve takes the place it fills.
        fields: The kept columns of the population for this case.
    """

    id: int
    order: int
    reference: str
    stratum: str
    probability: float
    fields: Mapping[str, str]


@dataclass(frozen=True)
class OpenAudit:
    """Everything about an audit that scoring does not change.

    Attributes:
        draw_id: The draw in use, or None when none has been made.
        design: How it was drawn.
        cases: The cases to score, in their order of selection: all that were drawn, or those that
            are this person's.
        drawn: How many were drawn.
        reserves_left: References of the reserve that have not been used, next first.
        in_pack: Whether these are the cases of a pack, which are some of a sample.
    """

    id: int
    name: str
    marking: str
    created_at: str
    population: PopulationView
    checklists: tuple[Checklist, ...]
    draw_id: int | None
    design: Design | None
    cases: tuple[AuditCase, ...]
    drawn: int
    reserves_left: tuple[str, ...]
    in_pack: bool = False

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question of every checklist, in the order in which they are asked."""
        return tuple(q for checklist in self.checklists for q in checklist.questions)

    @cached_property
    def checklist_of(self) -> Mapping[str, Checklist]:
        """The checklist that each question belongs to."""
        return {q.id: checklist for checklist in self.checklists for q in checklist.questions}

    @property
    def erased(self) -> bool:
        """Whether the references of its cases were erased: see `audits.purging`."""
        return any(is_erased_name(case.reference) for case in self.cases)

    def check_not_erased(self) -> None:
        """Refuse what needs the references of the cases, where they were erased.

        Raises:
            Refused: They were.
        """
        if self.erased:
            raise references_erased(self.name)

    def check_column(self, column: str) -> None:
        """Check that every case still has a kept column of the population.

        Raises:
            Refused: It was erased.
        """
        if self.erased and any(column not in case.fields for case in self.cases):
            raise column_erased(self.name, column)

    def question(self, question_id: str) -> Question:
        """Return a question by its id, in whatever case it was typed.

        Raises:
            WorkbenchError: The audit does not ask it.
        """
        for question in self.questions:
            if question.id == question_id.upper():
                return question
        raise WorkbenchError(
            f"{self.name} has no question {question_id!r}.",
            f"It asks {self.questions[0].id} to {self.questions[-1].id}.",
        )

    def case(self, reference: str) -> AuditCase:
        """Return a case by its reference, or by `#` and its order.

        Raises:
            WorkbenchError: It is not in the sample.
        """
        exact = next((case for case in self.cases if case.reference == reference), None)
        by_order = next((case for case in self.cases if f"#{case.order}" == reference), None)
        if found := exact or by_order:
            return found
        raise self._no_such_case(reference)

    def _no_such_case(self, wanted: str) -> WorkbenchError:
        """Return what is said where there is no such case, or none that is this person's."""
        orders = _orders_words(sorted(case.order for case in self.cases))
        if self.in_pack:
            problem = f"{wanted!r} is not among the cases of {self.name} in this pack."
            return WorkbenchError(problem, f"This pack has {orders}.")
        if len(self.cases) == self.drawn:
            return WorkbenchError(
                f"{wanted!r} is not in the sample of {self.name}.",
                f"Its cases are {orders}; the certificate lists them.",
            )
        if not self.cases:
            return WorkbenchError(
                f"No case of {self.name} is yours.", "A supervisor says who reads what."
            )
        return WorkbenchError(
            f"{wanted!r} is not one of your cases of {self.name}.",
            f"They are {orders}. Whether others read it is not shown here.",
        )


def _orders_words(known: Sequence[int]) -> str:
    """Return the orders of cases: `#3 to #6` where they follow on each other, else each of them."""
    if len(known) > FEW and known[-1] - known[0] + 1 == len(known):
        return f"#{known[0]} to #{known[-1]}"
    return ", ".join(f"#{order}" for order in known)


def open_audit(desk: Desk, name: str) -> OpenAudit:
    """Open an audit by its name.

    Raises:
        WorkbenchError: There is none of that name; the message names those there are.
    """
    with desk.record.reading() as session:
        return load_audit(session, name)


def open_drawn_audit(desk: Desk, name: str) -> OpenAudit:
    """Open an audit that has a sample.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_audit(desk, name)
    if audit.draw_id is None:
        raise WorkbenchError(f"{name} has no sample yet.", "Draw one first: workbench draw.")
    return audit


def load_audit(session: Session, name: str) -> OpenAudit:
    """Open an audit within the caller's session."""
    row = find_audit(session, name)
    if row is None:
        names = ", ".join(session.scalars(select(col(Audit.name))))
        raise WorkbenchError(
            f"There is no audit named {name!r}.",
            f"There are: {names}." if names else "Draw a sample to begin one: workbench draw.",
        )
    draw_id = latest_draw(session, row.id)
    cases, reserves = _cases(session, draw_id) if draw_id else ((), ())
    return OpenAudit(
        id=row.id,
        name=row.name,
        marking=row.marking,
        created_at=row.created_at,
        population=population_by_id(session, row.population_id),
        checklists=_checklists(session, row.id),
        draw_id=draw_id,
        design=design_of(session.get_one(Draw, draw_id)) if draw_id else None,
        cases=cases,
        drawn=_drawn(session, draw_id, cases),
        reserves_left=reserves,
        in_pack=_is_pack(session),
    )


def _is_pack(session: Session) -> bool:
    """Whether the record is a pack of cases, which is always a file."""
    return session.get_bind().dialect.name != "postgresql" and pack_of(session) is not None


def design_of(row: Draw) -> Design:
    """Return the design of a draw as it was sealed."""
    return Design(
        kind=DesignKind(row.design),
        by=row.by_column,
        sizes=json.loads(row.sizes),
        reserve=row.reserve,
    )


def find_audit(session: Session, name: str) -> Audit | None:
    """Return the audit of that name, if there is one."""
    return session.scalars(select(Audit).where(col(Audit.name) == name)).first()


def latest_draw(session: Session, audit_id: int) -> int | None:
    """Return the draw in use, which is the last one made; None if none was."""
    query = select(col(Draw.id)).where(col(Draw.audit_id) == audit_id)
    return session.scalars(query.order_by(col(Draw.number).desc()).limit(1)).first()


def _checklists(session: Session, audit_id: int) -> tuple[Checklist, ...]:
    rows = session.execute(
        select(col(AuditChecklist.checklist), col(AuditChecklist.source))
        .where(col(AuditChecklist.audit_id) == audit_id)
        .order_by(col(AuditChecklist.position))
    )
    return tuple(_frozen_checklist(source, name) for name, source in rows)


@lru_cache(maxsize=64)
def _frozen_checklist(source: str, name: str) -> Checklist:
    return parse_checklist(source, name=f"{name} as frozen in the record")


def _cases(session: Session, draw_id: int) -> tuple[tuple[AuditCase, ...], tuple[str, ...]]:
    drawn = session.scalars(
        select(SampledCase)
        .where(col(SampledCase.draw_id) == draw_id)
        .order_by(col(SampledCase.role).desc(), col(SampledCase.position))
    ).all()
    by_id = {case.id: case for case in drawn}
    stand_in = {
        row.case_id: row.reserve_id
        for row in session.scalars(select(Replacement).order_by(col(Replacement.id)))
        if row.case_id in by_id
    }
    used = set(stand_in.values())
    cases = tuple(
        _case(standing, order=case.position)
        for case in drawn
        if case.role == "sample" and (standing := _standing(case, by_id, stand_in)) is not None
    )
    left = tuple(c.reference for c in drawn if c.role == "reserve" and c.id not in used)
    return cases, left


def _drawn(session: Session, draw_id: int | None, cases: Sequence[AuditCase]) -> int:
    """Return how many cases were drawn to be read; a server shows some of them to others only."""
    if draw_id is None or session.get_bind().dialect.name != "postgresql":
        return len(cases)
    return int(session.scalars(select(func.team_size(draw_id, False))).one())  # noqa: FBT003 - SQL


def _standing(
    case: SampledCase, by_id: Mapping[int, SampledCase], stand_in: Mapping[int, int]
) -> SampledCase | None:
    """Return the case that counts; None where it is another's, whom a server shows to them only."""
    found: SampledCase | None = case
    while found is not None and found.id in stand_in:
        found = by_id.get(stand_in[found.id])
    return found


def _case(row: SampledCase, *, order: int) -> AuditCase:
    return AuditCase(
        id=row.id,
        order=order,
        reference=row.reference,
        stratum=row.stratum,
        probability=float(row.probability),
        fields=json.loads(row.fields),
    )
