"""Scoring: going through the cases of an audit, question by question, and never losing the place.

Both the scoring screen and the plain line-by-line mode are made of a `Scoring`; it knows where
the auditor is, what is next and how long it took. What is saved goes through `answering`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from sqlalchemy import select
from sqlmodel import col

from checklists.answers import Answer
from checklists.questions import Question
from checklists.scoring import QuestionState
from workbench.audits import answering
from workbench.audits.assessing import AssessedCase, assessed_cases
from workbench.audits.bookmarks import bookmark, leave_bookmark
from workbench.audits.calibration_sets import reading_here
from workbench.audits.case_texts import case_text
from workbench.audits.desk import Desk
from workbench.audits.finishing import ToFinish, finish_readings, readings_to_finish
from workbench.audits.good_practice import mark_good_practice
from workbench.audits.opening import AuditCase, OpenAudit, open_drawn_audit
from workbench.audits.own_cases import check_may_open, mine_of
from workbench.audits.reading_lists import cases_to_read
from workbench.audits.standing import FIRST_READING, Change, Place, Standing
from workbench.audits.undoing import redo, undo
from workbench.errors import Refused
from workbench.record.tables import Review

IDLE_SECONDS: Final = 300
"""A pause longer than this is not work on the case, and is not counted."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the case at hand, as it is shown."""

    question: Question
    state: QuestionState
    flagged: bool
    note: str
    note_owed: bool
    measured: str
    good_practice: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an audit has come, and how long a case takes.

    Attributes:
        median_minutes: Over complete cases, pauses removed; None before there is one.
        mine: How many were allocated to this auditor; 0 where none were.
        mine_complete: How many of those are complete.
    """

    cases: int
    complete: int
    answered_here: int
    to_answer_here: int
    flagged: int
    notes_owed: int
    median_minutes: float | None
    mine: int = 0
    mine_complete: int = 0


class Scoring:
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
        self.desk = desk
        self.audit = audit
        self.reading = reading
        self.sample_size = sample_size or len(audit.cases)
        self._to_finish = ToFinish()
        self._assessed: list[AssessedCase] = []
        self.mine: frozenset[int] = frozenset()
        self._minutes: dict[int, float] = {}
        self._last_act = desk.clock()
        self._pending: dict[int, float] = {}
        self._index = 0
        self._question = audit.questions[0].id
        self.refresh()
        self._resume()

    # Where the auditor is

    @property
    def case(self) -> AuditCase:
        """The case at hand."""
        return self.audit.cases[self._index]

    @property
    def place(self) -> Place:
        """The question at hand, in the case at hand."""
        return Place(self.case.id, self._question, self.reading)

    @property
    def lines(self) -> tuple[QuestionLine, ...]:
        """Every question of the case at hand, in order."""
        assessed = self._assessed[self._index]
        owed = set(assessed.owed_notes)
        texts = self._notes(assessed)
        return tuple(
            self._line(state, assessed.standing.get(state.question.id), texts, owed)
            for assessment in assessed.by_checklist.values()
            for state in assessment.states
        )

    def _line(
        self,
        state: QuestionState,
        standing: Standing | None,
        texts: dict[int, str],
        owed: set[str],
    ) -> QuestionLine:
        note_id = standing.note_id if standing else None
        return QuestionLine(
            question=state.question,
            state=state,
            flagged=bool(standing and standing.flagged),
            note=texts.get(note_id, "") if note_id is not None else "",
            note_owed=state.question.id in owed,
            measured=(standing.measured or "") if standing else "",
            good_practice=bool(standing and standing.good_practice),
        )

    def _notes(self, assessed: AssessedCase) -> dict[int, str]:
        wanted = {s.note_id for s in assessed.standing.values() if s.note_id is not None}
        if not wanted:
            return {}
        with self.desk.record.reading() as session:
            return answering.notes(session, wanted)

    @property
    def case_text(self) -> str | None:
        """The text of the case, where the record can show it; else it is read elsewhere."""
        return case_text(self.desk, self.case)

    @property
    def line(self) -> QuestionLine:
        """The question at hand."""
        return next(line for line in self.lines if line.question.id == self._question)

    @property
    def case_complete(self) -> bool:
        """True when nothing is left to answer in the case at hand."""
        return self._assessed[self._index].complete

    @property
    def complete(self) -> bool:
        """True when nothing is left to answer in the whole audit."""
        return all(assessed.complete for assessed in self._assessed)

    @property
    def progress(self) -> Progress:
        """How far the audit has come."""
        here = self._assessed[self._index].answers.values()
        complete = [assessed for assessed in self._assessed if assessed.complete]
        minutes = [self._minutes[a.case.id] for a in complete if a.case.id in self._minutes]
        return Progress(
            cases=len(self._assessed),
            complete=len(complete),
            answered_here=sum(answer is not None for answer in here),
            to_answer_here=len(here),
            flagged=sum(s.flagged for a in self._assessed for s in a.standing.values()),
            notes_owed=sum(len(a.owed_notes) for a in self._assessed),
            median_minutes=median(minutes) if minutes else None,
            mine=len(self.mine),
            mine_complete=sum(a.case.id in self.mine for a in complete),
        )

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
            Refused: The rules do not allow this answer here.
            NotSaved: Nothing was changed; the same answer can be given again.
        """
        self._count_time()
        following = self._after(answer)
        seconds = int(self._pending.get(self.case.id, 0.0))
        change = answering.give_answer(
            self.desk,
            self.audit,
            self.place,
            answer,
            measured=measured,
            seconds=seconds,
            next_place=replace(self.place, question=following),
        )
        self._time_saved(seconds)
        self._apply(change)
        self._question = following
        return change

    def _after(self, answer: Answer | None) -> str:
        """Return the question to go to once this answer stands."""
        if answer is None or (self.line.question.needs_note(answer) and not self.line.note):
            return self._question
        here = self._assessed[self._index].standing.get(self._question, Standing())
        assessed = self._assess(self._question, replace(here, value=answer))
        return _next_open(assessed, after=self._question) or self._question

    def write_note(self, text: str) -> Change:
        """Keep a note beside the question at hand, and go on if that was what it waited for.

        Raises:
            NotSaved: Nothing was changed; the same note can be written again.
        """
        self._count_time()
        was_owed = self.line.note_owed
        change = answering.write_note(self.desk, self.audit, self.place, text)
        self._apply(change)
        if was_owed and text.strip():
            self._move(self._question_after())
        return change

    def flag(self) -> Change:
        """Mark the question at hand to come back to, or take the mark away."""
        self._count_time()
        flagged = not self.line.flagged
        change = answering.set_flag(self.desk, self.audit, self.place, flagged=flagged)
        self._apply(change)
        return change

    def mark_good_practice(self) -> Change:
        """Mark the answer at hand as good practice, or take the mark away."""
        self._count_time()
        marked = not self.line.good_practice
        change = mark_good_practice(self.desk, self.audit, self.place, marked=marked)
        self._apply(change)
        return change

    def undo(self) -> Change | None:
        """Take back the last change and go to it; None if there is none."""
        return self._go_to_change(undo(self.desk, self.audit, reading=self.reading))

    def redo(self) -> Change | None:
        """Make the change again that was taken back, and go to it; None if there is none."""
        return self._go_to_change(redo(self.desk, self.audit, reading=self.reading))

    def _go_to_change(self, change: Change | None) -> Change | None:
        self._count_time()
        if change is not None:
            self._index = self._index_of(change.place.case_id)
            self._question = change.place.question
            self._apply(change)
        return change

    # Finishing

    @property
    def to_finish(self) -> int:
        """The number of complete cases of this auditor that were not said to be finished yet."""
        complete = (each.case.id for each in self._assessed if each.complete)
        return len(self._to_finish.mine(complete))

    @property
    def case_to_finish(self) -> bool:
        """Whether all is answered in the case at hand, and it was not said to be finished yet."""
        return self.case_complete and self.case.id in self._to_finish.cases

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
            here.update(self._to_finish.mine(each.case.id for each in self._assessed))
        finish_readings(self.desk, self.audit, sorted(here), reading=self.reading)
        self._to_finish = self._to_finish.without(here)
        return self.next_unscored()

    # Moving

    def go_to(self, question: str) -> None:
        """Go to a question of the case at hand.

        Raises:
            WorkbenchError: The audit does not ask it.
        """
        self._move(self.audit.question(question).id)

    def step(self, by: int) -> None:
        """Go some questions down (or up, below 0), and stop at the ends."""
        ids = [question.id for question in self.audit.questions]
        here = ids.index(self._question)
        self._move(ids[min(max(here + by, 0), len(ids) - 1)])

    def go_to_case(self, order: int) -> None:
        """Go to a case by its order in the sample, at its first open question.

        Raises:
            Refused: There is no such case.
        """
        orders = [case.order for case in self.audit.cases]
        if order not in orders:
            check_may_open(self.desk, self.audit.name, f"#{order}")
            raise Refused(f"There is no case {order} to read here.", _orders_words(orders))
        self._to_case(orders.index(order))

    def _to_case(self, index: int) -> None:
        self._index = index
        first = self.audit.questions[0].id
        self._move(_next_open(self._assessed[self._index]) or first)

    def next_case(self) -> None:
        """Go to the next case; stay on the last."""
        self._to_case(min(self._index + 1, len(self.audit.cases) - 1))

    def previous_case(self) -> None:
        """Go to the case before; stay on the first."""
        self._to_case(max(self._index - 1, 0))

    def next_unscored(self) -> bool:
        """Go to the next question that is open, in this case or a later one, then from the top.

        Returns:
            False when nothing is open anywhere: the audit is complete.
        """
        here = _next_open(self._assessed[self._index], after=self._question)
        if here is not None:
            self._move(here)
            return True
        return self._to_first(_next_open)

    def next_flagged(self) -> bool:
        """Go to the next question that was marked to come back to; False if there is none."""
        ids = [question.id for question in self.audit.questions]
        later = set(ids[ids.index(self._question) + 1 :])
        here = _first_flagged(self._assessed[self._index], ids, within=later)
        if here is not None:
            self._move(here)
            return True
        return self._to_first(lambda assessed: _first_flagged(assessed, ids, within=set(ids)))

    def _to_first(self, find: Callable[[AssessedCase], str | None]) -> bool:
        count = len(self._assessed)
        around = [(self._index + step) % count for step in range(1, count + 1)]
        for index in sorted(around, key=lambda at: self.audit.cases[at].id not in self.mine):
            question = find(self._assessed[index])
            if question is not None:
                self._index = index
                self._move(question)
                return True
        return False

    def _move(self, question: str) -> None:
        self._count_time()
        self._question = question
        leave_bookmark(self.desk, self.audit, self.place)

    def _question_after(self) -> str:
        found = _next_open(self._assessed[self._index], after=self._question)
        return found or self._question

    def _index_of(self, case_id: int) -> int:
        return next(i for i, case in enumerate(self.audit.cases) if case.id == case_id)

    # The state that is kept at hand

    def refresh(self) -> None:
        """Read everything again: another person may have changed it."""
        with self.desk.record.reading() as session:
            self._assessed = list(assessed_cases(session, self.audit, reading=self.reading))
            self.mine = mine_of(session, self.desk, self.audit, reading=self.reading)
            rows = session.execute(
                select(col(Review.case_id), col(Review.active_seconds)).where(
                    col(Review.reading) == self.reading
                )
            )
            self._minutes = {case_id: seconds / 60 for case_id, seconds in rows}
            self._to_finish = readings_to_finish(session, self.desk, self.audit, self.reading)

    def _resume(self) -> None:
        with self.desk.record.reading() as session:
            place = bookmark(session, self.desk, self.audit)
        if place is not None and any(case.id == place.case_id for case in self.audit.cases):
            self._index = self._index_of(place.case_id)
            self._question = place.question
        answers = self._assessed[self._index].answers
        if answers[self._question] is not None and not self.line.note_owed:
            self.next_unscored()

    def _apply(self, change: Change) -> None:
        self._to_finish = self._to_finish.after_change(change.place.case_id)
        self._assessed[self._index] = self._assess(change.place.question, change.new)

    def _assess(self, question: str, now: Standing) -> AssessedCase:
        """Return the case at hand as it is once a question stands so; one checklist changes."""
        before = self._assessed[self._index]
        standing = {**before.standing, question: now}
        checklist = self.audit.checklist_of[question]
        changed = answering.assessment(checklist, before.case, standing)
        return replace(
            before,
            standing=standing,
            by_checklist={**before.by_checklist, checklist.id: changed},
        )

    def _count_time(self) -> None:
        now = self.desk.clock()
        gap = (now - self._last_act).total_seconds()
        self._last_act = now
        if 0 < gap <= IDLE_SECONDS:
            self._pending[self.case.id] = self._pending.get(self.case.id, 0.0) + gap

    def _time_saved(self, seconds: int) -> None:
        case_id = self.case.id
        self._pending[case_id] = self._pending.get(case_id, 0.0) - seconds
        self._minutes[case_id] = self._minutes.get(case_id, 0.0) + seconds / 60


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


def _orders_words(orders: Sequence[int]) -> str:
    if orders == list(range(1, len(orders) + 1)):
        return f"They are 1 to {len(orders)}."
    return f"Those to read are {', '.join(map(str, orders))}."


def _next_open(assessed: AssessedCase, *, after: str | None = None) -> str | None:
    """Return the next question to answer or note to write, after one if given, then round."""
    states = [state for a in assessed.by_checklist.values() for state in a.states]
    ids = [state.question.id for state in states]
    start = ids.index(after) + 1 if after is not None else 0
    owed = set(assessed.owed_notes) - {after}
    for state in states[start:] + states[:start]:
        to_answer = state.standing is None and state.can_be_answered
        if to_answer or state.question.id in owed:
            return state.question.id
    return None


def _first_flagged(assessed: AssessedCase, ids: Sequence[str], *, within: set[str]) -> str | None:
    for question in ids:
        standing = assessed.standing.get(question)
        if question in within and standing is not None and standing.flagged:
            return question
    return None
