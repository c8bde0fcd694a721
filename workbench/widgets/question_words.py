"""The question at hand in full: its text, how it stands, its note, and its guidance."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from workbench.widgets.glyphs import Glyphs, answer_words
from workbench.widgets.measure_words import time_words

if TYPE_CHECKING:
    from workbench.audits.reviews.scoring import QuestionLine


def question_words(line: "QuestionLine", marks: Glyphs) -> Content:
    """Return the question's text, what is to be known about it, and its note."""
    parts = [
        Content(line.question.text).stylize("bold"),
        Content(marks.dot.join(_facts(line, marks))).stylize("$foreground 60%"),
    ]
    if line.note_owed:
        owed = "Note owed: a critical question that is not met needs a reason. e writes it."
        parts.append(Content(owed).stylize("bold $text-warning"))
    measure = line.question.measure
    if measure is not None and line.state.can_be_answered:
        parts.append(Content(time_words(measure, line.measured)))
    if line.note:
        parts.append(Content.assemble(("Note: ", "bold"), line.note))
    return Content("\n").join(parts)


def _facts(line: "QuestionLine", marks: Glyphs) -> Iterator[str]:
    yield f"{line.question.id} {answer_words(line.state.standing, marks)}"
    if line.question.critical:
        yield f"{marks.critical} critical"
    if line.flagged:
        yield f"{marks.flag} flagged"
    if line.good_practice:
        yield f"{marks.good} good practice"
    given = line.state.given
    if given is not None and given is not line.state.standing:
        yield f"your answer {given.words} does not count now"
    yield line.state.reason


def guidance_words(line: "QuestionLine") -> Content:
    """Return what counts as which answer, where to look, and what the question serves."""
    guidance = line.question.guidance
    said = {
        "Met": guidance.met,
        "Partly met": guidance.partly_met,
        "Not met": guidance.not_met,
        "Where to look": line.question.evidence,
        "Serves": ", ".join(line.question.traces),
    }
    return Content("\n\n").join(
        Content.assemble((f"{heading}\n", "bold $text-accent"), text)
        for heading, text in said.items()
        if text
    )
