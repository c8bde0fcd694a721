"""Ratings of the same cases by several people, counted: who put how many cases where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from sampling.errors import SamplingError

Label: TypeAlias = str | int
Ratings: TypeAlias = Sequence[Sequence[Label | None]]
Real: TypeAlias = npt.NDArray[np.float64]
WEIGHTS: Final = ("unweighted", "linear", "quadratic")


@dataclass(frozen=True, slots=True)
class RatingTable:
    """Ratings in numbers.

    Attributes:
        given: 1 where a rater put a case in a category: cases x raters x categories.
        weights: How far two categories count as agreeing: 1 on the diagonal.
    """

    given: Real
    weights: Real

    @property
    def counts(self) -> Real:
        """Raters who put each case in each category: cases x categories."""
        return np.asarray(self.given.sum(axis=1))

    @property
    def raters_of(self) -> Real:
        """Raters of each case."""
        return np.asarray(self.counts.sum(axis=1))

    @property
    def categories(self) -> int:
        """Categories that a rating can take."""
        return int(self.weights.shape[0])

    @property
    def agreement(self) -> Real:
        """The share of the pairs of raters of each case who agree; 0 where one alone read it."""
        liked = (self.counts * (self.counts @ self.weights - 1)).sum(axis=1)
        return np.asarray(liked / np.maximum(self.raters_of * (self.raters_of - 1), 1))

    def pairable(self) -> "RatingTable":
        """Return the cases that two raters or more have read."""
        return RatingTable(self.given[self.raters_of > 1], self.weights)


def rating_table(
    ratings: Ratings, *, categories: Sequence[Label] | None = None, weights: str = "unweighted"
) -> RatingTable:
    """Count ratings.

    Args:
        ratings: One row for each case, with one rating for each rater in the same order; None
            where a rater did not read the case. Cases that nobody read are left out.
        categories: All ratings that could have been given, in their order; those seen, when not
            given.
        weights: `unweighted`; `linear` or `quadratic` for categories that have an order.

    Raises:
        SamplingError: Rows of different lengths, fewer than two raters, a rating outside the
            categories, unknown weights, or weights for categories without an order.
    """
    raters = _raters(ratings)
    known = _categories(ratings, categories, weights)
    place = {label: number for number, label in enumerate(known)}
    read = [row for row in ratings if any(label is not None for label in row)]
    given = np.zeros((len(read), raters, len(known)))
    for case, row in enumerate(read):
        for rater, label in enumerate(row):
            if label is not None:
                given[case, rater, place[label]] = 1
    return RatingTable(given, _weights(len(known), weights))


def _raters(ratings: Ratings) -> int:
    lengths = {len(row) for row in ratings}
    if len(lengths) != 1 or lengths < {2} or min(lengths) < 2:  # noqa: PLR2004 # two raters
        raise SamplingError(
            "agreement cannot be worked out from these ratings",
            given="rows of " + (", ".join(map(str, sorted(lengths))) or "no") + " ratings",
            expected="one row for each case, each with the same two raters or more",
            hint="Put None where a rater did not read a case.",
        )
    return lengths.pop()


def _categories(
    ratings: Ratings, categories: Sequence[Label] | None, weights: str
) -> Sequence[Label]:
    seen = {label for row in ratings for label in row if label is not None}
    if categories is not None:
        _check_known(seen, categories)
        return categories
    if weights != "unweighted" and not all(isinstance(label, int) for label in seen):
        raise SamplingError(
            "these categories have no order to weigh by",
            given=", ".join(sorted(map(str, seen))),
            expected="the categories, in order, for weighted agreement",
            hint="Pass the categories from lowest to highest.",
        )
    return sorted(seen, key=lambda label: (isinstance(label, str), label))


def _check_known(seen: set[Label], categories: Sequence[Label]) -> None:
    unknown = sorted(map(str, seen - set(categories)))
    if unknown or len(set(categories)) != len(categories):
        raise SamplingError(
            "the ratings do not fit the categories",
            given=", ".join(unknown) or "a category named twice",
            expected="each of " + ", ".join(dict.fromkeys(map(str, categories))) + " once",
            hint="List every rating that can be given, once.",
        )


def _weights(size: int, kind: str) -> Real:
    """Return 1 less the distance as a share of the longest, or less its square.

    Linear weights are Cohen's (1968), quadratic those of Fleiss and Cohen (1973).
    """
    if kind not in WEIGHTS:
        raise SamplingError(
            "there are no such weights",
            given=kind,
            expected="one of " + ", ".join(WEIGHTS),
            hint="Use linear when one category off is half as bad as two.",
        )
    if kind == "unweighted" or size == 1:
        return np.eye(size)
    places = np.arange(size)
    apart = np.abs(places[:, None] - places[None, :]) / (size - 1)
    return np.asarray(1 - (apart if kind == "linear" else apart**2), dtype=np.float64)
