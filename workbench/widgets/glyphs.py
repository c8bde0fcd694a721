"""Glyphs: the mark that goes with the word of each answer, drawn or in plain characters."""

from dataclasses import dataclass
from typing import Final

from checklists.answers import Answer
from workbench.settings import ascii_only
from workbench.widgets.rows import Role


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The marks of one way of drawing. Each stands beside a word, never alone.

    Attributes:
        answers: The mark of each answer; None is the mark of an open question.
        critical: A question whose failure matters by itself.
        flag: A question to come back to.
        note: A question with a note.
        good: What was marked as good practice.
    """

    answers: dict[Answer | None, str]
    critical: str
    flag: str
    note: str
    dot: str
    good: str = "+"


DRAWN: Final = Glyphs(
    answers={
        Answer.MET: "●",
        Answer.NOT_MET: "○",
        Answer.PARTLY_MET: "◐",
        Answer.NOT_EVIDENCED: "?",
        Answer.NOT_APPLICABLE: "–",  # noqa: RUF001 - the dash of a form
        None: "·",
    },
    critical="!",
    flag="⚑",
    note="✎",
    dot=" · ",
)
PLAIN: Final = Glyphs(
    answers={
        Answer.MET: "Y",
        Answer.NOT_MET: "N",
        Answer.PARTLY_MET: "P",
        Answer.NOT_EVIDENCED: "?",
        Answer.NOT_APPLICABLE: "-",
        None: ".",
    },
    critical="!",
    flag="F",
    note="n",
    dot=", ",
)

ROLES: Final = {
    Answer.MET: Role.GOOD,
    Answer.NOT_MET: Role.BAD,
    Answer.PARTLY_MET: Role.WARNING,
    Answer.NOT_EVIDENCED: Role.WARNING,
    Answer.NOT_APPLICABLE: Role.MUTED,
    None: Role.PLAIN,
}


def glyphs() -> Glyphs:
    """Return the marks to draw with: plain characters if WORKBENCH_ASCII is set."""
    return PLAIN if ascii_only() else DRAWN


def answer_words(answer: Answer | None, marks: Glyphs) -> str:
    """Return the mark and the word of an answer: "● met", "· open"."""
    return f"{marks.answers[answer]} {answer.words if answer else 'open'}"
