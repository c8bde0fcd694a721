"""The rows of a population as lines of a list, read a page at a time and only where looked at."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, overload

from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from sampling.frames import Frame

PAGE_ROWS: Final = 5_000
PAGES_KEPT: Final = 4
LOOKED_AT: Final = 200
"""The rows whose values decide how wide a column is."""
COLUMN_AT_MOST: Final = 22
REFERENCE_AT_MOST: Final = 40
MORE: Final = len("  +99 more")
NOT_READ: Final = "..."
REFERENCE: Final = "reference"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns there is room for, and how wide each is; the reference comes first."""

    widths: Mapping[str, int]
    left_out: int

    @property
    def heading(self) -> str:
        """The line above the rows."""
        said = "  ".join(fitted(name, width) for name, width in self.widths.items())
        return f"{said}  +{self.left_out} more" if self.left_out else said


def layout_of(frame: "Frame", width: int, columns: Sequence[str]) -> Layout:
    """Return the columns that fit, from the first rows of a population."""
    reference = widest([REFERENCE, *frame.references[:LOOKED_AT]], at_most=REFERENCE_AT_MOST)
    widths, room = {REFERENCE: reference}, width - reference
    for name in columns:
        needed = widest([name, *frame.columns[name][:LOOKED_AT]], at_most=COLUMN_AT_MOST)
        if needed + 2 > room - MORE:
            break
        widths[name] = needed
        room -= needed + 2
    return Layout(widths, left_out=len(columns) - len(widths) + 1)


class FrameRows(Sequence[Row]):
    """As many rows as the population has, of which few are in memory.

    Attributes:
        missing: The pages that were looked at and are not here.
    """

    def __init__(self, size: int, columns: Sequence[str]) -> None:
        self.missing: set[int] = set()
        self.layout = Layout({}, 0)
        self._size = size
        self._columns = columns
        self._pages: OrderedDict[int, Frame] = OrderedDict()

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | Sequence[Row]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._size))]
        values = self.values(at)
        if values is None:
            return Row((Piece(NOT_READ, Role.MUTED),), key=str(at))
        reference, *others = (
            f"{fitted(values[name], width)}  " for name, width in self.layout.widths.items()
        )
        return Row((Piece(reference, Role.STRONG), Piece("".join(others))), key=str(at))

    def values(self, at: int) -> dict[str, str] | None:
        """Return a row by its columns; None where its page is not here, which is then missing."""
        page, row = divmod(at, PAGE_ROWS)
        frame = self._pages.get(page)
        if frame is None:
            self.missing.add(page)
            return None
        kept = {name: frame.columns[name][row] for name in self._columns}
        return {REFERENCE: frame.references[row]} | kept

    def take(self, page: int, frame: "Frame", *, width: int) -> None:
        """Take a page that was read, and let go of those taken longest ago."""
        if not self.layout.widths:
            self.layout = layout_of(frame, width, self._columns)
        self._pages[page] = frame
        self.missing.discard(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)

    def refit(self, width: int) -> None:
        """Fit the columns to another width."""
        for frame in self._pages.values():
            self.layout = layout_of(frame, width, self._columns)
            return
