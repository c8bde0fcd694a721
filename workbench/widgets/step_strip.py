"""The step strip: the six steps of an audit on one line, the present one in brackets."""

from typing import Final

from textual.content import Content
from textual.widgets import Static

STEP_WORDS: Final = {
    "population": "Population",
    "draw": "Draw",
    "score": "Score",
    "results": "Results",
    "export": "Export",
    "baselines": "Baselines",
}
"""The steps in their order, which is also the digit of each."""


def strip_text(present: str) -> str:
    """Return the line: ` 1 Population   2 Draw  [3 Score]  4 Results  ...`."""
    steps = [
        f"[{digit} {words}]" if step == present else f" {digit} {words} "
        for digit, (step, words) in enumerate(STEP_WORDS.items(), start=1)
    ]
    return " ".join(steps)


class StepStrip(Static):
    """The steps of the audit, with the present one marked."""

    DEFAULT_CSS = """
    StepStrip {
        height: 1;
        color: $foreground 80%;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def __init__(self, present: str) -> None:
        super().__init__(markup=False)
        self._present = present

    def on_mount(self) -> None:
        """Draw the line, with the present step in bold as well as in brackets."""
        words = strip_text(self._present)
        self.update(Content(words).stylize("bold", words.index("["), words.index("]") + 1))
