"""The sentences of the diary about packs: what went out, what came back, and what was chosen."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from workbench.audits.packs.marks import CAME_BACK, CAME_IN, CHOSEN, MADE, WENT_OUT, cases_words

Details = Mapping[str, Any]

ANSWERS: Final[Mapping[str, Callable[[Details, str], str]]] = {
    CAME_IN: lambda details, change: (
        f"took in, of pack {details['contribution']['pack']} by {details['contribution']['by']}, "
        f"{change}"
    ),
    CHOSEN: lambda details, change: f"chose {change}, because: {details['reason']}",
}
"""Of an entry about an answer, and the words for its change."""

PACKS: Final[Mapping[str, Callable[[Details], str]]] = {
    MADE: lambda details: (
        f"made this pack for {details['auditor']}, from the history head {details['origin']}"
    ),
    WENT_OUT: lambda details: (
        f"sent pack {details['identity']} of {cases_words(len(details['cases']))} to "
        f"{details['auditor']}"
    ),
    CAME_BACK: lambda details: (
        f"took in pack {details['identity']} of {details['auditor']}: "
        f"{_answers(details['answers'])}{_left_out(details['left_out'])}"
    ),
}
"""Of any other entry."""


def _answers(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"


def _left_out(cases: Mapping[str, str]) -> str:
    return f", {cases_words(len(cases))} left out" if cases else ""
