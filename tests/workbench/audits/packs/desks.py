"""What tests of packs work with: packs sent out, opened by their auditors, and taken in again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlmodel import col

from checklists.answers import Answer
from exports.plain import rates_json
from tests.conftest import Clock
from workbench.audits.desk import Desk
from workbench.audits.opening import open_audit
from workbench.audits.packs.choosing import PackAsked
from workbench.audits.packs.sending import send_pack
from workbench.audits.packs.settling import disputes
from workbench.audits.proof.verifying import verify_record
from workbench.audits.results.rates import rates
from workbench.audits.reviews.answer_rows import notes
from workbench.audits.reviews.answering import give_answer
from workbench.audits.reviews.assessing import standings_by_case
from workbench.audits.reviews.standing import FIRST_READING, Place
from workbench.record.engine import open_record
from workbench.record.tables import AnswerRow, Review

AUDIT = "September"


def send(desk: Desk, path: Path, auditor: str, *cases: str, reading: int = FIRST_READING) -> Path:
    """Send a pack out to a path, and return it."""
    asked = PackAsked(auditor=auditor, cases=cases, reading=reading)
    return send_pack(desk, AUDIT, path, asked).path


@contextmanager
def at_pack(path: Path, auditor: str, clock: Clock) -> Iterator[Desk]:
    """Sit down at a pack."""
    record = open_record(path)
    try:
        yield Desk(record=record, auditor=auditor, clock=clock)
    finally:
        record.close()


def answer(
    desk: Desk,
    case: str,
    question: str,
    given: Answer | None,
    *,
    seconds: int = 0,
    reading: int = FIRST_READING,
) -> None:
    """Answer one question at a desk, in a pack or not; a second goes by."""
    audit = open_audit(desk, AUDIT)
    place = Place(audit.case(case).id, question, reading)
    give_answer(desk, audit, place, given, seconds=seconds)
    if isinstance(desk.clock, Clock):
        desk.clock.tick(1)


def copy_of(desk: Desk, path: Path) -> Desk:
    """Return a desk at a copy of a record that is a file, as it is now."""
    shutil.copy(desk.record.path, path)
    return Desk(record=open_record(path), auditor=desk.auditor, clock=desk.clock)


Outcome = tuple[object, ...]


def outcome(desk: Desk) -> Outcome:
    """Return all that must not depend on the order in which packs came in."""
    return figures(desk), standing(desk), rivals(desk), seconds(desk)


def figures(desk: Desk) -> dict[str, object]:
    return rates_json(rates(desk, AUDIT))


def standing(desk: Desk) -> dict[tuple[int, str], tuple[object, ...]]:
    """Return what stands, by case and question: its parts, the text of its note and who gave it."""
    audit = open_audit(desk, AUDIT)
    with desk.record.reading() as session:
        found = standings_by_case(session, audit, FIRST_READING)
        numbers = [s.note_id for here in found.values() for s in here.values() if s.note_id]
        texts = notes(session, numbers)
        who = {
            (row[0], row[1]): (row[2], row[3])
            for row in session.execute(
                select(
                    col(Review.case_id),
                    col(AnswerRow.question),
                    col(AnswerRow.changed_by),
                    col(AnswerRow.changed_at),
                ).join(Review, col(AnswerRow.review_id) == col(Review.id))
            )
        }
    return {
        (case, question): (
            each.value,
            each.measured,
            each.flagged,
            each.good_practice,
            texts.get(each.note_id or 0, ""),
            *who[case, question],
        )
        for case, here in found.items()
        for question, each in here.items()
    }


def rivals(desk: Desk) -> dict[tuple[str, str], list[tuple[object, ...]]]:
    return {
        (d.case, d.place.question): [
            (r.answer, r.measured, r.note, r.by, r.at, r.source) for r in d.rivals
        ]
        for d in disputes(desk, AUDIT)
    }


def seconds(desk: Desk) -> dict[int, int]:
    with desk.record.reading() as session:
        rows = session.execute(select(col(Review.case_id), col(Review.active_seconds)))
        return {row[0]: row[1] for row in rows}


def check_sound(desk: Desk) -> None:
    assert verify_record(desk).faults == ()


def moment(clock: Clock) -> datetime:
    return clock()
