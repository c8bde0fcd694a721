"""A rate and its interval drawn as one line of text, from 0% on the left to 100% on the right.

    0%        50%       100%
    ············├──●──┤·····

It is plain text: the same line stands in a workbook cell and on a screen.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Pen:
    track: str
    left: str
    line: str
    right: str
    dot: str


_DRAWN: Final = _Pen(track="·", left="├", line="─", right="┤", dot="●")
_ASCII: Final = _Pen(track=".", left="|", line="-", right="|", dot="o")
_NARROWEST: Final = 3


def forest_line(
    low: float | None,
    rate: float | None,
    high: float | None,
    width: int,
    *,
    ascii_only: bool = False,
) -> str:
    """Return the interval from `low` to `high` with a dot at `rate`, on a track of 0 to 100%.

    The dot is drawn last, so it is seen even where it falls on an end of the interval.

    Args:
        low: The lower limit, a fraction of 1.
        rate: The rate, a fraction of 1; None (no applicable case) leaves the track empty.
        high: The upper limit, a fraction of 1.
        width: The characters to fill, at least 3.
        ascii_only: Draw with `|`, `-` and `o`, for terminals without line-drawing characters.

    Raises:
        ValueError: The width is under 3, or a figure lies outside 0 to 1.
    """
    pen = _ASCII if ascii_only else _DRAWN
    track = [pen.track] * _checked_width(width)
    if low is not None and high is not None:
        start, end = _column(low, width), _column(high, width)
        track[start : end + 1] = pen.line * (end + 1 - start)
        track[start], track[end] = pen.left, pen.right
    if rate is not None:
        track[_column(rate, width)] = pen.dot
    return "".join(track)


def forest_axis(width: int) -> str:
    """Return the labels that stand above forest lines of this width: `0%`, `50%` and `100%`."""
    half = "50%".center(_checked_width(width) - len("0%") - len("100%"))
    return f"0%{half}100%"[:width]


def _checked_width(width: int) -> int:
    if width < _NARROWEST:
        raise ValueError(f"a forest line needs at least {_NARROWEST} characters, not {width}")
    return width


def _column(fraction: float, width: int) -> int:
    if not 0 <= fraction <= 1:
        raise ValueError(f"a forest line shows fractions from 0 to 1, not {fraction}")
    return round(fraction * (width - 1))
