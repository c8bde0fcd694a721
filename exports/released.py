"""Released rates: the lines of what `rates_json` wrote, read back as it was said."""

from collections.abc import Mapping, Sequence
from math import isclose
from typing import Any, Final

from exports.report import RateLine

_KEPT: Final = (
    "id",
    "checklist",
    "text",
    "met",
    "partly_met",
    "not_met",
    "not_evidenced",
    "not_applicable",
    "unanswered",
    "rate",
    "low",
    "high",
    "method",
    "hmicfrs_half_width",
    "lenient_rate",
)


def released_lines(lines: Sequence[Mapping[str, Any]]) -> tuple[RateLine, ...]:
    """Return the `questions` or the `indicators` of `rates_json`, in their order.

    What a question serves and whether it is critical is not in it.
    """
    return tuple(map(_line, lines))


def _line(line: Mapping[str, Any]) -> RateLine:
    kept = {name: line[name] for name in _KEPT}
    return RateLine(**kept, critical=False, traces=(), weighted=_is_weighted(line))


def _is_weighted(line: Mapping[str, Any]) -> bool:
    """Whether a rate is not that of its counts, because the cases speak for unequal numbers."""
    rate, applicable = line["rate"], line["applicable"]
    return rate is not None and not isclose(rate, line["met"] / applicable, abs_tol=1e-9)
