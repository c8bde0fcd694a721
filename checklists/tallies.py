"""Tallies: how many cases stand with which answer, and the strict and lenient share."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from checklists.answers import Answer


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of cases with each answer to one question or indicator.

    Rates are fractions of 1, or None where no case is applicable.
    """

    met: int = 0
    partly_met: int = 0
    not_met: int = 0
    not_evidenced: int = 0
    not_applicable: int = 0
    unanswered: int = 0

    @property
    def applicable(self) -> int:
        """The denominator. Not evidenced stays in it: the record is what is audited."""
        return self.met + self.partly_met + self.not_met + self.not_evidenced

    @property
    def strict_met(self) -> int:
        """The numerator of the headline rate: met, and nothing less."""
        return self.met

    @property
    def lenient_met(self) -> int:
        """The numerator of the lenient rate: partly met counts as met."""
        return self.met + self.partly_met

    @property
    def strict_rate(self) -> float | None:
        """The headline rate, or None: no applicable case."""
        return self._share(self.strict_met)

    @property
    def lenient_rate(self) -> float | None:
        """The lenient rate, or None: no applicable case."""
        return self._share(self.lenient_met)

    def _share(self, count: int) -> float | None:
        return count / self.applicable if self.applicable else None


def tally(standings: Iterable[Answer | None]) -> Tally:
    """Count how cases stand; None is a case without an answer."""
    counts = Counter("unanswered" if answer is None else answer.value for answer in standings)
    return Tally(**counts)
