"""Filling: the rows of a pack, copied from the record in one transaction with its first entry.

Rows keep their numbers, so that what comes back is about the same cases. Of the population there
are its facts and no row; of the answers, those that stand in the reading that is sent, and nothing
of the other. Who else reads a case, by which lot and why, does not go out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, SQLModel, col

from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.packs.marks import MADE, SETTING, PackFacts
from workbench.audits.reviews.standing import SECOND_READING, Place, Standing, standing_of
from workbench.audits.second_readings.twice_read import cases_read_twice
from workbench.record.history import canonical
from workbench.record.inserting import Values, insert_row
from workbench.record.settings import write_setting
from workbench.record.tables import (
    Allocation,
    AnswerRow,
    Audit,
    AuditChecklist,
    Draw,
    Note,
    Population,
    Review,
    SampledCase,
    SecondReading,
)

NOT_TOLD = "not told in a pack"
TableRow = tuple[type[SQLModel], Values]


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows of a pack, those that others refer to first; and what stands in them.

    Attributes:
        standing: What stands at each question that was touched.
    """

    facts: PackFacts
    rows: tuple[TableRow, ...]
    standing: Mapping[Place, Standing]


def contents_of(
    session: Session, audit: OpenAudit, cases: Sequence[AuditCase], facts: PackFacts
) -> Contents:
    """Read from the record what goes into a pack."""
    ids = [case.id for case in cases]
    reviews = _all(session, Review, (col(Review.case_id).in_(ids), _reading(facts)))
    numbers = [each["id"] for each in reviews]
    answers = _all(session, AnswerRow, (col(AnswerRow.review_id).in_(numbers),))
    noted = [each["note_id"] for each in answers if each["note_id"] is not None]
    notes = _all(session, Note, (col(Note.id).in_(noted),))
    rows: tuple[TableRow, ...] = (
        (Population, _population(session, audit, facts)),
        *_of(Audit, _all(session, Audit, (col(Audit.id) == audit.id,))),
        *_of(AuditChecklist, _checklists(session, audit)),
        *_of(Draw, _all(session, Draw, (col(Draw.id) == audit.draw_id,))),
        *_of(SampledCase, _cases(session, cases)),
        *_who_reads(session, audit, cases, facts),
        *_of(Review, (row | {"active_seconds": 0, "finished_at": None} for row in reviews)),
        *_of(Note, notes),
        *_of(AnswerRow, answers),
    )
    return Contents(facts=facts, rows=rows, standing=_standing(reviews, answers))


def _of(table: type[SQLModel], rows: Iterable[Values]) -> Iterator[TableRow]:
    return ((table, row) for row in rows)


def fill(desk: Desk, contents: Contents) -> str:
    """Write a pack's rows and its first entry into its empty record; return the entry's hash."""
    with desk.record.writing() as session:
        write_setting(session, SETTING, contents.facts.as_setting())
        for table, values in contents.rows:
            insert_row(session, table, values)
        about = next(values for table, values in contents.rows if table is Audit)
        made = desk.enter(
            session,
            MADE,
            about=f"audit:{about['id']}",
            details={
                "identity": contents.facts.identity,
                "origin": contents.facts.origin,
                "auditor": contents.facts.auditor,
                "answers": [
                    {"place": _told(place), "new": standing.told()}
                    for place, standing in contents.standing.items()
                ],
            },
        )
        return made.hash


def _told(place: Place) -> dict[str, object]:
    return {"case_id": place.case_id, "question": place.question, "reading": place.reading}


def _reading(facts: PackFacts) -> ColumnElement[bool]:
    return col(Review.reading) == facts.reading


def _all(
    session: Session, table: type[SQLModel], where: Sequence[ColumnElement[bool]]
) -> list[Values]:
    of = SQLModel.metadata.tables[str(table.__tablename__)]
    found = session.execute(select(of).where(*where).order_by(*of.primary_key.columns))
    return [row._asdict() for row in found]


def _population(session: Session, audit: OpenAudit, facts: PackFacts) -> Values:
    """Return the facts of the population; its list and how it was read stay where they are."""
    row = _all(session, Population, (col(Population.id) == audit.population.id,))[0]
    return row | {"mapping": canonical({SETTING: facts.identity})}


def _checklists(session: Session, audit: OpenAudit) -> list[Values]:
    return _all(session, AuditChecklist, (col(AuditChecklist.audit_id) == audit.id,))


def _cases(session: Session, cases: Sequence[AuditCase]) -> Iterator[Values]:
    """Return the cases, each at its place in the sample; a reserve at that of which it took."""
    order = {case.id: case.order for case in cases}
    for row in _all(session, SampledCase, (col(SampledCase.id).in_(order),)):
        yield row | {"role": "sample", "position": order[row["id"]]}


def _who_reads(
    session: Session, audit: OpenAudit, cases: Sequence[AuditCase], facts: PackFacts
) -> Iterator[TableRow]:
    """Return what lets readings be finished, and a second reader answer; and nothing more."""
    if not cases_read_twice(session, audit):
        return
    at = {"chosen_at": facts.made_at, "chosen_by": facts.made_by}
    lot = {"share": "0", "critical_fails": False, "seed": NOT_TOLD}
    yield SecondReading, {"draw_id": audit.draw_id, **lot, **at}
    if facts.reading == SECOND_READING:
        for case in cases:
            yield (
                Allocation,
                {
                    "case_id": case.id,
                    "reading": SECOND_READING,
                    "auditor": facts.auditor,
                    "why": NOT_TOLD,
                    "allocated_at": facts.made_at,
                    "allocated_by": facts.made_by,
                },
            )


def _standing(reviews: Sequence[Values], answers: Sequence[Values]) -> dict[Place, Standing]:
    of = {review["id"]: review for review in reviews}
    return {
        Place(of[row["review_id"]]["case_id"], row["question"], of[row["review_id"]]["reading"]): (
            standing_of(
                row["value"],
                row["flagged"],
                row["note_id"],
                row["measured"],
                row["good_practice"],
                row["version"],
            )
        )
        for row in answers
    }
