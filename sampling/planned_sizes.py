"""The answer of every planner: how many files, or that no size can, and why."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from sampling.checked_numbers import check_share, check_whole_number
from sampling.errors import SamplingError

MOST_FILES: Final = 100_000
"""More than anyone will read: beyond it a planner says that no size can."""


@dataclass(frozen=True, slots=True)
class PlannedSize:
    """How many files to draw.

    Attributes:
        files: Files to draw; None when no size can do what was asked.
        applicable: Of those, the files to which the question must apply; None likewise.
        reason: One sentence for the reader: what the size gives, or why none can.
    """

    files: int | None
    applicable: int | None
    reason: str

    @property
    def possible(self) -> bool:
        """Some size can."""
        return self.files is not None


def no_size(reason: str) -> PlannedSize:
    """Return the answer that no size can, with its reason."""
    return PlannedSize(None, None, reason)


def files_for(applicable: int, *, share: float, population: int | None) -> int:
    """Return the files to draw so that `applicable` of them are expected to apply."""
    files = ceil(round(applicable / share, 9))
    return files if population is None else min(files, population)


def applicable_population(population: int | None, share: float) -> int | None:
    """Return how many cases of the list the question is expected to apply to, at least 1."""
    return None if population is None else max(1, round(population * share))


def check_applicable_share(share: float) -> float:
    """Return the share of files to which the question will apply, above 0.

    Raises:
        SamplingError: It is 0, above 1, or no number.
    """
    if check_share("the share of files that will be applicable", share) == 0:
        raise SamplingError(
            "a question that never applies cannot be planned for",
            given=share,
            expected="a share above 0",
            hint="Give the share of files to which the question applied last time.",
        )
    return float(share)


def files_to_draw(applicable: int, *, applicable_share: float, chance: float = 0.9) -> int:
    """Answer "how many must we draw to be fairly sure that so many will be applicable?".

    Drawing applicable / share files gives enough only about half of the time. The number of
    applicable files is taken as binomial.

    Args:
        applicable: Files to which the question must apply.
        applicable_share: Share of files to which it applies.
        chance: How sure to be of having enough, between 0 and 1.

    Raises:
        SamplingError: A number cannot be used.
    """
    from scipy.special import bdtrc

    needed = check_whole_number("the number of applicable files", applicable, at_least=1)
    share = check_applicable_share(applicable_share)
    check_share("the chance of having enough", chance, open_ends=True)
    enough = needed
    while share < 1 and bdtrc(needed - 1, enough, share) < chance:
        enough *= 2
    low, high = max(needed, enough // 2), enough
    while low < high:
        middle = (low + high) // 2
        if share == 1 or bdtrc(needed - 1, middle, share) >= chance:
            high = middle
        else:
            low = middle + 1
    return low
