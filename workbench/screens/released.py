"""The rates of an audit as they were released: what those see who may see no case."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, LIST_MOVES, PAGE_MOVES, CommandClass, bindings_of
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.rate_rows import rate_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from workbench.audits.people.releasing import Released


class ReleasedScreen(WorkbenchScreen[None]):
    """Rates with their limits, when they were released and by whom; no case stands behind a key."""

    commands: ClassVar[tuple[CommandClass, ...]] = (*LIST_MOVES, *PAGE_MOVES, *EVERYWHERE)
    BINDINGS = bindings_of(commands)

    def __init__(self, released: "Released") -> None:
        super().__init__()
        self._released = released

    def compose(self) -> ComposeResult:
        """Lay out when and by whom they were released, and the rates."""
        yield MarkingBar(self._released.audit)
        yield Static(self._banner(), id="banner", markup=False)
        yield RowList(id="rates")
        yield NoticeLine()
        yield KeyBar()

    def _banner(self) -> str:
        figures = self._released.figures
        of = f"{figures['sample_size']} cases of {figures['frame_size']:,} in"
        said = (f"{of} {figures['population']}.", self._released.said, self._released.open_words)
        return "\n".join(filter(None, said))

    def on_mount(self) -> None:
        """Say how sure the limits are."""
        confidence = self._released.figures["confidence"]
        self.say(Notice(f"Limits at {confidence:.0%}. The cases are shown to those who read them."))

    @on(RowList.Resized)
    def _fit(self) -> None:
        from exports.released import released_lines

        figures, rows = self._released.figures, self.query_one(RowList)
        questions = released_lines(figures["questions"])
        indicators = released_lines(figures["indicators"])
        rows.show(rate_rows(questions, indicators, rows.row_width), at=rows.key)
