"""Setting the status of a recommendation: typed by its first letter, with a note if wanted."""

from functools import partial
from typing import TYPE_CHECKING, Final

from workbench.commands import Command, CommandClass
from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskedLine, AskingScreen
from workbench.screens.watching import personal
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from workbench.audits.results.tracking import RecommendationStatus

HOW: Final = Notice(
    "a awaiting review, b being progressed, c complete. A note may follow: c: closed at board."
)


class SetStatus(Command):
    """Set where it stands, in the inspectorate's words; what it was before is kept."""

    keys = ("s",)
    footer = "Status"
    duty = "FOLLOW_UP"
    title = "Set its status"


def read_status(typed: str) -> "tuple[RecommendationStatus, str]":
    """Return the status and the note of `b: plans are dip sampled`.

    Raises:
        WorkbenchError: It begins none of the statuses.
    """
    from workbench.audits.results.tracking import RecommendationStatus

    word, _, note = typed.partition(":")
    word = word.strip().casefold()
    for status in RecommendationStatus:
        if word and status.value.startswith(word):
            return status, note.strip()
    raise WorkbenchError(f"{word!r} is no status.", HOW.text)


class StatusTyping(AskingScreen):
    """A screen with one recommendation at hand, whose status can be set."""

    @property
    def entry(self) -> str:
        """The id of the recommendation at hand; empty while there is none."""
        return ""

    def allows(self, command: CommandClass) -> bool:
        """Offer a status for what is at hand."""
        return super().allows(command) and not (command is SetStatus and not self.entry)

    def action_set_status(self) -> None:
        """Ask for the status."""
        asked = AskedLine(
            f"Status of {self.entry}:",
            hint=HOW,
            called="The note",
            left=Notice(f"The status of {self.entry} was left as it was."),
        )
        self.ask(asked, partial(self._set_status, self.entry), self._show_set)

    def said_of(self, typed: str) -> Notice:
        """Look at the note alone: the status itself is a word of ours."""
        return super().said_of(typed.partition(":")[2])

    def _set_status(self, entry: str, typed: str) -> Notice:
        from workbench.audits.results.tracking import set_status

        (status, note), desk = read_status(typed), self.workbench.open_desk()
        set_status(desk, entry, status, note=note)
        warning = personal(desk, note, called="Its note")
        said = f"{entry} is {status.value}. Saved. {warning}".rstrip()
        return Notice(said, Tone.WARNING if warning else Tone.GOOD)

    def _show_set(self, said: Notice) -> None:
        self.say(said)
        self.read_again()
