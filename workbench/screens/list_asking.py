"""The form for a new list on a screen: what applies, the columns of the file, what was read."""

from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.widgets import Input

from exports.whole_files import is_there
from workbench.errors import WorkbenchError
from workbench.screens.form_screen import FormScreen
from workbench.screens.steps import Subject
from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.list_form import ListAsked, ListForm
from workbench.widgets.list_outcome import ListOutcome
from workbench.widgets.notice_line import Notice
from workbench.widgets.path_field import PathField
from workbench.widgets.row_list import RowList

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.screens.list_reading import ListRead

BEGIN: Final = "enter reads the file and says what is in it.\nNothing is kept until you accept it."


class ListAsking(FormScreen):
    """A screen with a `ListForm` and a `ListOutcome`."""

    first_field: ClassVar[str] = "file"

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject)
        self.read: ListRead | None = None
        self.faults_of: ListAsked | None = None

    @property
    def outcome(self) -> ListOutcome:
        """What came of it."""
        return self.query_one(ListOutcome)

    @property
    def list_form(self) -> ListForm:
        """The form, by its own type."""
        return self.query_one(ListForm)

    @property
    def listing(self) -> RowList | None:
        """The faults, where there are any."""
        return self.outcome.rows if self.outcome.has_faults else None

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    def _start_over(self) -> None:
        """Forget what was read: the form asks for something else now."""
        self.list_form.show_what_applies()
        faults_of = self.faults_of
        if faults_of is not None and faults_of.path != self.list_form.path:
            self.faults_of = None
            self.outcome.show_text(BEGIN)
            self.say(Notice())
            self.refresh_bindings()
        if self.read is not None and self.read.asked != self.list_form.asked:
            self.read = None
            self.outcome.show_text(BEGIN)

    @on(Input.Changed, "#file")
    def _look_at_file(self) -> None:
        path = self.list_form.path
        if is_there(path) and path.is_file():
            self._look_at_columns(path)

    @work(thread=True, exclusive=True, group="columns")
    def _look_at_columns(self, path: "Path") -> None:
        from workbench.audits.browsing import columns_of

        try:
            columns = columns_of(path)
        except WorkbenchError:
            return  # reading the list will say what is wrong with it
        self.hand_over(self.show_columns, path.stem, columns)

    def show_columns(self, stem: str, columns: tuple[str, ...]) -> None:
        """Show the columns that can be named, and the name that the list would get."""
        self.list_form.field("name", Input).placeholder = stem
        if self.read is None and not self.outcome.has_faults:
            self.outcome.show_text(f"{BEGIN}\nColumns of the file: {', '.join(columns)}")

    @on(PathField.SeveralFit)
    def _show_names(self, found: PathField.SeveralFit) -> None:
        self.say(Notice("  ".join(found.names)))
