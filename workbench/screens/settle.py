"""Second readings: where two readers of a case differ, side by side, and what is agreed."""

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from checklists.answers import Answer
from workbench.commands import (
    EVERYWHERE,
    LIST_MOVES,
    PAGE_MOVES,
    CommandClass,
    KeepTyped,
    bindings_of,
)
from workbench.errors import WorkbenchError
from workbench.screens.score_commands import ANSWERS
from workbench.screens.settle_typing import (
    ChooseSecond,
    SettleTyping,
    TakeBackAgreed,
    TakeFirst,
    TakeSecond,
)
from workbench.widgets.details_panel import DetailsPanel
from workbench.widgets.difference_rows import difference_rows, key_of
from workbench.widgets.difference_words import difference_lines, second_words
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.marking_bar import MarkingBar
from workbench.widgets.notice_line import Notice, NoticeLine, Tone
from workbench.widgets.prompt import Prompt
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.second_readings.second_reading import SecondReadings
    from workbench.audits.second_readings.settling import Difference

OF_A_DIFFERENCE = (TakeFirst, TakeSecond, *ANSWERS)


class SettleScreen(SettleTyping):
    """The differences of one audit."""

    commands: ClassVar[tuple[CommandClass, ...]] = (
        KeepTyped,
        TakeFirst,
        TakeSecond,
        *ANSWERS,
        TakeBackAgreed,
        ChooseSecond,
        *LIST_MOVES,
        *PAGE_MOVES,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, audit: str) -> None:
        super().__init__(audit)
        self.hold_keys()
        self._chosen: SecondReadings | None = None
        self._found: Sequence[Difference] = ()

    def compose(self) -> ComposeResult:
        """Lay out how far it is, the differences, the one at hand in full, and the keys."""
        yield MarkingBar(f"{self.audit}: second readings")
        yield Static("Reading both readings...", id="banner", markup=False)
        yield RowList(id="differences")
        yield DetailsPanel(id="difference")
        yield Prompt()
        yield NoticeLine()
        yield KeyBar()

    def on_screen_resume(self) -> None:
        """Read everything, once this has been painted, and again on each return."""
        self.call_after_refresh(self.read_again)

    def read_again(self) -> None:
        """Read it all, away from the screen; keys wait until it is seen."""
        self.hold_keys()
        self._read()

    @work(thread=True, exclusive=True, group="differences")
    def _read(self) -> None:
        from workbench.audits.second_readings.second_reading import second_readings
        from workbench.audits.second_readings.settling import differences

        try:
            desk = self.workbench.open_desk()
            chosen, found = second_readings(desk, self.audit), differences(desk, self.audit)
        except WorkbenchError as error:
            self.hand_over(self._show_failure, error)
        else:
            self.hand_over(self.show_found, chosen, found)

    def _show_failure(self, error: WorkbenchError) -> None:
        self.query_one("#banner", Static).update("The readings cannot be shown.")
        self.say(Notice(str(error), Tone.BAD))
        self.let_keys_go()

    def show_found(self, chosen: "SecondReadings", found: "Sequence[Difference]") -> None:
        """Show how far it is, and the differences."""
        self._chosen, self._found = chosen, found
        self.query_one("#banner", Static).update(
            second_words(
                chosen,
                found,
                chooses=self.may(ChooseSecond.duty),
                settles=self.may(TakeFirst.duty),
            )
        )
        rows = self.query_one(RowList)
        left = next((key_of(line) for line in found if not line.settled), rows.key)
        self._show_rows(at=left if self.just_settled else rows.key)
        self.just_settled = False
        self.let_keys_go()

    @on(RowList.Resized)
    def _fit(self) -> None:
        self._show_rows(at=self.query_one(RowList).key)

    def _show_rows(self, *, at: str | None) -> None:
        rows = self.query_one(RowList)
        rows.show(difference_rows(self._found, rows.row_width), at=at)
        self._show_line()

    @on(RowList.Moved)
    def _show_line(self) -> None:
        line = self.line
        panel = self.query_one(DetailsPanel)
        panel.display = line is not None
        if line is not None:
            panel.show(difference_lines(line, self.app.size.width - 4))
        self.refresh_bindings()

    @property
    def line(self) -> "Difference | None":
        """The difference at hand."""
        key = self.query_one(RowList).key
        return next((line for line in self._found if key_of(line) == key), None)

    def allows(self, command: CommandClass) -> bool:
        """Offer what fits: a difference at hand, a choice still to make."""
        if command is ChooseSecond:
            chosen = self._chosen
            return chosen is not None and (chosen.share is None or bool(chosen.waiting))
        if command in OF_A_DIFFERENCE:
            return self.line is not None and self.may(TakeFirst.duty)
        if command is TakeBackAgreed:
            return self.may(TakeFirst.duty) and any(line.agreed for line in self._found)
        return super().allows(command)

    # What is agreed

    def action_take_first(self) -> None:
        """Agree on the first reader's answer."""
        if self.line is not None:
            self.agree_on(self.line, self.line.first.answer)

    def action_take_second(self) -> None:
        """Agree on the second reader's answer."""
        if self.line is not None:
            self.agree_on(self.line, self.line.second.answer)

    def _agree_on_another(self, answer: Answer) -> None:
        if self.line is not None:
            self.agree_on(self.line, answer)

    def action_met(self) -> None:
        """Agree on met."""
        self._agree_on_another(Answer.MET)

    def action_not_met(self) -> None:
        """Agree on not met."""
        self._agree_on_another(Answer.NOT_MET)

    def action_partly_met(self) -> None:
        """Agree on partly met."""
        self._agree_on_another(Answer.PARTLY_MET)

    def action_not_evidenced(self) -> None:
        """Agree on not evidenced."""
        self._agree_on_another(Answer.NOT_EVIDENCED)

    def action_not_applicable(self) -> None:
        """Agree on not applicable."""
        self._agree_on_another(Answer.NOT_APPLICABLE)
