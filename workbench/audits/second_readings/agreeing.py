"""Agreeing: how far two people who read the same cases, each blind to the other, answer alike.

Beside a rate stands the agreement on what the rate counts, met or not, in the cases that both
readers found applicable. All five answers, and whether the question applied, are measured too.
A case is compared where at least one of the two gave the answer: what a rule set for both is
nobody's judgement, and would pass for agreement.
Pure: nothing here knows where the answers come from.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from checklists.answers import Answer
from exports.agreement import AgreementLine, AgreementOn, Coefficient
from workbench.audits.second_readings.agreement_sentences import Spread, explanation

DEFAULT_CONFIDENCE: Final = 0.95
MET: Final = ("met", "other than met")
APPLICABLE: Final = ("applicable", "not applicable")
ANSWERS: Final = tuple(answer.words for answer in Answer)
NOT_AT_RANDOM: Final = "no case that was drawn at random for a second reading has both answers yet"
SET_BY_RULE: Final = "neither reader gave an answer: rules set it to not applicable for both"
NEVER_APPLICABLE: Final = "there is no case that both readers found applicable"
ONE_HABIT: Final = "one reader gave one answer to every case, so kappa is 0 and has no interval"
NEARLY_NOTHING: Final = 1e-12

Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ReadTwice:
    """One question of one case, as two readers answered it.

    Attributes:
        question: The id of the question or indicator.
        first: The answer of the first reader; None while there is none.
        second: That of the second, given without sight of the first.
        settled: An agreed answer is recorded; says nothing where both answered alike.
        at_random: The case came to a second reading by chance. One that was chosen for what the
            first reader found counts among the differences, but in no figure of agreement: such
            cases are harder than most, and would make the readers look worse than they are.
        given: At least one of the two gave the answer. Where a rule set both, nobody judged, and
            the case is in no figure of agreement either.
    """

    question: str
    first: Answer | None
    second: Answer | None
    settled: bool = False
    at_random: bool = True
    given: bool = True

    @property
    def both_answered(self) -> bool:
        """Whether there is anything to compare."""
        return self.first is not None and self.second is not None

    @property
    def differs(self) -> bool:
        """Whether both answered, and not alike."""
        return self.both_answered and self.first is not self.second


def agreement_lines(
    pairs: Iterable[ReadTwice], *, confidence: float = DEFAULT_CONFIDENCE
) -> tuple[AgreementLine, ...]:
    """Return the agreement on each question that was read twice, in the order in which they come.

    Args:
        pairs: Each question of each case with both answers; one that lacks an answer is left out.
        confidence: Of the intervals, two-sided, a fraction of 1.

    Raises:
        SamplingError: The confidence cannot be used.
    """
    questions: dict[str, list[ReadTwice]] = {}
    for pair in pairs:
        if pair.both_answered:
            questions.setdefault(pair.question, []).append(pair)
    return tuple(_line(question, read, confidence) for question, read in questions.items())


def _line(question: str, read: Sequence[ReadTwice], confidence: float) -> AgreementLine:
    answers = [
        (pair.first, pair.second)
        for pair in read
        if pair.at_random and pair.given and pair.first is not None and pair.second is not None
    ]
    both = [pair for pair in answers if Answer.NOT_APPLICABLE not in pair]
    differing = [pair for pair in read if pair.differs]
    none = NOT_AT_RANDOM if any(pair.given for pair in read) else SET_BY_RULE
    return AgreementLine(
        id=question,
        read_twice=len(read),
        differences=len(differing),
        settled=sum(pair.settled for pair in differing),
        set_by_rule=sum(not pair.given for pair in read),
        met=_on(_worded(both, _met), MET, confidence, NEVER_APPLICABLE),
        answer=_on(_worded(answers, _words), ANSWERS, confidence, none),
        applicable=_on(_worded(answers, _applicable), APPLICABLE, confidence, none),
    )


def _worded(answers: Iterable[tuple[Answer, Answer]], word: Callable[[Answer], str]) -> list[Pair]:
    return [(word(first), word(second)) for first, second in answers]


def _met(answer: Answer) -> str:
    return MET[answer is not Answer.MET]


def _applicable(answer: Answer) -> str:
    return APPLICABLE[answer is Answer.NOT_APPLICABLE]


def _words(answer: Answer) -> str:
    return answer.words


def _on(
    pairs: Sequence[Pair], categories: Sequence[str], confidence: float, none: str
) -> AgreementOn:
    """Return the agreement of pairs of categories; `none` says why there is none without pairs."""
    if not pairs:
        absent = Coefficient(None, None, None, none)
        return AgreementOn(0, 0, absent, absent, absent, "", None, "")
    percent, ac1, kappa = _coefficients(pairs, categories, confidence)
    given = Counter(answer for pair in pairs for answer in pair)
    commonest = max(categories, key=lambda category: given[category])
    prevalence = given[commonest] / given.total()
    spread = Spread(commonest, prevalence, len(given), len(categories), _one_habit(pairs))
    return AgreementOn(
        cases=len(pairs),
        agreed=sum(first == second for first, second in pairs),
        percent=percent,
        ac1=ac1,
        kappa=kappa,
        commonest=commonest,
        prevalence=prevalence,
        explanation=explanation(percent, ac1, kappa, spread),
    )


def _coefficients(
    pairs: Sequence[Pair], categories: Sequence[str], confidence: float
) -> tuple[Coefficient, Coefficient, Coefficient]:
    """Return the raw agreement, AC1 and kappa."""
    from sampling.agreement import cohen_kappa, gwet_ac1, percent_agreement

    raw, steady, kappa = (
        measured(pairs, categories=categories, confidence=confidence)
        for measured in (percent_agreement, gwet_ac1, cohen_kappa)
    )
    figures = [
        Coefficient(_clean(each.value), each.low, each.high, each.reason)
        for each in (raw, steady, kappa)
    ]
    if _one_habit(pairs):
        figures[2] = Coefficient(0.0, None, None, ONE_HABIT)
    return figures[0], figures[1], figures[2]


def _one_habit(pairs: Sequence[Pair]) -> bool:
    """Return whether just one of the readers gave every case the same answer.

    Chance then agrees exactly as often as they do, so kappa is 0 by its formula.
    """
    firsts, seconds = ({pair[at] for pair in pairs} for at in (0, 1))
    return firsts != seconds and 1 in {len(firsts), len(seconds)}


def _clean(value: float | None) -> float | None:
    """Return 0 for what only rounding keeps from it."""
    return 0.0 if value is not None and abs(value) < NEARLY_NOTHING else value
