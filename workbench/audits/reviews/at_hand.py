"""The cases at hand: what was read of an audit to be scored, and kept so as not to read it again.

What is shown comes from here alone, so that showing a question waits for no file and no server.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

from sqlalchemy import select
from sqlmodel import Session, col

from checklists.questions import Question
from checklists.scoring import QuestionState
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.own_cases import mine_of
from workbench.audits.reviews import answering
from workbench.audits.reviews.assessing import AssessedCase, assess_case, assessed_cases
from workbench.audits.reviews.standing import Change, Standing, standings
from workbench.audits.second_readings.finishing import ToFinish, readings_to_finish
from workbench.record.tables import Review


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


class CasesAtHand:
    """The cases of one reading of an audit, in their order, as they were last read."""

    def __init__(self, desk: Desk, audit: OpenAudit, *, reading: int) -> None:
        self._desk = desk
        self._audit = audit
        self._reading = reading
        self._assessed: list[AssessedCase] = []
        self._notes: dict[int, str] = {}
        self._minutes: dict[int, float] = {}
        self.mine: frozenset[int] = frozenset()
        self.to_finish = ToFinish()
        self.read()

    def __len__(self) -> int:
        return len(self._assessed)

    def __getitem__(self, index: int) -> AssessedCase:
        return self._assessed[index]

    def __iter__(self) -> Iterator[AssessedCase]:
        return iter(self._assessed)

    def index_of(self, case_id: int) -> int:
        """Return where a case stands in their order."""
        return next(i for i, case in enumerate(self._audit.cases) if case.id == case_id)

    # Reading

    def read(self) -> None:
        """Read everything: another person may have changed it."""
        with self._desk.record.reading() as session:
            self._assessed = list(assessed_cases(session, self._audit, reading=self._reading))
            self._minutes = _minutes(session, self._reading)
            self.mine = mine_of(session, self._desk, self._audit, reading=self._reading)
            self.to_finish = readings_to_finish(session, self._desk, self._audit, self._reading)
            for assessed in self._assessed:
                self._read_notes(session, assessed)

    def read_case(self, session: Session, index: int) -> AssessedCase:
        """Read one case again, within the caller's session, and return it."""
        case = self._audit.cases[index]
        standing = standings(session, case.id, reading=self._reading)
        assessed = assess_case(self._audit, case, standing)
        self._read_notes(session, assessed)
        self._assessed[index] = assessed
        return assessed

    def _read_notes(self, session: Session, assessed: AssessedCase) -> None:
        wanted = {s.note_id for s in assessed.standing.values() if s.note_id is not None}
        self._notes.update(answering.notes(session, wanted - self._notes.keys()))

    # Keeping up with what is saved

    def take_in(self, change: Change, *, note: str | None = None) -> None:
        """Take in a change that was saved, with the text of its note if that is known."""
        index, note_id = self.index_of(change.place.case_id), change.new.note_id
        self.to_finish = self.to_finish.after_change(change.place.case_id)
        self._assessed[index] = self.if_stood(index, change.place.question, change.new)
        if note_id is not None and note is not None:
            self._notes[note_id] = note
        elif note_id is not None and note_id not in self._notes:
            with self._desk.record.reading() as session:
                self._read_notes(session, self._assessed[index])

    def if_stood(self, index: int, question: str, now: Standing) -> AssessedCase:
        """Return a case as it is once a question stands so; one checklist changes."""
        before = self._assessed[index]
        standing = {**before.standing, question: now}
        checklist = self._audit.checklist_of[question]
        changed = answering.assessment(checklist, before.case, standing)
        return replace(
            before,
            standing=standing,
            by_checklist={**before.by_checklist, checklist.id: changed},
        )

    def add_seconds(self, case_id: int, seconds: int) -> None:
        """Count time that was saved with an answer."""
        self._minutes[case_id] = self._minutes.get(case_id, 0.0) + seconds / 60

    # Showing

    def lines(self, index: int) -> tuple[QuestionLine, ...]:
        """Return every question of a case, in order."""
        assessed = self._assessed[index]
        owed = set(assessed.owed_notes)
        return tuple(
            self._line(state, assessed.standing.get(state.question.id, Standing()), owed)
            for assessment in assessed.by_checklist.values()
            for state in assessment.states
        )

    def _line(self, state: QuestionState, standing: Standing, owed: set[str]) -> QuestionLine:
        return QuestionLine(
            question=state.question,
            state=state,
            flagged=standing.flagged,
            note=self._notes.get(standing.note_id or 0, ""),
            note_owed=state.question.id in owed,
            measured=standing.measured or "",
            good_practice=standing.good_practice,
        )

    def progress(self, index: int) -> Progress:
        """Return how far the audit has come, with a case at hand."""
        here = self._assessed[index].answers.values()
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


def _minutes(session: Session, reading: int) -> dict[int, float]:
    rows = session.execute(
        select(col(Review.case_id), col(Review.active_seconds)).where(
            col(Review.reading) == reading
        )
    )
    return {case_id: seconds / 60 for case_id, seconds in rows}
