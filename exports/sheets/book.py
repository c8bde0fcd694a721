"""The one factory of sheets: none can be made without marking, frozen panes and print set-up.

row 1   the marking, which is also in the header and footer of every printed page
row 2   the title
row 3   one line that says how to read the sheet
row 5   the titles of the columns, where the sheet is a table
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from exports.sheets import looks
from exports.sheets.print_setup import set_up_print
from exports.sheets.safe_text import visible
from exports.sheets.sheet import HEADER_ROW, Column, Sheet

_GUIDE_ROW: Final = 3


def _empty_workbook() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in the making."""

    marking: str
    heading: str
    workbook: Workbook = field(default_factory=_empty_workbook)
    sheets: list[Sheet] = field(default_factory=list)

    def page(self, title: str, guide: str, columns: Sequence[Column]) -> Sheet:
        """Make a sheet to be read down the page; the marking and the title stay in sight."""
        sheet = self._sheet(title, guide, columns, title_rows=_GUIDE_ROW + 1)
        sheet.freeze(rows=_GUIDE_ROW)
        return sheet

    def grid(
        self, title: str, guide: str, columns: Sequence[Column], *, frozen_columns: int = 0
    ) -> Sheet:
        """Make a sheet that is one table; its titles and first columns stay in sight."""
        sheet = self._sheet(title, guide, columns, title_rows=HEADER_ROW)
        sheet.headers(columns)
        sheet.freeze(rows=HEADER_ROW, columns=frozen_columns)
        return sheet

    def describe(self, *, title: str, author: str, made_at: datetime) -> None:
        """Set the properties of the document; the times are those of the report, in UTC."""
        moment = made_at.astimezone(UTC).replace(tzinfo=None)
        properties = self.workbook.properties
        properties.title, properties.creator = visible(title), visible(author)
        properties.keywords = visible(self.marking)
        properties.created = properties.modified = moment

    @property
    def stored_values(self) -> Mapping[str, Mapping[str, float | str]]:
        """The values of all formulas: by the sheet's path inside the file, then by cell."""
        return {sheet.ws.path.removeprefix("/"): sheet.stored for sheet in self.sheets}

    def _sheet(
        self, title: str, guide: str, columns: Sequence[Column], *, title_rows: int
    ) -> Sheet:
        sheet = Sheet(self.workbook.create_sheet(title))
        self.sheets.append(sheet)
        for at, column in enumerate(columns, start=1):
            sheet.ws.column_dimensions[get_column_letter(at)].width = column.width
            sheet.text(1, at, self.marking if at == 1 else "", looks.MARKING)
        sheet.text(2, 1, f"{title}: {self.heading}", looks.TITLE)
        sheet.text(_GUIDE_ROW, 1, guide, looks.GUIDE)
        sheet.ws.sheet_view.showGridLines = False
        set_up_print(sheet.ws, marking=self.marking, heading=self.heading, title_rows=title_rows)
        return sheet
