"""Population: what became of every row of a list, and all its rows to look through."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    Command,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.population_rows import PopulationRows
from workbench.screens.steps import Subject
from workbench.widgets.facts_panel import FactsPanel
from workbench.widgets.facts_text import ListFacts, source_words
from workbench.widgets.frame_list import FrameList
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from workbench.audits.populations import PopulationView


class DrawFromHere(Command):
    """Draw a random sample from this population, and begin an audit of it."""

    keys = ("n",)
    footer = "Draw from it"
    duty = "DRAW"
    title = "Draw from this population"


class JumpToReference(Command):
    """Jump to a reference, or to where it would stand, by its first characters."""

    keys = ("/",)
    footer = "Jump to"


class ShowRow(Command):
    """Show every column of the row at hand."""

    keys = ("enter",)
    footer = "Whole row"
    title = "Show the whole row"


class ShowFacts(Command):
    """Show all facts of the population in place of its rows, or the rows again."""

    keys = ("f",)
    footer = "All facts"
    title = "Show all facts"


NEED_ROWS: Final = (JumpToReference, ShowRow, *LIST_MOVES, *PAGE_MOVES)
NEED_CASES: Final = (DrawFromHere, ShowFacts, *NEED_ROWS)
NOT_YOURS: Final = "The list itself is shown to those who draw: your own cases are in Score."
NOT_HELD: Final = "Its rows are not in this record: they can neither be shown nor drawn from here."


class PopulationScreen(PopulationRows):
    """One population: its facts above, its rows below."""

    step = "population"
    waits_at_first = True
    commands: ClassVar[tuple[CommandClass, ...]] = (
        KeepTyped,
        DrawFromHere,
        JumpToReference,
        ShowRow,
        ShowFacts,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def compose_step(self) -> ComposeResult:
        """Lay out the facts, the rows and the field to jump with."""
        yield Static("Opening the population...", id="title", markup=False)
        yield FactsPanel()
        yield Static(id="columns", markup=False)
        yield FrameList(id="frame")
        yield Prompt()

    def on_mount(self) -> None:
        """Open the population, away from the screen."""
        self._open()

    @work(thread=True, exclusive=True, group="population")
    def _open(self) -> None:
        from workbench.audits.opening import open_audit
        from workbench.audits.populations import population

        audit, name = self.subject.audit, self.subject.population or ""
        try:
            desk = self.workbench.open_desk()
            view = open_audit(desk, audit).population if audit else population(desk, name)
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_population, view)

    def show_population(self, view: "PopulationView") -> None:
        """Show the facts; the rows come by themselves as they are looked at."""
        self.let_keys_go()
        self.view = view
        self.query_one("#title", Static).update(f"{view.name}  {source_words(view.part)}")
        self.query_one(FactsPanel).show(facts_of(view))
        self.set_class(not self._shows_rows, "-facts")
        rows = view.part.frame_size if self._shows_rows else 0
        self.frame_list.open(rows, view.part.kept_columns)
        frozen = f"{view.part.frame_size:,} cases, frozen. {self._next}"
        self.say(Notice(frozen if self._shows_rows else NOT_YOURS if view.held else NOT_HELD))
        self.refresh_bindings()

    @property
    def _shows_rows(self) -> bool:
        """Whether the record has the list, and the role of this login may see it."""
        return self.view is not None and self.view.held and self.may("SEE_LIST")

    @property
    def _next(self) -> str:
        if self.subject.audit:
            return f"{self.subject.audit} is drawn from them: 2 shows its sample."
        return "Next: n draws a sample."

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to show."""
        self.let_keys_go()
        self.query_one("#title", Static).update("The population cannot be opened.")
        self.say(Notice(str(error), Tone.BAD))

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer what needs a population once it is open, and rows only where they are seen."""
        if self.view is None and command in {DrawFromHere, ShowFacts, *NEED_ROWS}:
            return False
        if self.view is not None and not self._shows_rows and command in NEED_CASES:
            return False
        hidden = command in NEED_ROWS and self.has_class("-facts")
        return super().allows(command) and not hidden

    def action_draw_from_here(self) -> None:
        """Go to the draw of a new audit."""
        if self.view is not None:
            self.workbench.go_to_step("draw", Subject(population=self.view.name))

    def action_show_row(self) -> None:
        """Show every column of the row at hand."""
        self.frame_list.choose()

    def action_show_facts(self) -> None:
        """Change between facts and rows."""
        self.toggle_class("-facts")
        self.refresh_bindings()

    def action_go_up(self) -> None:
        """Close the field or the facts, or go up one level."""
        shows_facts = self.has_class("-facts") and self._shows_rows
        if shows_facts and not self.prompt.is_open:
            self.action_show_facts()
        else:
            super().action_go_up()


def facts_of(view: "PopulationView") -> ListFacts:
    """Return what is said of a population."""
    part = view.part
    notices = (*view.notices, *filter(None, [view.why_not_held]))
    return ListFacts(
        part.flow, part.kept_columns, part.dropped_columns, part.frame_fingerprint, notices
    )
