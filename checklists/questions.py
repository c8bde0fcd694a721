"""Checklists: questions with their guidance, evidence, rule and traces, and the indicators."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checklists.answers import Answer
from checklists.measures import Measure
from checklists.parameters import Parameter
from checklists.rules import Always, Rule


@dataclass(frozen=True, slots=True)
class Guidance:
    """For an auditor who has never seen the question: what counts as which answer."""

    met: str
    not_met: str
    partly_met: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """How a question differs from an earlier version of its checklist.

    Answers under both wordings may be put together only if the question still means the same.
    """

    version: str
    same_meaning: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that the record of a case shows or does not show. "Met" is always good.

    Attributes:
        id: Stable for ever: the checklist's id, a hyphen and a number.
        text: The question as the auditor reads it.
        guidance: What counts as met, partly met and not met.
        evidence: Where in the record to look.
        critical: A failure that matters by itself; not met needs a note.
        traces: Ids of the register: the recommendations and rules that the question serves.
        applies_when: The rule that says to which cases it applies.
        changed_since: The version in which it last read otherwise, if it ever did.
        measure: The time that decides it, where it is a time against a standard.
    """

    id: str
    text: str
    guidance: Guidance
    evidence: str
    critical: bool
    traces: tuple[str, ...]
    applies_when: Rule
    changed_since: Change | None = None
    measure: Measure | None = None

    def needs_note(self, answer: Answer) -> bool:
        """Whether this answer must carry a note: a critical question that is not met."""
        return self.critical and answer is Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Requirement:
    """What an indicator asks of one question: any of these answers."""

    question: str
    accepts: tuple[Answer, ...] = (Answer.MET,)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A headline finding on a case: met when every question it requires is.

    `applies_when` is a rule over the questions: where it is false, the finding is not applicable.
    """

    id: str
    title: str
    text: str
    requires: tuple[Requirement, ...]
    traces: tuple[str, ...]
    applies_when: Rule = field(default_factory=Always)


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist as one file holds it.

    Attributes:
        id: Short and in capitals: "SUP".
        title: What it is about, in words.
        version: The version of its wording, as text: "1.0".
        effective_from: The first day on which work could be held to it.
        unit_of_audit: What one case is: "crime record".
        population: Which cases it is meant for, in words.
        stage: Where on the way from contact to outcome it looks.
        fields: The case fields its rules use, each with its phrase (see `checklists.fields`).
        questions: In the order in which they are asked.
        indicators: The headline findings.
        source: The text of the file it was read from, with line feeds and the force's settings.
        sha256: The SHA-256 of that text in UTF-8.
        parameters: The standards a force may set, with the values that hold. Texts have them in.
        drawn_from: For a short form, the version of each checklist that its questions come from.
    """

    id: str
    title: str
    version: str
    effective_from: date
    unit_of_audit: str
    population: str
    stage: str
    fields: Mapping[str, str]
    questions: tuple[Question, ...]
    indicators: tuple[Indicator, ...]
    source: str
    sha256: str
    parameters: tuple[Parameter, ...] = ()
    drawn_from: Mapping[str, str] = field(default_factory=dict)

    def question(self, question_id: str) -> Question:
        """Return a question by its id.

        Raises:
            KeyError: The checklist has no such question.
        """
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(f"{self.id} has no question {question_id}")
