"""Details below a list: shown and hidden, and scrolled while they are shown."""

from textual.screen import ScreenResultType

from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.notice_line import Notice


class ScrollingDetails(WorkbenchScreen[ScreenResultType]):
    """A list whose line at hand can be shown in full, in a `DetailsPanel`."""

    def action_show_details(self) -> None:
        """Show or hide the line at hand in full."""
        self.toggle_class("-details")
        self.call_after_refresh(self._say_how_to_scroll)

    def _say_how_to_scroll(self) -> None:
        if self.more_details:
            self.say(Notice("pgdn and pgup scroll the details; d closes them."))

    def action_next_page(self) -> None:
        """Scroll the details down where there is more of them, else the list."""
        if not self._scrolled(1):
            super().action_next_page()

    def action_previous_page(self) -> None:
        """Scroll the details up where there is more of them, else the list."""
        if not self._scrolled(-1):
            super().action_previous_page()

    @property
    def more_details(self) -> bool:
        """Whether details are shown, and there is more of them than fits."""
        return self.has_class("-details") and self.query_one(DetailsPanel).overflows

    def _scrolled(self, by: int) -> bool:
        if longer := self.more_details:
            self.query_one(DetailsPanel).page(by)
        return longer
