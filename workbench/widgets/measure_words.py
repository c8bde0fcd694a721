"""A question that is a time against a standard, in words: what to give, and what was given."""

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from exports.wording import percent
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checklists.measures import Measure
    from exports.report import TimeLine

ID_AT_MOST: Final = 12


def standard_words(measure: "Measure", fields: "Mapping[str, str]") -> str:
    """Return the standard of a case, `hours, standard 72`; or that the list does not say it."""
    within = measure.within(fields)
    said = "no standard known" if within is None else f"standard {plain(within)}"
    return f"{measure.unit}, {said}"


def plain(number: Decimal) -> str:
    """Return a number without an exponent or needless zeros: `72`, `1.5`."""
    return f"{number.normalize():f}"


def time_words(measure: "Measure", given: str) -> str:
    """Return the time that gave the answer, or that one can be given."""
    if given:
        return f"{given} {measure.unit}: {measure.of}"
    return f"m answers in {measure.unit}: {measure.of}"


def summary_words(line: "TimeLine") -> str:
    """Return `median 30 hours, 9 in 10 by 70, longest 100; 83.3% within (15/18)`."""
    share = f"{percent(line.within / line.count)} within ({line.within}/{line.count})"
    return (
        f"median {_shown(line.median)} {line.unit}, 9 in 10 by {_shown(line.ninetieth)}, "
        f"longest {_shown(line.longest)}; {share}"
    )


def _shown(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:g}"


def time_rows(lines: "Sequence[TimeLine]", width: int) -> list[Row]:
    """Return the block of the times: a line for each question that was answered by one."""
    if not lines:
        return []
    ids = widest((line.id for line in lines), at_most=ID_AT_MOST)
    return [
        Row(
            (
                Piece(
                    "Times, of the cases that have one, and the share within the standard",
                    Role.MUTED,
                ),
            )
        ),
        *(_time_row(line, ids, width) for line in lines),
    ]


def _time_row(line: "TimeLine", ids: int, width: int) -> Row:
    return Row(
        key=f"time:{line.id}",
        pieces=(
            Piece(fitted(line.id, ids) + " ", Role.STRONG),
            Piece(fitted(summary_words(line), width - ids - 1)),
        ),
    )
