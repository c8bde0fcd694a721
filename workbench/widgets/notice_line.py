"""The notice line: what was just done, refused or not saved, in words and without a pop-up."""

from dataclasses import dataclass
from enum import StrEnum

from textual.widgets import Static


class Tone(StrEnum):
    """How a notice is meant."""

    QUIET = "quiet"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the person at the keyboard."""

    text: str = ""
    tone: Tone = Tone.QUIET


class NoticeLine(Static):
    """One line, or up to three where there is more to say."""

    DEFAULT_CSS = """
    NoticeLine {
        height: auto;
        min-height: 1;
        max-height: 3;
        padding: 0 1;
        color: $text-muted;
        &.-good { color: $text-success; }
        &.-warning { color: $text-warning; text-style: bold; }
        &.-bad { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.notice = Notice()

    def show(self, notice: Notice) -> None:
        """Show a notice in place of the one before."""
        self.notice = notice
        for tone in Tone:
            self.set_class(tone is notice.tone, f"-{tone}")
        self.update(notice.text)
