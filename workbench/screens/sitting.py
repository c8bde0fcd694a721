"""A sitting: scoring as it is felt at the keyboard. What is saved, what is not, and what is said.

It stands between the keys and `Scoring`. It turns what goes wrong into a notice, and holds an
answer that could not be saved until it is.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.dispute import Dispute
from workbench.screens.refusals import not_saved
from workbench.screens.watching import personal, watched
from workbench.screens.whereabouts import Whereabouts
from workbench.widgets.change_words import change_words, changes_standing, step_words
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.question_rows import Unsaved

if TYPE_CHECKING:
    from collections.abc import Callable

    from checklists.answers import Answer
    from workbench.audits.reviews.conflicts import AnswerConflict
    from workbench.audits.reviews.scoring import QuestionLine, Scoring
    from workbench.audits.reviews.standing import Change

    Save = Callable[[], Change | None]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A change that could not be saved, and how to try again: over what, where that was chosen."""

    unsaved: Unsaved
    same: object
    save: "Save"
    over: "AnswerConflict | None" = None


class Sitting(Whereabouts):
    """One auditor's sitting at the scoring of one audit.

    Attributes:
        dispute: What another person saved where this one was about to, until one is chosen.
    """

    def __init__(self, scoring: "Scoring", drafts: dict[object, str] | None = None) -> None:
        super().__init__(scoring)
        self.dispute: Dispute | None = None
        self._waiting: _Waiting | None = None
        self._drafts = {} if drafts is None else drafts

    # What is to be seen

    @property
    def unsaved(self) -> Unsaved | None:
        """The answer that is not saved; None when everything is."""
        waits = self.dispute or self._waiting
        return waits.unsaved if waits else None

    @property
    def can_try_again(self) -> bool:
        """Whether something could not be saved, and nothing has to be chosen first."""
        return self._waiting is not None and self.dispute is None

    @property
    def can_open_anyway(self) -> bool:
        """Whether a case that another has open was asked for just now."""
        return not (self.unsaved or self.scoring.passed_over is None)

    @property
    def lines(self) -> "tuple[QuestionLine, ...]":
        """The questions of the case at hand."""
        return self.scoring.lines

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
        from workbench.audits.reviews.answering import answer_of_time

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

    def keep_note(self, text: str, *, over: "AnswerConflict | None" = None) -> bool:
        """Save a note. True if it was; if not, the text is kept as a draft."""
        place = self.scoring.place
        if not (text.strip() or self.scoring.line.note):
            self._drafts.pop(place, None)
            self._say_owed(place.question)
            return True
        try:
            change = self._put(lambda: self.scoring.write_note(text), over)
        except NotSaved as error:
            self._drafts[place] = text
            how = "e opens it, enter saves it." if over else "enter tries again."
            self.notice = self._not_saved(error, how)
            return False
        except WorkbenchError as error:
            self._drafts[place] = text
            return self._refused(
                error, self._standing(), lambda over: self.keep_note(text, over=over)
            )
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
        self._save(waiting.unsaved.answer, waiting.same, waiting.save, over=waiting.over)

    def _save(
        self,
        answer: "Answer | None",
        same: object,
        save: "Save",
        *,
        over: "AnswerConflict | None" = None,
    ) -> None:
        if self.must_wait(same):
            return
        question = self.scoring.place.question
        try:
            change = self._put(save, over)
        except NotSaved as error:
            self._waiting = _Waiting(Unsaved(question, answer), same, save, over)
            self.notice = self._not_saved(
                error, "Your answer stays here: r or the same key saves it."
            )
        except WorkbenchError as error:
            self._waiting = None
            self._refused(error, answer, lambda at: self._save(answer, same, save, over=at))
        else:
            self._waiting = None
            self._say_saved(change)

    # Where another person was first

    def _put(self, save: "Save", over: "AnswerConflict | None") -> "Change | None":
        return save() if over is None else self.scoring.put_mine(over, save)

    def _refused(
        self,
        error: WorkbenchError,
        answer: "Answer | None",
        again: "Callable[[AnswerConflict], object]",
    ) -> bool:
        """Say why something was not saved. True where it is a conflict, which is to be settled."""
        from workbench.audits.reviews.conflicts import AnswerConflict

        self.notice = Notice(str(error), Tone.WARNING)
        if isinstance(error, AnswerConflict):
            self.dispute = Dispute(error, Unsaved(error.place.question, answer), again)
            self.notice = self.dispute.notice
        return self.dispute is not None

    def keep_theirs(self) -> None:
        """Keep what the other person saved. A note that was typed stays as a draft."""
        if self.dispute is None:
            return
        conflict = self.dispute.conflict
        if self._settled(lambda: self.scoring.take_theirs(conflict)):
            draft = " Your note is kept: e opens it there." if conflict.mine.note else ""
            said = f"{conflict.place.question} stays as {conflict.whose} left it.{draft}"
            self.notice = Notice("\n".join(filter(None, [said, self.what_next()])), Tone.GOOD)

    def put_mine(self) -> None:
        """Put what this person was about to save in the place of what the other saved."""
        if self.dispute is None:
            return
        dispute, self.dispute = self.dispute, None
        dispute.again(dispute.conflict)

    def _settled(self, settle: "Callable[[], None]") -> bool:
        """Settle a dispute; it stays as it is where the record cannot be reached."""
        try:
            settle()
        except NotSaved as error:
            self.notice = self._not_saved(error, "Choose again.")
            return False
        self.dispute = None
        return True

    def _step(self, step: "Callable[[], Change | None]", word: str, done: str) -> None:
        stepped: list[Change | None] = []

        def save() -> "Change | None":
            stepped.append(step())
            return stepped[0]

        self._save(self._standing(), word, save)
        for change in stepped:
            said = step_words(change, done) if change else f"There is nothing to {word}."
            self.notice = Notice(said, Tone.WARNING if change else Tone.QUIET)

    def _not_saved(self, error: NotSaved, next_step: str) -> Notice:
        return not_saved(error, str(self.scoring.desk.record.location), next_step)

    def must_wait(self, same: object = None) -> bool:
        """Whether something is not saved yet, and this is not another try at the same; says so."""
        if self.dispute is not None:
            self.notice = self.dispute.notice
            return True
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

    def _say_saved(self, change: "Change | None", warning: str = "") -> None:
        at = self.scoring.desk.clock().astimezone().strftime("%H:%M:%S")
        said = f"saved {at}  {change_words(change)}" if change else f"saved {at}"
        if change is not None and change.also_by:
            said = f"{change.also_by} had saved the same already: {change_words(change)}"
        tone = Tone.WARNING if warning or changes_standing(change) else Tone.GOOD
        self.notice = Notice("\n".join(filter(None, [said, warning, self.what_next()])), tone)
