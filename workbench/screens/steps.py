"""The steps of an audit, and the screen of each. A new screen is entered here and nowhere else.

Each screen is imported when it is first opened, so that the app paints before it is read.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from workbench.screens.step_screen import StepScreen


@dataclass(frozen=True, slots=True)
class Subject:
    """What a screen is about.

    Attributes:
        audit: The name of an audit; None while there is none, as before a draw.
        population: The name of a population, where there is no audit; None for a new one.
        case: The order of the case to score; None for where this auditor left off.
        question: The question to score in that case.
        reading: Which reading to score: 1, or 2 for the cases that this auditor reads second.
    """

    audit: str | None = None
    population: str | None = None
    case: int | None = None
    question: str | None = None
    reading: int = 1


StepOpener = Callable[[Subject], "StepScreen"]


def _score(subject: Subject) -> "StepScreen":
    from workbench.screens.score import ScoreScreen

    return ScoreScreen(subject)


def _population(subject: Subject) -> "StepScreen":
    from workbench.screens.import_list import ImportListScreen
    from workbench.screens.population import PopulationScreen

    known = subject.audit or subject.population
    return PopulationScreen(subject) if known else ImportListScreen(subject)


def _draw(subject: Subject) -> "StepScreen":
    from workbench.screens.draw import DrawScreen
    from workbench.screens.drawn import DrawnScreen

    return DrawnScreen(subject) if subject.audit else DrawScreen(subject)


def _results(subject: Subject) -> "StepScreen":
    from workbench.screens.results import ResultsScreen

    return ResultsScreen(subject)


def _export(subject: Subject) -> "StepScreen":
    from workbench.screens.export import ExportScreen

    return ExportScreen(subject)


def _baselines(subject: Subject) -> "StepScreen":
    from workbench.screens.baselines import BaselinesScreen

    return BaselinesScreen(subject)


STEP_SCREENS: Final[Mapping[str, StepOpener]] = {
    "population": _population,
    "draw": _draw,
    "score": _score,
    "results": _results,
    "export": _export,
    "baselines": _baselines,
}
"""How the screen of each step is made."""
