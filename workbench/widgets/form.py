"""A form: rows of a label and a field, of which some can be left out for the moment."""

from typing import Final, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from workbench.widgets.choice_field import ChoiceField
from workbench.widgets.text_field import TextField

DIGITS: Final = r"\d{0,9}"
FieldType = TypeVar("FieldType", bound=Widget)


class FormRow(Horizontal):
    """A label and its field; the label is marked while the field has the keyboard."""

    DEFAULT_CSS = """
    FormRow {
        height: 1;
        & > .label { width: 16; text-wrap: nowrap; }
        & > Widget { width: 1fr; }
    }
    """

    def __init__(self, label: str, field: Widget) -> None:
        super().__init__()
        self._words = label
        self._label = Static(f"  {label}", classes="label", markup=False)
        self.field = field

    def compose(self) -> ComposeResult:
        """Lay out the label and the field."""
        yield self._label
        yield self.field

    def on_descendant_focus(self) -> None:
        """Mark the label."""
        self._label.update(f"> {self._words}")

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self._label.update(f"  {self._words}")


class Form(VerticalScroll, can_focus=False):
    """Rows of fields, each found by the id of its field."""

    DEFAULT_CSS = """
    Form { height: auto; max-height: 60%; padding: 0 1 0 0; }
    """

    def field(self, field_id: str, kind: type[FieldType]) -> FieldType:
        """Return a field."""
        return self.query_one(f"#{field_id}", kind)

    def text(self, field_id: str) -> str:
        """Return what was typed into a text field, without the blanks around it."""
        return self.field(field_id, TextField).value.strip()

    def number(self, field_id: str, *, blank: int = 0) -> int:
        """Return the whole number in a text field, or what a blank field means."""
        typed = self.text(field_id)
        return int(typed) if typed.isdecimal() else blank

    def choice(self, field_id: str) -> str:
        """Return what is chosen in a choice field."""
        return self.field(field_id, ChoiceField).value

    def leave_out(self, field_id: str, *, when: bool) -> None:
        """Leave a row out, or put it back."""
        row = self.query_one(f"#{field_id}").parent
        if isinstance(row, FormRow):
            row.display = not when


def text_row(label: str, field_id: str, *, hint: str = "") -> FormRow:
    """Return a row with a text field."""
    return FormRow(label, TextField(placeholder=hint, id=field_id, compact=True))


def number_row(label: str, field_id: str, *, hint: str = "") -> FormRow:
    """Return a row with a field that takes digits only."""
    field = TextField(placeholder=hint, id=field_id, compact=True)
    field.restrict = DIGITS
    return FormRow(label, field)
