"""Rates as lines: what was asked, the forest line, the rate, its limits and its counts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exports.forest import forest_axis, forest_line
from exports.rate_words import missing_rate
from exports.wording import percent, points
from workbench.settings import ascii_only
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from exports.report import RateLine

FEW: Final = 10
"""Under so many applicable cases a rate is marked, whatever its interval."""
FEW_WORD: Final = "few"
FOREST: Final = (10, 20, 32)
"""The widths of the forest line: on a narrow, a usual and a wide screen."""
USUAL, WIDE = 74, 104
RATE: Final = len("100.0%")
LIMITS: Final = len("98.2 to 100.0")
COUNTS: Final = "met/n"
NAME_AT_MOST: Final = 10
QUESTION: Final = "question"
INDICATOR: Final = "indicator"


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide each part of a line is, alike in every block of the list."""

    name: int
    text: int
    forest: int
    counts: int
    others: tuple[int, int] | None

    @property
    def heading(self) -> Row:
        """The line above the rates."""
        start = " " * (self.name + self.text + 2)
        said = f"{start}{forest_axis(self.forest)} {'rate':>{RATE}} {'limits':>{LIMITS}} "
        said += COUNTS.rjust(self.counts)
        if self.others:
            said += f"{'n/a':>{self.others[0]}}{'open':>{self.others[1]}}"
        return Row((Piece(said, Role.MUTED),))


def columns_for(lines: Sequence["RateLine"], names: Iterable[str], width: int) -> Columns:
    """Return the columns that fit a width."""
    forest = FOREST[(width >= USUAL) + (width >= WIDE)]
    name = widest(names, at_most=NAME_AT_MOST)
    counts = widest((COUNTS, *(counts_words(line) for line in lines)), at_most=width)
    others = (6, 6) if width >= WIDE else None
    rest = width - name - forest - RATE - LIMITS - counts - sum(others or ()) - 5
    return Columns(name, max(rest, 0), forest, counts, others)


def rate_rows(
    questions: Sequence["RateLine"], indicators: Sequence["RateLine"], width: int
) -> list[Row]:
    """Return the lines of an audit: its questions, then its indicators in their own block."""
    lines = [*questions, *indicators]
    columns = columns_for(lines, (line.id for line in questions), width)
    rows = [columns.heading]
    rows += [_question_row(line, columns) for line in questions]
    if indicators:
        rows += [Row((Piece("Indicators: headline rules over the questions", Role.MUTED),))]
        rows += [
            rate_row(f"{INDICATOR}:{line.id}", line.text, line, columns) for line in indicators
        ]
    return rows


def group_rows(groups: Mapping[str, "RateLine"], width: int) -> list[Row]:
    """Return a line for each group of cases, all for the same question."""
    lines = list(groups.values())
    columns = columns_for(lines, (), width)
    rows = [rate_row(name, name, line, columns) for name, line in groups.items()]
    return [columns.heading, *rows]


def _question_row(line: "RateLine", columns: Columns) -> Row:
    name = fitted(line.id, columns.name)
    row = rate_row(f"{QUESTION}:{line.id}", f"{name} {line.text}", line, columns)
    text, *figures = row.pieces
    split = columns.name + 1
    said = (Piece(text.text[:split], Role.STRONG), Piece(text.text[split:]))
    return replace(row, pieces=(*said, *figures))


def rate_row(key: str, words: str, line: "RateLine", columns: Columns) -> Row:
    """Return the line of one rate: its words, over both columns on the left, and its figures."""
    return Row(
        key=key,
        pieces=(
            Piece(f"{fitted(words, columns.name + 1 + columns.text)} "),
            *_figures(line, columns.forest),
            Piece(f" {counts_words(line).rjust(columns.counts)}", _counts_role(line)),
            *_others(line, columns),
        ),
    )


def _figures(line: "RateLine", forest: int) -> tuple[Piece, ...]:
    if line.rate is None:
        return (Piece(fitted(missing_rate(line), forest + RATE + LIMITS + 2), Role.MUTED),)
    drawn = forest_line(line.low, line.rate, line.high, forest, ascii_only=ascii_only())
    return (
        Piece(drawn),
        Piece(f" {percent(line.rate):>{RATE}}", Role.STRONG),
        Piece(f" {limits_words(line):>{LIMITS}}"),
    )


def _others(line: "RateLine", columns: Columns) -> tuple[Piece, ...]:
    if columns.others is None:
        return ()
    not_applicable, unanswered = columns.others
    said = f"{line.not_applicable:>{not_applicable}}{line.unanswered:>{unanswered}}"
    return (Piece(said, Role.MUTED),)


def _counts_role(line: "RateLine") -> Role:
    return Role.WARNING if is_few(line) else Role.PLAIN


def limits_words(line: "RateLine") -> str:
    """Return the limits without signs: `69.7 to 80.4`."""
    if line.low is None or line.high is None:
        return "no limits"
    return f"{points(line.low)} to {points(line.high)}"


def counts_words(line: "RateLine") -> str:
    """Return `53/60`, or `few 5/8` where the rate stands on few cases."""
    counts = f"{line.met}/{line.applicable}"
    return f"{FEW_WORD} {counts}" if is_few(line) else counts


def is_few(line: "RateLine") -> bool:
    """Whether a rate stands on too few cases to be quoted by itself."""
    return 0 < line.applicable < FEW
