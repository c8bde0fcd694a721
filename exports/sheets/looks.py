"""How cells look: fonts, fills, alignment and number formats. Nothing is said by colour alone."""

from dataclasses import dataclass, field, replace
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

_DARK_BLUE: Final = "1F3A5F"
_HAIR: Final = Side(style="thin", color="D1D5DB")
_RULED: Final = Border(bottom=_HAIR)


def _font(size: int = 11, *, bold: bool = False, colour: str = "111827") -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=colour)


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a cell."""

    font: Font = field(default_factory=_font)
    fill: PatternFill | None = None
    border: Border | None = None
    alignment: Alignment = field(default_factory=lambda: Alignment(vertical="top"))
    number_format: str = "General"

    @property
    def wraps(self) -> bool:
        """Whether long text runs on to further lines, so that the row must grow."""
        return bool(self.alignment.wrap_text)

    def dress(self, cell: Cell) -> None:
        """Give a cell this look."""
        cell.font = self.font
        cell.alignment = self.alignment
        cell.number_format = self.number_format
        if self.fill:
            cell.fill = self.fill
        if self.border:
            cell.border = self.border


_WRAPPED: Final = Alignment(vertical="top", wrap_text=True)
_SET_IN: Final = Alignment(vertical="top", horizontal="left", indent=1, wrap_text=True)
_CENTRED: Final = Alignment(vertical="top", horizontal="center")
_FIGURES: Final = Alignment(vertical="top", horizontal="right", indent=1, wrap_text=True)
_AS_TEXT: Final = "@"

PLAIN: Final = Look(number_format=_AS_TEXT)
WRAPPED: Final = replace(PLAIN, alignment=_WRAPPED, border=_RULED)
SET_IN: Final = replace(WRAPPED, alignment=_SET_IN)
"""Words beside a column of numbers, which would touch them."""
MARKING: Final = replace(PLAIN, font=_font(bold=True, colour="FFFFFF"), fill=_solid("7F1D1D"))
TITLE: Final = replace(PLAIN, font=_font(16, bold=True, colour=_DARK_BLUE))
GUIDE: Final = replace(PLAIN, font=_font(10, colour="4B5563"))
SECTION: Final = replace(PLAIN, font=_font(13, bold=True, colour=_DARK_BLUE))
LABEL: Final = replace(WRAPPED, font=_font(bold=True))
FIXED: Final = replace(PLAIN, font=Font(name="Courier New", size=10), border=_RULED)
HEADLINE: Final = replace(PLAIN, font=_font(12, bold=True))

HEADER: Final = Look(
    font=_font(bold=True, colour="FFFFFF"),
    fill=_solid(_DARK_BLUE),
    alignment=Alignment(horizontal="left", vertical="bottom", wrap_text=True),
    number_format=_AS_TEXT,
)
FIGURE_HEADER: Final = replace(
    HEADER, alignment=Alignment(horizontal="right", vertical="bottom", indent=1, wrap_text=True)
)
CODE_HEADER: Final = replace(
    HEADER, alignment=Alignment(horizontal="center", vertical="bottom", wrap_text=True)
)
FIXED_HEADER: Final = replace(
    HEADER, font=Font(name="Courier New", size=10, bold=True, color="FFFFFF")
)
UPRIGHT_HEADER: Final = replace(
    HEADER, alignment=Alignment(horizontal="center", vertical="top", text_rotation=90)
)

COUNT: Final = Look(border=_RULED, alignment=_FIGURES, number_format="#,##0")
ORDER: Final = replace(COUNT, alignment=_CENTRED)
LEFT_COUNT: Final = replace(COUNT, alignment=Alignment(vertical="top", horizontal="left"))
RATE: Final = replace(COUNT, number_format="0.0%")
COEFFICIENT: Final = replace(COUNT, number_format="0.00")
POINTS: Final = replace(COUNT, number_format="+0.0;-0.0;0.0")
MINUTES: Final = replace(COUNT, number_format="0.0")
CODE: Final = replace(PLAIN, alignment=_CENTRED, border=_RULED)
FIGURES: Final = Look(border=_RULED, alignment=_FIGURES)
