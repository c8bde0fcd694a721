"""What is typed on the Score screen: notes, times, and where to jump to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.errors import Refused, WorkbenchError
from workbench.screens.asking_screen import AskedLine
from workbench.screens.score_view import ScoreView
from workbench.screens.steps import Subject
from workbench.widgets.measure_words import standard_words
from workbench.widgets.notice_line import Notice

if TYPE_CHECKING:
    from workbench.audits.reviews.standing import Place


def _nothing(_: str) -> None:
    """Do nothing with what was left."""


class ScoreTyping(ScoreView):
    """What the Score screen asks for. The sitting says how it went, and the screen shows that."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._leave: Callable[[str], None] = _nothing

    # The prompt

    def action_write_note(self) -> None:
        """Open the note of the question at hand."""
        if self.at.must_wait():
            self.show()
            return
        line = self.at.scoring.line
        label = f"Note for {line.question.id}{' (owed)' if line.note_owed else ''}:"
        note = AskedLine(label, called="note", text=self.at.draft)
        self.ask_sitting(note, self.at.keep_note, leave=self.at.leave_note)

    def said_of(self, typed: str) -> Notice:
        """Say at once what a note looks to hold, else what the sitting says."""
        return self.at.watch_note(typed) if self.asked.called else super().notice_now()

    def notice_now(self) -> Notice:
        """Return what is to be said: of the note, while one is typed."""
        prompt = self.prompt
        return self.said_of(prompt.field.value) if prompt.is_open else super().notice_now()

    def action_answer_by_time(self) -> None:
        """Ask for the time that the question at hand is about."""
        line = self.at.scoring.line
        measure = line.question.measure
        if self.at.must_wait() or measure is None:
            self.show()
            return
        standard = standard_words(measure, self.at.scoring.case.fields)
        place = self.at.scoring.place
        what = f"{measure.of[:1].upper()}{measure.of[1:]}"
        self.at.notice = Notice(f"{what}. enter answers by it.")
        self.ask_sitting(
            AskedLine(f"{line.question.id} in {standard}:", text=line.measured),
            self.at.answer_time,
            leave=lambda _: self.at.say_where(),
            then=lambda: self.ask_owed_note(place),
        )

    def act(self, ask: Callable[[], object]) -> None:
        """Do what the record is needed for, and show where the sitting is then."""
        self.do(ask, lambda _: self.show())

    def show_answered(self, answered: "Place") -> None:
        """Show where the sitting is after an answer, and ask for the note that it owes."""
        self.show()
        self.ask_owed_note(answered)

    def ask_owed_note(self, answered: "Place") -> None:
        """Open the note that an answer owes; the place has then stayed where it was."""
        scoring = self.at.scoring
        if scoring.place == answered and scoring.line.note_owed and not self.at.unsaved:
            self.action_write_note()

    def action_find_question(self) -> None:
        """Ask for a question."""
        asked = AskedLine("Question (id or number):", enter="Go")
        self.ask_sitting(asked, self.at.find_question)

    def action_find_case(self) -> None:
        """Ask for a case."""
        self.ask_sitting(AskedLine("Case (number or reference):", enter="Go"), self.at.find_case)

    def ask_sitting(
        self,
        asked: AskedLine,
        take: Callable[[str], bool],
        *,
        leave: Callable[[str], None] = _nothing,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Ask for a line of which the sitting knows what becomes.

        Args:
            asked: What is said of it.
            take: Takes it; False where it could not be taken, which the sitting says.
            leave: Told what was typed where the line is left.
            then: Goes on once it was taken and is seen.
        """

        def take_or_refuse(typed: str) -> None:
            if not take(typed):
                raise Refused(self.at.notice.text)

        def show_taken(_: None) -> None:
            self.show()
            if then is not None:
                then()

        self._leave = leave
        self.ask(asked, take_or_refuse, show_taken)

    def show_refusal(self, error: WorkbenchError) -> None:  # noqa: ARG002 - the sitting says it
        """Show what the sitting says of it."""
        self.show()

    def leave_prompt(self) -> None:
        """Close the field without taking what was typed."""
        self._leave(self.close_prompt())
        self.show()
