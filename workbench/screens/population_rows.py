"""The rows of a population on a screen: pages fetched as they come into view, and the jump."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.widgets import Static

from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import NO_HINT, AskedLine, AskingScreen
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.frame_list import FrameList
from workbench.widgets.frame_rows import PAGE_ROWS, REFERENCE
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from sampling.frames import Frame
    from workbench.audits.populations import PopulationView


class PopulationRows(StepScreen, AskingScreen):
    """A screen with a `FrameList`, a line `#columns` above it, and a `Prompt`."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.view: PopulationView | None = None

    @property
    def frame_list(self) -> FrameList:
        """The rows."""
        return self.query_one(FrameList)

    # Pages

    @on(FrameList.Wanted)
    def _fetch_page(self, wanted: FrameList.Wanted) -> None:
        if self.view is not None:
            self._fetch(self.view.id, wanted.page, wanted.start)

    @work(thread=True, group="pages")
    def _fetch(self, population_id: int, page: int, start: int) -> None:
        from workbench.audits.populations import rows

        try:
            found = rows(self.workbench.open_desk(), population_id, start=start, count=PAGE_ROWS)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self._take_page, page, found)

    def _take_page(self, page: int, found: "Frame") -> None:
        self.frame_list.take(page, found)
        self.show_columns()

    def show_columns(self) -> None:
        """Name the columns that there is room for, unless the screen was left meanwhile."""
        for columns in self.query("#columns").results(Static):
            columns.update(f"  {self.frame_list.heading}")

    def on_resize(self) -> None:
        """Name the columns that fit now."""
        self.call_after_refresh(self.show_columns)

    # One row

    @on(FrameList.Chosen)
    def _show_row(self) -> None:
        values = self.frame_list.values
        if values is not None:
            said = "; ".join(f"{name} {value or '(blank)'}" for name, value in values.items())
            self.say(Notice(said.removeprefix(f"{REFERENCE} ")))

    def action_jump_to_reference(self) -> None:
        """Ask for a reference."""
        view = self.view
        if view is not None:
            asked = AskedLine(
                "Jump to reference:", enter="Go", left=NO_HINT, away=Notice("Looking for it...")
            )
            self.ask(asked, partial(self._find, view), self._go_to_place)

    def _find(self, view: "PopulationView", typed: str) -> int | None:
        from workbench.audits.browsing import place_of

        if not typed.strip():
            return None
        return place_of(self.workbench.open_desk(), view, typed.strip())

    def _go_to_place(self, place: int | None) -> None:
        if place is not None:
            self.frame_list.go_to(place)
            self.say(Notice(f"Row {place + 1:,} of {len(self.frame_list.rows):,}."))
