"""What every screen shares: its commands, its key bar, its notice line and the way up."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import events
from textual.screen import Screen, ScreenResultType
from textual.widgets import Input

from workbench.commands import APP_WIDE, CommandClass
from workbench.widgets.key_bar import KeyBar
from workbench.widgets.notice_line import Notice, NoticeLine
from workbench.widgets.option_words import form_words
from workbench.widgets.row_list import RowList
from workbench.widgets.text_field import TextField

if TYPE_CHECKING:
    from workbench.screens.the_app import TheApp


NEVER_HELD: Final = frozenset({"escape", "ctrl+q", "ctrl+c", "ctrl+p", "f1", "f2"})
"""Keys that act even while a screen opens: the ways out, and help."""


class WorkbenchScreen(Screen[ScreenResultType]):
    """A screen whose keys, key bar, palette entries and help all come from its commands.

    A screen lists its commands in `commands`, sets `BINDINGS = bindings_of(commands)`, and has
    an `action_...` method for each that is not here. See docs/screens.md.
    """

    commands: ClassVar[tuple[CommandClass, ...]] = ()
    AUTO_FOCUS: ClassVar[str | None] = ""
    waits_at_first: ClassVar[bool] = False
    """Whether keys are held from the beginning, until there is something for them to act on."""

    def __init__(self) -> None:
        super().__init__()
        self._holds_keys = self.waits_at_first
        self._held: list[events.Key] = []
        self._let_go: list[events.Key] = []

    @property
    def workbench(self) -> "TheApp":
        """The app, as its screens know it."""
        return cast("TheApp", self.app)

    @property
    def typing(self) -> bool:
        """Whether a text field has the keyboard."""
        return isinstance(self.focused, Input)

    def on_mount(self) -> None:
        """Show the keys, now and whenever what can be done changes."""
        self.bindings_updated_signal.subscribe(self, lambda _: self.show_keys(), immediate=True)
        self.show_keys()

    def take_key(self, event: events.Key) -> bool:
        """Put a typed character into the field at once, before the next key is looked at.

        Returns:
            Whether the key was used up.
        """
        if self._waits(event):
            return True
        field = self.focused
        if isinstance(field, TextField) and event.character and event.is_printable:
            field.type_character(event.character)
            return True
        return False

    # Keys that are typed while a screen opens

    @property
    def never_held(self) -> frozenset[str]:
        """The keys that act at once whatever is waited for."""
        return NEVER_HELD

    def hold_keys(self) -> None:
        """Keep what is typed from now on for when there is something for it to act on."""
        self._holds_keys = True

    def let_keys_go(self) -> None:
        """Let what was typed meanwhile act now, in its order and before what is typed later."""
        self._holds_keys = False
        for key in self._held:
            self._send_again(key)
        self._held.clear()

    def _send_again(self, key: events.Key) -> None:
        again = events.Key(key.key, key.character)
        self._let_go.append(again)
        self.app.post_message(again)

    def _waits(self, event: events.Key) -> bool:
        """Whether a key has to wait: for the screen, or for keys that were typed before it."""
        again = any(event is each for each in self._let_go)
        if again:
            self._let_go = [each for each in self._let_go if each is not event]
        elif event.key in self.never_held:
            return False
        elif self._let_go:
            self._send_again(event)  # behind those that were typed before it
            return True
        if self._holds_keys:
            self._held.append(event)
        return self._holds_keys

    # Which commands there are now

    def allows(self, command: CommandClass) -> bool:  # noqa: ARG002 - for screens to override
        """Whether a command can be used now. Screens say no where there is nothing to do."""
        return True

    def may(self, duty: str) -> bool:
        """Whether the role of this login may do something that only some of a team may."""
        duties = self.workbench.duties
        return not duty or duties is None or duty in duties

    def offered(self) -> tuple[CommandClass, ...]:
        """Return the commands that can be used now, those of the app too."""
        usable = (c for c in self.commands if self.may(c.duty) and self.allows(c))
        return (*usable, *APP_WIDE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse a key whose command cannot be used now, or that is a letter being typed."""
        command = next((c for c in self.commands if c.action() == action), None)
        if command is None:
            return super().check_action(action, parameters)
        usable = self.may(command.duty) and self.allows(command)
        return usable and (command.while_typing or not self.typing)

    async def run_command(self, command: CommandClass | None) -> None:
        """Do a command that was found in help or in the palette."""
        if command is not None:
            over = "app." if command in APP_WIDE else ""
            await self.run_action(f"{over}{command.action()}")

    def show_keys(self) -> None:
        """Show the keys that can be used now."""
        usable = [c for c in self.commands if self.check_action(c.action(), ())]
        for bar in self.query(KeyBar):
            bar.show(usable, self.key_words_now())

    def key_words_now(self) -> Mapping[CommandClass, str]:
        """Return what some keys do at this moment, where it is not what the key bar says."""
        return {}

    def say(self, notice: Notice) -> None:
        """Show a notice in the notice line, in the words of the forms."""
        said = Notice(form_words(notice.text), notice.tone)
        self.query_one(NoticeLine).show(said)

    def may_leave(self) -> bool:
        """Whether this screen can be left without losing anything; it says so where it cannot."""
        return True

    def hand_over(self, show: Callable[..., object], *found: object) -> None:
        """Show what a worker found: to be called in its thread. Nothing is, if one has left."""
        self.app.call_from_thread(lambda: show(*found) if self.is_attached else None)

    # What commands of every screen do

    def action_go_up(self) -> None:
        """Go back to the screen below; the first screen stays."""
        if len(self.app.screen_stack) > 1 and self.may_leave():
            self.app.pop_screen()

    def action_help(self) -> None:
        """Open help on the commands of this screen."""
        from workbench.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.offered()), self.run_command)

    def action_light_or_dark(self) -> None:
        """Change the theme."""
        self.workbench.change_theme()

    def action_down(self) -> None:
        """Move the cursor of the list down."""
        self._for_list(lambda rows: rows.move(1))

    def action_up(self) -> None:
        """Move the cursor of the list up."""
        self._for_list(lambda rows: rows.move(-1))

    def action_first(self) -> None:
        """Move the cursor of the list to its first line."""
        self._for_list(RowList.go_first)

    def action_last(self) -> None:
        """Move the cursor of the list to its last line."""
        self._for_list(RowList.go_last)

    def action_next_page(self) -> None:
        """Move the cursor of the list down a page."""
        self._for_list(lambda rows: rows.move(max(1, rows.size.height - 1)))

    def action_previous_page(self) -> None:
        """Move the cursor of the list up a page."""
        self._for_list(lambda rows: rows.move(-max(1, rows.size.height - 1)))

    async def action_choose(self) -> None:
        """Open the line at hand."""
        self._for_list(RowList.choose)

    def _for_list(self, move: Callable[[RowList], None]) -> None:
        for rows in self.query(RowList).results(RowList):
            move(rows)
            return
