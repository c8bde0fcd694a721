"""A screen whose work on the record is done away from it, one thing at a time.

Nothing freezes while a server is slow to answer, and nobody leaves before it is known what became
of what was asked for.
"""

from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from textual import work
from textual.screen import ScreenResultType

from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.refusals import not_saved, told_plainly
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.notice_line import Notice, Tone

Found = TypeVar("Found")
AT_WORK: Final = Notice("Still at it: it is not known yet whether this is sealed.", Tone.WARNING)


class AtWork(WorkbenchScreen[ScreenResultType]):
    """A screen that reads or writes the record in a worker, and shows then what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_at_work = False

    @property
    def still_at_work(self) -> Notice:
        """What is said to somebody who would leave meanwhile."""
        return AT_WORK

    @work(thread=True, group="record")
    def work_away(self, ask: Callable[[], Found], then: Callable[[Found], None]) -> None:
        """Do what the record is needed for in a worker; `is_at_work` until its outcome is shown.

        Args:
            ask: Reads or writes the record; it must not touch what is on the screen.
            then: Shows what was returned. Where `ask` raises a WorkbenchError, or the statistics
                refuse, `show_refusal` is called instead.
        """
        self.hand_over(self.show_outcome, self.carry_out(ask, then))

    def carry_out(
        self, ask: Callable[[], Found], then: Callable[[Found], None]
    ) -> Callable[[], None]:
        """Do what the record is needed for, and return what shows how it went."""
        try:
            with told_plainly():
                found = ask()
        except WorkbenchError as error:
            return partial(self.show_refusal, error)
        return partial(then, found)

    def show_outcome(self, show: Callable[[], None]) -> None:
        """Show how it went: the work is done."""
        self.is_at_work = False
        show()

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why nothing was done; where the record was out of reach, enter tries again."""
        if isinstance(error, NotSaved):
            self.say(not_saved(error, self.workbench.record_name, "enter tries again."))
        else:
            self.say(Notice(str(error), Tone.BAD))

    def may_leave(self) -> bool:
        """Stay until it is known what became of it."""
        if self.is_at_work:
            self.say(self.still_at_work)
        return not self.is_at_work and super().may_leave()
