"""The terminal app: it paints first, opens the record in the background, and holds the screens.

Nothing heavy is imported on the way to the first paint: no use case, no record, no statistics.
"""

import sys
from contextlib import ExitStack
from getpass import getpass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, ClassVar, Final

from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.worker import WorkerFailed

from workbench.commands import Quit, bindings_of
from workbench.errors import WorkbenchError
from workbench.screens.home import HomeScreen
from workbench.screens.step_screen import StepScreen
from workbench.screens.steps import STEP_SCREENS, Subject
from workbench.screens.workbench_screen import WorkbenchScreen
from workbench.settings import load_settings, save_settings
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.step_strip import STEP_WORDS

if TYPE_CHECKING:
    from textual.command import Provider

    from workbench.audits.desk import Desk
    from workbench.audits.safekeeping.restoring import Offer, Restoration

WIDTHS: Final = [(0, "-narrow"), (110, "-wide")]
"""From 110 columns there is room for guidance beside the questions."""
HEIGHTS: Final = [(0, "-short"), (20, "-tall")]
"""Under 20 lines the screens leave out what is not needed."""


def _commands() -> "type[Provider]":
    from workbench.palette import CommandsProvider

    return CommandsProvider


class WorkbenchApp(App[None], inherit_bindings=False):
    """Casefile Workbench in a terminal."""

    TITLE = "Casefile Workbench"
    CSS_PATH = "workbench.tcss"
    COMMANDS: ClassVar = {_commands}
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of([Quit], at_once=True),
        Binding("ctrl+c", "help_quit", show=False),
    ]

    def __init__(
        self,
        *,
        record: str | None = None,
        auditor: str | None = None,
        audit: str | None = None,
        reading: int = 1,
    ) -> None:
        super().__init__()
        self._reading_to_open = reading
        self._asked_record = record
        self._asked_auditor = auditor
        self._audit_to_open = audit
        self._opening = Lock()
        self._settings = load_settings()
        self.theme = self._settings.theme
        self.desk: Desk | None = None
        self.drafts: dict[object, str] = {}
        self.forms: dict[str, dict[str, str]] = {}
        self.duties: frozenset[str] | None = None
        self._warned = False
        self._fault: BaseException | None = None
        self.farewell = ""

    def get_default_screen(self) -> HomeScreen:
        """Begin at Home."""
        return HomeScreen()

    # The record

    def open_desk(self) -> "Desk":
        """Return the desk, opening the record if it is not open. To be called in a worker.

        Raises:
            RecordUnusable: The record cannot be opened.
        """
        from workbench.audits.desk import sit_down
        from workbench.audits.people.duties import names_of_duties
        from workbench.record.location import record_location
        from workbench.record.way_back import open_known_record

        with self._opening:
            if self.desk is None:
                record = open_known_record(record_location(self._asked_record))
                with ExitStack() as if_refused:
                    if_refused.callback(record.close)
                    self.desk = sit_down(record, self._asked_auditor)
                    if_refused.pop_all()
                self.duties = names_of_duties(self.desk)
            return self.desk

    @property
    def asked_record(self) -> str | None:
        """The record as it was asked for; None for the usual one."""
        return self._asked_record

    @property
    def record_name(self) -> str:
        """Where the open record is."""
        return str(self.desk.record.location) if self.desk else ""

    def record_is_open(self) -> None:
        """Go to the audit that was asked for, if one was."""
        if self._audit_to_open is not None:
            audit, self._audit_to_open = self._audit_to_open, None
            self.go_to_step("score", Subject(audit=audit, reading=self._reading_to_open))

    def use_record(self, path: str) -> None:
        """Let go of the open record, and open another when it is next asked for."""
        with self._opening:
            self._close_record()
            self._asked_record = path

    def restore_backup(self, offer: "Offer") -> "Restoration":
        """Put a backup in the place of the record, which is let go of first. For workers.

        Raises:
            WorkbenchError: It was not put in place, and nothing was changed.
        """
        from workbench.audits.desk import this_person
        from workbench.audits.safekeeping.restoring import restore_record

        self.use_record(str(offer.record))
        auditor = self._asked_auditor or this_person()
        return restore_record(
            offer.record, offer.backup, auditor=auditor, reason="the record could not be read"
        )

    def _close_record(self) -> None:
        if self.desk is not None:
            self.desk.record.close()
        self.desk = self.duties = None

    def on_unmount(self) -> None:
        """Let go of the record."""
        self._close_record()

    # Going about

    def open_audit(self, name: str) -> None:
        """Open an audit at its next step."""
        home = self.screen_stack[0]
        overview = home.overview if isinstance(home, HomeScreen) else None
        found = [a for a in (overview.audits if overview else ()) if a.name == name]
        step = str(found[0].next_step) if found else "score"
        self.go_to_step(step, Subject(audit=name))

    def go_to_step(self, step: str, subject: Subject) -> None:
        """Show the screen of a step, in place of that of another step."""
        opener = STEP_SCREENS.get(step)
        if isinstance(self.screen, WorkbenchScreen) and not self.screen.may_leave():
            return
        if opener is None:
            self._say(f"{STEP_WORDS[step]} has no screen yet: the commands have it.")
        elif isinstance(self.screen, HomeScreen):
            self.push_screen(opener(subject))
        elif self._is_below(step):
            self.pop_screen()
        else:
            self.switch_screen(opener(subject))

    def _is_below(self, step: str) -> bool:
        """Whether the screen of a step is the one that this screen was opened from."""
        below = self.screen_stack[-2]
        return isinstance(below, StepScreen) and below.step == step

    async def action_quit(self) -> None:
        """Leave the app; where something is not saved, only when asked a second time."""
        screen = self.screen
        safe = not isinstance(screen, WorkbenchScreen) or screen.may_leave()
        if (safe and not self.drafts) or self._warned:
            self.exit()
            return
        self._warned = True
        lost = "A note you began" if safe else "What you did last"
        self._say(f"{lost} is not saved. ctrl+q again leaves without it.")

    def _say(self, text: str) -> None:
        if isinstance(self.screen, WorkbenchScreen):
            self.screen.say(Notice(text, Tone.WARNING))

    # The last resort

    def _handle_exception(self, error: Exception) -> None:
        """Leave with a plain message where the program itself is at fault; never a traceback."""
        super()._handle_exception(error)
        if self._fault is None:
            from workbench.crashes import last_words

            self._fault = error.error if isinstance(error, WorkerFailed) else error
            self.farewell = last_words(self._fault)
        self._exit_renderables = [Text(self.farewell)]

    def _fatal_error(self) -> None:
        """Close; Textual would show a traceback with the values of every variable."""
        self._close_messages_no_wait()

    # Keys and looks

    async def on_event(self, event: events.Event) -> None:
        """Offer each key to the screen first, so that keys act in the order they came."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, WorkbenchScreen) and screen.take_key(event):
                return
        await super().on_event(event)

    def change_theme(self) -> None:
        """Change between light and dark, and remember it."""
        self._settings = self._settings.other_theme()
        self.theme = self._settings.theme
        self.run_worker(lambda: save_settings(self._settings), thread=True, group="settings")


def run_app(
    *,
    record: str | None = None,
    auditor: str | None = None,
    audit: str | None = None,
    reading: int = 1,
) -> None:
    """Open the terminal app, at an audit if one is named, and return when it is left.

    Args:
        record: The record; None for the usual one.
        auditor: Who is working; None for whoever is logged in.
        audit: The audit to score at once.
        reading: Which of its readings: 1, or 2 for the cases that this person reads second.

    Raises:
        WorkbenchError: There is no terminal to draw on.
        SystemExit: The program itself was at fault; what happened has been said.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise WorkbenchError(
            "The app needs a terminal.",
            "Run it in one, or use the commands: workbench --help.",
        )
    _ask_key(record)
    app = WorkbenchApp(record=record, auditor=auditor, audit=audit, reading=reading)
    try:
        app.run()
    except Exception as error:  # noqa: BLE001 - the last resort: whatever it is, say it plainly
        from workbench.crashes import last_words

        sys.stderr.write(last_words(error))
        raise SystemExit(1) from None
    if app.return_code:
        raise SystemExit(app.return_code)


def _ask_key(record: str | None) -> None:
    """Ask for the key of an encrypted record before the app takes the terminal."""
    from workbench.record.encryption import is_encrypted, key_in_use, use_key
    from workbench.record.location import record_location

    location = record_location(record)
    if isinstance(location, Path) and location.is_file() and is_encrypted(location):
        use_key(key_in_use() or getpass(f"Key of {location.name}: "))
