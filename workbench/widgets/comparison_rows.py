"""Comparisons as lines: the baseline, ours, theirs, the difference around 0, and the verdict."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exports.comparison_words import NONE, files_words
from exports.difference_line import difference_axis, difference_line
from exports.wording import percent
from workbench.settings import ascii_only
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exports.report import ComparisonLine
    from workbench.audits.results.against_baselines import AgainstBaselines, LeftOut

NOT_COMPARABLE: Final = "not comparable"
VERDICT: Final = len("broadly unchanged")
RATE: Final = len("100.0%")
FILES: Final = len("+files")
LINES: Final = (11, 17, 25)
"""The widths of the difference line: on a narrow, a usual and a wide screen."""
USUAL, WIDE = 70, 104
NAME_AT_MOST: Final = 28
VERDICT_ROLES: Final = {
    "improved": Role.GOOD,
    "worse": Role.BAD,
    "broadly unchanged": Role.PLAIN,
    "cannot tell": Role.WARNING,
    NOT_COMPARABLE: Role.MUTED,
}
FIXED: Final = "Fixed before the reading began"
OTHERS: Final = "Not fixed before the reading began: exploratory"
NO_DIFFERENCE: Final = "A finding without a figure to compare: ours is the first measured rate"
ALIKE: Final = "Look alike and are not compared: d says why"
COMPARED, LEFT_OUT = "compared", "left-out"


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each part of a line is."""

    name: int
    finding: int
    line: int
    files: int

    @property
    def heading(self) -> Row:
        """The line above the comparisons."""
        start = fitted("baseline", self.name + self.finding)
        files = f" {'+files':>{FILES}}" if self.files else ""
        said = f"{start} {'ours':>{RATE}} {'theirs':>{RATE}} {difference_axis(self.line)} "
        return Row((Piece(f"{said}{fitted('verdict', VERDICT)}{files}", Role.MUTED),))


def columns_for(found: "AgainstBaselines", width: int) -> Columns:
    """Return the columns that fit a width; what was found has a place on a wide screen only."""
    line = LINES[(width >= USUAL) + (width >= WIDE)]
    files = FILES if width >= USUAL else 0
    rest = width - 2 * RATE - line - VERDICT - 4 - (files + 1 if files else 0)
    ids = widest((each.baseline for each in found.lines), at_most=NAME_AT_MOST)
    name = min(ids + 1, rest) if width >= WIDE else rest
    return Columns(name, rest - name, line, files)


def comparison_rows(found: "AgainstBaselines", width: int) -> list[Row]:
    """Return the lines of an audit: what was fixed, what else is compared, what cannot be."""
    columns = columns_for(found, width)
    fixed = [line for line in found.lines if line.standing.startswith("fixed")]
    rest = [line for line in found.lines if line not in fixed]
    with_rate = [line for line in rest if line.word != NOT_COMPARABLE]
    without = [line for line in rest if line.word == NOT_COMPARABLE]
    return [
        columns.heading,
        *_block(FIXED, fixed, columns),
        *_block(OTHERS, with_rate, columns),
        *_block(NO_DIFFERENCE, without, columns),
        *_left_out_block(found, width),
    ]


def _block(title: str, lines: "list[ComparisonLine]", columns: Columns) -> list[Row]:
    rows = [comparison_row(line, columns) for line in lines]
    return [Row((Piece(title, Role.MUTED),)), *rows] if rows else []


def comparison_row(line: "ComparisonLine", columns: Columns) -> Row:
    """Return the line of one comparison, fitted to columns."""
    theirs = NONE if line.baseline_rate is None else percent(line.baseline_rate)
    files = f" {files_words(line):>{columns.files}}" if columns.files else ""
    return Row(
        key=f"{COMPARED}:{line.baseline}",
        pieces=(
            Piece(fitted(line.baseline, columns.name), Role.STRONG),
            Piece(fitted(line.finding, columns.finding) + " "),
            Piece(f"{_ours(line):>{RATE}} ", Role.STRONG),
            Piece(f"{theirs:>{RATE}} "),
            _drawn(line, columns.line),
            Piece(f" {fitted(line.word, VERDICT)}", VERDICT_ROLES.get(line.word, Role.PLAIN)),
            Piece(files),
        ),
    )


def _ours(line: "ComparisonLine") -> str:
    return NONE if line.rate is None else percent(line.rate)


def _drawn(line: "ComparisonLine", width: int) -> Piece:
    if line.difference is None:
        return Piece(fitted(_undrawn(line), width), Role.MUTED)
    drawn = difference_line(line.low, line.difference, line.high, width, ascii_only=ascii_only())
    return Piece(drawn)


def _undrawn(line: "ComparisonLine") -> str:
    if line.rate is None:
        return "not asked" if line.applicable is None else "no case yet"
    return "first rate"


def _left_out_block(found: "AgainstBaselines", width: int) -> "Iterable[Row]":
    rows = [_left_out_row(each, width) for each in found.left_out]
    return [Row((Piece(ALIKE, Role.MUTED),)), *rows] if rows else []


def _left_out_row(each: "LeftOut", width: int) -> Row:
    start = f"{fitted(each.baseline, NAME_AT_MOST)} "
    said = f"{NOT_COMPARABLE} with {each.measured}: {each.reason}"
    return Row(
        key=f"{LEFT_OUT}:{each.baseline}",
        pieces=(Piece(start), Piece(fitted(said, width - len(start)), Role.MUTED)),
    )
