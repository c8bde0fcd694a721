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
