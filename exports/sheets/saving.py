"""Saving a workbook without a temporary file: what is in it touches no disk but the one asked for.

The library writes every sheet to a file in the system's folder for temporary files first, and a
program that is killed meanwhile leaves it there, cases and all. Here each goes to memory.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


class _MemoryWriter(ExcelWriter):
    """The library's own writer, which keeps the times it is given, with its sheets in memory."""

    def __init__(self, workbook: "Workbook", package: ZipFile) -> None:
        super().__init__(workbook, package)
        self._package = package

    def write_worksheet(self, ws: "Worksheet") -> None:
        """Write one sheet as the library does, but for where it goes meanwhile."""
        # The library keeps some of what it uses here to itself, and its stubs leave that out.
        drawing: Any = SpreadsheetDrawing()
        sheet: Any = ws
        drawing.charts, drawing.images = sheet._charts, sheet._images  # noqa: SLF001 - as above
        content = BytesIO()
        writer: Any = WorksheetWriter(ws, content)
        writer.write()
        sheet._drawing, sheet._rels = drawing, writer._rels  # noqa: SLF001 - as above
        self._package.writestr(ws.path[1:], content.getvalue())
        self.manifest.append(ws)


def saved_in_memory(workbook: "Workbook") -> BytesIO:
    """Return the package of a workbook, as the library saves it."""
    package = BytesIO()
    _MemoryWriter(workbook, ZipFile(package, "w")).save()
    return package
