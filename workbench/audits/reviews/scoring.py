"""Scoring: going through the cases of an audit, question by question, and never losing the place.

Both the scoring screen and the plain line-by-line mode are made of a `Scoring`. It goes about as
`GoingAbout` does, and saves through `answering`, each time upon what it has shown.
"""

from collections.abc import Callable
from dataclasses import replace

from checklists.answers import Answer
from workbench.audits.case_texts import case_text
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.calibration_sets import reading_here
from workbench.audits.reviews import answering
from workbench.audits.reviews.at_hand import Progress, QuestionLine
from workbench.audits.reviews.going_about import IDLE_SECONDS
from workbench.audits.reviews.good_practice import mark_good_practice
from workbench.audits.reviews.shared_scoring import SharedScoring
from workbench.audits.reviews.standing import FIRST_READING, Change
from workbench.audits.reviews.undoing import Attempt, ChangedSince, redo, undo
from workbench.audits.second_readings.finishing import finish_readings
from workbench.audits.second_readings.reading_lists import cases_to_read
from workbench.errors import NotSaved

__all__ = ["IDLE_SECONDS", "Progress", "QuestionLine", "Scoring", "open_scoring"]


class Scoring(SharedScoring):
    """An auditor's way through the cases of one audit, in the first reading or the second.

    Of the audit it has the cases that are to be read so: `audit.cases` is no longer all of them.
    """

    def __init__(
        self,
        desk: Desk,
        audit: OpenAudit,
        *,
        reading: int = FIRST_READING,
        sample_size: int | None = None,
    ) -> None:
        super().__init__(desk, audit, reading=reading)
        self.sample_size = sample_size or len(audit.cases)
        self._attempt = Attempt()

    # What is at hand

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        """Every question of the case at hand, in order."""
        return self.at_hand.lines(self._index)

    @property
    def line(self) -> QuestionLine:
        """The question at hand."""
        return next(line for line in self.lines if line.question.id == self._question)

    @property
    def case_text(self) -> str | None:
        """The text of the case, where the record can show it; else it is read elsewhere."""
        return case_text(self.desk, self.case)

    @property
    def case_complete(self) -> bool:
        """True when nothing is left to answer in the case at hand."""
        return self.at_hand[self._index].complete

    @property
    def complete(self) -> bool:
        """True when nothing is left to answer in the whole audit."""
        return all(assessed.complete for assessed in self.at_hand)

    @property
    def progress(self) -> Progress:
        """How far the audit has come."""
        return self.at_hand.progress(self._index)

    # Answering

    def answer_time(self, time: str) -> Change:
        """Save a time as the answer to the question at hand, and go on to the next one.

        Raises:
            Refused: The question is not a time against a standard, or it is no number.
            NotSaved: Nothing was changed; the same time can be given again.
        """
        given = answering.answer_of_time(self.audit, self.place, time)
        return self.answer(given, measured=time.strip())

    def answer(self, answer: Answer | None, *, measured: str | None = None) -> Change:
        """Save an answer to the question at hand and go on to the next one.

        The place stays where a note is owed, and where the case is complete.

        Raises:
            AnswerConflict: Somebody has changed the question since it was shown.
            Refused: The rules do not allow this answer here.
            NotSaved: The same answer can be given again, and is saved once.
        """
        self._count_time()
        following = self._after(answer)
        seconds = int(self._pending.get(self.case.id, 0.0))
        with self._shown_anew_if_refused():
            change = answering.give_answer(
                self.desk,
                self.audit,
                self.place,
                answer,
                measured=measured,
                seconds=seconds,
                next_place=replace(self.place, question=following),
                seen=self._seen,
            )
        self._time_saved(seconds)
        self.at_hand.take_in(change)
        self._question = following
        return change

    def _after(self, answer: Answer | None) -> str:
        """Return the question to go to once this answer stands."""
        if answer is None or (self.line.question.needs_note(answer) and not self.line.note):
            return self._question
        return self._open_after(replace(self._seen, value=answer))

    def write_note(self, text: str) -> Change:
        """Keep a note beside the question at hand, and go on if that was what it waited for.

        Raises:
            AnswerConflict: Somebody has changed the question since it was shown.
            NotSaved: The same note can be written again, and is saved once.
        """
        self._count_time()
        was_owed = self.line.note_owed and bool(text.strip())
        following = self._open_after(self._seen) if was_owed else self._question
        with self._shown_anew_if_refused():
            change = answering.write_note(
                self.desk,
                self.audit,
                self.place,
                text,
                next_place=replace(self.place, question=following),
                seen=self._seen,
            )
        self.at_hand.take_in(change, note=text.strip())
        self._question = following
        return change

    def flag(self) -> Change:
        """Mark the question at hand to come back to, or take the mark away."""
        self._count_time()
        flagged = not self.line.flagged
        with self._shown_anew_if_refused():
            change = answering.set_flag(
                self.desk, self.audit, self.place, flagged=flagged, seen=self._seen
            )
        self.at_hand.take_in(change)
        return change

    def mark_good_practice(self) -> Change:
        """Mark the answer at hand as good practice, or take the mark away."""
        self._count_time()
        marked = not self.line.good_practice
        with self._shown_anew_if_refused():
            change = mark_good_practice(
                self.desk, self.audit, self.place, marked=marked, seen=self._seen
            )
        self.at_hand.take_in(change)
        return change

    def undo(self) -> Change | None:
        """Take back the last change and go to it; None if there is none."""
        return self._step_through(undo)

    def redo(self) -> Change | None:
        """Make the change again that was taken back, and go to it; None if there is none."""
        return self._step_through(redo)

    def _step_through(self, step: Callable[..., Change | None]) -> Change | None:
        """Undo or redo. What is tried again after a server was gone is not done twice.

        What another person has changed since is gone to, and shown as it stands.
        """
        self._count_time()
        attempt, self._attempt = self._attempt, Attempt()
        try:
            with self._shown_anew_if_refused(self.refresh):
                change = step(self.desk, self.audit, reading=self.reading, attempt=attempt)
        except NotSaved:
            self._attempt = attempt
            raise
        except ChangedSince as since:
            if since.place.case_id == self.case.id:
                self._question = since.place.question
            raise
        if change is not None:
            self._be_at(self.at_hand.index_of(change.place.case_id), change.place.question)
            self.at_hand.take_in(change)
        return change

    # Finishing

    @property
    def to_finish(self) -> int:
        """The number of complete cases of this auditor that were not said to be finished yet."""
        complete = (each.case.id for each in self.at_hand if each.complete)
        return len(self.at_hand.to_finish.mine(complete))

    @property
    def case_to_finish(self) -> bool:
        """Whether all is answered in the case at hand, and it was not said to be finished yet."""
        return self.case_complete and self.case.id in self.at_hand.to_finish.cases

    def go_on(self) -> bool:
        """Finish the case at hand if it is complete, and go to the next question that is open.

        Where nothing is open anywhere, every reading is finished.

        Returns:
            False when nothing is open anywhere.

        Raises:
            NotSaved: Nothing was changed; it can be said again.
        """
        here = {self.case.id} if self.case_to_finish else set()
        if self.complete:
            here.update(self.at_hand.to_finish.mine(each.case.id for each in self.at_hand))
        finish_readings(self.desk, self.audit, sorted(here), reading=self.reading)
        self.at_hand.to_finish = self.at_hand.to_finish.without(here)
        return self.next_unscored()


def open_scoring(desk: Desk, audit_name: str, *, reading: int = FIRST_READING) -> Scoring:
    """Open an audit for scoring, at the exact question where this auditor left it.

    In the first reading there are the cases that this auditor is not to read second; in the second
    reading those that are.

    Raises:
        WorkbenchError: There is no such audit, nothing has been drawn for it, or it has no case
            for this auditor in this reading.
    """
    audit = open_drawn_audit(desk, audit_name)
    audit.check_not_erased()
    reading = reading_here(desk, audit, reading)
    to_read = cases_to_read(desk, audit, reading=reading)
    return Scoring(
        desk, replace(audit, cases=to_read), reading=reading, sample_size=_sample_size(audit)
    )


def _sample_size(audit: OpenAudit) -> int:
    """Return how many cases were drawn; in a pack there are some of them only."""
    sealed = sum(audit.design.sizes.values()) if audit.design else 0
    return max(sealed, len(audit.cases), *(case.order for case in audit.cases))
