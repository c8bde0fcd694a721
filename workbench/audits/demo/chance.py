"""Chance that is the same on every machine: a stream of numbers for a seed and what it is for.

Only `Random.random` is used. It is the one method of the module whose stream Python promises to
keep for a seed of text.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of numbers that depends on the seed and the labels and on nothing else."""

    def __init__(self, seed: str, *labels: str) -> None:
        self._next = Random("|".join((seed, *labels))).random  # noqa: S311 - invented data

    def fraction(self) -> float:
        """Return a number from 0 up to, but not including, 1."""
        return self._next()

    def happens(self, share: float) -> bool:
        """Return True in this share of cases."""
        return self._next() < share

    def pick(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely as the others."""
        return options[int(self._next() * len(options))]

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """Return one of the options, each as likely as its weight among all weights."""
        left = self._next() * sum(weight for _, weight in options)
        for option, weight in options:
            left -= weight
            if left < 0:
                return option
        return options[-1][0]
