"""How far two readers agree, as it leaves: per question, on what its rate counts and beyond."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NOTHING_READ_TWICE = "no case was read twice"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One figure of agreement with its limits.

    `value`, `low` and `high` are None where there is no such figure, and `reason` says why; it is
    empty where all three are there.
    """

    value: float | None
    low: float | None
    high: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class AgreementOn:
    """How far two readers of the same cases agree about one thing.

    `agreed` of `cases` are alike. `prevalence` is the share that the answer in `commonest` has of
    all answers of both readers, a fraction of 1; None where there is no case. `explanation` is a
    sentence where kappa is undefined or misleads, and otherwise empty.
    """

    cases: int
    agreed: int
    percent: Coefficient
    ac1: Coefficient
    kappa: Coefficient
    commonest: str
    prevalence: float | None
    explanation: str


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """The agreement beside one rate, of the question or indicator with this id.

    `met` is about what the rate counts: met or not, in the cases that both readers found
    applicable. `answer` is about all five answers, `applicable` about whether the question applied
    at all. Of `read_twice` cases `differences` were answered differently, and `settled` of those
    have an agreed answer by now. In `set_by_rule` of them neither reader gave the answer, because
    rules set both: they are in no figure. It is 0 in what was released before it was counted.
    """

    id: str
    read_twice: int
    differences: int
    settled: int
    set_by_rule: int
    met: AgreementOn
    answer: AgreementOn
    applicable: AgreementOn

    @property
    def parts(self) -> tuple[tuple[str, AgreementOn], ...]:
        """What is agreed about, in words, with its figures; first what the rate counts."""
        return (
            ("met or not", self.met),
            ("all five answers", self.answer),
            ("applicable or not", self.applicable),
        )


def by_question(lines: Sequence[AgreementLine]) -> Mapping[str, AgreementLine]:
    """Return the lines by the id of their question or indicator."""
    return {line.id: line for line in lines}
