"""The digits on Home: each opens that step of the audit under the cursor."""

from typing import TYPE_CHECKING

from workbench.screens.step_screen import NEED_A_SAMPLE
from workbench.screens.steps import Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.home_rows import audit_of
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.row_list import RowList
from workbench.widgets.step_strip import STEP_WORDS

if TYPE_CHECKING:
    from workbench.audits.overview import Overview


class HomeSteps(WorkbenchScreen[None]):
    """Going from the line at hand to a step of its audit, or of its population."""

    def __init__(self) -> None:
        super().__init__()
        self.overview: Overview | None = None

    @property
    def steps_can_be_opened(self) -> bool:
        """Whether there are audits or populations whose steps can be opened: in no pack."""
        found = self.overview
        return found is not None and found.pack is None and bool(found.audits or found.populations)

    def _go_to(self, step: str) -> None:
        key = self.query_one(RowList).key or ""
        kind, _, name = key.partition(":")
        audit = audit_of(self.overview, key) if self.overview else None
        if audit is not None:
            self.workbench.go_to_step(step, Subject(audit=audit))
        elif kind == "population" and step not in NEED_A_SAMPLE:
            self._go_to_of_population(step, name)
        else:
            words = f"{STEP_WORDS[step]} is of an audit: go to its line first."
            self.say(Notice(words, Tone.WARNING))

    def _go_to_of_population(self, step: str, name: str) -> None:
        if step == "draw" and not self.may("DRAW"):
            self.say(Notice("A sample is drawn by a supervisor.", Tone.WARNING))
        else:
            self.workbench.go_to_step(step, Subject(population=name))

    def action_go_to_population(self) -> None:
        """Go to the population of the line at hand."""
        self._go_to("population")

    def action_go_to_draw(self) -> None:
        """Go to the draw of the audit at hand, or draw from the population."""
        self._go_to("draw")

    def action_go_to_score(self) -> None:
        """Go to the scoring of the audit at hand."""
        self._go_to("score")

    def action_go_to_results(self) -> None:
        """Go to the results of the audit at hand."""
        self._go_to("results")

    def action_go_to_export(self) -> None:
        """Go to the files of the audit at hand."""
        self._go_to("export")

    def action_go_to_baselines(self) -> None:
        """Go to the verdicts of the audit at hand."""
        self._go_to("baselines")
