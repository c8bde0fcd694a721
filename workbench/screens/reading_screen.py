"""A screen that shows what it reads of the record: away from the screen, anew on each return."""

from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.screen import ScreenResultType
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.screens.refusals import told_plainly
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.notice_line import Notice, Tone

Found = TypeVar("Found")


class ReadingScreen(WorkbenchScreen[ScreenResultType], Generic[ScreenResultType, Found]):
    """A screen that reads in a worker; its keys wait until it has been read for the first time.

    Where there is a list to move in before that, a screen says no to `waits_at_first`.
    """

    nothing_there: ClassVar[str] = ""
    """What its `#banner` says where it cannot be read."""
    tone_of_failure: ClassVar[Tone] = Tone.BAD
    waits_at_first = True

    def find(self) -> Found:
        """Read it. This is done in a worker: it must not touch what is on the screen.

        Raises:
            WorkbenchError: It cannot be read; `show_failure` is called with it.
        """
        raise NotImplementedError

    def show_found(self, found: Found) -> None:
        """Show it."""
        raise NotImplementedError

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to show."""
        for banner in self.query("#banner").results(Static):
            banner.update(self.nothing_there)
        self.say(Notice(str(error), self.tone_of_failure))
        self.let_keys_go()

    def on_screen_resume(self) -> None:
        """Read everything, once this has been painted, and again on each return."""
        self.call_after_refresh(self.read_again)

    def read_again(self) -> None:
        """Read it all, away from the screen."""
        self._read()

    @work(thread=True, exclusive=True, group="reading")
    def _read(self) -> None:
        try:
            with told_plainly():
                found = self.find()
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self._show, found)

    def _show(self, found: Found) -> None:
        self.show_found(found)
        self.let_keys_go()
