"""Verifying: everything recomputed from the history, and what differs named."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.answering import CHANGED, REDONE, UNDONE, note_hash
from workbench.audits.designs import draw_by
from workbench.audits.desk import Desk
from workbench.audits.drawing import case_list_digest
from workbench.audits.opening import design_of
from workbench.errors import CheckFailed
from workbench.record import frames, tables
from workbench.record.history import entries, first_break, head


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked, what was found wrong, and the head of the history."""

    checked: tuple[str, ...]
    faults: tuple[str, ...]
    head: str


def verify_record(desk: Desk) -> Verification:
    """Recompute the chain, the frames, every draw from its seed and every answer's standing."""
    with desk.record.reading() as session:
        newest = head(session)
        broken = first_break(session)
        populations = list(session.scalars(select(tables.Population)))
        draws = list(session.scalars(select(tables.Draw)))
        faults = (
            *([broken] if broken else []),
            *(fault for row in populations for fault in _frame_faults(session, row)),
            *(fault for row in draws for fault in _draw_faults(session, row)),
            *_answer_faults(session),
        )
    return Verification(
        checked=(
            f"{newest.seq:,} entries of the history",
            f"{len(populations)} frames",
            f"{len(draws)} draws, made again from their seeds",
            "every answer, against the history",
        ),
        faults=faults,
        head=str(newest),
    )


def _frame_faults(session: Session, row: tables.Population) -> Iterator[str]:
    try:
        frame = frames.load_frame(session, row.id)
    except CheckFailed as error:
        yield error.problem
        return
    if frame.fingerprint != row.frame_fingerprint:
        yield f"the frame of {row.name!r} is not the one that was fingerprinted"
    elif frame.content_fingerprint != row.content_fingerprint:
        yield f"a kept column of {row.name!r} was altered"
    if not _was_said(session, f"population:{row.id}", row.frame_fingerprint):
        yield f"the population {row.name!r} is not as the history has it"


def _was_said(session: Session, about: str, word: str) -> bool:
    return any(word in entry.payload for entry in entries(session, about=about))


def _draw_faults(session: Session, row: tables.Draw) -> Iterator[str]:
    audit = session.get_one(tables.Audit, row.audit_id)
    what = f"draw {row.number} of {audit.name!r}"
    said = _draw_entry(session, row)
    if said is None:
        yield f"{what} is not in the history"
        return
    if said["seed"] != row.seed:
        yield f"{what} has another seed than the history"
    kept = {role: _references(session, row.id, role) for role in ("sample", "reserve")}
    if said["cases"] != case_list_digest(kept["sample"]) or said["reserves"] != case_list_digest(
        kept["reserve"]
    ):
        yield f"{what}: its cases are not those that the history has"
    try:
        frame = frames.load_frame(session, audit.population_id)
    except CheckFailed:
        return
    again = draw_by(design_of(row), frame, seed=row.seed)
    if [case.reference for case in again.cases] != kept["sample"]:
        yield f"{what}: its seed gives other cases"


def _draw_entry(session: Session, row: tables.Draw) -> dict[str, str] | None:
    about = f"audit:{row.audit_id}/draw:{row.id}"
    for entry in entries(session, about=about):
        details: dict[str, str] = json.loads(entry.payload)
        return details
    return None


def _references(session: Session, draw_id: int, role: str) -> list[str]:
    query = (
        select(col(tables.SampledCase.reference))
        .where(col(tables.SampledCase.draw_id) == draw_id, col(tables.SampledCase.role) == role)
        .order_by(col(tables.SampledCase.position))
    )
    return list(session.scalars(query))


def _answer_faults(session: Session) -> Iterator[str]:
    said = _standings_said(session)
    kept = _standings_kept(session)
    for place in sorted(said.keys() | kept.keys()):
        case_id, question = place
        if said.get(place) != kept.get(place):
            reference = session.get_one(tables.SampledCase, case_id).reference
            yield f"{question} of {reference} is not as the history has it"
    yield from _note_faults(session)


Kept = tuple[str | None, bool, int | None, str | None]


def _standings_said(session: Session) -> dict[tuple[int, str], Kept]:
    said: dict[tuple[int, str], Kept] = {}
    for entry in entries(session):
        if entry.action in {CHANGED, UNDONE, REDONE}:
            details = json.loads(entry.payload)
            new, place = details["new"], details["place"]
            said[place["case_id"], place["question"]] = (
                new["value"],
                new["flagged"],
                new["note_id"],
                new["measured"],
            )
    return said


def _standings_kept(session: Session) -> dict[tuple[int, str], Kept]:
    rows = session.execute(
        select(
            col(tables.Review.case_id),
            col(tables.AnswerRow.question),
            col(tables.AnswerRow.value),
            col(tables.AnswerRow.flagged),
            col(tables.AnswerRow.note_id),
            col(tables.AnswerRow.measured),
        ).join(tables.Review, col(tables.AnswerRow.review_id) == col(tables.Review.id))
    )
    return {
        (case_id, question): (value, bool(flagged), note_id, measured)
        for case_id, question, value, flagged, note_id, measured in rows
    }


def _note_faults(session: Session) -> Iterator[str]:
    said = dict(_note_hashes(session))
    for note in session.scalars(select(tables.Note)):
        if said.get(note.id) != note_hash(note.salt, note.text):
            yield f"a note on {note.question} (note {note.id}) is not as the history has it"


def _note_hashes(session: Session) -> Iterator[tuple[int, str]]:
    for entry in entries(session):
        if "note_sha256" in entry.payload:
            details = json.loads(entry.payload)
            yield details["new"]["note_id"], details["note_sha256"]
