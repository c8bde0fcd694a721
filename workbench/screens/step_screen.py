"""What the screens of an audit share: the strip of steps, the digits, and what they are about."""

from typing import Final

from textual.app import ComposeResult

from workbench.commands import CommandClass
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.step_strip import STEP_WORDS, StepStrip

NEED_A_SAMPLE: Final = frozenset({"score", "results", "export", "baselines"})
"""Steps that can be entered only once there is a sample."""


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

    def _go_to(self, step: str) -> None:
        if step in NEED_A_SAMPLE and self.subject.audit is None:
            words = STEP_WORDS[step]
            self.say(Notice(f"{words} opens once a sample is drawn: 2 draws one.", Tone.WARNING))
        else:
            self.workbench.go_to_step(step, Subject(self.subject.audit, self.subject.population))

    def action_go_to_population(self) -> None:
        """Go to the population of this audit."""
        self._go_to("population")

    def action_go_to_draw(self) -> None:
        """Go to the draw of this audit."""
        self._go_to("draw")

    def action_go_to_score(self) -> None:
        """Go to the scoring of this audit."""
        self._go_to("score")

    def action_go_to_results(self) -> None:
        """Go to the results of this audit."""
        self._go_to("results")

    def action_go_to_export(self) -> None:
        """Go to the files of this audit."""
        self._go_to("export")

    def action_go_to_baselines(self) -> None:
        """Go to the verdicts of this audit."""
        self._go_to("baselines")
