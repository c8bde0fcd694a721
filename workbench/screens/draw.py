"""Draw: a plan is made while a table shows what it would prove; enter seals it and draws."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static

from workbench.commands import EVERYWHERE, STEP_COMMANDS, Command, CommandClass, bindings_of
from workbench.errors import WorkbenchError
from workbench.screens.form_screen import FORM_MOVES, FormScreen
from workbench.screens.steps import Subject
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.draw_form import DrawForm, DrawOffer
from workbench.widgets.foresight_text import foresight_lines
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.tick_field import TickField

if TYPE_CHECKING:
    from workbench.audits.drawing import DrawPlan
    from workbench.audits.planning import DrawnFrom

MOVES: Final = "tab or arrows: next field. left, right: another choice. space: tick. enter: draw."
NO_POPULATION: Final = "There is no population to draw from. 1 brings in a list of cases first."


class DrawSample(Command):
    """Draw the sample: enter asks whether the plan is right, enter again seals it and draws."""

    keys = ("enter",)
    footer = "Draw"
    while_typing = True


class DrawScreen(FormScreen):
    """A form for the plan, and the live table of what it would show."""

    step = "draw"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        DrawSample,
        *FORM_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    class PlanChanged(Message):
        """The plan is another one: what it would show is to be worked out again."""

        def can_replace(self, message: Message) -> bool:
            """A burst of keys is one change."""
            return isinstance(message, DrawScreen.PlanChanged)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._ready = False
        self._drawing = False
        self._confirmed: DrawPlan | None = None
        self._groups: dict[tuple[str, str], DrawnFrom] = {}

    def compose_step(self) -> ComposeResult:
        """Lay out the form and the table."""
        with Container(id="draw"):
            yield DrawForm()
            with VerticalScroll(id="foresight", can_focus=True):
                yield Static("Opening...", id="foresight-text", markup=False)

    def on_mount(self) -> None:
        """Find what can be drawn from, once this has been painted."""
        self.call_after_refresh(self._find_offer)

    @property
    def draw_form(self) -> DrawForm:
        """The form, by its own type."""
        return self.query_one(DrawForm)

    @work(thread=True, exclusive=True, group="offer")
    def _find_offer(self) -> None:
        from workbench.screens.draw_offer import find_offer

        try:
            offer = find_offer(self.workbench.open_desk(), self.subject.audit)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self.show_offer, offer)

    def show_offer(self, offer: DrawOffer) -> None:
        """Show the form with what can be chosen from."""
        if not offer.populations:
            self._say_foresight(NO_POPULATION)
            self.say(Notice(NO_POPULATION, Tone.WARNING))
            return
        self._ready = True
        population = self.subject.population or next(iter(offer.populations))
        self.draw_form.offer(offer, population=population)
        self.set_focus(self.draw_form.query_one("#reason" if offer.audit else "#audit"))
        self.say(Notice(MOVES))

    # The live table

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    @on(TickField.Changed)
    def _plan_changed(self) -> None:
        self.post_message(self.PlanChanged())

    @on(TickField.Changed)
    def _name_checklist(self) -> None:
        if self.query_one(TickField).has_focus:
            self.say(Notice(f"space ticks: {self.draw_form.checklist_title}"))

    @on(PlanChanged)
    def _show_foresight(self) -> None:
        if not self._ready:
            return
        self.draw_form.show_what_applies()
        asked = self.draw_form.asked
        key = (self.draw_form.choice("population"), asked.by if asked.kind != "pps" else "")
        if key[1] and key not in self._groups:
            self._say_foresight(f"Counting the cases by {key[1]}...")
            self._count_groups(*key)
        else:
            self._work_out(key)

    def _work_out(self, key: tuple[str, str]) -> None:
        from sampling.errors import SamplingError
        from workbench.audits.planning import DrawnFrom, foresee

        drawn_from = self._groups.get(key) or DrawnFrom(self.draw_form.population_size)
        asked = self.draw_form.asked
        if not (asked.size or asked.clusters):
            self._say_foresight("Type how many cases to read: what they would show appears here.")
            return
        try:
            foreseen = foresee(asked, drawn_from, minutes=self.draw_form.minutes)
        except SamplingError as error:
            self._say_foresight(str(error))
        else:
            self._say_foresight("\n".join(foresight_lines(foreseen)))

    def _say_foresight(self, words: str) -> None:
        self.query_one("#foresight-text", Static).update(words)

    @work(thread=True, exclusive=True, group="groups")
    def _count_groups(self, population: str, column: str) -> None:
        from workbench.audits.planning import groups_of

        try:
            found = groups_of(self.workbench.open_desk(), population, column)
        except WorkbenchError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            self.hand_over(self._take_groups, (population, column), found)

    def _take_groups(self, key: tuple[str, str], found: "DrawnFrom") -> None:
        self._groups[key] = found
        self._show_foresight()

    # Drawing

    def allows(self, command: CommandClass) -> bool:
        """Draw only when there is a population and nothing is being drawn."""
        can = self._ready and not self._drawing
        return super().allows(command) and (command is not DrawSample or can)

    def action_draw_sample(self) -> None:
        """Ask whether the plan is right; then seal it and draw."""
        plan = self.draw_form.plan
        if plan == self._confirmed:
            self._drawing = True
            self.say(Notice("Sealing the plan and drawing..."))
            self._draw(plan)
            return
        self._confirmed = plan
        seed = f"the seed {plan.seed}" if plan.seed else "a seed that the program makes"
        self.say(
            Notice(
                f"enter again seals this plan and draws by {seed}. It stays in the history."
                " Any change asks again.",
                Tone.WARNING,
            )
        )

    @work(thread=True, exclusive=True, group="draw")
    def _draw(self, plan: "DrawPlan") -> None:
        from workbench.screens.draw_offer import draw_or_refuse

        try:
            audit = draw_or_refuse(self.workbench.open_desk(), plan)
        except WorkbenchError as error:
            self.hand_over(self.show_refusal, error)
        else:
            self.hand_over(self.workbench.go_to_step, "draw", Subject(audit=audit.name))

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why nothing was drawn."""
        self._drawing, self._confirmed = False, None
        self.say(Notice(f"Nothing was drawn. {error}", Tone.BAD))
