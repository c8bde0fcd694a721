"""Population: what became of every row of a list, and all its rows to look through."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input, Static

from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    STEP_COMMANDS,
    Choose,
    Command,
    CommandClass,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import Subject
from workbench.widgets.facts_panel import FactsPanel
from workbench.widgets.facts_text import ListFacts, source_words
from workbench.widgets.frame_list import FrameList
from workbench.widgets.frame_rows import PAGE_ROWS, REFERENCE
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from sampling.frames import Frame
    from workbench.audits.populations import PopulationView


class DrawFromHere(Command):
    """Draw a random sample from this population, and begin an audit of it."""

    keys = ("n",)
    footer = "Draw from it"
    title = "Draw from this population"


class JumpToReference(Command):
    """Jump to a reference, or to where it would stand, by its first characters."""

    keys = ("/",)
    footer = "Jump to"


class ShowFacts(Command):
    """Show all facts of the population in place of its rows, or the rows again."""

    keys = ("f",)
    footer = "All facts"


ROW_COMMANDS = (JumpToReference, Choose, *LIST_MOVES, *PAGE_MOVES)


class PopulationScreen(StepScreen):
    """One population: its facts above, its rows below."""

    step = "population"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        DrawFromHere,
        JumpToReference,
        ShowFacts,
        Choose,
        *LIST_MOVES,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.view: PopulationView | None = None

    def compose_step(self) -> ComposeResult:
        """Lay out the facts, the rows and the field to jump with."""
        yield Static("Opening the population...", id="title", markup=False)
        yield FactsPanel()
        yield Static(id="columns", markup=False)
        yield FrameList(id="frame")
        yield Prompt()

    def on_mount(self) -> None:
        """Open the population, away from the screen."""
        self.call_after_refresh(self._open)

    @work(thread=True, exclusive=True, group="population")
    def _open(self) -> None:
        from workbench.audits import populations
        from workbench.audits.opening import open_audit

        try:
            desk = self.workbench.open_desk()
            audit, name = self.subject.audit, self.subject.population or ""
            view = (
                open_audit(desk, audit).population if audit else populations.population(desk, name)
            )
            first = populations.rows(desk, view.id, start=0, count=PAGE_ROWS)
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_population, view, first)

    def show_population(self, view: "PopulationView", first: "Frame") -> None:
        """Show the facts and the first rows."""
        self.view = view
        self.query_one("#title", Static).update(f"{view.name}  {source_words(view.part)}")
        self.query_one(FactsPanel).show(facts_of(view))
        self.query_one(FrameList).open(view.part.frame_size, first, view.part.kept_columns)
        self._show_columns()
        self.say(Notice(f"{view.part.frame_size:,} cases, frozen. Next: n draws a sample."))
        self.refresh_bindings()

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to show."""
        self.query_one("#title", Static).update("The population cannot be opened.")
        self.say(Notice(str(error), Tone.BAD))

    def on_resize(self) -> None:
        """Name the columns that fit now."""
        self.call_after_refresh(self._show_columns)

    def _show_columns(self) -> None:
        self.query_one("#columns", Static).update(f"  {self.query_one(FrameList).heading}")

    # Rows that come into view

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
        self.query_one(FrameList).take(page, found)

    @on(FrameList.Chosen)
    def _show_row(self) -> None:
        values = self.query_one(FrameList).values
        if values is not None:
            said = "; ".join(f"{name} {value or '(blank)'}" for name, value in values.items())
            self.say(Notice(said.removeprefix(f"{REFERENCE} ")))

    # Commands

    def allows(self, command: CommandClass) -> bool:
        """Offer only what needs no population until it is open; rows only where they are seen."""
        if self.view is None and command in {DrawFromHere, ShowFacts, *ROW_COMMANDS}:
            return False
        hidden = command in ROW_COMMANDS and self.has_class("-facts")
        return super().allows(command) and not hidden

    def action_draw_from_here(self) -> None:
        """Go to the draw of a new audit."""
        if self.view is not None:
            self.workbench.go_to_step("draw", Subject(population=self.view.name))

    def action_show_facts(self) -> None:
        """Change between facts and rows."""
        self.toggle_class("-facts")
        self.refresh_bindings()

    def action_jump_to_reference(self) -> None:
        """Ask for a reference."""
        prompt = self.query_one(Prompt)
        prompt.open("Jump to reference:")
        self.set_focus(prompt.field)

    @on(Input.Submitted)
    def _jump(self) -> None:
        typed = self.query_one(Prompt).close().strip()
        self.set_focus(None)
        if typed and self.view is not None:
            self._find(self.view, typed)

    @work(thread=True, exclusive=True, group="jump")
    def _find(self, view: "PopulationView", typed: str) -> None:
        from workbench.audits.browsing import place_of

        try:
            place = place_of(self.workbench.open_desk(), view, typed)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self._go_to_place, place)

    def _go_to_place(self, place: int) -> None:
        self.query_one(FrameList).go_to(place)
        self.say(Notice(f"Row {place + 1:,}."))

    def action_go_up(self) -> None:
        """Close the prompt or the facts, or go up one level."""
        prompt = self.query_one(Prompt)
        if prompt.is_open:
            prompt.close()
            self.set_focus(None)
        elif self.has_class("-facts"):
            self.action_show_facts()
        else:
            super().action_go_up()


def facts_of(view: "PopulationView") -> ListFacts:
    """Return what is said of a population."""
    part = view.part
    return ListFacts(
        part.flow, part.kept_columns, part.dropped_columns, part.frame_fingerprint, view.notices
    )
