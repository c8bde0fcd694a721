"""A form whose outcome is sealed in the record: away from the screen, and once at a time.

Nothing freezes while a server is slow to answer, and nobody leaves before it is known whether what
was asked for is sealed.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from textual import work

from workbench.commands import CommandClass
from workbench.errors import WorkbenchError
from workbench.screens.form_screen import FormMoves
from workbench.screens.refusals import told_plainly
from workbench.widgets.notice_line import Notice, Tone

Found = TypeVar("Found")
AT_WORK: Final = Notice("Still at it: it is not known yet whether this is sealed.", Tone.WARNING)


class SealingForm(FormMoves[Notice | None]):
    """A form that closes once it is sealed. Its result is what to say of it; None if one left."""

    sealing: CommandClass
    """The command that enter does, which is not offered while something is under way."""

    def __init__(self) -> None:
        super().__init__()
        self.is_at_work = False

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
        self._ask_away(ask, then)

    @work(thread=True, group="sealing")
    def _ask_away(self, ask: Callable[[], Found], then: Callable[[Found], None]) -> None:
        try:
            with told_plainly():
                found = ask()
        except WorkbenchError as error:
            self.hand_over(self._go_on, self.show_refusal, error)
        else:
            self.hand_over(self._go_on, then, found)

    def _go_on(self, then: Callable[[Found], None], found: Found) -> None:
        self.is_at_work = False
        then(found)
        self.refresh_bindings()

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why nothing was sealed."""
        self.say(Notice(str(error), Tone.BAD))

    def allows(self, command: CommandClass) -> bool:
        """Seal once at a time."""
        return super().allows(command) and not (command is self.sealing and self.is_at_work)

    def may_leave(self) -> bool:
        """Stay until it is known what became of it."""
        if self.is_at_work:
            self.say(AT_WORK)
        return not self.is_at_work

    def action_go_up(self) -> None:
        """Leave everything as it is."""
        if self.may_leave():
            self.dismiss(None)
