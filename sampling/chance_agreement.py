"""What agreement chance alone would give: the one thing on which the coefficients differ.

Each function returns the chance agreement and the influence of every case on it, from which the
standard errors follow (Gwet 2014, chapters 5 and 6).
"""

from dataclasses import dataclass

import numpy as np

from sampling.rating_tables import RatingTable, Real


@dataclass(frozen=True, slots=True)
class Chance:
    """The agreement to be expected by chance.

    Attributes:
        expected: A share of 1.
        influence: How far each case moves it from its mean.
    """

    expected: float
    influence: Real


def no_chance(table: RatingTable) -> Chance:
    """Nothing is expected by chance: the raw agreement."""
    return Chance(0.0, np.zeros(len(table.given)))


def uniform_chance(table: RatingTable) -> Chance:
    """Brennan and Prediger (1981): every category as likely as another, whatever was rated."""
    expected = float(table.weights.sum()) / table.categories**2
    return Chance(expected, np.zeros(len(table.given)))


def fleiss_chance(table: RatingTable) -> Chance:
    """Fleiss (1971): two ratings thrown from the shares of the categories over all raters."""
    shares, own = _shares(table)
    expected = float(shares @ table.weights @ shares)
    return Chance(expected, np.asarray(2 * (own @ table.weights @ shares - expected)))


def gwet_chance(table: RatingTable) -> Chance:
    """Gwet (2008): only cases that are hard to rate are agreed on by chance.

    Undefined with a single category, where chance is taken as certain.
    """
    size = table.categories
    if size == 1:
        return Chance(1.0, np.zeros(len(table.given)))
    shares, own = _shares(table)
    scale = float(table.weights.sum()) / (size * (size - 1))
    expected = scale * float(shares @ (1 - shares))
    return Chance(expected, np.asarray(2 * (scale * (own @ (1 - shares)) - expected)))


def conger_chance(table: RatingTable) -> Chance:
    """Conger (1980): two different raters, each throwing from their own shares.

    With two raters this is Cohen's (1960).
    """
    read = table.given.sum(axis=2)
    cases, raters = read.shape
    read_by = read.sum(axis=0)
    habits = table.given.sum(axis=0) / np.maximum(read_by, 1)[:, None]
    together = habits.sum(axis=0)
    pairs = raters * (raters - 1)
    same = float(np.einsum("gk,kl,gl->", habits, table.weights, habits))
    expected = (float(together @ table.weights @ together) - same) / pairs
    moved = (table.given - read[:, :, None] * habits) * (cases / np.maximum(read_by, 1))[:, None]
    slope = 2 * (together - habits) @ table.weights / pairs
    return Chance(expected, np.asarray(np.einsum("igk,gk->i", moved, slope)))


def _shares(table: RatingTable) -> tuple[Real, Real]:
    """Return the share of each category, and that of each case, every case weighing alike."""
    own = table.counts / table.raters_of[:, None]
    return np.asarray(own.mean(axis=0)), np.asarray(own)
