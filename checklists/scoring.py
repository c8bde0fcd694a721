"""Scoring one case: which answers count, which question is next, and what each indicator says."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from checklists.answers import Answer
from checklists.questions import Checklist, Indicator, Question, Requirement
from checklists.rules import Always, Applicability, Outcome, in_words, judge
from checklists.tallies import Tally, tally

__all__ = ["Assessment", "IndicatorState", "QuestionState", "Tally", "assess", "refusal", "tally"]


@dataclass(frozen=True, slots=True)
class QuestionState:
    """One question of one case.

    Attributes:
        question: The question.
        applicability: What its rule says for this case.
        standing: What counts: the given answer, or not applicable set by the rule, or None.
        by_rule: Whether the rule set the standing.
        given: What the auditor gave, kept though it may no longer count.
        reason: Why it applies or not, in a sentence for the screen.
    """

    question: Question
    applicability: Applicability
    standing: Answer | None
    by_rule: bool
    given: Answer | None
    reason: str

    @property
    def can_be_answered(self) -> bool:
        """Whether the auditor can answer it now: it is not switched off and waits for nothing."""
        return self.applicability.outcome in (Outcome.APPLIES, Outcome.AUDITOR_DECIDES)


@dataclass(frozen=True, slots=True)
class IndicatorState:
    """One indicator of one case.

    Attributes:
        indicator: The indicator.
        standing: Met, not met, not applicable, or None while unanswered.
        by_rule: Whether rules alone set the standing: its own, or those of all its questions.
    """

    indicator: Indicator
    standing: Answer | None
    by_rule: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """One case against one checklist: how every question and every indicator stands."""

    checklist: Checklist
    states: tuple[QuestionState, ...]
    indicators: tuple[IndicatorState, ...]

    def state(self, question_id: str) -> QuestionState:
        """Return the state of one question.

        Raises:
            KeyError: The checklist has no such question.
        """
        for state in self.states:
            if state.question.id == question_id:
                return state
        raise KeyError(f"{self.checklist.id} has no question {question_id}")

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The ids of the questions that have no standing yet, in order."""
        return tuple(state.question.id for state in self.states if state.standing is None)

    @property
    def complete(self) -> bool:
        """Whether every question stands with an answer."""
        return not self.unanswered

    def next_unanswered(self, after: str | None = None) -> str | None:
        """Return the next question to answer, going round from the end to the beginning.

        A question that waits for an earlier one is passed over: the earlier one comes first.

        Args:
            after: Start behind this question; None starts at the first.

        Returns:
            A question id; `after` itself if only that is left; None if nothing is.
        """
        ids = [state.question.id for state in self.states]
        start = 0 if after is None else ids.index(after) + 1
        for state in self.states[start:] + self.states[:start]:
            if state.standing is None and state.can_be_answered:
                return state.question.id
        return None


def assess(
    checklist: Checklist, answers: Mapping[str, Answer], fields: Mapping[str, str]
) -> Assessment:
    """Work out how one case stands against a checklist.

    A rule sees how earlier questions stand, so one changed answer can switch later questions on
    or off. A given answer that no longer counts is kept: it counts again if the rule allows it.

    Args:
        checklist: The checklist.
        answers: What the auditor gave, by question id. Other checklists' answers are ignored.
        fields: The fields of the case, as text.
    """
    standings: dict[str, Answer | None] = {}
    states: list[QuestionState] = []
    for question in checklist.questions:
        applicability = judge(question.applies_when, standings, fields)
        state = _state(question, applicability, answers.get(question.id), checklist)
        standings[question.id] = state.standing
        states.append(state)
    by_rule = {state.question.id for state in states if state.by_rule}
    return Assessment(checklist, tuple(states), _indicator_states(checklist, standings, by_rule))


def _state(
    question: Question, applicability: Applicability, given: Answer | None, checklist: Checklist
) -> QuestionState:
    return QuestionState(
        question=question,
        applicability=applicability,
        standing=_standing(applicability.outcome, given),
        by_rule=applicability.outcome is Outcome.DOES_NOT_APPLY,
        given=given,
        reason=_reason(question, applicability, checklist),
    )


def _standing(outcome: Outcome, given: Answer | None) -> Answer | None:
    match outcome:
        case Outcome.DOES_NOT_APPLY:
            return Answer.NOT_APPLICABLE
        case Outcome.WAITS:
            return None
        case Outcome.APPLIES if given is Answer.NOT_APPLICABLE:
            return None
        case _:
            return given


def _reason(question: Question, applicability: Applicability, checklist: Checklist) -> str:
    condition = in_words(question.applies_when, checklist)
    match applicability.outcome:
        case Outcome.APPLIES if isinstance(question.applies_when, Always):
            return f"{condition}."
        case Outcome.APPLIES:
            return f"{condition}, as here."
        case Outcome.DOES_NOT_APPLY:
            return f"{condition}; not so here."
        case Outcome.WAITS:
            return f"{condition}. Answer {' and '.join(applicability.waits_for)} first."
        case Outcome.AUDITOR_DECIDES:
            return f"{condition}. The list does not say: read the case and decide."


def refusal(state: QuestionState, answer: Answer) -> str | None:
    """Say why this answer cannot be given to this question, or None if it can.

    The sentences are for the auditor: what is wrong, and what to do.
    """
    match state.applicability.outcome:
        case Outcome.WAITS:
            waits_for = " and ".join(state.applicability.waits_for)
            return f"{state.question.id} depends on {waits_for}: answer that first."
        case Outcome.DOES_NOT_APPLY:
            return f"{_named_reason(state)} It is set to not applicable and takes no answer."
        case Outcome.APPLIES if answer is Answer.NOT_APPLICABLE:
            return (
                f"{_named_reason(state)} It cannot be not applicable: "
                "if the record does not show it, answer not met or not evidenced."
            )
        case _:
            return None


def _named_reason(state: QuestionState) -> str:
    return f"{state.question.id} {state.reason[0].lower()}{state.reason[1:]}"


def _indicator_states(
    checklist: Checklist, standings: Mapping[str, Answer | None], by_rule: Container[str]
) -> tuple[IndicatorState, ...]:
    return tuple(
        _indicator_state(indicator, standings, by_rule) for indicator in checklist.indicators
    )


def _indicator_state(
    indicator: Indicator, standings: Mapping[str, Answer | None], by_rule: Container[str]
) -> IndicatorState:
    match judge(indicator.applies_when, standings, {}).outcome:
        case Outcome.APPLIES:
            ruled = all(each.question in by_rule for each in indicator.requires)
            return IndicatorState(indicator, indicator_standing(indicator, standings), ruled)
        case Outcome.DOES_NOT_APPLY:
            return IndicatorState(indicator, Answer.NOT_APPLICABLE, by_rule=True)
        case _:
            return IndicatorState(indicator, None, by_rule=False)


def indicator_standing(
    indicator: Indicator, standings: Mapping[str, Answer | None]
) -> Answer | None:
    """Say how an indicator stands for one case.

    Not met as soon as one required question fails, whatever is still open; else None while any
    is unanswered; else not applicable if any is and that is not accepted; else met.
    """
    results = [
        _requirement_standing(requirement, standings.get(requirement.question))
        for requirement in indicator.requires
    ]
    if Answer.NOT_MET in results:
        return Answer.NOT_MET
    if None in results:
        return None
    return Answer.NOT_APPLICABLE if Answer.NOT_APPLICABLE in results else Answer.MET


def _requirement_standing(requirement: Requirement, standing: Answer | None) -> Answer | None:
    if standing is None or standing is Answer.NOT_APPLICABLE:
        return Answer.MET if standing in requirement.accepts else standing
    return Answer.MET if standing in requirement.accepts else Answer.NOT_MET
