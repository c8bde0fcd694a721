"""A form whose outcome is sealed in the record: away from the screen, and once at a time."""

from collections.abc import Callable
from typing import TypeVar

from textual.screen import ScreenResultType

from workbench.commands import CommandClass
from workbench.screens.at_work import AtWork
from workbench.screens.form_screen import FormMoves
from workbench.widgets.notice_line import Notice

Found = TypeVar("Found")


class Sealing(FormMoves[ScreenResultType], AtWork[ScreenResultType]):
    """A screen with a form that is sealed by enter, on a file as on a server in a worker."""

    sealing: CommandClass
    """The command that enter does, which is not offered while something is under way."""

    def ask_away(
        self, ask: Callable[[], Found], then: Callable[[Found], None], *, saying: str
    ) -> None:
        """Do what the record is needed for, away from the screen, and show what came of it.

        Args:
            ask: Reads or writes the record; it must not touch what is on the screen.
            then: Shows what was returned. Where `ask` raises, `show_refusal` is called instead.
            saying: What is said meanwhile.
        """
        self.is_at_work = True
        self.say(Notice(saying))
        self.refresh_bindings()
        self.work_away(ask, then)

    def show_outcome(self, show: Callable[[], None]) -> None:
        """Show how it went, and offer to seal again."""
        super().show_outcome(show)
        self.refresh_bindings()

    def allows(self, command: CommandClass) -> bool:
        """Seal once at a time."""
        return super().allows(command) and not (command is self.sealing and self.is_at_work)


class SealingForm(Sealing[Notice | None]):
    """A form that closes once it is sealed. Its result is what to say of it; None if one left."""

    def action_go_up(self) -> None:
        """Leave everything as it is."""
        if self.may_leave():
            self.dismiss(None)
