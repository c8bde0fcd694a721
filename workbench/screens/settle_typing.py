"""What is typed about second readings: the reason of an agreed answer, and who reads second."""

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from workbench.commands import Command
from workbench.errors import WorkbenchError
from workbench.screens.asking_screen import AskedLine, AskingScreen
from workbench.screens.watching import personal
from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from checklists.answers import Answer
    from workbench.audits.reviews.undoing import Attempt
    from workbench.audits.second_readings.second_reading import SecondReadingAsked
    from workbench.audits.second_readings.settling import Difference

HOW_TO_CHOOSE: Final = Notice(
    "Names with commas. A tenth is read twice; say another share, or critical for every critical "
    "fail: Ann, Bob, 20%, critical"
)
SHARE: Final = re.compile(r".*%|0?\.\d+")
"""What is meant as a share and not as a name: `20%`, `0.2`."""
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


def read_choice(typed: str) -> "SecondReadingAsked":
    """Return what `Ann, Bob, 20%, critical` asks for.

    Raises:
        WorkbenchError: There is more than one share in it, or one that is no number.
    """
    from workbench.audits.second_readings.second_reading import SecondReadingAsked
    from workbench.audits.second_readings.shares import read_share

    words = [word.strip() for word in typed.split(",") if word.strip()]
    shares = [word for word in words if SHARE.fullmatch(word)]
    if len(shares) > 1:
        raise WorkbenchError(f"{' and '.join(shares)} are two shares.", "Write one, as 20%.")
    names = tuple(word for word in words if word not in {*shares, "critical"})
    asked = SecondReadingAsked(readers=names, critical_fails="critical" in words)
    return replace(asked, share=read_share(shares[0])) if shares else asked


class SettleTyping(AskingScreen):
    """What is asked for and done on the screen of second readings."""

    audit: str

    def __init__(self) -> None:
        super().__init__()
        self.just_settled = False
        self._taking_back: Attempt | None = None

    def agree_on(self, line: "Difference", answer: "Answer | None") -> None:
        """Ask for the reason of an agreed answer, and keep both."""
        if answer is None:
            self.say(Notice("This reader has no answer to take over.", Tone.WARNING))
            return
        asked = AskedLine(
            f"{line.question}, {answer.words}. Reason:",
            hint=WHY,
            called="The reason",
            if_blank="An agreed answer needs its reason. esc leaves.",
        )
        self.ask(asked, partial(self._settle, line, answer), self._show_settled)

    def _settle(self, line: "Difference", answer: "Answer", reason: str) -> Notice:
        from workbench.audits.second_readings.settling import settle

        desk, case, question = self.workbench.open_desk(), line.case, line.question
        settle(desk, self.audit, case=case, question=question, answer=answer, reason=reason)
        warning = personal(desk, reason, called="The reason")
        said = f"agreed: {question} of {case}, {answer.words}. {warning}".rstrip()
        return Notice(said, Tone.WARNING if warning else Tone.GOOD)

    def _show_settled(self, said: Notice) -> None:
        self.just_settled = True
        self._show_done(said)

    def _show_done(self, said: Notice) -> None:
        self._taking_back = None
        self.say(said)
        self.read_again()

    def action_choose_second(self) -> None:
        """Ask who reads second."""
        asked = AskedLine("Who reads second:", hint=HOW_TO_CHOOSE)
        self.ask(asked, self._choose, self._show_done)

    def _choose(self, typed: str) -> Notice:
        from workbench.audits.second_readings.second_reading import choose_second_readings

        found = choose_second_readings(self.workbench.open_desk(), self.audit, read_choice(typed))
        cases = "1 case is" if found.by_lot == 1 else f"{found.by_lot} cases are"
        return Notice(f"{cases} read twice, by lot.", Tone.GOOD)

    def action_take_back_agreed(self) -> None:
        """Take back the agreed answer that was given last."""
        self.do(self._take_back, self._show_done)

    def _take_back(self) -> Notice:
        """Take it back. What is tried again after a server was gone is not done twice."""
        from workbench.audits.reviews.undoing import Attempt
        from workbench.audits.second_readings.settling import undo_settling

        self._taking_back = attempt = self._taking_back or Attempt()
        change = undo_settling(self.workbench.open_desk(), self.audit, attempt=attempt)
        said = f"undone: {change.place.question}" if change else "None of these is yours to undo."
        return Notice(said, Tone.WARNING)
