"""Second readings: where two readers of a case differ, side by side, and what is agreed."""

from typing import TYPE_CHECKING, ClassVar

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
from workbench.screens.list_in_full import ListInFull
from workbench.screens.reading_screen import ReadingScreen
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
from workbench.widgets.notice_line import NoticeLine
from workbench.widgets.prompt import Prompt
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.second_readings.second_reading import SecondReadings
    from workbench.audits.second_readings.settling import Difference
    from workbench.widgets.rows import Row

    Both = tuple[SecondReadings, Sequence[Difference]]

OF_A_DIFFERENCE = (TakeFirst, TakeSecond, *ANSWERS)


class SettleScreen(ListInFull[None], ReadingScreen[None, "Both"], SettleTyping):
    """The differences of one audit."""

    nothing_there = "The readings cannot be shown."

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
        super().__init__()
        self.audit = audit
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

    def find(self) -> "Both":
        """Read how far both readings are, and where they differ."""
        from workbench.audits.second_readings.second_reading import second_readings
        from workbench.audits.second_readings.settling import differences

        desk = self.workbench.open_desk()
        return second_readings(desk, self.audit), differences(desk, self.audit)

    def read_again(self) -> None:
        """Read it all; keys wait until it is seen."""
        self.hold_keys()
        super().read_again()

    def show_found(self, found: "Both") -> None:
        """Show how far it is, and the differences."""
        self._chosen, self._found = found
        chooses, settles = self.may(ChooseSecond.duty), self.may(TakeFirst.duty)
        said = second_words(*found, chooses=chooses, settles=settles)
        self.query_one("#banner", Static).update(said)
        open_still = (key_of(line) for line in self._found if not line.settled)
        self.show_rows(at=next(open_still, None) if self.just_settled else None)
        self.just_settled = False

    def rows_in(self, width: int) -> "Sequence[Row]":
        """Return a row for each difference."""
        return difference_rows(self._found, width)

    def line_in(self, width: int) -> "Sequence[str] | None":
        """Return both answers at hand, side by side."""
        return None if self.line is None else difference_lines(self.line, width)

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
