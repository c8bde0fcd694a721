"""Score: one case at a time, one key an answer, each saved before it is seen."""

from threading import Thread
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on

from checklists.answers import Answer
from workbench.commands import CommandClass, GoUp, Help, LightOrDark, bindings_of
from workbench.screens.saving_screen import SHOWN_AFTER_S
from workbench.screens.score_commands import (
    SCORE_COMMANDS,
    AnswerByTime,
    GuidanceAtHand,
    KeepTheirs,
    OpenAnyway,
    PageDown,
    PageUp,
    PutMine,
    ShowNotes,
    TryAgain,
)
from workbench.screens.score_conflict import ScoreConflict
from workbench.screens.score_view import GUIDANCE, TEXT
from workbench.widgets.notice_line import Notice
from workbench.widgets.question_panel import SidePanel
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.audits.reviews.scoring import Scoring


LEAVING: Final = "leaving"
"""The thread that gives a case up."""


class ScoreScreen(ScoreConflict):
    """The scoring of one audit: what its keys do."""

    commands: ClassVar[tuple[CommandClass, ...]] = SCORE_COMMANDS
    BINDINGS = bindings_of(commands, at_once=True)

    def allows(self, command: CommandClass) -> bool:
        """Offer only the way out while the audit opens, and then what fits the moment."""
        if self.sitting is None:
            return command in {GoUp, Help, LightOrDark}
        if self.at.dispute is not None:
            return command in {KeepTheirs, PutMine, Help} or (
                command is ShowNotes and self._has_notes()
            )
        fits: dict[CommandClass, Callable[[], bool]] = {
            TryAgain: lambda: self.at.can_try_again,
            KeepTheirs: lambda: False,
            PutMine: lambda: False,
            ShowNotes: lambda: False,
            OpenAnyway: lambda: self.at.can_open_anyway,
            AnswerByTime: self._takes_a_time,
            GuidanceAtHand: lambda: not self.has_class("-wide"),
            PageDown: self._can_scroll,
            PageUp: self._can_scroll,
        }
        return fits[command]() if command in fits else super().allows(command)

    def _takes_a_time(self) -> bool:
        line = self.at.scoring.line
        return line.question.measure is not None and line.state.can_be_answered

    def _has_notes(self) -> bool:
        conflict = self.at.dispute and self.at.dispute.conflict
        return bool(conflict and (conflict.theirs.note or conflict.mine.note))

    def _can_scroll(self) -> bool:
        return bool(self.panel) or self.has_class("-wide")

    # Answering

    def _answer(self, answer: Answer | None) -> None:
        before = self.at.scoring.place
        self.do(lambda: self.at.answer(answer), lambda _: self.show_answered(before))

    def action_met(self) -> None:
        """Answer met."""
        self._answer(Answer.MET)

    def action_not_met(self) -> None:
        """Answer not met."""
        self._answer(Answer.NOT_MET)

    def action_partly_met(self) -> None:
        """Answer partly met."""
        self._answer(Answer.PARTLY_MET)

    def action_not_evidenced(self) -> None:
        """Answer not evidenced."""
        self._answer(Answer.NOT_EVIDENCED)

    def action_not_applicable(self) -> None:
        """Answer not applicable."""
        self._answer(Answer.NOT_APPLICABLE)

    def action_take_back(self) -> None:
        """Take the answer back."""
        self._answer(None)

    def action_try_again(self) -> None:
        """Try again to save what is not saved."""
        self.act(self.at.try_again)

    def action_come_back(self) -> None:
        """Flag the question, or take the flag away."""
        self.act(self.at.flag)

    def action_good_practice(self) -> None:
        """Mark the answer as good practice, or take the mark away."""
        self.act(self.at.mark_good_practice)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.act(self.at.undo)

    def action_redo(self) -> None:
        """Make the change again."""
        self.act(self.at.redo)

    # Moving

    def go(self, move: "Callable[[Scoring], object]") -> None:
        """Go somewhere in the audit."""
        self.act(lambda: self.at.move(move))

    def action_next_question(self) -> None:
        """Go to the next question."""
        self.go(lambda scoring: scoring.step(1))

    def action_previous_question(self) -> None:
        """Go to the question before."""
        self.go(lambda scoring: scoring.step(-1))

    def action_line_down(self) -> None:
        """Scroll what is open down; with the questions in view, go to the next one."""
        self._line(1)

    def action_line_up(self) -> None:
        """Scroll what is open up; with the questions in view, go to the one before."""
        self._line(-1)

    def _line(self, by: int) -> None:
        if self.panel and not self.has_class("-wide"):
            self.query_one(SidePanel).scroll_lines(by)
        else:
            self.go(lambda scoring: scoring.step(by))

    def action_first(self) -> None:
        """Go to the first question."""
        self.go(lambda scoring: scoring.step(-len(scoring.audit.questions)))

    def action_last(self) -> None:
        """Go to the last question."""
        self.go(lambda scoring: scoring.step(len(scoring.audit.questions)))

    def action_next_case(self) -> None:
        """Go to the next case."""
        self.go(lambda scoring: scoring.next_case())

    def action_previous_case(self) -> None:
        """Go to the case before."""
        self.go(lambda scoring: scoring.previous_case())

    def action_next_unscored(self) -> None:
        """Go to the next open question."""
        self.act(self.at.next_unscored)

    def action_next_flagged(self) -> None:
        """Go to the next flagged question."""
        self.act(self.at.next_flagged)

    @on(RowList.Moved)
    def _go_to_clicked(self, moved: RowList.Moved) -> None:
        self.go(lambda scoring: scoring.go_to(moved.key))

    def on_unmount(self) -> None:
        """Give up the case at hand, so that nobody waits for it; nobody waits for that either."""
        if self.sitting is not None and not (self.is_at_work or self.sitting.unsaved):
            leaving = Thread(target=self.sitting.leave, name=LEAVING)  # done, even as the app ends
            leaving.start()
            leaving.join(SHOWN_AFTER_S)

    # Panels, and the way up

    def action_guidance_at_hand(self) -> None:
        """Show or hide the guidance."""
        self.show_panel("" if self.panel == GUIDANCE else GUIDANCE)

    def action_case_text(self) -> None:
        """Show or hide the text of the case."""
        self.show_panel("" if self.panel == TEXT else TEXT)

    def action_page_down(self) -> None:
        """Scroll down a page."""
        self.query_one(SidePanel).page(1)

    def action_page_up(self) -> None:
        """Scroll up a page."""
        self.query_one(SidePanel).page(-1)

    def action_copy_reference(self) -> None:
        """Copy the reference through the terminal (OSC 52)."""
        reference = self.at.scoring.case.reference
        self.app.copy_to_clipboard(reference)
        self.say(Notice(f"Copied {reference}."))

    def action_go_up(self) -> None:
        """Close what is open; with nothing open, go Home."""
        if self.panel and not self.prompt.is_open:
            self.show_panel("")
        else:
            super().action_go_up()
