"""Rates when the reading itself is imperfect: wrong scores, and files that never came.

A sampling error says nothing of either. Here a rate scored by people who are sometimes wrong is
put right by a validation sample, and files that could not be retrieved are counted both ways.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from sampling.checked_numbers import check_count, check_whole_number
from sampling.errors import SamplingError
from sampling.interval_formulas import normal_quantile
from sampling.intervals import Interval, checked_count, proportion_interval, two_sided_tail


@dataclass(frozen=True, slots=True)
class Validation:
    """Files scored as usual and again by those whose word is taken as the truth.

    Attributes:
        met: Files that truly met the question.
        met_scored_met: Of these, files that had been scored met.
        not_met: Files that truly did not meet it.
        not_met_scored_not_met: Of these, files that had been scored not met.

    Raises:
        SamplingError: A count cannot be used, or there is no file of one kind.
    """

    met: int
    met_scored_met: int
    not_met: int
    not_met_scored_not_met: int

    def __post_init__(self) -> None:
        check_count("files that truly met the question", self.met_scored_met, self.met)
        check_count("files that truly did not", self.not_met_scored_not_met, self.not_met)


@dataclass(frozen=True, slots=True)
class _Scoring:
    """How often met files are scored met, and not met files not met, slightly drawn to a half."""

    sensitivity: float
    sensitivity_n: int
    specificity: float
    specificity_n: int

    @property
    def power(self) -> float:
        """Youden's index: 1 for perfect scoring, 0 for scores that tell nothing."""
        return self.sensitivity + self.specificity - 1


def misclassification_adjusted_rate(
    successes: int, n: int, validation: Validation, *, confidence: float = 0.95
) -> Interval:
    """Answer "what is the true rate, given how often the scoring is wrong?".

    Rogan and Gladen (1978), with the limits of Lang and Reiczigel (2014), which carry the error of
    the validation too. The sample and the validation are independent.

    Args:
        successes: Files scored met.
        n: Files scored.
        validation: How the scoring did on other files whose truth is known.
        confidence: Two-sided.

    Raises:
        SamplingError: A count cannot be used, or the scoring does no better than chance.
    """
    count = checked_count(successes, n, None)
    z = normal_quantile(two_sided_tail(confidence))
    if count.n == 0:
        return Interval(None, None, None, "no cases")
    _check_informative(validation)
    low, high = _lang_reiczigel(count.successes, count.n, _padded(validation), z)
    estimate = min(1.0, max(0.0, _rogan_gladen(count.share, _seen(validation))))
    return Interval(
        estimate, min(estimate, max(0.0, low)), max(estimate, min(1.0, high)), "lang-reiczigel"
    )


def _rogan_gladen(share: float, scoring: _Scoring) -> float:
    return (share + scoring.specificity - 1) / scoring.power


def _lang_reiczigel(successes: int, n: int, scoring: _Scoring, z: float) -> tuple[float, float]:
    padded = n + z * z
    share = (successes + z * z / 2) / padded
    rate = _rogan_gladen(share, scoring)
    met, not_met = _variances(scoring)
    centre = rate + 2 * z * z * (rate * met - (1 - rate) * not_met)
    sampling = share * (1 - share) / padded
    spread = sampling + rate * rate * met + (1 - rate) ** 2 * not_met
    margin = z * sqrt(spread) / scoring.power
    return centre - margin, centre + margin


def _variances(scoring: _Scoring) -> tuple[float, float]:
    met = scoring.sensitivity * (1 - scoring.sensitivity) / scoring.sensitivity_n
    return met, scoring.specificity * (1 - scoring.specificity) / scoring.specificity_n


def _seen(validation: Validation) -> _Scoring:
    return _Scoring(
        validation.met_scored_met / validation.met,
        validation.met,
        validation.not_met_scored_not_met / validation.not_met,
        validation.not_met,
    )


def _padded(validation: Validation) -> _Scoring:
    return _Scoring(
        (validation.met_scored_met + 1) / (validation.met + 2),
        validation.met + 2,
        (validation.not_met_scored_not_met + 1) / (validation.not_met + 2),
        validation.not_met + 2,
    )


def _check_informative(validation: Validation) -> None:
    if min(_seen(validation).power, _padded(validation).power) <= 0:
        raise SamplingError(
            "this scoring tells nothing about the truth",
            given=validation,
            expected="files that met the question scored met more often than those that did not",
            hint="Check that the two counts are not exchanged; else score again.",
        )


@dataclass(frozen=True, slots=True)
class RetrievalBounds:
    """The rate if every file that was not retrieved had failed, and if every one had complied.

    Attributes:
        all_failed: The rate and limits if none of them complied.
        all_complied: The rate and limits if all of them did.
        missing_share: The share of the files drawn that were not retrieved.
    """

    all_failed: Interval
    all_complied: Interval
    missing_share: Fraction

    @property
    def low(self) -> float | None:
        """The lowest rate that sampling error and missing files together allow."""
        return self.all_failed.low

    @property
    def high(self) -> float | None:
        """The highest rate that sampling error and missing files together allow."""
        return self.all_complied.high


def retrieval_bounds(
    successes: int,
    n: int,
    missing: int,
    *,
    method: str = "wilson",
    population: int | None = None,
    confidence: float = 0.95,
) -> RetrievalBounds:
    """Answer "what could the rate be, whatever the files that we did not get would show?".

    Nothing is assumed about why they are missing (Manski 1989). A file that was replaced by a
    reserve because it could not be found still counts as missing here.

    Args:
        successes: Files read that complied.
        n: Files read.
        missing: Files drawn that could not be retrieved.
        method: See `sampling.intervals.proportion_interval`.
        population: Size of the list that was sampled, if known.
        confidence: Two-sided.

    Raises:
        SamplingError: A count is negative, a fraction or larger than what contains it.
    """
    count = checked_count(successes, n, population)
    lost = check_whole_number("the number of missing files", missing)
    drawn = count.n + lost

    def rate(met: int) -> Interval:
        return proportion_interval(
            met, drawn, method=method, population=population, confidence=confidence
        )

    share = Fraction(lost, drawn) if drawn else Fraction(0)
    return RetrievalBounds(rate(count.successes), rate(count.successes + lost), share)
