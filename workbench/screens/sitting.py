"""A sitting: scoring as it is felt at the keyboard. What is saved, what is not, and what is said.

It stands between the keys and `Scoring`. It turns what goes wrong into a notice, and holds an
answer that could not be saved until it is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.watching import personal, watched
from workbench.widgets.change_words import change_words, changes_standing, step_words
from workbench.widgets.next_words import what_next
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.question_rows import Unsaved

if TYPE_CHECKING:
    from collections.abc import Callable

    from checklists.answers import Answer
    from workbench.audits.scoring import QuestionLine, Scoring
    from workbench.audits.standing import Change

PATH_AT_MOST: Final = 48
"""So much of a path fits a notice beside what went wrong and what to do."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A change that could not be saved, and how to try again."""

    unsaved: Unsaved
    same: object
    save: "Callable[[], Change | None]"


class Sitting:
    """One auditor's sitting at the scoring of one audit."""

    def __init__(self, scoring: "Scoring", drafts: dict[object, str] | None = None) -> None:
        self.scoring = scoring
        self.notice = Notice()
        self._waiting: _Waiting | None = None
        self._lines: tuple[QuestionLine, ...] = ()
        self._drafts = {} if drafts is None else drafts
        self.say_where()

    # What is to be seen

    @property
    def unsaved(self) -> Unsaved | None:
        """The answer that could not be saved; None when everything is."""
        return self._waiting.unsaved if self._waiting else None

    @property
    def lines(self) -> "tuple[QuestionLine, ...]":
        """The questions of the case at hand; as last read, while the record cannot be read."""
        try:
            self._lines = self.scoring.lines
        except NotSaved as error:
            self.notice = Notice(str(error), Tone.BAD)
            if not self._lines:
                raise
        return self._lines

    @property
    def draft(self) -> str:
        """The note to begin from: what was typed and not kept, else the note as it stands."""
        return self._drafts.get(self.scoring.place, self.scoring.line.note)

    @property
    def text(self) -> str | None:
        """The text of the case at hand, if there is one and it can be read."""
        try:
            return self.scoring.case_text
        except NotSaved as error:
            return f"The text cannot be read now: {error.problem.removeprefix('Not saved: ')}"

    # What is saved

    def answer(self, answer: "Answer | None") -> None:
        """Give an answer to the question at hand, or take one back with None."""
        self._save(answer, ("answer", answer), lambda: self.scoring.answer(answer))

    def answer_time(self, typed: str) -> bool:
        """Answer the question at hand by a time. False where it is none, which is said."""
        from workbench.audits.answering import answer_of_time

        try:
            answer = answer_of_time(self.scoring.audit, self.scoring.place, typed)
        except WorkbenchError as error:
            self.notice = Notice(str(error), Tone.WARNING)
            return False
        self._save(answer, ("time", typed), lambda: self.scoring.answer_time(typed))
        return True

    def flag(self) -> None:
        """Mark the question to come back to, or take the mark away."""
        self._save(self._standing(), "flag", self.scoring.flag)

    def mark_good_practice(self) -> None:
        """Mark the answer as good practice, or take the mark away."""
        self._save(self._standing(), "good practice", self.scoring.mark_good_practice)

    def undo(self) -> None:
        """Take back the last change."""
        self._step(self.scoring.undo, "undo", "undone")

    def redo(self) -> None:
        """Make the change again that was taken back."""
        self._step(self.scoring.redo, "redo", "redone")

    def keep_note(self, text: str) -> bool:
        """Save a note. True if it was; if not, the text is kept as a draft."""
        place = self.scoring.place
        if not (text.strip() or self.scoring.line.note):
            self._drafts.pop(place, None)
            self._say_owed(place.question)
            return True
        try:
            change = self.scoring.write_note(text)
        except NotSaved as error:
            self._drafts[place] = text
            self.notice = self._not_saved(error, "enter tries again.")
            return False
        except WorkbenchError as error:
            self._drafts[place] = text
            self.notice = self._told(error, "Enter puts your note in its place.")
            return False
        self._drafts.pop(place, None)
        self._say_saved(change, self._care(place.question, text))
        if not text.strip():
            self._say_owed(place.question)
        return True

    def watch_note(self, text: str) -> Notice:
        """Return what is to be said of a note while it is typed."""
        if self.notice.tone is Tone.BAD:
            return self.notice
        called = f"{self.scoring.place.question}'s note"
        return watched(self.scoring.desk, text, called=called, otherwise=self.notice)

    def _care(self, question: str, text: str) -> str:
        """Return the warning about a note that was kept, with the way back to it."""
        warning = personal(self.scoring.desk, text, called=f"{question}'s note")
        stayed = self.scoring.place.question == question
        back = "e changes it." if stayed else f"/{question} goes back, e changes it."
        return f"{warning} {back}" if warning else ""

    def _say_owed(self, question: str) -> None:
        """Say that a note is still owed, if it is; else that there was nothing to keep."""
        if self.scoring.line.note_owed:
            said = f"The note for {question} is empty: it is still owed. e writes it."
            self.notice = Notice(said, Tone.WARNING)
        elif not self.scoring.line.note:
            self.notice = Notice(f"{question} has no note.")

    def leave_note(self, text: str) -> None:
        """Keep what was typed of a note for the next time it is opened, and say how it stands."""
        place = self.scoring.place
        if text.strip() != self.scoring.line.note:
            self._drafts[place] = text
            self.notice = Notice(
                f"The note for {place.question} is not saved. e opens it again, as you left it.",
                Tone.WARNING,
            )
        elif self.scoring.line.note_owed:
            self.notice = Notice(f"A note for {place.question} is owed. e writes it.", Tone.WARNING)

    def try_again(self) -> None:
        """Try again to save what could not be saved."""
        waiting = self._waiting
        if waiting is None:
            self.notice = Notice("Everything is saved.")
            return
        self._save(waiting.unsaved.answer, waiting.same, waiting.save)

    def _save(
        self, answer: "Answer | None", same: object, save: "Callable[[], Change | None]"
    ) -> None:
        if self.must_wait(same):
            return
        question = self.scoring.place.question
        try:
            change = save()
        except NotSaved as error:
            self._waiting = _Waiting(Unsaved(question, answer), same, save)
            self.notice = self._not_saved(
                error, "Your answer stays here: r or the same key saves it."
            )
        except WorkbenchError as error:
            self._waiting = None
            self.notice = self._told(error, "The same key puts yours in its place.")
        else:
            self._waiting = None
            self._say_saved(change)

    def _told(self, error: WorkbenchError, to_put_mine: str) -> Notice:
        """Say what was refused. What another person saved is then shown, to be kept or replaced."""
        from workbench.audits.conflicts import AnswerConflict

        if not isinstance(error, AnswerConflict):
            return Notice(str(error), Tone.WARNING)
        try:
            self.scoring.see(error)
        except NotSaved as gone:
            return self._not_saved(gone, "Look at the question again.")
        return Notice(f"{error} {to_put_mine} Go on to keep theirs.", Tone.BAD)

    def _step(self, step: "Callable[[], Change | None]", word: str, done: str) -> None:
        stepped: list[Change | None] = []

        def save() -> "Change | None":
            stepped.append(step())
            return stepped[0]

        self._save(self._standing(), word, save)
        for change in stepped:
            said = step_words(change, done) if change else f"There is nothing to {word}."
            self.notice = Notice(said, Tone.WARNING if change else Tone.QUIET)

    def _not_saved(self, error: WorkbenchError, next_step: str) -> Notice:
        """Say why, where and what next; of a long path its end, or the last of it would be cut."""
        where = str(self.scoring.desk.record.location)
        problem = error.problem.removeprefix("Not saved: ").replace(where, _end_of(where))
        return Notice(f"not saved: {problem} {error.remedy} {next_step}", Tone.BAD)

    def must_wait(self, same: object = None) -> bool:
        """Whether something is not saved yet, and this is not another try at the same; says so."""
        if self._waiting is None or self._waiting.same == same:
            return False
        self.notice = Notice(
            f"{self._waiting.unsaved.question} is not saved yet: nothing else can be done before "
            "it is. r tries again.",
            Tone.BAD,
        )
        return True

    def _standing(self) -> "Answer | None":
        return self.scoring.line.state.standing

    # Where one is

    def move(self, move: "Callable[[Scoring], object]") -> bool:
        """Go somewhere else in the audit. False where there is no such place, which is said."""
        if self.must_wait():
            return False
        try:
            found = move(self.scoring)
        except NotSaved as error:
            problem = f"The place was not kept: {error.problem.removeprefix('Not saved: ')}"
            self.notice = Notice(f"{problem} {error.remedy}", Tone.WARNING)
            return True
        except WorkbenchError as error:
            self.notice = Notice(f"{error}{self._way_past()}", Tone.WARNING)
            return False
        self.say_where()
        return found is not False

    def _way_past(self) -> str:
        """Return how a case is opened that somebody else has open; empty where none is."""
        return " O opens it all the same." if self.scoring.passed_over else ""

    def leave(self) -> None:
        """Give up the case at hand on leaving."""
        self.scoring.leave()

    def next_unscored(self) -> None:
        """Go to the next open question; from a case that is complete, finish it first."""
        nowhere = not self.move(lambda scoring: scoring.go_on())
        if nowhere and not self.unsaved and not self.scoring.complete:
            self.notice = Notice("Only this note is still owed. e writes it.", Tone.WARNING)

    def next_flagged(self) -> None:
        """Go to the next question that was marked to come back to."""
        if not self.move(lambda scoring: scoring.next_flagged()) and not self.unsaved:
            self.notice = Notice("Nothing is flagged.")

    def find_question(self, typed: str) -> bool:
        """Go to a question by its id or its number in the list."""
        ids = [question.id for question in self.scoring.audit.questions]
        number = int(typed) if typed.strip().isdecimal() else 0
        wanted = ids[number - 1] if 1 <= number <= len(ids) else typed.strip()
        return self.move(lambda scoring: scoring.go_to(wanted))

    def find_case(self, typed: str) -> bool:
        """Go to a case by its number or its reference."""
        return self.move(lambda scoring: scoring.go_to_case(_order(scoring, typed.strip())))

    def _say_saved(self, change: "Change | None", warning: str = "") -> None:
        at = self.scoring.desk.clock().astimezone().strftime("%H:%M:%S")
        said = f"saved {at}  {change_words(change)}" if change else f"saved {at}"
        tone = Tone.WARNING if warning or changes_standing(change) else Tone.GOOD
        self.notice = Notice("\n".join(filter(None, [said, warning, self._what_next()])), tone)

    def say_where(self) -> None:
        """Say what is next, in place of what was said last."""
        self.notice = Notice(self._what_next(), Tone.GOOD)

    def _what_next(self) -> str:
        return what_next(self.scoring)


def _order(scoring: "Scoring", typed: str) -> int:
    number = int(typed) if typed.isdecimal() else 0
    is_number = 1 <= number <= scoring.sample_size
    return number if is_number else _order_of(scoring, typed)


def _order_of(scoring: "Scoring", reference: str) -> int:
    """Return the order of a case by its reference; where it must not be read, say why."""
    from workbench.audits.own_cases import check_may_open

    check_may_open(scoring.desk, scoring.audit.name, reference)
    return scoring.audit.case(reference).order


def _end_of(path: str) -> str:
    return path if len(path) <= PATH_AT_MOST else f"…{path[1 - PATH_AT_MOST :]}"
