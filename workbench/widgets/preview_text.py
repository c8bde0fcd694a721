"""The preview of a file in lines: its parts, what they speak for, and how it leaves."""

from typing import TYPE_CHECKING

from exports.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.previews import PartPreview
    from exports.report import Report


def preview_lines(report: "Report", parts: "Sequence[PartPreview]") -> list[str]:
    """Return what the file would hold, and with which marking it leaves."""
    names = max(len(part.name) for part in parts)
    done, cases = report.complete_cases, number(len(report.cases))
    return [
        f"The file would hold, with {done} of {cases} cases complete:",
        "",
        *(f"  {part.name:<{names}}  {rows_words(part.rows)}" for part in parts),
        "",
        f"It leaves with its marking, {report.marking}: it lists {cases} cases.",
        "Only you will be able to read the file. The history notes that it was written.",
    ]


def rows_words(rows: int) -> str:
    """Return a count of rows in words."""
    return "1 row" if rows == 1 else f"{number(rows)} rows"
