"""A row: one line of text in pieces, each with the part it plays; fitted to a width."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from rich.cells import cell_len, set_cell_size

ELLIPSIS: Final = "…"


class Role(StrEnum):
    """The part a piece of text plays; the theme gives each its colour."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a row."""

    text: str
    role: Role = Role.PLAIN


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list.

    Attributes:
        key: What it stands for; None for a heading, which the cursor passes over.
    """

    pieces: tuple[Piece, ...]
    key: str | None = None

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)

    def muted(self) -> "Row":
        """Return the row with every piece muted."""
        return replace(self, pieces=tuple(replace(p, role=Role.MUTED) for p in self.pieces))


def fitted(text: str, width: int) -> str:
    """Return the text in exactly this many cells: padded, or cut with an ellipsis."""
    text = " ".join(text.split())
    if width <= 0:
        return ""
    if cell_len(text) > width:
        text = set_cell_size(text, width - 1).rstrip() + ELLIPSIS
    return set_cell_size(text, width)


def shortened(text: str, width: int) -> str:
    """Return the text in at most this many cells: cut in its middle, so that its end is read."""
    text = " ".join(text.split())
    if cell_len(text) <= width or width < len("a…b"):
        return text
    end = (width - 1) // 2
    while cell_len(text[-end:]) > (width - 1) // 2:
        end -= 1
    start = set_cell_size(text, width - 1 - cell_len(text[-end:])).rstrip()
    return f"{start}{ELLIPSIS}{text[-end:].lstrip()}"


def widest(texts: Iterable[str], *, at_most: int) -> int:
    """Return the cells that the longest of some texts needs, up to a limit."""
    return min(max((cell_len(text) for text in texts), default=0), at_most)


GAP: Final = "  "


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: how many cells it fills, and the part its words play."""

    width: int
    role: Role = Role.PLAIN
    right: bool = False


def row_of(cells: Iterable[str], columns: Iterable[Column], *, key: str | None) -> Row:
    """Return a row with its cells fitted to columns; a heading, if it has no key, is muted.

    A column of no width is left out.
    """
    pieces = [
        Piece(_cell(text, column), column.role if key else Role.MUTED)
        for text, column in zip(cells, columns, strict=True)
        if column.width > 0
    ]
    gaps = [Piece(GAP)] * len(pieces)
    between = [piece for pair in zip(pieces, gaps, strict=True) for piece in pair]
    return Row(key=key, pieces=tuple(between[:-1]))


def _cell(text: str, column: Column) -> str:
    text = fitted(text, column.width)
    return text.rstrip().rjust(column.width) if column.right else text
