"""Many questions tested at once: p-values put up so that false alarms stay as rare as promised.

With 12 questions tested at 5% and nothing changed, the chance of a false "improved" is 46%.
Bonferroni, Holm and Hochberg hold the chance of a single false alarm among all; BH and BY hold
the share of false alarms among the alarms.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from typing import Final

from sampling.checked_numbers import check_share
from sampling.errors import SamplingError


def adjust_p_values(p_values: Sequence[float], *, method: str) -> tuple[float, ...]:
    """Return the adjusted p-values, in the order given.

    Args:
        p_values: From 0 to 1, one for each test that was made, not only the striking ones.
        method: `bonferroni`; `holm` (1979), never worse than Bonferroni; `hochberg` (1988), for
            tests that are independent; `bh` (Benjamini and Hochberg 1995); `by` (Benjamini and
            Yekutieli 2001), under any dependence. Case does not matter.

    Raises:
        SamplingError: There is no such method, or a value is not a p-value.
    """
    step = ADJUSTMENTS.get(method.lower())
    if step is None:
        raise SamplingError(
            "there is no such adjustment",
            given=method,
            expected="one of " + ", ".join(ADJUSTMENTS),
            hint="Holm suits a dozen questions; BH suits a hundred.",
        )
    for one in p_values:
        check_share("a p-value", one)
    ascending = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = step([float(p_values[place]) for place in ascending])
    back = dict(zip(ascending, adjusted, strict=True))
    return tuple(min(1.0, back[place]) for place in range(len(p_values)))


def holm_by_intervals(
    leaves_out_zero: Sequence[Callable[[float], bool]], *, confidence: float = 0.95
) -> tuple[bool, ...]:
    """Answer "which of these differences hold when all are looked at together?".

    Holm's procedure (1979) from intervals alone, for differences that have no p-value: with m of
    them not yet held, one holds if its interval leaves out 0 at the confidence 1 - alpha/m; this is
    done again with those that are left, until no more hold.

    Args:
        leaves_out_zero: For each difference, whether its interval at a confidence leaves out 0;
            an interval that does so must also do so at any lower confidence.
        confidence: That none of those held is a false alarm, between 0 and 1.

    Returns:
        Whether each holds, in the order given.

    Raises:
        SamplingError: The confidence is no share.
    """
    alpha = 1 - check_share("the confidence", confidence, open_ends=True)
    held: set[int] = set()
    while len(held) < len(leaves_out_zero):
        level = 1 - alpha / (len(leaves_out_zero) - len(held))
        left = (place for place in range(len(leaves_out_zero)) if place not in held)
        found = {place for place in left if leaves_out_zero[place](level)}
        if not found:
            break
        held |= found
    return tuple(place in held for place in range(len(leaves_out_zero)))


def _bonferroni(ascending: Sequence[float]) -> list[float]:
    return [len(ascending) * p for p in ascending]


def _holm(ascending: Sequence[float]) -> list[float]:
    """Multiply by the number of tests left, and never fall again going up."""
    return list(accumulate(_times_left(ascending), max))


def _hochberg(ascending: Sequence[float]) -> list[float]:
    """Multiply by the number of tests left, and never rise again going down."""
    return _least_from_the_top(_times_left(ascending))


def _bh(ascending: Sequence[float]) -> list[float]:
    """Multiply by the number of tests over the rank, and never rise again going down."""
    total = len(ascending)
    return _least_from_the_top([p * total / rank for rank, p in enumerate(ascending, start=1)])


def _by(ascending: Sequence[float]) -> list[float]:
    harmonic = sum(1 / rank for rank in range(1, len(ascending) + 1))
    return [p * harmonic for p in _bh(ascending)]


def _times_left(ascending: Sequence[float]) -> list[float]:
    total = len(ascending)
    return [(total - before) * p for before, p in enumerate(ascending)]


def _least_from_the_top(values: Sequence[float]) -> list[float]:
    return list(accumulate(reversed(values), min))[::-1]


ADJUSTMENTS: Final[Mapping[str, Callable[[Sequence[float]], list[float]]]] = {
    "bonferroni": _bonferroni,
    "holm": _holm,
    "hochberg": _hochberg,
    "bh": _bh,
    "by": _by,
}
