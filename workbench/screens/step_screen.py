"""What the screens of an audit share: the strip of steps, the digits, and what they are about."""

from typing import Final

from textual.app import ComposeResult

from workbench.commands import CommandClass
from workbench.screens.going_to_steps import GoingToSteps
from workbench.screens.steps import Subject
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.step_strip import STEP_WORDS, StepStrip

NEED_A_SAMPLE: Final = frozenset({"score", "results", "export", "baselines"})
"""Steps that can be entered only once there is a sample."""


class StepScreen(GoingToSteps[None]):
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

    def go_to(self, step: str) -> None:
        """Go to a step of this audit, or say that it needs a sample."""
        if step in NEED_A_SAMPLE and self.subject.audit is None:
            words = STEP_WORDS[step]
            self.say(Notice(f"{words} opens once a sample is drawn: 2 draws one.", Tone.WARNING))
        else:
            self.workbench.go_to_step(step, Subject(self.subject.audit, self.subject.population))
