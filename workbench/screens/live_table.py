"""The live table: what the plan in the form would show, worked out again at each key."""

from typing import TYPE_CHECKING, Final

from textual import events, on, work
from textual.message import Message
from textual.widgets import Input, Static

from workbench.errors import WorkbenchError
from workbench.screens.form_screen import FormScreen
from workbench.screens.refusals import told_plainly
from workbench.screens.steps import Subject
from workbench.widgets.change_plan import ChangePlan
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.draw_form import ChangeWanted, DrawForm
from workbench.widgets.foresight_text import foresight_lines
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.tick_field import TickField

if TYPE_CHECKING:
    from workbench.audits.draws.planning import DrawnFrom
    from workbench.audits.showing import ChangePlanner, ChangeToShow

MOVES: Final = "tab, arrows: next field. left, right: choose. space: tick. enter: draw."
GROUPED: Final = frozenset({"stratified", "cluster", "two-stage"})
"""Designs by the groups of a column."""


class LiveTable(FormScreen):
    """A screen with a `DrawForm` and a text `#foresight-text`, and a `ChangePlan` below it."""

    class PlanChanged(Message):
        """The plan is another one: what it would show is to be worked out again."""

        def can_replace(self, message: Message) -> bool:
            """A burst of keys is one change."""
            return isinstance(message, LiveTable.PlanChanged)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.ready = False
        self._groups: dict[tuple[str, str], DrawnFrom] = {}
        self._wanted: ChangeWanted | None = None
        self._planner: ChangePlanner | None = None

    @property
    def draw_form(self) -> DrawForm:
        """The form, by its own type."""
        return self.query_one(DrawForm)

    @property
    def groups_now(self) -> int | None:
        """How many groups the column of the plan has; None where it has none, or is not known."""
        asked = self.draw_form.asked
        found = self._groups.get((self.draw_form.choice("population"), asked.by))
        return len(found.groups) if found is not None else None

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    @on(TickField.Changed)
    def _plan_changed(self) -> None:
        self.post_message(self.PlanChanged())

    @on(TickField.Changed)
    def _name_checklist(self) -> None:
        if self.query_one(TickField).has_focus:
            self.say(Notice(f"space ticks: {self.draw_form.checklist_title}"))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say how to go on once the checklists are left."""
        if isinstance(event.widget, TickField):
            self.say(Notice(MOVES))

    @on(PlanChanged)
    def _show_foresight(self) -> None:
        if not self.ready:
            return
        self.draw_form.show_what_applies()
        self._show_changes()
        asked = self.draw_form.asked
        key = (self.draw_form.choice("population"), asked.by if asked.kind in GROUPED else "")
        if key[1] and key not in self._groups:
            self.say_foresight(f"Counting the cases by {key[1]}...")
            self._count_groups(*key)
        else:
            self._work_out(key)

    def _work_out(self, key: tuple[str, str]) -> None:
        from sampling.errors import SamplingError
        from workbench.audits.draws.planning import DrawnFrom, foresee

        drawn_from = self._groups.get(key) or DrawnFrom(self.draw_form.population_size)
        asked = self.draw_form.asked
        if not (asked.size or asked.clusters):
            self.say_foresight("Type how many cases to read: what they would show appears here.")
            return
        try:
            foreseen = foresee(asked, drawn_from, minutes=self.draw_form.minutes)
        except SamplingError as error:
            self.say_foresight(str(error))
        else:
            self.say_foresight("\n".join(foresight_lines(foreseen)))

    def say_foresight(self, words: str) -> None:
        """Show words in the place of the table."""
        self.query_one("#foresight-text", Static).update(words)

    @work(thread=True, exclusive=True, group="groups")
    def _count_groups(self, population: str, column: str) -> None:
        from workbench.audits.draws.planning import groups_of

        try:
            found = groups_of(self.workbench.open_desk(), population, column)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self._take_groups, (population, column), found)

    def _take_groups(self, key: tuple[str, str], found: "DrawnFrom") -> None:
        self._groups[key] = found
        self._show_foresight()

    # What it takes to show a change

    def _show_changes(self) -> None:
        wanted = self.draw_form.change_wanted
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if wanted is None:
            self.query_one(ChangePlan).show_words("")
        else:
            self._find_changes(wanted)

    @work(thread=True, exclusive=True, group="changes")
    def _find_changes(self, wanted: ChangeWanted) -> None:
        try:
            with told_plainly():
                found = self._changes(wanted)
        except WorkbenchError as error:
            self.hand_over(self._take_changes, wanted, f"True rate: {error}")
        else:
            self.hand_over(self._take_changes, wanted, found)

    def _changes(self, wanted: ChangeWanted) -> "tuple[ChangeToShow, ...]":
        from workbench.audits.results.figures import read_percent
        from workbench.audits.showing import ChangePlanner, chosen_checklists

        self._planner = self._planner or ChangePlanner()
        desk = self.workbench.open_desk()
        return self._planner.changes(
            desk,
            chosen_checklists(desk, wanted.checklists, wanted.audit),
            true_rate=read_percent(wanted.true_rate),
            population=wanted.population,
        )

    def _take_changes(self, wanted: ChangeWanted, found: "tuple[ChangeToShow, ...] | str") -> None:
        if wanted != self._wanted:
            return
        if isinstance(found, str):
            self.query_one(ChangePlan).show_words(found)
        else:
            self.query_one(ChangePlan).show(found)
