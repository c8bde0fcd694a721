"""What is said of agreement where kappa alone would be misread, in one sentence with its numbers.

Kappa asks how much of the agreement that chance leaves over was reached. Where nearly all answers
are alike it takes nearly all agreement for chance, and so is near 0 between readers who differ on
a few cases in a hundred (Feinstein and Cicchetti 1990). AC1 does not (Gwet 2008).
"""

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
ONE_HABIT: Final = (
    "Kappa is 0 whatever the agreement, because one reader gave one answer to every case. Go by "
    "the raw agreement, {raw}, and by AC1, {ac1}."
)
PARADOX: Final = (
    "Kappa is only {kappa} although the readers agree on {agreed} of the cases: {prevalence} of "
    "all answers are {answer}, so kappa takes {much} agreement for chance, where AC1, which is "
    "{ac1}, takes {little}. Go by the raw agreement and AC1."
)


def explanation(
    *,
    percent_agreement: Coefficient,
    ac1: Coefficient,
    kappa: Coefficient,
    commonest: str,
    prevalence: float,
    one_habit: bool,
) -> str:
    """Return the sentence where kappa is undefined or misleads, or nothing.

    Args:
        percent_agreement: The raw agreement.
        ac1: Gwet's.
        kappa: Cohen's.
        commonest: The answer that most were, in words.
        prevalence: Its share of all answers.
        one_habit: One reader gave one answer to every case, and the other did not.
    """
    raw, steady = share_words(percent_agreement), coefficient_words(ac1)
    if kappa.value is None:
        return ALL_ALIKE.format(answer=commonest, raw=raw, ac1=steady)
    if one_habit:
        return ONE_HABIT.format(raw=raw, ac1=steady)
    agreed = percent_agreement.value
    if agreed is None or ac1.value is None or not misleads(kappa.value, ac1.value, prevalence):
        return ""
    return PARADOX.format(
        kappa=coefficient(kappa.value),
        agreed=percent(agreed),
        prevalence=percent(prevalence),
        answer=commonest,
        much=percent(chance_taken(agreed, kappa.value)),
        ac1=coefficient(ac1.value),
        little=percent(chance_taken(agreed, ac1.value)),
    )


def misleads(kappa: float, ac1: float, prevalence: float) -> bool:
    """Return whether one answer is so common that kappa is far below AC1."""
    return prevalence >= FAR_FROM_HALF and ac1 - kappa >= TELLING_GAP


def chance_taken(raw: float, value: float) -> float:
    """Return the agreement that a coefficient takes for chance: (raw - chance) / (1 - chance).

    Args:
        raw: The share of cases agreed on.
        value: The coefficient, below 1.
    """
    return (raw - value) / (1 - value)
