"""The digits: each goes to a step of the audit that a screen is about."""

from abc import abstractmethod

from textual.screen import ScreenResultType

from workbench.screens.workbench_screen import WorkbenchScreen


class GoingToSteps(WorkbenchScreen[ScreenResultType]):
    """A screen on which the digits of the step commands go to those steps."""

    @abstractmethod
    def go_to(self, step: str) -> None:
        """Go to a step, or say why there is nowhere to go."""

    def action_go_to_population(self) -> None:
        """Go to the population."""
        self.go_to("population")

    def action_go_to_draw(self) -> None:
        """Go to the draw."""
        self.go_to("draw")

    def action_go_to_score(self) -> None:
        """Go to the scoring."""
        self.go_to("score")

    def action_go_to_results(self) -> None:
        """Go to the results."""
        self.go_to("results")

    def action_go_to_export(self) -> None:
        """Go to the files that leave."""
        self.go_to("export")

    def action_go_to_baselines(self) -> None:
        """Go to the verdicts."""
        self.go_to("baselines")
