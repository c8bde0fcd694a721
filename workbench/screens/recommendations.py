"""Recommendations: what the inspectorate asked for, by when, and where each stands."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from checklists.recommendations import describe_trace
from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    Choose,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.recommendation import RecommendationScreen
from workbench.screens.status_typing import SetStatus, StatusTyping
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import NoticeLine
from workbench.widgets.prompt import Prompt
from workbench.widgets.recommendation_rows import recommendation_rows
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping


class RecommendationsScreen(ReadingScreen[None, "Mapping[str, str]"], StatusTyping):
    """The causes of concern, their recommendations and their sub-clauses."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        KeepTyped,
        Choose,
        SetStatus,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)
    waits_at_first = False

    def __init__(self) -> None:
        super().__init__()
        self._standing: Mapping[str, str] = {}

    def compose(self) -> ComposeResult:
        """Lay out the list, the line at hand in full, the notice line and the keys."""
        yield MarkingBar("Recommendations")
        yield RowList(id="recommendations")
        yield Static(id="sentence", markup=False)
        yield Prompt()
        yield NoticeLine()
        yield KeyBar()

    def find(self) -> "Mapping[str, str]":
        """Read where each stands."""
        from workbench.audits.results.tracking import standing_of_all

        return standing_of_all(self.workbench.open_desk())

    def show_found(self, standing: "Mapping[str, str]") -> None:
        """Show where each stands."""
        self._standing = standing
        self._fit()

    @on(RowList.Resized)
    def _fit(self) -> None:
        rows = self.query_one(RowList)
        rows.show(recommendation_rows(self._standing, rows.row_width), at=rows.key)
        self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        if self.entry:
            self.query_one("#sentence", Static).update(describe_trace(self.entry))
        self.refresh_bindings()

    @property
    def entry(self) -> str:
        """The id of the entry at hand."""
        return self.query_one(RowList).key or ""

    @on(RowList.Chosen)
    def _open(self, chosen: RowList.Chosen) -> None:
        self.app.push_screen(RecommendationScreen(chosen.key))
