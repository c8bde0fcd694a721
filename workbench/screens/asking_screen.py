"""A screen that asks for a line at its foot: watched as it is typed, then kept or left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from textual import on
from textual.widgets import Input

from workbench.commands import CommandClass, KeepTyped
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.refusals import not_saved
from workbench.screens.saving_screen import SavingScreen
from workbench.screens.watching import watched
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt

Found = TypeVar("Found")
STAYS: Final = "It stays here: enter tries again."
NO_HINT: Final = Notice()
UNCHANGED: Final = Notice("Nothing was changed.")
NOT_KEPT: Final = Notice("It was left, and is not saved.", Tone.WARNING)


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line that is asked for.

    Attributes:
        label: What stands before it.
        hint: What is said while it is typed.
        called: What it is called where it looks to hold personal data; empty for a line that is
            not looked at, since it is to hold names, or is not kept.
        text: What it begins from.
        if_blank: What is said where nothing was typed; empty where that may be.
        enter: What enter does with it, for the key bar.
        left: What is said where it is left.
        away: What is said while it is taken, where that is slow in a file too.
    """

    label: str
    hint: Notice = NO_HINT
    called: str = ""
    text: str = ""
    if_blank: str = ""
    enter: str = KeepTyped.footer
    left: Notice = UNCHANGED
    away: Notice | None = None


class AskingScreen(SavingScreen):
    """A screen with a `Prompt`, which has `KeepTyped` before what else enter does there."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = AskedLine("")
        self._keep: Callable[[str], None] = lambda _: None
        self._tried: str | None = None
        self._refusal: WorkbenchError | None = None

    @property
    def prompt(self) -> Prompt:
        """The field at the foot, with its label."""
        return self.query_one(Prompt)

    def ask(
        self, asked: AskedLine, take: Callable[[str], Found], then: Callable[[Found], None]
    ) -> None:
        """Ask for a line.

        Args:
            asked: What is said of it.
            take: Takes what was typed, away from the screen. Where it raises, the field stays
                open with all that was typed, and the refusal is told.
            then: Shows what came of it, once the field is closed.
        """

        def show(found: Found) -> None:
            self.close_prompt()
            then(found)

        self.asked, self._tried, self._refusal = asked, None, None
        self._keep = lambda typed: self.do(lambda: take(typed), show, away=asked.away)
        self.prompt.open(asked.label, asked.text)
        self.set_focus(self.prompt.field)
        self.say(self.said_of(asked.text))
        self.show_keys()

    def said_of(self, typed: str) -> Notice:
        """Return what is said of a line that is being typed; nothing waits for it."""
        asked = self.asked
        if not asked.called:
            return asked.hint
        return watched(self.workbench.desk, typed, called=asked.called, otherwise=asked.hint)

    @on(Input.Changed)
    def _say_of_typed(self) -> None:
        """Say it of what stands in the field by now; if that was refused, its refusal is read."""
        typed = self.prompt.field.value
        if self.prompt.is_open and typed != self._tried:
            self.say(self.said_of(typed))

    def action_keep_typed(self) -> None:
        """Take what was typed; the field stays open if it could not be."""
        typed = self._tried = self.prompt.field.value
        if self.asked.if_blank and not typed.strip():
            self.say(Notice(self.asked.if_blank, Tone.WARNING))
        else:
            self._keep(typed)

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why something is not done; what was typed stays in the field."""
        self._refusal = error
        self.say(self._refused(error))

    def _refused(self, error: WorkbenchError) -> Notice:
        if not isinstance(error, NotSaved):
            return Notice(str(error), Tone.WARNING)
        next_step = STAYS if self.prompt.is_open else ""
        return not_saved(error, self.workbench.record_name, next_step)

    def close_prompt(self) -> str:
        """Close the field, and return what was typed."""
        typed = self.prompt.close()
        self.set_focus(None)
        self.show_keys()
        return typed

    def leave_prompt(self) -> None:
        """Close the field without taking what was typed."""
        self.close_prompt()
        refusal, self._refusal = self._refusal, None
        self.say(NOT_KEPT if isinstance(refusal, NotSaved) else self.asked.left)
        if refusal is not None:
            self.read_again()

    def read_again(self) -> None:
        """Show what stands by now, since it may be other than what was shown."""

    def allows(self, command: CommandClass) -> bool:
        """Offer to keep what is being typed."""
        return self.prompt.is_open if command is KeepTyped else super().allows(command)

    def key_words_now(self) -> Mapping[CommandClass, str]:
        """Say what enter does with what is typed."""
        return {KeepTyped: self.asked.enter}

    def may_leave(self) -> bool:
        """Stay while what was typed could not be saved, and say so."""
        refusal = self._refusal
        if self.prompt.is_open and isinstance(refusal, NotSaved) and not self.is_at_work:
            self.say(self._refused(refusal))
            return False
        return super().may_leave()

    def action_go_up(self) -> None:
        """Leave the field, or go up one level."""
        if self.prompt.is_open:
            self.leave_prompt()
        else:
            super().action_go_up()
