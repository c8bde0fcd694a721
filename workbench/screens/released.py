"""The rates of an audit as they were released: what those see who may see no case."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import EVERYWHERE, LIST_MOVES, PAGE_MOVES, CommandClass, bindings_of
from workbench.screens.results_commands import ShowDetails
from workbench.screens.scrolling_details import ScrollingDetails
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.rate_rows import INDICATOR, QUESTION, rate_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exports.report import RateLine
    from workbench.audits.people.releasing import Released


class ReleasedScreen(ScrollingDetails[None]):
    """Rates with their limits and agreement, when they were released and by whom; and no case."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        ShowDetails,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, released: "Released") -> None:
        super().__init__()
        self._released = released
        self._lines: Mapping[str, Sequence[RateLine]] = {}

    def compose(self) -> ComposeResult:
        """Lay out when and by whom they were released, and the rates."""
        yield MarkingBar(self._released.audit)
        yield Static(self._banner(), id="banner", markup=False)
        yield RowList(id="rates")
        yield DetailsPanel()
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
        more = "d shows a rate in full, with how far two readers agree."
        self.say(Notice(f"Limits at {confidence:.0%}. {more}"))

    @on(RowList.Resized)
    def _fit(self) -> None:
        from exports.released import released_lines

        figures, rows = self._released.figures, self.query_one(RowList)
        questions = released_lines(figures["questions"])
        indicators = released_lines(figures["indicators"])
        self._lines = {QUESTION: questions, INDICATOR: indicators}
        rows.show(rate_rows(questions, indicators, rows.row_width), at=rows.key)
        self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        from exports.released import released_agreement
        from workbench.widgets.rate_details import released_detail_lines

        kind, _, wanted = (self.query_one(RowList).key or "").partition(":")
        line = next((each for each in self._lines.get(kind, ()) if each.id == wanted), None)
        if line is not None:
            self.query_one(DetailsPanel).show(
                released_detail_lines(
                    line,
                    released_agreement(self._released.figures),
                    confidence=self._released.figures["confidence"],
                    width=self.app.size.width - 4,
                )
            )
