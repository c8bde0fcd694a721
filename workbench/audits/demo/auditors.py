"""The auditors of Northshire: they read what is there, slip now and then, and take their time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from checklists.answers import Answer
from checklists.questions import Question
from checklists.rules import questions_in
from workbench.audits.demo.chance import Chance
from workbench.audits.demo.truth import true_case
from workbench.audits.desk import Desk
from workbench.audits.opening import AuditCase, OpenAudit
from workbench.audits.reviews import answering
from workbench.audits.reviews.standing import Change, Place, Standing

SLIP: Final = 0.03
"""The share of answers in which an honest auditor is one step off."""
ONE_STEP_OFF: Final = {
    Answer.MET: Answer.PARTLY_MET,
    Answer.PARTLY_MET: Answer.NOT_MET,
    Answer.NOT_MET: Answer.PARTLY_MET,
    Answer.NOT_EVIDENCED: Answer.NOT_MET,
}
QUICKEST: Final = 25
SLOWEST: Final = 150
"""Seconds for one question, reading included."""
BETWEEN_CASES: Final = timedelta(minutes=7)
FIRST_HOUR: Final = 9
LAST_HOUR: Final = 16

NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "SUP-01": ("No entry by a supervisor on the whole file.", "Only the automatic allocation."),
    "SUP-02": ("First entry says who has the case and nothing else.", "No first direction."),
    "SUP-03": ("Review date moved without a look at the case.", "No review inside the interval."),
    "SUP-04": ("Entries amount to noted, carry on.", "Nothing directed in any review."),
    "SUP-10": ("Closed by the officer alone.", "No supervisor on the outcome."),
    "SUP-11": ("Standard sentence at closure.", "No reason for closing."),
    "SUP-12": ("Open lines and no direction.", "Nobody steered this; lines were left."),
}


class Clock:
    """A clock that stands still until it is moved on."""

    def __init__(self, start: datetime) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """Return the moment that the clock shows."""
        return self.now

    def pass_by(self, time: timedelta) -> None:
        """Move on; the working day ends in the afternoon and the next begins in the morning."""
        self.now += time
        if self.now.hour >= LAST_HOUR:
            morning = self.now.replace(hour=FIRST_HOUR, minute=4) + timedelta(days=1)
            self.now = morning + timedelta(days=max(0, 8 - morning.isoweekday()) % 3)


@dataclass(frozen=True, slots=True)
class Reader:
    """An auditor at work on one audit.

    Attributes:
        seed: Of the invented force, whose truth is read.
    """

    seed: str
    desk: Desk
    clock: Clock
    audit: OpenAudit

    def score(self, cases: Iterable[AuditCase]) -> None:
        """Score these cases in one transaction, from the first question to the last."""
        with self.desk.record.writing() as session:
            for case in cases:
                self.clock.pass_by(BETWEEN_CASES)
                self._score_case(session, case)

    def _score_case(self, session: Session, case: AuditCase) -> None:
        chance = Chance(self.seed, case.reference, self.audit.name)
        standing: dict[str, Standing] = {}
        truth = true_case(self.seed, case.reference, case.fields).answers
        for question, answer in self._answers(chance, truth):
            state = answering.question_state(self.audit, case, standing, question.id)
            if state.can_be_answered:
                place = Place(case_id=case.id, question=question.id)
                standing[question.id] = self._answer(session, chance, place, answer)

    def _answers(
        self, chance: Chance, truth: Mapping[str, Answer]
    ) -> Iterator[tuple[Question, Answer]]:
        """Yield what is answered: the truth, but for slips where no other question depends."""
        leading = {name for q in self.audit.questions for name in questions_in(q.applies_when)}
        for question in self.audit.questions:
            true = truth[question.id]
            slips = chance.happens(SLIP) and question.id not in leading
            yield question, ONE_STEP_OFF.get(true, true) if slips else true

    def _answer(self, session: Session, chance: Chance, place: Place, answer: Answer) -> Standing:
        seconds = chance.between(QUICKEST, SLOWEST)
        self.clock.pass_by(timedelta(seconds=seconds))
        question = self.audit.question(place.question)
        new = Standing(value=answer)
        if question.needs_note(answer):
            text = chance.pick(NOTES.get(question.id, (f"Not there: {question.evidence}.",)))
            note = answering.store_note(session, self.desk, place, text)
            new = replace(new, note_id=note)
        change = Change(place=place, old=Standing(), new=new)
        answering.save_change(session, self.desk, self.audit, change, seconds=seconds)
        return new
