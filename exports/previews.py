"""What a file would hold, part by part, before it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from exports.destinations import DESCRIPTIONS
from exports.report import Report


@dataclass(frozen=True, slots=True)
class PartPreview:
    """A sheet of a workbook, or the whole of another kind of file.

    Attributes:
        name: The name of the sheet, or what the file is.
        rows: How many rows or lines it has, its titles included.
    """

    name: str
    rows: int


def preview(report: Report, ending: str) -> tuple[PartPreview, ...]:
    """Return the parts of the file that `exports.destinations.export` would write.

    Args:
        report: What would be written.
        ending: Of the file: `.xlsx`, `.csv` and so on. A kind without parts gives one part.
    """
    parts = _PARTS.get(ending)
    return parts(report) if parts else (PartPreview(DESCRIPTIONS.get(ending, "a file"), 1),)


def _sheets(report: Report) -> tuple[PartPreview, ...]:
    from exports.workbook import make_book

    sheets = make_book(report).workbook.worksheets
    return tuple(PartPreview(sheet.title, sheet.max_row) for sheet in sheets)


def _answers(report: Report) -> tuple[PartPreview, ...]:
    answers = sum(bool(part.answer) for case in report.cases for part in case.answers)
    return (PartPreview(DESCRIPTIONS[".csv"], answers + 1),)


def _page(report: Report) -> tuple[PartPreview, ...]:
    from exports.markdown import report_markdown

    return (PartPreview(DESCRIPTIONS[".md"], len(report_markdown(report).splitlines())),)


_PARTS: Final[Mapping[str, Callable[[Report], tuple[PartPreview, ...]]]] = MappingProxyType(
    {".xlsx": _sheets, ".csv": _answers, ".md": _page}
)
