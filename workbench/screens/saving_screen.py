"""A screen that saves as one types: at once in a file, and away from the screen on a server.

A file answers in some milliseconds, before anything could be painted. A server may take seconds to
be known to be away. The screen stays alive meanwhile, and keeps what is typed, in its order.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from workbench.screens.at_work import AtWork
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from textual.timer import Timer

SHOWN_AFTER_S: Final = 0.25
"""Saving is only spoken of where it takes this long."""
SAVING: Final = Notice("saving... What you type meanwhile is kept, and acts once it is saved.")
STILL_SAVING: Final = Notice("Still saving: the server has not answered yet.", Tone.WARNING)

Found = TypeVar("Found")


class SavingScreen(AtWork[None]):
    """A screen whose work on the record is done in the order of the keys that asked for it."""

    def __init__(self) -> None:
        super().__init__()
        self._slow: Timer | None = None
        self._saying = SAVING

    @property
    def still_at_work(self) -> Notice:
        """What is said to somebody who would leave meanwhile."""
        return STILL_SAVING if self._saying is SAVING else self._saying

    @property
    def never_held(self) -> frozenset[str]:
        """The keys that act at once; escape is not among them while what it ends is being saved."""
        return super().never_held - ({"escape"} if self.is_at_work else frozenset())

    def do(
        self,
        ask: Callable[[], Found],
        then: Callable[[Found], None],
        *,
        away: Notice | None = None,
    ) -> None:
        """Do what the record is needed for, and show what came of it.

        Args:
            ask: Reads or writes the record; it must not touch what is on the screen.
            then: Shows what was returned. Where `ask` raises, `show_refusal` is called instead.
            away: What is said of work that is slow in a file too, and is always done away.
        """
        if self.is_at_work:
            self.say(self.still_at_work)
        elif away is not None or self._on_a_server():
            self._begin_work(away or SAVING)
            self.work_away(ask, then)
        else:
            self.carry_out(ask, then)()

    def _on_a_server(self) -> bool:
        desk = self.workbench.desk
        return desk is not None and desk.record.on_server

    def _begin_work(self, saying: Notice) -> None:
        self.is_at_work, self._saying = True, saying
        self.hold_keys()
        self._slow = self.set_timer(SHOWN_AFTER_S, lambda: self.say(saying))

    def let_keys_go(self) -> None:
        """Let what was typed meanwhile act; while something is being saved nothing does."""
        if not self.is_at_work:
            super().let_keys_go()

    def show_outcome(self, show: Callable[[], None]) -> None:
        """Show how it went, and let what was typed meanwhile act; unless it asks for more."""
        if self._slow is not None:
            self._slow.stop()
        self.is_at_work = False
        self.let_keys_go()  # they act after this; where `show` holds keys, they are held again
        super().show_outcome(show)
