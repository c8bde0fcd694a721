"""Agreement in words, alike on a screen, in a workbook and on a page."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from exports.agreement import NOTHING_READ_TWICE, AgreementLine, AgreementOn, Coefficient
from exports.wording import number, percent, points

UNDEFINED: Final = "undefined"
NO_INTERVAL: Final = "no interval"


def coefficient(value: float) -> str:
    """Return a coefficient with two decimals, rounded half up: `0.94`, and never `-0.00`."""
    exact = Decimal(repr(float(value))).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return str(exact or abs(exact))


def coefficient_words(figure: Coefficient) -> str:
    """Return `0.94 (0.90 to 0.99)`, `1.00 (no interval)`, or `undefined`."""
    if figure.value is None:
        return UNDEFINED
    if figure.low is None or figure.high is None:
        return f"{coefficient(figure.value)} ({NO_INTERVAL})"
    limits = f"{coefficient(figure.low)} to {coefficient(figure.high)}"
    return f"{coefficient(figure.value)} ({limits})"


def share_words(figure: Coefficient) -> str:
    """Return `94.4% (88.9 to 97.3)`, or `undefined`."""
    if figure.value is None:
        return UNDEFINED
    if figure.low is None or figure.high is None:
        return f"{percent(figure.value)} ({NO_INTERVAL})"
    return f"{percent(figure.value)} ({points(figure.low)} to {points(figure.high)})"


def difference_words(line: AgreementLine) -> str:
    """Return `7 differences in 125 cases read twice, 5 of them settled; 3 set by rule`."""
    if not line.read_twice:
        return NOTHING_READ_TWICE
    some = "no difference" if not line.differences else _counted(line.differences, "difference")
    said = f"{some} in {_counted(line.read_twice, 'case')} read twice"
    settled = f", {number(line.settled)} of them settled" if line.differences else ""
    ruled = f"; {number(line.set_by_rule)} set by rule, not compared" if line.set_by_rule else ""
    return f"{said}{settled}{ruled}"


def remark_words(part: AgreementOn) -> str:
    """Return the explanation, or else why a figure is missing; each reason once."""
    if part.explanation:
        return part.explanation
    reasons = dict.fromkeys(
        figure.reason for figure in (part.percent, part.ac1, part.kappa) if figure.reason
    )
    return "; ".join(reasons)


def figures_words(part: AgreementOn) -> str:
    """Return all three figures in one line, with their limits."""
    if not part.cases:
        return remark_words(part)
    return (
        f"{share_words(part.percent)} of {_counted(part.cases, 'case')}; "
        f"AC1 {coefficient_words(part.ac1)}; kappa {coefficient_words(part.kappa)}"
    )


def _counted(count: int, what: str) -> str:
    return f"{number(count)} {what}" if count == 1 else f"{number(count)} {what}s"


def agreed_words(line: AgreementLine | None) -> str:
    """Return the agreement in a remark beside a rate, or nothing where none was read twice."""
    if line is None or not line.met.cases:
        return ""
    figures = zip(("AC1", "kappa"), (line.met.ac1, line.met.kappa), strict=True)
    others = ", ".join(f"{name} {coefficient_words(figure)}" for name, figure in figures)
    read = _counted(line.met.cases, "case")
    return f"two readers agree on {share_words(line.met.percent)} of {read}: {others}"
