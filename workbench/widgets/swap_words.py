"""A case and its stand-in in words: who would take whose place, and what that would cost."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from workbench.widgets.drawn_rows import reserves_left

if TYPE_CHECKING:
    from exports.report import Report

WHOLE_GROUPS: Final = "cluster"


@dataclass(frozen=True, slots=True)
class Swap:
    """A case that would leave the sample, and the reserve that would take its place.

    Attributes:
        answers: How many answers the case has, which would no longer count.
    """

    case: str
    case_stratum: str
    reserve: str
    reserve_stratum: str
    answers: int


def swap_of(report: "Report", reference: str) -> Swap | None:
    """Return the swap that a replacement would make; None where nothing may stand in.

    A stand-in is the next reserve of the same stratum; in a draw of whole groups there is none.
    """
    case = next(case for case in report.cases if case.reference == reference)
    drawn = {reserve.reference: reserve for reserve in report.draw.reserves}
    left = (drawn[reference] for reference in reserves_left(report))
    reserve = next((found for found in left if found.stratum == case.stratum), None)
    if reserve is None or report.draw.design == WHOLE_GROUPS:
        return None
    answers = sum(bool(part.answer) and not part.by_rule for part in case.answers)
    return Swap(reference, case.stratum, reserve.reference, reserve.stratum, answers)


def swap_lines(swap: Swap) -> list[str]:
    """Return what a replacement would do."""
    case, reserve = (
        _named(swap.case, swap.case_stratum),
        _named(swap.reserve, swap.reserve_stratum),
    )
    lines = [f"{case} leaves the sample, and {reserve}, the next reserve, takes its place."]
    if swap.answers:
        lines.append(f"This case {_answers(swap.answers)} no longer count.")
    return [*lines, "Being hard to read, or making the figures worse, is not a reason."]


def _named(reference: str, stratum: str) -> str:
    return f"{reference} (stratum {stratum})" if stratum else reference


def _answers(count: int) -> str:
    return "has 1 answer; it will" if count == 1 else f"has {count} answers; they will"
