"""Kept cells made canonical: text trimmed and shared, markers as yes or no."""

import unicodedata
from typing import Final

from sampling.references import normalise_reference

SHARED_VALUES: Final = 50_000
"""Beyond this many different values a column is not a category, and sharing only costs memory."""

MARKERS: Final = {
    **dict.fromkeys(("y", "yes", "true", "t", "1", "1.0"), "yes"),
    **dict.fromkeys(("n", "no", "false", "f", "0", "0.0"), "no"),
    "": "",
}
CONTROLS: Final = ("Cc", "Cf", "Zl", "Zp")
CANONICAL_MARKERS: Final = frozenset(MARKERS.values())


class SharedText(dict[str, str]):
    """Cells to canonical text: one object for each value, however often it occurs.

    Outer spaces go, Unicode is composed (NFC), and a line break or control character inside
    becomes one space, so that a cell can never move the cursor of a terminal.
    """

    def __missing__(self, cell: str) -> str:
        value = self.canonical(cell)
        if len(self) < SHARED_VALUES:
            self[cell] = value
        return value

    def canonical(self, cell: str) -> str:
        """Return the cell as it is kept."""
        text = normalise_reference(cell)
        return text if text.isprintable() else " ".join(_without_controls(text).split())


class LowerText(SharedText):
    """The same, in lower case: `Open` and `OPEN` are one status."""

    def canonical(self, cell: str) -> str:
        """Return the cell as it is kept, in lower case."""
        return super().canonical(cell).lower()


class MarkerText(SharedText):
    """Markers to `yes` and `no`: Y, Yes, True and 1, N, No, False and 0. Blank stays blank.

    A cell that is none of these comes back unchanged, to be found and reported.
    """

    def canonical(self, cell: str) -> str:
        """Return `yes`, `no`, blank, or the cell itself."""
        return MARKERS.get(cell.strip().lower(), cell)


def _without_controls(text: str) -> str:
    return "".join(c if unicodedata.category(c) not in CONTROLS else " " for c in text)
