"""What is typed on the Score screen: notes, times, and where to jump to."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from workbench.commands import CommandClass
from workbench.screens.score_commands import KeepTyped
from workbench.screens.score_view import ScoreView
from workbench.screens.steps import Subject
from workbench.widgets.measure_words import standard_words
from workbench.widgets.notice_line import Notice
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from workbench.audits.reviews.standing import Place


def _nothing() -> None:
    """Do nothing once something was taken."""


class ScoreTyping(ScoreView):
    """The prompt of the Score screen."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._take: Callable[[str], bool] = bool
        self._leave: Callable[[str], None] | None = None
        self._then: Callable[[], None] = _nothing
        self._watch: Callable[[str], Notice] | None = None
        self._enter = KeepTyped.footer

    # The prompt

    def action_write_note(self) -> None:
        """Open the note of the question at hand."""
        if self.at.must_wait():
            self.show()
            return
        line = self.at.scoring.line
        label = f"Note for {line.question.id}{' (owed)' if line.note_owed else ''}:"
        self._ask(label, self.at.keep_note, text=self.at.draft, leave=self.at.leave_note)
        self._watch = self.at.watch_note

    @on(Input.Changed)
    def _say_of_note(self) -> None:
        """Say at once what a note looks to hold; nothing waits for it."""
        if self._watch:
            self.say(self.notice_now())

    def notice_now(self) -> Notice:
        """Return what is to be said: of the note, while one is typed."""
        prompt = self.query_one(Prompt)
        if self._watch and prompt.is_open:
            return self._watch(prompt.field.value)
        return super().notice_now()

    def action_answer_by_time(self) -> None:
        """Ask for the time that the question at hand is about."""
        line = self.at.scoring.line
        measure = line.question.measure
        if self.at.must_wait() or measure is None:
            self.show()
            return
        standard = standard_words(measure, self.at.scoring.case.fields)
        label = f"{line.question.id} in {standard}:"
        place = self.at.scoring.place
        what = f"{measure.of[:1].upper()}{measure.of[1:]}"
        self.at.notice = Notice(f"{what}. enter answers by it.")
        leave = self.at.say_where
        self._ask(label, self.at.answer_time, text=line.measured, leave=lambda _: leave())
        self._then = lambda: self.ask_owed_note(place)
        self.show()

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
        self._ask("Question (id or number):", self.at.find_question, enter="Go")

    def action_find_case(self) -> None:
        """Ask for a case."""
        self._ask("Case (number or reference):", self.at.find_case, enter="Go")

    def _ask(
        self,
        label: str,
        take: Callable[[str], bool],
        *,
        text: str = "",
        leave: Callable[[str], None] | None = None,
        enter: str = KeepTyped.footer,
    ) -> None:
        self._enter = enter
        self._take, self._leave, self._then, self._watch = take, leave, _nothing, None
        prompt = self.query_one(Prompt)
        prompt.open(label, text)
        self.set_focus(prompt.field)
        self.show_keys()

    def key_words_now(self) -> Mapping[CommandClass, str]:
        """Say what enter does with what is typed: it is kept, or gone to."""
        return {KeepTyped: self._enter}

    def action_keep_typed(self) -> None:
        """Take what was typed; the field stays open if it could not be."""
        typed = self.query_one(Prompt).field.value
        self.do(lambda: self._take(typed), self._show_taken)

    def _show_taken(self, taken: bool) -> None:  # noqa: FBT001 - what was found, for `do`
        if taken:
            self._close_prompt()
        self.show()
        if taken:
            self._then()

    def leave_prompt(self) -> None:
        """Close the field without taking what was typed."""
        typed = self._close_prompt()
        if self._leave:
            self._leave(typed)
        self.show()

    def _close_prompt(self) -> str:
        typed = self.query_one(Prompt).close()
        self.set_focus(None)
        return typed
