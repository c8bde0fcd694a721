"""Urgent safeguarding on the Score screen: who was told, then what was seen; recorded at once."""

from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskedLine
from workbench.screens.score_typing import ScoreTyping
from workbench.screens.watching import personal
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from workbench.audits.reviews.escalating_by_words import Told

HOW = (
    "Tell the duty officer first. Then type the role that was told, and when if it was not now: "
    "duty inspector at 09:30. esc leaves."
)
WHAT = "What was seen, without names; enter alone leaves it out. enter records it for good."


class ScoreUrgent(ScoreTyping):
    """The recording of an urgent matter, in two lines."""

    _told: "Told | None" = None

    def action_urgent(self) -> None:
        """Ask who was told."""
        if not self.at.must_wait():
            reference = self.at.scoring.case.reference
            self.at.notice = Notice(HOW, Tone.WARNING)
            self.ask_sitting(
                AskedLine(f"Urgent, {reference}. Told:", enter="Next"),
                self._take_told,
                leave=lambda _: self.at.say_where(),
                then=self._ask_what,
            )
        self.show()

    def _take_told(self, typed: str) -> bool:
        from workbench.audits.reviews.escalating_by_words import told_when

        try:
            self._told = told_when(self.at.scoring.desk, typed)
        except WorkbenchError as error:
            self.at.notice = Notice(str(error), Tone.WARNING)
            return False
        if not self._told.who:
            self.at.notice = Notice("Nobody was named who was told. esc leaves.", Tone.WARNING)
        return bool(self._told.who)

    def _ask_what(self) -> None:
        self.at.notice = Notice(WHAT, Tone.WARNING)
        who = self._told.who if self._told else ""
        seen = AskedLine(f"Told {who}. Seen:", enter="Record it")
        self.ask_sitting(seen, self._record, leave=self._not_recorded)

    def _not_recorded(self, _: str) -> None:
        self.at.notice = Notice("Nothing was recorded. U begins again.", Tone.WARNING)

    def _record(self, saw: str) -> bool:
        from workbench.audits.reviews.escalating import escalate

        scoring, told = self.at.scoring, self._told
        if told is None:
            return True
        try:
            escalate(
                scoring.desk,
                scoring.audit,
                scoring.place,
                told=told.who,
                told_at=told.at,
                saw=saw,
                within=told.within,
            )
        except WorkbenchError as error:
            self.at.notice = Notice(f"{error} enter tries again.", Tone.BAD)
            return False
        warning = personal(scoring.desk, saw, called="What was seen")
        happened = f"{told.who} was told at {told.at.astimezone():%H:%M}"
        said = f"recorded: {happened}, {scoring.case.reference}. {warning}".rstrip()
        self.at.notice = Notice(said, Tone.WARNING if warning else Tone.GOOD)
        return True
