"""What came of reading a list: words, the facts of the list, or its faults in lines."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.facts_panel import FactsPanel
from workbench.widgets.facts_text import ListFacts
from workbench.widgets.fault_rows import fault_rows, fault_words, faults_heading
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from workbench.audits.intake.faults import Fault, IntakeFaults


class ListOutcome(Vertical):
    """Words above, and below them the faults where there are any."""

    DEFAULT_CSS = """
    ListOutcome {
        height: 1fr;
        border-top: solid $surface-lighten-2;
        & > FactsPanel { height: 1fr; }
        & > RowList { display: none; }
        & > DetailsPanel { display: none; max-height: 50%; }
        &.-faults > FactsPanel { height: auto; max-height: 5; text-style: bold; }
        &.-faults > RowList { display: block; }
        &.-faults > DetailsPanel { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._faults: IntakeFaults | None = None
        self._facts = FactsPanel()
        self.rows = RowList()
        self._details = DetailsPanel()

    def compose(self) -> ComposeResult:
        """Lay out the words and the lines."""
        yield self._facts
        yield self.rows
        yield self._details

    @property
    def has_faults(self) -> bool:
        """Whether faults are shown."""
        return self._faults is not None

    @property
    def faults(self) -> "IntakeFaults | None":
        """The faults that are shown."""
        return self._faults

    @property
    def fault(self) -> "Fault | None":
        """The fault at hand."""
        key = self.rows.key
        return self._faults.faults[int(key)] if self._faults and key is not None else None

    def show_text(self, text: str) -> None:
        """Show words."""
        self._faults = None
        self.remove_class("-faults")
        self._facts.show_words(text)

    def show_facts(self, facts: ListFacts) -> None:
        """Show what is in the list."""
        self.show_text("")
        self._facts.show(facts)

    def show_faults(self, faults: "IntakeFaults") -> None:
        """Show the faults."""
        self._faults = faults
        self.add_class("-faults")
        self._facts.show_words(faults_heading(faults))
        self.rows.go_first()
        self._fit()

    @on(RowList.Resized)
    def _fit(self) -> None:
        if self._faults is not None:
            self.rows.show(fault_rows(self._faults.faults, self.rows.row_width))
            self._show_details()

    @on(RowList.Moved)
    def _show_details(self) -> None:
        if self.fault is not None:
            self._details.show([fault_words(self.fault)])
