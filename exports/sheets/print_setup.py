"""How a sheet prints: A4 landscape, fitted to width, marked above and below, titles repeated."""

from typing import Final

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4: Final = 9
_MARGIN: Final = 0.5
_MARKING_MARGIN: Final = 0.8
_LONGEST: Final = 80


def set_up_print(ws: Worksheet, *, marking: str, heading: str, title_rows: int) -> None:
    """Make every printed page carry the marking, the audit, the sheet and its page number.

    Args:
        ws: The sheet.
        marking: The protective marking, in the middle of header and footer.
        heading: The audit, at the left of the footer.
        title_rows: How many of the first rows are repeated on each page.
    """
    ws.page_setup.orientation = "landscape"
    ws.page_setup.paperSize = _A4
    ws.page_setup.fitToWidth = 1
    ws.page_setup.fitToHeight = 0
    ws.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    ws.print_title_rows = f"1:{title_rows}"
    _set_margins(ws)
    ws.oddHeader = _marked(marking)
    ws.oddFooter = _marked(marking)
    ws.oddFooter.left.text = _spelt(heading)
    ws.oddFooter.right.text = "&A, page &P of &N"


def continue_across(ws: Worksheet, *, pages: int, repeated_columns: str) -> None:
    """Let a wide sheet run over several pages, the first columns repeated on each."""
    ws.page_setup.fitToWidth = pages
    ws.print_title_cols = repeated_columns


def _set_margins(ws: Worksheet) -> None:
    ws.page_margins.left = ws.page_margins.right = _MARGIN
    ws.page_margins.top = ws.page_margins.bottom = _MARKING_MARGIN


def _marked(marking: str) -> HeaderFooterItem:
    item = HeaderFooterItem()
    item.center.text = _spelt(marking)
    item.center.font = "Calibri,Bold"
    item.center.size = 11
    return item


def _spelt(text: str) -> str:
    """An ampersand begins a code in a header, so a real one is written twice."""
    return " ".join(text.split())[:_LONGEST].replace("&", "&&")
