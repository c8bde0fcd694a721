"""A difference and its interval drawn as one line of text, with 0 in the middle.

    -50        0       +50
    ··········┊·├──●───┤··

What reaches beyond the ends is cut there, and the end is an arrow.
"""

from dataclasses import dataclass
from typing import Final

REACH: Final = 0.5
"""The line shows differences from 50 points lower to 50 points higher."""
_NARROWEST: Final = 11


@dataclass(frozen=True, slots=True)
class _Pen:
    track: str
    zero: str
    line: str
    ends: tuple[str, str]
    cut: tuple[str, str]
    dot: str


_DRAWN: Final = _Pen("·", "┊", "─", ("├", "┤"), ("◄", "►"), "●")
_ASCII: Final = _Pen(".", ":", "-", ("|", "|"), ("<", ">"), "o")


def difference_line(
    low: float | None,
    difference: float | None,
    high: float | None,
    width: int,
    *,
    ascii_only: bool = False,
) -> str:
    """Return the interval of a difference with a dot at the difference.

    Args:
        low: The lower limit, a fraction of 1, from -1 to 1.
        difference: The difference; None leaves the track empty.
        high: The upper limit.
        width: The characters to fill, at least 11; an odd number has 0 in its very middle.
        ascii_only: Draw with plain characters.

    Raises:
        ValueError: The width is under 11.
    """
    pen = _ASCII if ascii_only else _DRAWN
    track = [pen.track] * _checked(width)
    if low is not None and high is not None:
        start, end = _column(low, width), _column(high, width)
        track[start : end + 1] = pen.line * (end + 1 - start)
        track[start] = pen.cut[0] if low < -REACH else pen.ends[0]
        track[end] = pen.cut[1] if high > REACH else pen.ends[1]
    zero = _column(0, width)
    if track[zero] in {pen.track, pen.line}:
        track[zero] = pen.zero
    if difference is not None and abs(difference) <= REACH:
        track[_column(difference, width)] = pen.dot
    return "".join(track)


def difference_axis(width: int) -> str:
    """Return the labels that stand above lines of this width: -50, 0 and +50 points."""
    left, right = f"{-100 * REACH:.0f}", f"{100 * REACH:+.0f}"
    middle = "0".center(_checked(width) - 2 * max(len(left), len(right)))
    return f"{left}{middle}{right}"


def _checked(width: int) -> int:
    if width < _NARROWEST:
        raise ValueError(f"a line needs at least {_NARROWEST} characters, not {width}")
    return width


def _column(difference: float, width: int) -> int:
    within = min(max(difference, -REACH), REACH)
    return round((within + REACH) / (2 * REACH) * (width - 1))
