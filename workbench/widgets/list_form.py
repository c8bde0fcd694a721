"""The form for a new list: which file, what to call it, and how it is to be read."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult

from workbench.widgets.choice_field import Choice, ChoiceField
from workbench.widgets.form import Form, FormRow, text_row
from workbench.widgets.path_field import PathField
from workbench.widgets.text_field import TextField

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_PROFILE: Final = Choice("", "none: name the columns below")
PROFILES: Final = (
    NO_PROFILE,
    Choice("crime-register", "crime-register: an extract of a records system"),
    Choice("police-uk-street", "police-uk-street: open data, crimes"),
    Choice("police-uk-outcomes", "police-uk-outcomes: open data, outcomes"),
    Choice("police-uk-stop-and-search", "police-uk-stop-and-search: open data"),
)
BLANKS: Final = (
    Choice("", "as the profile says, else refuse the list"),
    Choice("refuse", "refuse the list"),
    Choice("reject", "reject the row, and count it"),
)
DUPLICATES: Final = (
    Choice("", "as the profile says, else refuse the list"),
    Choice("refuse", "refuse the list"),
    Choice("first", "keep the first, and count the others"),
    Choice("latest", "keep the one with the latest date"),
)
DATE_FORMATS: Final = (
    Choice("", "as the column proves"),
    Choice("day-first", "day first: 03/09/2026 is 3 September"),
    Choice("month-first", "month first: 03/09/2026 is 9 March"),
    Choice("iso", "year first: 2026-09-03"),
    Choice("month", "months only: 2026-09"),
)
WITHOUT_PROFILE: Final = ("reference", "date", "keep")


@dataclass(frozen=True, slots=True)
class ListAsked:
    """A list as it is to be read; what is empty is left to the profile or to the file."""

    path: Path
    name: str
    profile: str
    reference: str
    date: str
    keep: tuple[str, ...]
    blank: str
    duplicates: str
    date_format: str
    first_day: str = ""
    last_day: str = ""
    sheet: str = ""


class ListForm(Form):
    """The fields of a new list."""

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        hint = "path of a CSV file or workbook; tab completes it"
        path = PathField(placeholder=hint, id="file", compact=True)
        yield FormRow("File", path)
        yield text_row("Name", "name", hint="what to call it: the name of the file")
        yield FormRow("Profile", ChoiceField(PROFILES, id="profile"))
        yield text_row("Reference", "reference", hint="column; blank makes one from each row")
        yield text_row("Date", "date", hint="column, if there is one")
        yield text_row("Keep", "keep", hint="columns, with commas; all others are dropped")
        yield FormRow("Blank ref.", ChoiceField(BLANKS, id="blank"))
        yield FormRow("Repeated ref.", ChoiceField(DUPLICATES, id="duplicates"))
        yield FormRow("Dates", ChoiceField(DATE_FORMATS, id="date-format"))
        yield text_row("From", "first-day", hint="first day of the period, as 2026-09-01; or blank")
        yield text_row("To", "last-day", hint="last day of the period, as 2026-09-30; or blank")
        yield text_row("Sheet", "sheet", hint="of a workbook, where it has several")

    @property
    def path(self) -> Path:
        """The file."""
        return self.field("file", PathField).path

    @property
    def asked(self) -> ListAsked:
        """What the form says now."""
        without = not self.choice("profile")
        columns = self.text("keep").split(",") if without else []
        return ListAsked(
            path=self.path,
            name=self.text("name") or self.path.stem,
            profile=self.choice("profile"),
            reference=self.text("reference") if without else "",
            date=self.text("date") if without else "",
            keep=tuple(column.strip() for column in columns if column.strip()),
            blank=self.choice("blank"),
            duplicates=self.choice("duplicates"),
            date_format=self.choice("date-format"),
            first_day=self.text("first-day"),
            last_day=self.text("last-day"),
            sheet=self.text("sheet"),
        )

    @property
    def draft(self) -> dict[str, str]:
        """What stands in each field, to be filled in again when one comes back."""
        texts = {str(field.id): field.value for field in self.query(TextField)}
        return texts | {str(field.id): field.value for field in self.query(ChoiceField)}

    def fill(self, draft: "Mapping[str, str]") -> None:
        """Fill in what was left."""
        for text_field in self.query(TextField):
            text_field.value = draft.get(str(text_field.id), "")
        for choice_field in self.query(ChoiceField):
            choice_field.choose(draft.get(str(choice_field.id), choice_field.value))

    def show_what_applies(self) -> None:
        """Leave out the columns where a profile names them."""
        for field_id in WITHOUT_PROFILE:
            self.leave_out(field_id, when=bool(self.choice("profile")))
