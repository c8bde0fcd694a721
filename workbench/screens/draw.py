"""Draw: a plan is made while a table shows what it would prove; enter seals it and draws."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from workbench.commands import EVERYWHERE, STEP_COMMANDS, Command, CommandClass, bindings_of
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.live_table import MOVES, LiveTable
from workbench.screens.sealing_form import Sealing
from workbench.screens.steps import Subject
from workbench.screens.watching import personal
from workbench.widgets.change_plan import ChangePlan
from workbench.widgets.draw_form import DrawForm, DrawOffer
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.option_words import form_words
from workbench.widgets.plan_words import lacking, plan_lines

if TYPE_CHECKING:
    from workbench.audits.draws.drawing import DrawPlan

NO_POPULATION: Final = "There is no population to draw from. 1 brings in a list of cases first."


def _nothing_to_draw_from(offer: DrawOffer, wanted: str | None) -> str:
    """Return why there is nothing to draw from here, and what to do; empty where there is."""
    if why := offer.not_held.get(wanted or ""):
        return why
    return "" if offer.populations else "\n\n".join(offer.not_held.values()) or NO_POPULATION


def _not_offered(offer: DrawOffer) -> str:
    """Return which populations are not among the choices; 1 says why not."""
    if not offer.not_held:
        return ""
    return f" Not offered, since this record does not hold it: {', '.join(offer.not_held)}."


class DrawSample(Command):
    """Draw the sample: enter asks whether the plan is right, enter again seals it and draws."""

    keys = ("enter",)
    footer = "Draw"
    duty = "DRAW"
    while_typing = True


class DrawScreen(LiveTable, Sealing[None]):
    """A form for the plan, and the live table of what it would show."""

    sealing = DrawSample
    step = "draw"
    waits_at_first = True
    commands: ClassVar[tuple[CommandClass, ...]] = (
        DrawSample,
        *FORM_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._confirmed: DrawPlan | None = None

    def compose_step(self) -> ComposeResult:
        """Lay out the form and the table."""
        with Container(id="draw"):
            yield DrawForm()
            with VerticalScroll(id="foresight", can_focus=True):
                yield Static("Opening...", id="foresight-text", markup=False)
                yield ChangePlan()

    def on_mount(self) -> None:
        """Find what can be drawn from, once this has been painted."""
        self.call_after_refresh(self._find_offer)

    @work(thread=True, exclusive=True, group="offer")
    def _find_offer(self) -> None:
        from workbench.screens.draw_offer import find_offer

        try:
            offer = find_offer(self.workbench.open_desk(), self.subject.audit)
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_offer, offer)

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to draw from."""
        self.let_keys_go()
        self.say(Notice(str(error), Tone.BAD))

    def show_offer(self, offer: DrawOffer) -> None:
        """Show the form with what can be chosen from."""
        self.let_keys_go()
        if words := _nothing_to_draw_from(offer, self.subject.population):
            self.draw_form.display = False
            self.say_foresight(words)
            self.say(Notice())
            return
        self.ready = True
        population = self.subject.population or next(iter(offer.populations))
        self.draw_form.offer(offer, population=population)
        self.set_focus(self.draw_form.query_one("#reason" if offer.audit else "#audit"))
        self.say(Notice(f"{MOVES}{_not_offered(offer)}"))

    # Drawing

    def allows(self, command: CommandClass) -> bool:
        """Draw only when there is a population and nothing is being drawn."""
        return super().allows(command) and (command is not DrawSample or self.ready)

    def action_draw_sample(self) -> None:
        """Ask whether the plan is right; then seal it and draw."""
        if lacks := lacking(self.draw_form.asked):
            said, field = lacks
            self.say(Notice(said, Tone.WARNING))
            self.set_focus(self.draw_form.query_one(f"#{field}"))
            return
        plan = self.draw_form.plan
        if plan == self._confirmed:
            self._draw(plan)
        else:
            self._ask(plan)

    def _ask(self, plan: "DrawPlan") -> None:
        self._confirmed = plan
        lines = plan_lines(
            plan,
            self.draw_form.titles,
            population=self.draw_form.population_size,
            groups=self.groups_now,
        )
        self.say_foresight("\n".join(lines))
        seed = f"the seed {plan.seed}" if plan.seed else "a seed that the program makes"
        desk = self.workbench.desk
        warnings = (
            personal(desk, plan.audit, called="The name of the audit"),
            personal(desk, plan.reason, called="The reason"),
        )
        asks = (
            f"enter again seals this plan and draws by {seed}. It stays in the history."
            " Any change asks again."
        )
        self.say(Notice(" ".join(filter(None, [*warnings, asks])), Tone.WARNING))

    def _draw(self, plan: "DrawPlan") -> None:
        from workbench.audits.draws.drawing import draw_sample

        self.ask_away(
            lambda: draw_sample(self.workbench.open_desk(), plan),
            lambda audit: self.workbench.go_to_step("draw", Subject(audit=audit.name)),
            saying="Sealing the plan and drawing...",
        )

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why nothing was drawn; where that is not known for sure, enter tries again."""
        if isinstance(error, NotSaved):
            super().show_refusal(error)
        else:
            self._confirmed = None
            self.say(Notice(f"Nothing was drawn. {form_words(str(error))}", Tone.BAD))
