"""Import: a list of cases is read, its faults or its facts are shown, and enter keeps it."""

from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from workbench.commands import (
    EVERYWHERE,
    PAGE_MOVES,
    STEP_COMMANDS,
    Command,
    CommandClass,
    First,
    Last,
    bindings_of,
)
from workbench.errors import NotSaved, WorkbenchError
from workbench.screens.form_screen import FORM_MOVES
from workbench.screens.list_asking import BEGIN, ListAsking
from workbench.screens.list_reading import ListRead, keep_read, read_asked, write_faults
from workbench.screens.sealing_form import Sealing
from workbench.screens.steps import Subject
from workbench.screens.watching import personal
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.list_form import ListAsked, ListForm
from workbench.widgets.list_outcome import ListOutcome
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.option_words import form_words

if TYPE_CHECKING:
    from workbench.audits.intake.faults import IntakeFaults

AMBIGUOUS_DATES: Final = "IMPORT-023"
MOVES: Final = "tab, arrows: next field. left, right: another choice. enter: read the list."


class ReadOrAccept(Command):
    """Read the list and say what is in it; once it has been read, accept it and keep it."""

    keys = ("enter",)
    footer = "Read or accept"
    duty = "IMPORT"
    title = "Read the list, or accept it"
    while_typing = True


class BackToForm(Command):
    """Go back to the form, to change a choice; enter reads the list again."""

    keys = ("b",)
    footer = "Back to the form"


class WriteFaults(Command):
    """Write all faults that are listed to a CSV file beside the list, to mend it by."""

    keys = ("w",)
    footer = "Write to a file"


FORM: Final = "import"
"""What the form is kept under while one is elsewhere."""


class ImportListScreen(ListAsking, Sealing[None]):
    """A form for a new list, and below it what came of reading it."""

    sealing = ReadOrAccept
    step = "population"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        ReadOrAccept,
        BackToForm,
        WriteFaults,
        *FORM_MOVES,
        First,
        Last,
        *PAGE_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    @dataclass
    class RowsRead(Message):
        """So many rows were read."""

        rows: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest count matters."""
            return isinstance(message, ImportListScreen.RowsRead)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self._reading = False
        self._cancelled = Event()

    def compose_step(self) -> ComposeResult:
        """Lay out the form and the place for its outcome."""
        yield ListForm()
        yield ListOutcome()

    def on_mount(self) -> None:
        """Begin with the file."""
        self.outcome.show_text(BEGIN)
        self.say(Notice(MOVES))
        if FORM in self.workbench.forms:
            self.list_form.fill(self.workbench.forms[FORM])
            self.say(Notice("The form is as you left it."))
        self.begin_form()

    def on_unmount(self) -> None:
        """Give up reading, if one leaves meanwhile."""
        self._cancelled.set()

    def allows(self, command: CommandClass) -> bool:
        """Offer what is about faults where there are some."""
        about_faults = command in {BackToForm, WriteFaults}
        return super().allows(command) and (not about_faults or self.outcome.has_faults)

    # Reading and keeping

    def action_read_or_accept(self) -> None:
        """Read the list, or keep the one that was read."""
        if self._reading:
            return
        if self.read is not None:
            self._keep(self.read)
        elif self.list_form.text("file"):
            self._begin(f"Reading {self.list_form.path.name}... esc cancels.")
            self._read(self.list_form.asked)
        else:
            self.say(Notice("Name the file of the list first.", Tone.WARNING))
            self.begin_form()

    def _begin(self, words: str) -> None:
        self._reading = True
        self.remove_class("-faults")
        self._cancelled.clear()
        self.outcome.show_text(words)
        self.say(Notice(words))

    @work(thread=True, exclusive=True, group="import")
    def _read(self, asked: ListAsked) -> None:
        from workbench.audits.intake.faults import IntakeFaults

        try:
            read = read_asked(
                self.workbench.open_desk(),
                asked,
                progress=self._tell_rows,
                cancelled=self._cancelled.is_set,
            )
        except IntakeFaults as faults:
            self.hand_over(self.show_faults, faults)
        except WorkbenchError as error:
            self.hand_over(self.show_problem, error)
        else:
            self.hand_over(self.show_read, read)

    def _tell_rows(self, rows: int, _total: int | None) -> None:
        self.post_message(self.RowsRead(rows))

    @on(RowsRead)
    def _show_progress(self, progress: RowsRead) -> None:
        if self._reading:
            self.say(Notice(f"{progress.rows:,} rows read. esc cancels, and keeps nothing."))

    def show_read(self, read: ListRead) -> None:
        """Show what is in the list, and ask whether to keep it."""
        self._reading, self.read = False, read
        self.outcome.show_facts(read.facts)
        self.set_focus(None)
        eligible = f"{len(read.intake.frame):,}"
        warning = personal(self.workbench.desk, read.asked.name, called="The name")
        said = f"{warning} enter keeps these {eligible} cases as {read.asked.name}.".lstrip()
        self.say(Notice(said, Tone.WARNING if warning else Tone.GOOD))

    def show_problem(self, error: WorkbenchError) -> None:
        """Say why nothing was kept."""
        self._reading, self.read = False, None
        self.outcome.show_text(BEGIN)
        self.say(Notice(form_words(str(error)), Tone.WARNING))

    def show_faults(self, faults: "IntakeFaults") -> None:
        """List the faults; where only the date format is in doubt, go to that choice."""
        self._reading, self.faults_of = False, self.list_form.asked
        self.outcome.show_faults(faults)
        if AMBIGUOUS_DATES in faults.counts:
            self.set_focus(self.list_form.field("date-format", ChoiceField))
            self.say(Notice("Say how dates are written: left or right, then enter.", Tone.WARNING))
        else:
            self._look_at_faults()

    def _look_at_faults(self) -> None:
        """Give the faults the whole screen, and the keyboard."""
        self.set_focus(None)
        self.add_class("-faults")
        self.say(Notice("Mend the list, or go back to the form and say how to take it."))
        self.refresh_bindings()

    def action_back_to_form(self) -> None:
        """Show the form again, beside the faults."""
        self.remove_class("-faults")
        self.begin_form()
        self.say(Notice(MOVES))

    def action_write_faults(self) -> None:
        """Write the faults beside the list."""
        if self.outcome.faults is not None:
            path = self.list_form.path
            self._write(self.outcome.faults, path.with_name(f"{path.stem}-faults.csv"))

    @work(thread=True, exclusive=True, group="faults")
    def _write(self, faults: "IntakeFaults", path: Path) -> None:
        from exports.errors import ExportError

        try:
            written = write_faults(faults, path)
        except ExportError as error:
            self.hand_over(self.say, Notice(str(error), Tone.BAD))
        else:
            said = f"Written: {written}. It quotes values of the list: keep it as you keep that."
            self.hand_over(self.say, Notice(said, Tone.GOOD))

    def _keep(self, read: ListRead) -> None:
        def then(_: None) -> None:
            self.workbench.forms.pop(FORM, None)
            self.workbench.go_to_step("population", Subject(population=read.asked.name))

        self.ask_away(
            lambda: keep_read(self.workbench.open_desk(), read),
            then,
            saying=f"Keeping {read.asked.name}...",
        )

    def show_refusal(self, error: WorkbenchError) -> None:
        """Say why the list was not kept; what was read stays where it can be tried again."""
        if isinstance(error, NotSaved):
            super().show_refusal(error)
        else:
            self.show_problem(error)

    def action_go_up(self) -> None:
        """Cancel the reading; or leave the field, or the screen, and keep what was typed."""
        if self._reading and self.read is None:
            self._cancelled.set()
            self.say(Notice("Cancelling..."))
            return
        leaves = not self.typing
        if leaves:
            self.workbench.forms[FORM] = self.list_form.draft
        super().action_go_up()
        if not leaves and self.outcome.has_faults:
            self._look_at_faults()
