"""What is said of agreement where kappa alone would be misread, in one sentence with its numbers.

Kappa asks how much of the agreement that chance leaves over was reached. Where nearly all answers
are alike it takes nearly all agreement for chance, and so is near 0 between readers who differ on
a few cases in a hundred (Feinstein and Cicchetti 1990). AC1 does not (Gwet 2008).
"""

from dataclasses import dataclass
from typing import Final

from exports.agreement import Coefficient
from exports.agreement_words import coefficient, coefficient_words, share_words
from exports.wording import percent

FAR_FROM_HALF: Final = 0.7
"""From this share of one answer on, prevalence is a reason for kappa and AC1 to differ."""
TELLING_GAP: Final = 0.1
"""By so much AC1 must be above kappa before the difference would change anybody's mind."""

ALL_ALIKE: Final = (
    "Kappa is undefined: both readers answered every case alike ({answer}), so chance alone would "
    "agree as well. Go by the raw agreement, {raw}, and by AC1, {ac1}."
)
ALL_AGREED: Final = (
    "AC1 and kappa are 1 and have no interval, because every case was agreed on. How sure that is "
    "shows in the raw agreement, {raw}."
)
ONE_HABIT: Final = (
    "Kappa is 0 whatever the agreement, because one reader gave one answer to every case. Go by "
    "the raw agreement, {raw}, and by AC1, {ac1}."
)
PARADOX: Final = (
    "Kappa is only {kappa} although the readers agree on {agreed} of the cases: {prevalence} of "
    "all answers are {answer}, so kappa takes {much} agreement for chance, where AC1, which is "
    "{ac1}, takes {little}. Go by the raw agreement and AC1."
)


FEW_USED: Final = (
    "AC1 is {ac1} and kappa {kappa}, because AC1 reckons with all {possible} answers that could be "
    "given, of which {used} were, and so takes {little} agreement for chance, where kappa takes "
    "{much}. Go by the raw agreement."
)


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers of both readers, taken together, are spread over those that could be given.

    Attributes:
        commonest: The answer that most were, in words.
        prevalence: Its share of all answers.
        used: How many different answers were given.
        possible: How many could have been.
        one_habit: One reader gave one answer to every case, and the other did not.
    """

    commonest: str
    prevalence: float
    used: int
    possible: int
    one_habit: bool


def explanation(raw: Coefficient, ac1: Coefficient, kappa: Coefficient, spread: Spread) -> str:
    """Return the sentence where kappa is undefined or misleads, or nothing.

    Args:
        raw: The share of cases agreed on.
        ac1: Gwet's.
        kappa: Cohen's.
        spread: How the answers are spread.
    """
    agreed, steady = share_words(raw), coefficient_words(ac1)
    if kappa.value is None:
        return ALL_ALIKE.format(answer=spread.commonest, raw=agreed, ac1=steady)
    if raw.value == 1 and raw.low is not None:
        return ALL_AGREED.format(raw=agreed)
    if spread.one_habit:
        return ONE_HABIT.format(raw=agreed, ac1=steady)
    if raw.value is None or ac1.value is None or ac1.value - kappa.value < TELLING_GAP:
        return ""
    return _why_apart(raw.value, ac1.value, kappa.value, spread)


def _why_apart(raw: float, ac1: float, kappa: float, spread: Spread) -> str:
    """Return why AC1 is well above kappa: one common answer, or answers that nobody gave."""
    common, unused = spread.prevalence >= FAR_FROM_HALF, spread.used < spread.possible
    if not (common or unused):
        return ""
    return (PARADOX if common else FEW_USED).format(
        kappa=coefficient(kappa),
        ac1=coefficient(ac1),
        agreed=percent(raw),
        prevalence=percent(spread.prevalence),
        answer=spread.commonest,
        used=spread.used,
        possible=spread.possible,
        much=percent(chance_taken(raw, kappa)),
        little=percent(chance_taken(raw, ac1)),
    )


def chance_taken(raw: float, value: float) -> float:
    """Return the agreement that a coefficient takes for chance: (raw - chance) / (1 - chance).

    Args:
        raw: The share of cases agreed on.
        value: The coefficient, below 1.
    """
    return (raw - value) / (1 - value)
