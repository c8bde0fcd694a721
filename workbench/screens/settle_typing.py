"""What is typed about second readings: the reason of an agreed answer, and who reads second."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from textual import on
from textual.widgets import Input

from workbench.commands import Command
from workbench.errors import WorkbenchError
from workbench.screens.watching import personal, watched
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.prompt import Prompt

if TYPE_CHECKING:
    from checklists.answers import Answer
    from workbench.audits.second_readings.second_reading import SecondReadingAsked
    from workbench.audits.second_readings.settling import Difference

HOW_TO_CHOOSE: Final = Notice(
    "Names with commas. A tenth is read twice; say another share, or critical for every critical "
    "fail: Ann, Bob, 20%, critical"
)
WHY: Final = Notice("Why this answer was agreed, without names. Both readings stay as they are.")


class TakeFirst(Command):
    """Agree on the first reader's answer; its reason is asked for."""

    keys = ("a",)
    footer = "First's"
    duty = "SETTLE"
    title = "Agree on the first reader's answer"


class TakeSecond(Command):
    """Agree on the second reader's answer; its reason is asked for."""

    keys = ("b",)
    footer = "Second's"
    duty = "SETTLE"
    title = "Agree on the second reader's answer"


class TakeBackAgreed(Command):
    """Take back the agreed answer that you gave last; it stays in the history."""

    keys = ("u", "ctrl+z")
    footer = "Undo"
    title = "Take back the last agreed answer"


class ChooseSecond(Command):
    """Choose the cases that are read a second time, by lot, and say who reads them."""

    keys = ("c",)
    footer = "Choose cases"
    duty = "SECOND"
    title = "Choose second readings"


class KeepReason(Command):
    """Keep what is being typed."""

    keys = ("enter",)
    footer = "Keep"
    title = "Keep what is typed"
    while_typing = True


def read_choice(typed: str) -> "SecondReadingAsked":
    """Return what `Ann, Bob, 20%, critical` asks for.

    Raises:
        WorkbenchError: A share in it is no percentage.
    """
    from workbench.audits.second_readings.second_reading import SecondReadingAsked

    words = [word.strip() for word in typed.split(",") if word.strip()]
    shares = [word for word in words if word.endswith("%")]
    names = tuple(word for word in words if word not in {*shares, "critical"})
    asked = SecondReadingAsked(readers=names, critical_fails="critical" in words)
    if not shares:
        return asked
    try:
        share = float(shares[-1].removesuffix("%")) / 100
    except ValueError:
        raise WorkbenchError(f"{shares[-1]!r} is no share.", "Write it as 20%.") from None
    return SecondReadingAsked(names, share, asked.critical_fails)


class SettleTyping(WorkbenchScreen[None]):
    """The prompt of the screen of second readings."""

    def __init__(self, audit: str) -> None:
        super().__init__()
        self.audit = audit
        self._take: Callable[[str], bool] = bool
        self._hint = WHY
        self.just_settled = False

    def read_again(self) -> None:
        """Read and show everything again."""

    # Asking

    def agree_on(self, line: "Difference", answer: "Answer | None") -> None:
        """Ask for the reason of an agreed answer, and keep both."""
        if answer is None:
            self.say(Notice("This reader has no answer to take over.", Tone.WARNING))
            return
        label = f"{line.question}, {answer.words}. Reason:"
        self._ask(label, lambda reason: self._settle(line, answer, reason), WHY)

    def action_choose_second(self) -> None:
        """Ask who reads second."""
        self._ask("Who reads second:", self._choose, HOW_TO_CHOOSE)

    def _ask(self, label: str, take: Callable[[str], bool], hint: Notice) -> None:
        self._take, self._hint = take, hint
        prompt = self.query_one(Prompt)
        prompt.open(label)
        self.set_focus(prompt.field)
        self.say(hint)
        self.show_keys()

    @on(Input.Changed)
    def _watch(self, changed: Input.Changed) -> None:
        """Say at once what a reason looks to hold; nothing waits for it."""
        if self.query_one(Prompt).is_open and self._hint is WHY:
            typed = changed.value
            self.say(watched(self.workbench.desk, typed, called="The reason", otherwise=WHY))

    # Keeping

    def action_keep_reason(self) -> None:
        """Take what was typed; the field stays open if it could not be."""
        try:
            taken = self._take(self.query_one(Prompt).field.value)
        except WorkbenchError as error:
            self.say(Notice(str(error), Tone.WARNING))
            return
        if taken:
            self._close()
            self.read_again()

    def _settle(self, line: "Difference", answer: "Answer", reason: str) -> bool:
        from workbench.audits.second_readings.settling import settle

        desk = self.workbench.open_desk()
        if not reason.strip():
            self.say(Notice("An agreed answer needs its reason. esc leaves.", Tone.WARNING))
            return False
        settle(
            desk,
            self.audit,
            case=line.case,
            question=line.question,
            answer=answer,
            reason=reason,
        )
        self.just_settled = True
        warning = personal(desk, reason, called="The reason")
        said = f"agreed: {line.question} of {line.case}, {answer.words}. {warning}".rstrip()
        self.say(Notice(said, Tone.WARNING if warning else Tone.GOOD))
        return True

    def _choose(self, typed: str) -> bool:
        from workbench.audits.second_readings.second_reading import choose_second_readings

        found = choose_second_readings(self.workbench.open_desk(), self.audit, read_choice(typed))
        cases = "1 case is" if found.by_lot == 1 else f"{found.by_lot} cases are"
        self.say(Notice(f"{cases} read twice, by lot.", Tone.GOOD))
        return True

    def action_take_back_agreed(self) -> None:
        """Take back the agreed answer that was given last."""
        from workbench.audits.second_readings.settling import undo_settling

        try:
            change = undo_settling(self.workbench.open_desk(), self.audit)
        except WorkbenchError as error:
            self.say(Notice(str(error), Tone.WARNING))
            return
        said = f"undone: {change.place.question}" if change else "None of these is yours to undo."
        self.say(Notice(said, Tone.WARNING))
        self.read_again()

    def _close(self) -> None:
        self.query_one(Prompt).close()
        self.set_focus(None)
        self.show_keys()

    def action_go_up(self) -> None:
        """Leave the field, or go up one level."""
        if self.query_one(Prompt).is_open:
            self._close()
            self.say(Notice("Nothing was changed."))
        else:
            super().action_go_up()
