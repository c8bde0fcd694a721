"""What the screens of an audit share: the strip of steps, the digits, and what they are about."""

from textual.app import ComposeResult

from workbench.commands import CommandClass
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import NoticeLine
from workbench.widgets.step_strip import StepStrip


class StepScreen(WorkbenchScreen[None]):
    """One step of an audit. It composes its own part in `compose_step`."""

    step = ""
    """Which step it is: a key of STEP_WORDS."""

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self.subject = subject

    def compose(self) -> ComposeResult:
        """Lay out the marking, the steps, the step itself, the notice line and the keys."""
        yield MarkingBar(self.subject.audit or self.subject.population or "Casefile Workbench")
        yield StepStrip(self.step)
        yield from self.compose_step()
        yield NoticeLine()
        yield KeyBar()

    def compose_step(self) -> ComposeResult:
        """Lay out what is particular to this step."""
        yield from ()

    def allows(self, command: CommandClass) -> bool:
        """Leave out the digit of the step that is shown."""
        return command.action() != f"go_to_{self.step}" and super().allows(command)

    def action_go_to_population(self) -> None:
        """Go to the population of this audit."""
        self.workbench.go_to_step("population", self.subject)

    def action_go_to_draw(self) -> None:
        """Go to the draw of this audit."""
        self.workbench.go_to_step("draw", self.subject)

    def action_go_to_score(self) -> None:
        """Go to the scoring of this audit."""
        self.workbench.go_to_step("score", self.subject)

    def action_go_to_results(self) -> None:
        """Go to the results of this audit."""
        self.workbench.go_to_step("results", self.subject)

    def action_go_to_export(self) -> None:
        """Go to the files of this audit."""
        self.workbench.go_to_step("export", self.subject)
