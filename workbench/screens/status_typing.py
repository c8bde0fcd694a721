"""Setting the status of a recommendation: typed by its first letter, with a note if wanted."""

from typing import TYPE_CHECKING, Final

from textual import on
from textual.widgets import Input

from workbench.commands import Command, CommandClass
from workbench.errors import WorkbenchError
from workbench.screens.watching import personal, watched
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from workbench.audits.results.tracking import RecommendationStatus

HOW: Final = Notice(
    "a awaiting review, b being progressed, c complete. A note may follow: c: closed at board."
)


class SetStatus(Command):
    """Set where it stands, in the inspectorate's words; what it was before is kept."""

    keys = ("s",)
    footer = "Status"
    title = "Set its status"


class KeepStatus(Command):
    """Keep the status that is being typed."""

    keys = ("enter",)
    footer = "Keep"
    title = "Keep the status"
    while_typing = True


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


class StatusTyping(WorkbenchScreen[None]):
    """A screen with one recommendation at hand, whose status can be set."""

    @property
    def entry(self) -> str:
        """The id of the recommendation at hand; empty while there is none."""
        return ""

    def read_again(self) -> None:
        """Read and show everything again."""

    def allows(self, command: CommandClass) -> bool:
        """Offer a status for what is at hand, and to keep what is being typed."""
        if command is KeepStatus:
            return self.query_one(Prompt).is_open
        return super().allows(command) and not (command is SetStatus and not self.entry)

    def action_set_status(self) -> None:
        """Ask for the status."""
        prompt = self.query_one(Prompt)
        prompt.open(f"Status of {self.entry}:")
        self.set_focus(prompt.field)
        self.say(HOW)
        self.show_keys()

    @on(Input.Changed)
    def _watch_note(self, changed: Input.Changed) -> None:
        """Say at once what a note looks to hold; nothing waits for it."""
        note = changed.value.partition(":")[2]
        if note and self.query_one(Prompt).is_open:
            self.say(watched(self.workbench.desk, note, called="The note", otherwise=HOW))

    def action_keep_status(self) -> None:
        """Keep it; the field stays open where it is none."""
        from workbench.audits.results.tracking import set_status

        try:
            status, note = read_status(self.query_one(Prompt).field.value)
            set_status(self.workbench.open_desk(), self.entry, status, note=note)
        except WorkbenchError as error:
            self.say(Notice(str(error), Tone.WARNING))
            return
        self._close()
        warning = personal(self.workbench.desk, note, called="Its note")
        said = f"{self.entry} is {status.value}. Saved. {warning}".rstrip()
        self.say(Notice(said, Tone.WARNING if warning else Tone.GOOD))
        self.read_again()

    def _close(self) -> None:
        self.query_one(Prompt).close()
        self.set_focus(None)
        self.show_keys()

    def action_go_up(self) -> None:
        """Leave the field, or go up one level."""
        if self.query_one(Prompt).is_open:
            self._close()
            self.say(Notice(f"The status of {self.entry} was left as it was."))
        else:
            super().action_go_up()
