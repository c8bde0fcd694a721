"""The digits on Home: each opens that step of the audit under the cursor."""

from typing import TYPE_CHECKING

from workbench.screens.going_to_steps import GoingToSteps
from workbench.screens.step_screen import NEED_A_SAMPLE
from workbench.screens.steps import Subject
from workbench.widgets.home_rows import audit_of
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.row_list import RowList
from workbench.widgets.step_strip import STEP_WORDS

if TYPE_CHECKING:
    from workbench.audits.overview import Overview


class HomeSteps(GoingToSteps[None]):
    """Going from the line at hand to a step of its audit, or of its population."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: Overview | None = None

    @property
    def steps_can_be_opened(self) -> bool:
        """Whether there are audits or populations whose steps can be opened: in no pack."""
        found = self.overview
        return found is not None and found.pack is None and bool(found.audits or found.populations)

    def go_to(self, step: str) -> None:
        """Go to a step of the line at hand, or say that it is of an audit."""
        key = self.query_one(RowList).key or ""
        kind, _, name = key.partition(":")
        audit = audit_of(self.overview, key) if self.overview else None
        if audit is not None:
            self.workbench.go_to_step(step, Subject(audit=audit))
        elif kind == "population" and step not in NEED_A_SAMPLE:
            self._go_from_population(step, name)
        else:
            words = f"{STEP_WORDS[step]} is of an audit: go to its line first."
            self.say(Notice(words, Tone.WARNING))

    def _go_from_population(self, step: str, name: str) -> None:
        if step == "draw" and not self.may("DRAW"):
            self.say(Notice("A sample is drawn by a supervisor.", Tone.WARNING))
        else:
            self.workbench.go_to_step(step, Subject(population=name))
