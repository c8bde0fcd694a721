"""One recommendation: where it stands, what audits found about it, and what serves it."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    Command,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.screens.reading_screen import ReadingScreen
from workbench.screens.status_typing import SetStatus, StatusTyping
from workbench.screens.steps import Subject
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.prompt import Prompt
from workbench.widgets.recommendation_rows import (
    AUDIT,
    BASELINES,
    recommendation_facts,
    served_rows,
    words_of,
)
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from workbench.audits.results.tracking import Recommendation


class OpenItsAudit(Command):
    """Open the audit of the line at hand: its results, or its verdict against the baseline."""

    keys = ("enter",)
    footer = "Open its audit"


class RecommendationScreen(ReadingScreen[None, "Recommendation"], StatusTyping):
    """An entry of the register with all that serves it."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        KeepTyped,
        OpenItsAudit,
        SetStatus,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, entry: str) -> None:
        super().__init__()
        self._entry = entry
        self.found: Recommendation | None = None

    @property
    def entry(self) -> str:
        """The id of the entry."""
        return self._entry

    def compose(self) -> ComposeResult:
        """Lay out its facts, what serves it, the line at hand in full, and the keys."""
        yield MarkingBar(f"Recommendations: {self._entry}")
        yield DetailsPanel(id="facts")
        yield RowList(id="served")
        yield Static(id="sentence", markup=False)
        yield Prompt()
        yield NoticeLine()
        yield KeyBar()

    def read_again(self) -> None:
        """Read it all; the first time that is said, for it may be long."""
        if self.found is None:
            self.say(Notice("Reading the audits of the record..."))
        super().read_again()

    def find(self) -> "Recommendation":
        """Read what audits found, and the statuses."""
        from workbench.audits.results.tracking import track

        return track(self.workbench.open_desk(), self._entry)

    def show_found(self, found: "Recommendation") -> None:
        """Show all there is."""
        if self.found is None:
            self.say(Notice("Limits at 95%, by Wilson's method for simple draws."))
        self.found = found
        self._fit()

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self.found is not None:
            facts = recommendation_facts(self.found, self.app.size.width - 4)
            self.query_one(DetailsPanel).show(facts)
            rows = self.query_one(RowList)
            rows.show(served_rows(self.found, rows.row_width), at=rows.key)
            self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        key = self.query_one(RowList).key
        if self.found is not None and key is not None:
            self.query_one("#sentence", Static).update(words_of(self.found, key))
        self.refresh_bindings()

    @property
    def _at(self) -> tuple[str, str]:
        """The step and the audit that the line at hand leads to; empty where it leads to none."""
        kind, _, rest = (self.query_one(RowList).key or "").partition(":")
        return (kind, rest.rpartition(":")[0]) if kind in {AUDIT, BASELINES} else ("", "")

    def allows(self, command: CommandClass) -> bool:
        """Offer to open an audit only from one of its lines."""
        return super().allows(command) and not (command is OpenItsAudit and not self._at[0])

    def action_open_its_audit(self) -> None:
        """Open the audit of the line at hand."""
        self.query_one(RowList).choose()

    @on(RowList.Chosen)
    def _open(self) -> None:
        step, audit = self._at
        if step:
            self.workbench.go_to_step(step, Subject(audit=audit))
