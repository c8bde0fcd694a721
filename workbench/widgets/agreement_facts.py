"""The agreement of two readers beside a rate: each figure with its limits, and how to read it."""

from typing import TYPE_CHECKING

from exports.agreement import NOTHING_READ_TWICE, by_question
from exports.agreement_words import difference_words, figures_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.agreement import AgreementLine

Fact = tuple[str, str]
LABELS = ("Met or not", "All five", "Applicable")
"""What is agreed about, short enough for a label, in the order of the parts."""


def agreement_facts(agreement: "Sequence[AgreementLine]", line_id: str) -> list[Fact]:
    """Return label and words of each fact; one fact alone where it was not read twice."""
    line = by_question(agreement).get(line_id)
    if line is None:
        return [("Read twice", NOTHING_READ_TWICE)]
    facts = [("Read twice", difference_words(line))]
    for label, (_, part) in zip(LABELS, line.parts, strict=True):
        facts.append((label, figures_words(part)))
        if part is line.met and part.explanation:
            facts.append(("", part.explanation))
    return facts
