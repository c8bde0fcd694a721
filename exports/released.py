"""Released rates: the lines of what `rates_json` wrote, read back as it was said."""

from collections.abc import Mapping, Sequence
from math import isclose
from typing import Any, Final

from exports.agreement import AgreementLine, AgreementOn, Coefficient
from exports.report import RateLine, TimeLine

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
_COEFFICIENTS: Final = ("percent", "ac1", "kappa")


def released_lines(lines: Sequence[Mapping[str, Any]]) -> tuple[RateLine, ...]:
    """Return the `questions` or the `indicators` of `rates_json`, in their order.

    What a question serves and whether it is critical is not in it.
    """
    return tuple(map(_line, lines))


def released_times(figures: Mapping[str, Any]) -> tuple[TimeLine, ...]:
    """Return how long things took, of `rates_json`; none where no question is answered so."""
    return tuple(TimeLine(**line) for line in figures.get("times", ()))


def released_agreement(figures: Mapping[str, Any]) -> tuple[AgreementLine, ...]:
    """Return the agreement of two readers beside the lines of `rates_json`; none where none is."""
    lines = (*figures["questions"], *figures["indicators"])
    return tuple(_agreed(line["id"], line["agreement"]) for line in lines if line.get("agreement"))


def _agreed(line_id: str, said: Mapping[str, Any]) -> AgreementLine:
    return AgreementLine(
        id=line_id,
        read_twice=said["read_twice"],
        differences=said["differences"],
        settled=said["settled"],
        set_by_rule=said.get("set_by_rule", 0),
        met=_agreed_on(said["met"]),
        answer=_agreed_on(said["answer"]),
        applicable=_agreed_on(said["applicable"]),
    )


def _agreed_on(said: Mapping[str, Any]) -> AgreementOn:
    figures = {name: Coefficient(**said[name]) for name in _COEFFICIENTS}
    return AgreementOn(**{**said, **figures})


def _line(line: Mapping[str, Any]) -> RateLine:
    kept = {name: line[name] for name in _KEPT}
    return RateLine(**kept, critical=False, traces=(), weighted=_is_weighted(line))


def _is_weighted(line: Mapping[str, Any]) -> bool:
    """Whether a rate is not that of its counts, because the cases speak for unequal numbers."""
    rate, applicable = line["rate"], line["applicable"]
    return rate is not None and not isclose(rate, line["met"] / applicable, abs_tol=1e-9)
