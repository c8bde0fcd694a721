"""What a draw would show, in lines: half-widths, chances, hours, and each stratum by itself."""

from typing import TYPE_CHECKING, Final

from exports.wording import number, points
from workbench.widgets.rows import fitted, widest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.audits.draws.planning import DrawForesight, StratumPlan

LABEL: Final = 22
COLUMN: Final = 8
NAME_AT_MOST: Final = 26
CENSUS: Final = "census, no sampling error"


def foresight_lines(foreseen: "DrawForesight") -> list[str]:
    """Return the lines of the live table."""
    return [_size_line(foreseen), *_precision(foreseen), *_strata(foreseen.strata)]


def _size_line(foreseen: "DrawForesight") -> str:
    about = "" if foreseen.half_widths else "about "
    said = f"{about}{number(foreseen.files)} of {number(foreseen.population)} cases"
    said += f" ({points(foreseen.files / foreseen.population)}%)"
    return said if foreseen.hours is None else f"{said}, {hours_words(foreseen.hours)} of reading"


def hours_words(hours: float) -> str:
    """Return hours to the nearest half: `about 14.5 hours`."""
    halves = max(1, round(hours * 2)) / 2
    return f"about {halves:g} {'hour' if halves == 1 else 'hours'}"


def _precision(foreseen: "DrawForesight") -> list[str]:
    if foreseen.census:
        return [f"Every case is read: {CENSUS}."]
    if not foreseen.half_widths:
        return [
            "No precision can be foretold: cases of one group resemble each other,",
            "by how much is not known before they are read.",
        ]
    return [
        _line("If this share complies", (f"{rate:.0%}" for rate, _ in foreseen.half_widths)),
        _line("95% sure to within", (f"±{points(half)}" for _, half in foreseen.half_widths))
        + " points",
        _line("If this share fails", (f"{share:.0%}" for share, _ in foreseen.chances)),
        _line("at least one is seen", (chance_words(chance) for _, chance in foreseen.chances)),
    ]


def chance_words(chance: float) -> str:
    """Return a chance as a whole percentage that is never rounded to certainty."""
    if chance >= 1:
        return "100%"
    return ">99%" if chance > 0.99 else f"{chance:.0%}"  # noqa: PLR2004 - whole percentages


def _line(label: str, values: "Iterable[str]") -> str:
    return f"{label:<{LABEL}}" + "".join(value.rjust(COLUMN) for value in values)


def _strata(strata: "tuple[StratumPlan, ...]") -> list[str]:
    if not strata:
        return []
    names = widest((stratum.name or "(blank)" for stratum in strata), at_most=NAME_AT_MOST)
    names = max(names, len("Group"))
    return [
        f"{'Group':<{names}}{'holds':>9}{'read':>7}  by itself, if 70% comply",
        *(_stratum(stratum, names) for stratum in strata),
    ]


def _stratum(stratum: "StratumPlan", names: int) -> str:
    known = f"±{points(stratum.half_width)}" if stratum.half_width else CENSUS
    return (
        f"{fitted(stratum.name or '(blank)', names)}{number(stratum.population):>9}"
        f"{number(stratum.files):>7}  {known}"
    )
