"""Export: a file is chosen by its kind and its name, looked at beforehand, and written whole."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from exports.whole_files import is_there
from workbench.commands import EVERYWHERE, STEP_COMMANDS, Command, CommandClass, bindings_of
from workbench.errors import WorkbenchError
from workbench.screens.form_screen import FORM_MOVES, FormScreen
from workbench.screens.refusals import told_plainly
from workbench.screens.steps import Subject
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.export_form import ExportForm, file_name
from workbench.widgets.notice_line import Notice, Tone
from workbench.widgets.path_field import PathField
from workbench.widgets.preview_text import preview_lines

if TYPE_CHECKING:
    from exports.previews import PartPreview
    from exports.report import Report

MOVES: Final = "left, right: another kind of file. tab: its path. enter: write it."


class WriteFile(Command):
    """Write the file. A file that is there already is never replaced."""

    keys = ("enter",)
    footer = "Write"
    while_typing = True


class ExportScreen(FormScreen):
    """The files of one audit."""

    step = "export"
    waits_at_first = True
    first_field = "kind"
    commands: ClassVar[tuple[CommandClass, ...]] = (
        WriteFile,
        *FORM_MOVES,
        *STEP_COMMANDS,
        *EVERYWHERE,
    )
    BINDINGS = bindings_of(commands, at_once=True)

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.report: Report | None = None
        self._writing = False

    def compose_step(self) -> ComposeResult:
        """Lay out the form and the preview."""
        yield ExportForm()
        with VerticalScroll(id="preview", can_focus=False):
            yield Static("Opening the audit...", id="preview-text", markup=False)

    def on_mount(self) -> None:
        """Open the audit, once this has been painted."""
        self.call_after_refresh(self._open)

    @property
    def export_form(self) -> ExportForm:
        """The form, by its own type."""
        return self.query_one(ExportForm)

    @work(thread=True, exclusive=True, group="report")
    def _open(self) -> None:
        from workbench.audits.results.reporting import report

        try:
            desk = self.workbench.open_desk()
            with told_plainly():
                found = report(desk, self.subject.audit or "")
        except WorkbenchError as error:
            self.hand_over(self.show_failure, error)
        else:
            self.hand_over(self.show_report, found)

    def show_report(self, report: "Report") -> None:
        """Offer the kinds of file, and a name that is not taken."""
        self.let_keys_go()
        self.report = report
        self.export_form.offer(Path.cwd() / file_name(report.audit))
        self.begin_form()
        self.say(Notice(MOVES))
        self.refresh_bindings()

    def show_failure(self, error: WorkbenchError) -> None:
        """Say why there is nothing to write."""
        self.let_keys_go()
        self._say_preview("There is nothing to write yet.")
        self.say(Notice(str(error), Tone.WARNING))

    # The preview

    @on(ChoiceField.Changed, "#kind")
    def _preview_kind(self) -> None:
        if self.report is not None:
            self.export_form.rename()
            self._say_preview("Making the preview...")
            self._preview(self.report, self.export_form.choice("kind"))

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, report: "Report", kind: str) -> None:
        from exports.previews import preview

        self.hand_over(self.show_preview, report, kind, preview(report, kind))

    def show_preview(self, report: "Report", kind: str, parts: "tuple[PartPreview, ...]") -> None:
        """Show what the file would hold, if it is still the kind that is chosen."""
        if kind == self.export_form.choice("kind"):
            self._say_preview("\n".join(preview_lines(report, parts)))

    def _say_preview(self, words: str) -> None:
        self.query_one("#preview-text", Static).update(words)

    @on(PathField.SeveralFit)
    def _show_names(self, found: PathField.SeveralFit) -> None:
        self.say(Notice("  ".join(found.names)))

    @on(Input.Changed, "#path")
    def _follow_ending(self) -> None:
        self.export_form.follow_ending()

    # Writing

    def allows(self, command: CommandClass) -> bool:
        """Write only what is open, once at a time."""
        waits = self.report is None or self._writing
        return super().allows(command) and not (command is WriteFile and waits)

    def action_write_file(self) -> None:
        """Write the file, or offer another name for it."""
        path = self.export_form.path
        if is_there(path):
            free = self.export_form.take_free_name()
            self.say(
                Notice(
                    f"{path.name} is there already, and was not replaced. enter writes "
                    f"{free.name} instead.",
                    Tone.WARNING,
                )
            )
            return
        self._writing = True
        self.say(Notice(f"Writing {path.name}..."))
        self._write(path)

    @work(thread=True, exclusive=True, group="write")
    def _write(self, path: Path) -> None:
        from exports.errors import ExportError
        from workbench.audits.results.reporting import export_audit

        try:
            written = export_audit(self.workbench.open_desk(), self.subject.audit or "", path)
        except (WorkbenchError, ExportError) as error:
            self.hand_over(self._finish, Notice(f"Nothing was written. {error}", Tone.BAD))
        else:
            self.hand_over(self._finish, Notice(f"Written: {written.absolute()}", Tone.GOOD))

    def _finish(self, outcome: Notice) -> None:
        self._writing = False
        self.say(outcome)
        self.refresh_bindings()
