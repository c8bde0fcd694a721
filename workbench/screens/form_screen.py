"""What the screens with a form share: the way through its fields, and out of them."""

from typing import ClassVar

from textual.screen import ScreenResultType

from workbench.commands import Command, CommandClass
from workbench.screens.step_screen import StepScreen
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.widgets.notice_line import Notice
from workbench.widgets.row_list import RowList


class NextField(Command):
    """Go to the next field, as tab does; down one line where a list has the keyboard."""

    keys = ("down",)
    title = "Next field"
    while_typing = True


class PreviousField(Command):
    """Go to the field before, as shift+tab does; up one line where a list has the keyboard."""

    keys = ("up",)
    title = "Field before"
    while_typing = True


class NextLine(Command):
    """Go down one line of the list."""

    keys = ("j",)
    title = "Next line"


class PreviousLine(Command):
    """Go up one line of the list."""

    keys = ("k",)
    title = "Line before"


FORM_MOVES: tuple[CommandClass, ...] = (NextField, PreviousField, NextLine, PreviousLine)


class FormMoves(WorkbenchScreen[ScreenResultType]):
    """A screen with a form, and perhaps a list below it that has the keyboard in its turn."""

    @property
    def listing(self) -> RowList | None:
        """The list that the arrows go through when no field has the keyboard."""
        return None

    def allows(self, command: CommandClass) -> bool:
        """Offer the lines of a list only where there is a list."""
        has_lines = command not in {NextLine, PreviousLine} or self.listing is not None
        return has_lines and super().allows(command)

    def action_next_line(self) -> None:
        """Go down the list."""
        if self.listing is not None:
            self.listing.move(1)

    def action_previous_line(self) -> None:
        """Go up the list."""
        if self.listing is not None:
            self.listing.move(-1)

    def action_next_field(self) -> None:
        """Go on."""
        if self.focused is None and self.listing is not None:
            self.listing.move(1)
        else:
            self.focus_next()

    def action_previous_field(self) -> None:
        """Go back."""
        if self.focused is None and self.listing is not None:
            self.listing.move(-1)
        else:
            self.focus_previous()


class FormScreen(FormMoves[None], StepScreen):
    """A step of an audit that is a form."""

    first_field: ClassVar[str] = ""
    """The field to begin in."""

    def begin_form(self) -> None:
        """Put the keyboard into the first field."""
        self.set_focus(self.query_one(f"#{self.first_field}"))

    def action_go_up(self) -> None:
        """Leave the field; then go up one level."""
        if self.typing:
            self.set_focus(None)
            self.say(Notice("Left the form: tab goes back into it, esc goes up one level."))
        else:
            super().action_go_up()
