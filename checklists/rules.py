"""Applicability: the rule that says to which cases a question applies, and what follows from it.

A rule looks at the answers to earlier questions and at the fields of the case. Either may be
unknown, so rules are judged in three values: true, false and unknown (Kleene, 1952, section 64).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from checklists.answers import Answer
from checklists.fields import YES_OR_NO, field_in_words, known_value

if TYPE_CHECKING:
    from checklists.questions import Checklist


@dataclass(frozen=True, slots=True)
class Always:
    """The question applies to every case."""


@dataclass(frozen=True, slots=True)
class QuestionIs:
    """True when an earlier question stands with one of these answers."""

    question: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class FieldIs:
    """True when a field of the case holds one of these values, of those it can hold (`among`)."""

    field: str
    values: tuple[str, ...]
    among: tuple[str, ...] = YES_OR_NO


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: "tuple[Rule, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: "tuple[Rule, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is false."""

    part: "Rule"


Rule: TypeAlias = Always | QuestionIs | FieldIs | AllOf | AnyOf | Not


class Outcome(StrEnum):
    """What a rule means for one question of one case."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does_not_apply"
    AUDITOR_DECIDES = "auditor_decides"
    WAITS = "waits"


@dataclass(frozen=True, slots=True)
class Applicability:
    """The outcome of a rule for one case, and what it still lacks.

    Attributes:
        outcome: APPLIES, not applicable is refused; DOES_NOT_APPLY, the program sets not
            applicable; AUDITOR_DECIDES, the list of cases does not say, so the auditor reads the
            case and may answer not applicable; WAITS, an earlier question decides and has no
            answer yet.
        waits_for: The earlier questions that have no answer yet.
        unknown_fields: The fields of the case that are missing, blank or of an unknown value.
    """

    outcome: Outcome
    waits_for: tuple[str, ...] = ()
    unknown_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Truth:
    """True, false or unknown; and if unknown, for want of what."""

    value: bool | None
    waits_for: tuple[str, ...] = ()
    unknown_fields: tuple[str, ...] = ()


def judge(
    rule: Rule, answers: Mapping[str, Answer | None], fields: Mapping[str, str]
) -> Applicability:
    """Say whether a question with this rule applies to a case.

    Args:
        rule: The question's rule.
        answers: How the earlier questions stand: what counts, not what was once given.
        fields: The fields of the case, as text.
    """
    truth = truth_of(rule, answers, fields)
    return Applicability(_outcome(truth), truth.waits_for, truth.unknown_fields)


def _outcome(truth: Truth) -> Outcome:
    if truth.value is not None:
        return Outcome.APPLIES if truth.value else Outcome.DOES_NOT_APPLY
    return Outcome.WAITS if truth.waits_for else Outcome.AUDITOR_DECIDES


def truth_of(rule: Rule, answers: Mapping[str, Answer | None], fields: Mapping[str, str]) -> Truth:
    """Return the truth of a rule in three values."""
    match rule:
        case Always():
            return Truth(value=True)
        case QuestionIs():
            return _answered(rule, answers.get(rule.question))
        case FieldIs():
            return _held(rule, known_value(rule.field, fields, among=rule.among))
        case Not(part):
            return _opposite(truth_of(part, answers, fields))
        case AllOf(parts):
            return _joined((truth_of(part, answers, fields) for part in parts), decided_by=False)
        case AnyOf(parts):
            return _joined((truth_of(part, answers, fields) for part in parts), decided_by=True)


def _answered(rule: QuestionIs, standing: Answer | None) -> Truth:
    if standing is None:
        return Truth(value=None, waits_for=(rule.question,))
    return Truth(value=standing in rule.answers)


def _held(rule: FieldIs, value: str | None) -> Truth:
    if value is None:
        return Truth(value=None, unknown_fields=(rule.field,))
    return Truth(value=value in rule.values)


def _opposite(truth: Truth) -> Truth:
    value = None if truth.value is None else not truth.value
    return Truth(value, truth.waits_for, truth.unknown_fields)


def _joined(parts: Iterable[Truth], *, decided_by: bool) -> Truth:
    """Join by "and" (one false part decides) or by "or" (one true part decides)."""
    truths = tuple(parts)
    if any(truth.value is decided_by for truth in truths):
        return Truth(value=decided_by)
    if all(truth.value is not None for truth in truths):
        return Truth(value=not decided_by)
    return Truth(
        None,
        _each_once(name for truth in truths for name in truth.waits_for),
        _each_once(name for truth in truths for name in truth.unknown_fields),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def in_words(rule: Rule, checklist: "Checklist") -> str:
    """Return the rule as a sentence for the screen, without a full stop.

    "Applies to every case", "Applies when PLAN-01 is met or partly met". The words of a field
    are those that the checklist declares.
    """
    if isinstance(rule, Always):
        return "Applies to every case"
    return f"Applies when {_phrase(rule, checklist.fields)}"


def _phrase(rule: Rule, words: Mapping[str, str]) -> str:
    match rule:
        case Always():
            return "always"
        case QuestionIs(question, answers):
            return f"{question} is {_either(answers)}"
        case FieldIs(field, values):
            return field_in_words(words.get(field, field), values)
        case AllOf(parts):
            return ", and ".join(_inner(part, AnyOf, words) for part in parts)
        case AnyOf(parts):
            return ", or ".join(_inner(part, AllOf, words) for part in parts)
        case Not(part):
            return _phrase_of_not(part, words)


def _phrase_of_not(part: Rule, words: Mapping[str, str]) -> str:
    match part:
        case FieldIs(field, values, among):
            rest = tuple(value for value in among if value not in values)
            return field_in_words(words.get(field, field), rest)
        case QuestionIs(question, answers):
            return f"{question} is anything but {_either(answers)}"
        case _:
            return f"it is not so that {_inner(part, (AllOf, AnyOf), words)}"


def _either(answers: Iterable[Answer]) -> str:
    return " or ".join(answer.words for answer in answers)


def _inner(
    rule: Rule, bracketed: type[Rule] | tuple[type[Rule], ...], words: Mapping[str, str]
) -> str:
    """Return the phrase of a part, in brackets where it could be misread."""
    phrase = _phrase(rule, words)
    return f"({phrase})" if isinstance(rule, bracketed) else phrase


def questions_in(rule: Rule) -> tuple[str, ...]:
    """Return the earlier questions that a rule looks at, in the order of the rule."""
    return _leaves(rule, lambda leaf: leaf.question if isinstance(leaf, QuestionIs) else None)


def fields_in(rule: Rule) -> tuple[str, ...]:
    """Return the fields of the case that a rule looks at, in the order of the rule."""
    return _leaves(rule, lambda leaf: leaf.field if isinstance(leaf, FieldIs) else None)


def _leaves(rule: Rule, name: Callable[[Rule], str | None]) -> tuple[str, ...]:
    match rule:
        case AllOf(parts) | AnyOf(parts):
            return _each_once(found for part in parts for found in _leaves(part, name))
        case Not(part):
            return _leaves(part, name)
        case leaf:
            found = name(leaf)
            return () if found is None else (found,)
