"""What is typed on the Score screen: notes, where to jump to, and keys before the audit is open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from workbench.commands import key_words
from workbench.screens.score_view import ScoreView
from workbench.screens.steps import Subject
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from workbench.audits.scoring import Scoring


class ScoreTyping(ScoreView):
    """The prompt of the Score screen, and the keys that come too early."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._typed_ahead: list[str] = []
        self._take: Callable[[str], bool] = bool
        self._leave: Callable[[str], None] | None = None

    # Before the audit is open

    def begin(self, scoring: "Scoring") -> None:
        """Show where this auditor left off, and do what was typed while the audit opened."""
        super().begin(scoring)
        for key in self._typed_ahead:
            self._do(key)

    def take_key(self, event: events.Key) -> bool:
        """Keep what is typed before the audit is open."""
        if self.sitting is None and event.is_printable and event.character:
            self._typed_ahead.append(event.character)
            return True
        return super().take_key(event)

    def _do(self, key: str) -> None:
        if self.typing:
            self.query_one(Prompt).field.type_character(key)
            return
        for command in self.commands:
            if key in map(key_words, command.keys) and self.allows(command):
                getattr(self, f"action_{command.action()}")()
                return

    # The prompt

    def action_write_note(self) -> None:
        """Open the note of the question at hand."""
        if self.at.must_wait():
            self.show()
            return
        line = self.at.scoring.line
        label = f"Note for {line.question.id}{' (owed)' if line.note_owed else ''}:"
        self._ask(label, self.at.keep_note, text=self.at.draft, leave=self.at.leave_note)

    def action_find_question(self) -> None:
        """Ask for a question."""
        self._ask("Question (id or number):", self.at.find_question)

    def action_find_case(self) -> None:
        """Ask for a case."""
        self._ask("Case (number or reference):", self.at.find_case)

    def _ask(
        self,
        label: str,
        take: Callable[[str], bool],
        *,
        text: str = "",
        leave: Callable[[str], None] | None = None,
    ) -> None:
        self._take, self._leave = take, leave
        prompt = self.query_one(Prompt)
        prompt.open(label, text)
        self.set_focus(prompt.field)
        self.show_keys()

    def action_keep_typed(self) -> None:
        """Take what was typed; the field stays open if it could not be."""
        if self._take(self.query_one(Prompt).field.value):
            self._close_prompt()
        self.show()

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
