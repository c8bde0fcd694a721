"""Where an audit can go: the kind of file is chosen by its ending."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from exports.errors import ExportError
from exports.markdown import write_markdown
from exports.plain import report_json, write_answers, write_json
from exports.report import Report
from exports.workbook import write_workbook


def _write_report_json(report: Report, path: Path) -> Path:
    return write_json(report_json(report), path)


DESTINATIONS: Final[Mapping[str, Callable[[Report, Path], Path]]] = MappingProxyType(
    {
        ".xlsx": write_workbook,
        ".csv": write_answers,
        ".json": _write_report_json,
        ".md": write_markdown,
    }
)
DESCRIPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".xlsx": "compliance workbook",
        ".csv": "answers, one a line",
        ".json": "the whole report as data",
        ".md": "one page of text",
    }
)


def export(report: Report, path: Path) -> Path:
    """Write the report as the kind of file that the ending of its name says.

    Raises:
        ExportError: The ending is not one of `DESTINATIONS`, or the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in DESTINATIONS:
        known = ", ".join(f"{each} ({DESCRIPTIONS[each]})" for each in DESTINATIONS)
        given = f"the ending {path.suffix}" if path.suffix else "no ending"
        raise ExportError(
            f"{path.name} has {given}, so the kind of file is not known", f"Use one of: {known}."
        )
    return DESTINATIONS[ending](report, path)
