"""Writing a merge: what came in at each question, the rivals, the notes and the readings' ends."""

import secrets
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.contributions import AuditLog, told_of
from workbench.audits.packs.marks import BACK, CAME_BACK, CAME_IN
from workbench.audits.packs.merging import Part
from workbench.audits.packs.planning import Plan, Planned
from workbench.audits.packs.returned import ReturnedPack
from workbench.audits.packs.rival_rows import keep_rivals, rivals_at
from workbench.audits.packs.urgent import Urgent, columns_of
from workbench.audits.reviews.answer_rows import note_hash
from workbench.audits.reviews.assessing import assess_case
from workbench.audits.reviews.escalating import ESCALATED
from workbench.audits.reviews.standing import Change, Place, Standing, standing_at, standings
from workbench.audits.second_readings.finishing import FINISHED, finish_reading
from workbench.record.history import canonical
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import AnswerRow, Escalation, Note, Pack, Review


@dataclass(frozen=True, slots=True)
class Merger:
    """Writes a merge, within the caller's transaction."""

    session: Session
    desk: Desk
    audit: OpenAudit
    log: AuditLog
    pack: ReturnedPack

    def take_in(self, plan: Plan) -> None:
        """Write what was planned, and what came of the readings."""
        for each in plan.new:
            self._take_in(each)
        for urgent in plan.urgent:
            self._pass_on(urgent)
        for case_id in self.pack.readings:
            if case_id not in plan.left_out:
                self._finish(case_id)
        self._enter(plan)

    def _take_in(self, planned: Planned) -> None:
        place, theirs = planned.place, planned.contribution
        review_id = self._review(place.case_id, seconds=planned.seconds)
        note = self._note_of(planned, review_id)
        if note is not None:
            self.log.note_ids[theirs.identity] = note[0]
        self.log.at.setdefault(place, []).append(theirs)
        old = standing_at(self.session, place)
        new = self._standing(planned, old, review_id)
        self._put(planned, new, review_id)
        keep_rivals(self.session, self.desk, place, planned.merged.rivals, self.log.note_ids)
        change = Change(place=place, old=old, new=new)
        details: dict[str, object] = {
            "review": review_id,
            "seconds": planned.seconds,
            "pack_head": str(self.pack.head),
            "contribution": told_of(theirs, note[0] if note else None),
        }
        self.desk.enter(
            self.session,
            CAME_IN,
            about=f"audit:{self.audit.id}/case:{place.case_id}/{place.question}",
            details=change.told() | details | ({"note_sha256": note[1]} if note else {}),
        )

    def _review(self, case_id: int, *, seconds: int = 0) -> int:
        """Return the review of the reading, with the time added; begun as it was in the pack."""
        begun = self.pack.readings[case_id]
        here = (col(Review.case_id) == case_id) & (col(Review.reading) == begun.reading)
        longer = {"active_seconds": col(Review.active_seconds) + seconds}
        found = change_row(self.session, Review, here, longer)
        if found is not None:
            return found
        return insert_row(
            self.session,
            Review,
            {
                "case_id": case_id,
                "reading": begun.reading,
                "auditor": begun.auditor,
                "started_at": begun.started_at,
                "active_seconds": seconds,
            },
        )

    # Notes

    def _note_of(self, planned: Planned, review_id: int) -> tuple[int, str] | None:
        """Keep the note that came with an answer; return its number and its salted hash."""
        theirs = planned.contribution
        if Part.NOTE not in theirs.touched or not theirs.content.note:
            return None
        return self._keep(theirs.content.note, planned.place, review_id, at=theirs.at)

    def _keep(self, text: str, place: Place, review_id: int, *, at: str) -> tuple[int, str]:
        salt = secrets.token_hex(16)
        values = {"review_id": review_id, "question": place.question, "salt": salt}
        kept = {"text": text, "written_at": at}
        return insert_row(self.session, Note, values | kept), note_hash(salt, text)

    def _note_that_stands(self, planned: Planned, old: Standing, review_id: int) -> int | None:
        """Return the number of the note that stands: one that is there, or several in one."""
        text = planned.merged.content.note
        if not text:
            return None
        numbers = {
            each.content.note: self.log.note_ids.get(each.identity)
            for each in self.log.at[planned.place]
        }
        known = numbers.get(text)
        if known is not None:
            return known
        if old.note_id is not None and self._text(old.note_id) == text:
            return old.note_id
        return self._keep(text, planned.place, review_id, at=self.desk.now())[0]

    def _text(self, note_id: int) -> str:
        query = select(col(Note.text)).where(col(Note.id) == note_id)
        return self.session.scalars(query).one()

    # What stands

    def _standing(self, planned: Planned, old: Standing, review_id: int) -> Standing:
        content = planned.merged.content
        return old.become(
            value=content.value,
            measured=content.measured,
            flagged=content.flagged,
            good_practice=content.good_practice,
            note_id=self._note_that_stands(planned, old, review_id),
        )

    def _put(self, planned: Planned, new: Standing, review_id: int) -> None:
        values = {
            "value": None if new.value is None else new.value.value,
            "measured": new.measured,
            "flagged": new.flagged,
            "note_id": new.note_id,
            "good_practice": new.good_practice,
            "changed_at": planned.merged.at,
            "changed_by": planned.merged.by,
            "version": new.version,
        }
        question = planned.place.question
        here = (col(AnswerRow.review_id) == review_id) & (col(AnswerRow.question) == question)
        if change_row(self.session, AnswerRow, here, values) is None:
            first = {"review_id": review_id, "question": question, **values}
            insert_row(self.session, AnswerRow, first)

    # Urgent matters

    def _pass_on(self, urgent: Urgent) -> None:
        """Keep an urgent matter as it was recorded in the pack, whatever became of its case."""
        values = columns_of(urgent)
        details: dict[str, object] = {**values, "pack": self.pack.facts.identity}
        note_id, saw = None, self.pack.urgent[urgent]
        if saw:
            place = Place(urgent.case_id, urgent.question, urgent.reading)
            review_id = self._review(urgent.case_id)
            note_id, digest = self._keep(saw, place, review_id, at=urgent.escalated_at)
            details["note_sha256"] = digest
        insert_row(self.session, Escalation, {**values, "note_id": note_id})
        about = f"audit:{self.audit.id}/case:{urgent.case_id}"
        self.desk.enter(self.session, ESCALATED, about=about, details=details)

    # Readings

    def _finish(self, case_id: int) -> None:
        """Let a reading be finished if it was before, or in the pack, and nothing in it is open."""
        begun = self.pack.readings[case_id]
        before = self._finished(case_id)
        if not (before or begun.finished):
            return
        if not self._is_complete(case_id):
            here = (col(Review.case_id) == case_id) & (col(Review.reading) == begun.reading)
            change_row(self.session, Review, here, {"finished_at": None})
            return
        reader = replace(self.desk, auditor=begun.auditor)
        if not before and finish_reading(self.session, reader, case_id, reading=begun.reading):
            self.desk.enter(
                self.session,
                FINISHED,
                about=f"audit:{self.audit.id}/case:{case_id}",
                details={"case_id": case_id, "reading": begun.reading},
            )

    def _finished(self, case_id: int) -> bool:
        reading = self.pack.facts.reading
        query = select(col(Review.finished_at)).where(
            col(Review.case_id) == case_id, col(Review.reading) == reading
        )
        return self.session.scalars(query).first() is not None

    def _is_complete(self, case_id: int) -> bool:
        reading = self.pack.facts.reading
        case = next(each for each in self.audit.cases if each.id == case_id)
        standing = standings(self.session, case_id, reading=reading)
        waiting = any(
            rivals_at(self.session, Place(case_id, question.id, reading))
            for question in self.audit.questions
        )
        return not waiting and assess_case(self.audit, case, standing).complete

    def _enter(self, plan: Plan) -> None:
        facts = self.pack.facts
        self._row_of_return()
        details = {
            "identity": facts.identity,
            "auditor": facts.auditor,
            "reading": facts.reading,
            "head": self.pack.head.hash,
            "answers": len(plan.new),
            "left_out": {str(case): why for case, why in plan.left_out.items()},
        }
        self.desk.enter(self.session, CAME_BACK, about=f"audit:{self.audit.id}", details=details)

    def _row_of_return(self) -> None:
        """Keep that the pack came back in this state, if it did not before."""
        facts, state = self.pack.facts, self.pack.head.hash
        query = select(col(Pack.id)).where(
            col(Pack.identity) == facts.identity,
            col(Pack.direction) == BACK,
            col(Pack.sha256) == state,
        )
        if self.session.scalars(query).first() is None:
            insert_row(
                self.session,
                Pack,
                {
                    "audit_id": self.audit.id,
                    "identity": facts.identity,
                    "direction": BACK,
                    "auditor": facts.auditor,
                    "sha256": state,
                    "cases": canonical(sorted(self.pack.asked)),
                    "made_at": self.desk.now(),
                    "made_by": self.desk.auditor,
                },
            )
