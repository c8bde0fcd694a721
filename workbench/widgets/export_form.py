"""The form for an export: which kind of file, and where it goes."""

from pathlib import Path

from textual.app import ComposeResult

from exports.whole_files import free_name, is_there
from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow
from workbench.widgets.path_field import PathField


class ExportForm(Form):
    """Kind and path; the ending of the path is that of the kind."""

    def compose(self) -> ComposeResult:
        """Lay out the two rows."""
        path = PathField(placeholder="where to write it; tab completes", id="path", compact=True)
        yield FormRow("Kind", ChoiceField(id="kind"))
        yield FormRow("File", path)

    @property
    def path(self) -> Path:
        """Where the file goes."""
        return self.field("path", PathField).path

    def offer(self, path: Path) -> None:
        """Offer every kind of file, and a path that is not taken; its ending comes by itself."""
        from exports.destinations import DESCRIPTIONS

        self._show(path)
        kinds = [Choice(kind, f"{kind}  {words}") for kind, words in DESCRIPTIONS.items()]
        self.field("kind", ChoiceField).offer(kinds)
        self.rename()

    def rename(self) -> None:
        """Give the path the ending of the kind; if that is taken, the next free name."""
        path = self.path.with_suffix(self.choice("kind"))
        self._show(free_name(path) if is_there(path) else path)

    def take_free_name(self) -> Path:
        """Take the next free name, and return it."""
        free = free_name(self.path)
        self._show(free)
        return free

    def follow_ending(self) -> None:
        """Choose the kind that the ending of the path names, if it names one."""
        field, ending = self.field("kind", ChoiceField), self.path.suffix.lower()
        if ending != field.value and ending in field.keys:
            field.choose(ending)

    def _show(self, path: Path) -> None:
        field = self.field("path", PathField)
        field.value = str(path)
        field.cursor_position = len(field.value)


def file_name(audit: str) -> str:
    """Return the name of an audit as the name of a file: letters and digits, with dashes."""
    kept = "".join(character if character.isalnum() else " " for character in audit)
    return "-".join(kept.split()) or "audit"
