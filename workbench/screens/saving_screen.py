"""A screen that saves as one types: at once in a file, and away from the screen on a server.

A file answers in some milliseconds, before anything could be painted. A server may take seconds to
be known to be away. The screen stays alive meanwhile, and keeps what is typed, in its order.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from textual import work

from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from textual.timer import Timer

SHOWN_AFTER_S: Final = 0.25
"""Saving is only spoken of where it takes this long."""
SAVING: Final = Notice("saving... What you type meanwhile is kept, and acts once it is saved.")
STILL_SAVING: Final = Notice("Still saving: the server has not answered yet.", Tone.WARNING)

Found = TypeVar("Found")


class SavingScreen(StepScreen):
    """A screen whose work on the record is done in the order of the keys that asked for it."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.is_at_work = False
        self._slow: Timer | None = None

    @property
    def never_held(self) -> frozenset[str]:
        """The keys that act at once; escape is not among them while what it ends is being saved."""
        return super().never_held - ({"escape"} if self.is_at_work else frozenset())

    def do(self, ask: Callable[[], Found], then: Callable[[Found], None]) -> None:
        """Do what the record is needed for, and show what came of it.

        Args:
            ask: Reads or writes the record; it must not touch what is on the screen.
            then: Shows what was returned.
        """
        if self.is_at_work:
            self.say(STILL_SAVING)
        elif self._on_a_server():
            self._begin_work()
            self._ask_away(ask, then)
        else:
            then(ask())

    def _on_a_server(self) -> bool:
        desk = self.workbench.desk
        return desk is not None and desk.record.on_server

    def _begin_work(self) -> None:
        self.is_at_work = True
        self.hold_keys()
        self._slow = self.set_timer(SHOWN_AFTER_S, lambda: self.say(SAVING))

    @work(thread=True, group="saving")
    def _ask_away(self, ask: Callable[[], Found], then: Callable[[Found], None]) -> None:
        self.hand_over(self._show_found, then, ask())

    def _show_found(self, then: Callable[[Found], None], found: Found) -> None:
        self.is_at_work = False
        if self._slow is not None:
            self._slow.stop()
        then(found)
        if not self.is_at_work:  # else what was shown asked for more
            self.let_keys_go()

    def may_leave(self) -> bool:
        """Stay until it is known whether what was typed is saved."""
        if self.is_at_work:
            self.say(STILL_SAVING)
        return not self.is_at_work and super().may_leave()
