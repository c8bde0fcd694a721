"""Settling rivals: the different answers that came in to a question, and the one a person chose."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.answers import Answer
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.packs.marks import CHOSEN
from workbench.audits.packs.merging import IN_RECORD
from workbench.audits.packs.rival_rows import rivals_at, settle_row
from workbench.audits.reviews.answer_rows import notes
from workbench.audits.reviews.answering import check_current
from workbench.audits.reviews.standing import Change, Place, Standing, standing_at
from workbench.audits.second_readings.twice_read import case_read_twice
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import entries
from workbench.record.inserting import change_row
from workbench.record.tables import AnswerRow, Review, RivalAnswer

TAKEN_BACK = "open"


@dataclass(frozen=True, slots=True)
class RivalView:
    """One of the answers to a question, and where it comes from.

    Attributes:
        number: What it is chosen by.
        answer: None where somebody took an answer back.
        measured: The time that gave it; empty where none did.
        source: `here`, or which pack.
    """

    number: int
    answer: Answer | None
    measured: str
    note: str
    by: str
    at: str
    source: str

    @property
    def words(self) -> str:
        """The answer in words."""
        words = TAKEN_BACK if self.answer is None else self.answer.words
        return f"{words} by a time of {self.measured}" if self.measured else words

    def as_mapping(self) -> dict[str, object]:
        """Return it for a program to read."""
        return {
            "answer": None if self.answer is None else self.answer.value,
            "time": self.measured,
            "note": self.note,
            "by": self.by,
            "at": self.at,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question of a case to which different answers came in.

    Attributes:
        order: The place of the case in the sample.
        text: The question.
        rivals: The answers, the earliest first.
    """

    order: int
    case: str
    place: Place
    text: str
    rivals: tuple[RivalView, ...]

    def as_mapping(self) -> dict[str, object]:
        """Return it for a program to read."""
        return {
            "order": self.order,
            "case": self.case,
            "question": self.place.question,
            "reading": self.place.reading,
            "rivals": [rival.as_mapping() for rival in self.rivals],
        }


def disputes(desk: Desk, audit_name: str) -> tuple[Dispute, ...]:
    """Return every question of an audit that waits for a choice, in the order of the sample.

    A reading that this desk must not see yet is left out.

    Raises:
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        found = [each for each in _unsettled(session, audit) if not _hidden(session, desk, each)]
        return tuple(_dispute(session, audit, place) for place in found)


def _unsettled(session: Session, audit: OpenAudit) -> list[Place]:
    rows = session.execute(
        select(col(RivalAnswer.case_id), col(RivalAnswer.question), col(RivalAnswer.reading))
        .where(
            col(RivalAnswer.case_id).in_([case.id for case in audit.cases]),
            col(RivalAnswer.settled_at).is_(None),
        )
        .distinct()
    )
    order = {case.id: case.order for case in audit.cases}
    asked = [question.id for question in audit.questions]
    places = [Place(*row) for row in rows]
    return sorted(places, key=lambda p: (order[p.case_id], p.reading, asked.index(p.question)))


def _hidden(session: Session, desk: Desk, place: Place) -> bool:
    twice = case_read_twice(session, place.case_id)
    return twice is not None and twice.hides(place.reading, desk.auditor)


def _dispute(session: Session, audit: OpenAudit, place: Place) -> Dispute:
    rows = rivals_at(session, place)
    texts = notes(session, {row.note_id for row in rows if row.note_id is not None})
    case = next(case for case in audit.cases if case.id == place.case_id)
    return Dispute(
        order=case.order,
        case=case.reference,
        place=place,
        text=audit.question(place.question).text,
        rivals=tuple(
            RivalView(
                number=number,
                answer=None if row.value is None else Answer(row.value),
                measured=row.measured or "",
                note=texts.get(row.note_id or 0, ""),
                by=row.answered_by,
                at=row.answered_at,
                source="here" if row.source == IN_RECORD else row.source,
            )
            for number, row in enumerate(rows, start=1)
        ),
    )


def settle_dispute(
    desk: Desk, audit_name: str, dispute: Dispute, rival: RivalView, *, reason: str
) -> Change:
    """Let one of the rival answers stand, and say why; the others stay in the record.

    Where this person has chosen this very answer for this reason already, it is found to stand:
    it is tried again, perhaps, after a server went away as it was saved.

    Raises:
        Refused: There is no reason; the case is no longer read; or the answers are others by now.
        NotSaved: The record could not be written; nothing was changed.
    """
    if not reason.strip():
        raise Refused("A choice between answers needs its reason.", "Say why: --reason TEXT.")
    audit, place = open_drawn_audit(desk, audit_name), dispute.place
    with desk.record.writing() as session:
        check_current(session, audit, place.case_id)
        if _hidden(session, desk, place):
            raise Refused("This reading is not for you to see yet, nor to settle.")
        if standing := _chosen_so(session, desk, audit, dispute, rival, reason=reason.strip()):
            return Change(place=place, old=standing, new=standing)
        if not rivals_at(session, place) or _dispute(session, audit, place) != dispute:
            raise Refused(
                f"The answers to {place.question} of {dispute.case} are no longer those you saw.",
                "Look at them again.",
            )
        return _choose(session, desk, audit, dispute, rival, reason=reason.strip())


def _chosen_so(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    dispute: Dispute,
    rival: RivalView,
    *,
    reason: str,
) -> Standing | None:
    """Return what stands, if it is what this person has chosen so; None if it is not."""
    now = standing_at(session, dispute.place)
    chosen = (now.value, now.measured or "") == (rival.answer, rival.measured)
    if not chosen or rivals_at(session, dispute.place):
        return None
    about = _about(audit, dispute.place)
    made = list(entries(session, about=about, action=CHOSEN))[-1:]
    by = [(each.actor, json.loads(each.payload)["reason"]) for each in made]
    return now if by == [(desk.auditor, reason)] else None


def _about(audit: OpenAudit, place: Place) -> str:
    return f"audit:{audit.id}/case:{place.case_id}/{place.question}"


def _choose(
    session: Session,
    desk: Desk,
    audit: OpenAudit,
    dispute: Dispute,
    rival: RivalView,
    *,
    reason: str,
) -> Change:
    place = dispute.place
    old = standing_at(session, place)
    new = old.become(value=rival.answer, measured=rival.measured or None)
    for row in rivals_at(session, place):
        settle_row(session, desk, row.id)
    review_id = _put(session, desk, place, rival)
    change = Change(place=place, old=old, new=new)
    told = [each.as_mapping() | {"note": bool(each.note)} for each in dispute.rivals]
    desk.enter(
        session,
        CHOSEN,
        about=_about(audit, place),
        details=change.told()
        | {"review": review_id, "seconds": 0, "reason": reason, "rivals": told},
    )
    return change


def _put(session: Session, desk: Desk, place: Place, rival: RivalView) -> int:
    """Write the answer that was chosen, and return the number of the review."""
    review_id = session.scalars(
        select(col(Review.id)).where(
            col(Review.case_id) == place.case_id, col(Review.reading) == place.reading
        )
    ).one()
    values = {
        "value": None if rival.answer is None else rival.answer.value,
        "measured": rival.measured or None,
        "changed_at": desk.now(),
        "changed_by": desk.auditor,
        "version": col(AnswerRow.version) + 1,
    }
    question = col(AnswerRow.question) == place.question
    change_row(session, AnswerRow, (col(AnswerRow.review_id) == review_id) & question, values)
    return review_id


def settle_by_word(
    desk: Desk, audit_name: str, *, case: str, question: str, word: str, reason: str
) -> Change:
    """Settle by the words of a command: an answer that was given, its time, or `open`.

    Raises:
        WorkbenchError: Nothing waits there, the word is none of the answers, or is two of them.
    """
    audit = open_drawn_audit(desk, audit_name)
    here = audit.case(case).id, audit.question(question).id
    found = [d for d in disputes(desk, audit_name) if (d.place.case_id, d.place.question) == here]
    if not found:
        raise Refused(
            f"No answers to {here[1]} of {case} wait for a choice.",
            "workbench pack rivals AUDIT lists those that do.",
        )
    fitting = [(d, rival) for d in found for rival in d.rivals if _is_meant(rival, word)]
    if len({(d.place, r.answer, r.measured) for d, r in fitting}) != 1:
        raise WorkbenchError(
            f"{word!r} is not one of the answers to {here[1]} of {case}, or more than one.",
            f"They are: {_named(found)}.",
        )
    return settle_dispute(desk, audit_name, *fitting[0], reason=reason)


def _is_meant(rival: RivalView, word: str) -> bool:
    given = word.strip().lower().replace(" ", "_")
    answer = TAKEN_BACK if rival.answer is None else rival.answer.value
    return given == answer or bool(rival.measured and given == rival.measured)


def _named(found: Sequence[Dispute]) -> str:
    return ", ".join(dict.fromkeys(rival.words for each in found for rival in each.rivals))
