"""The agreement of two readers as lines of plain text, below the rates."""

from typing import TYPE_CHECKING

from workbench.cli.printing import say, say_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.agreement import AgreementLine

HEADINGS = (
    "question",
    "read twice",
    "differ",
    "settled",
    "compared",
    "agree, met or not",
    "AC1",
    "kappa",
)
COMPARED = (
    "compared: of those read twice, the cases drawn by lot that both found applicable, and that a "
    "reader answered."
)


def say_agreement(lines: "Sequence[AgreementLine]") -> None:
    """Print each figure with its limits, then a sentence for each that would be misread."""
    if not lines:
        return
    say("")
    say_table(HEADINGS, [_row(line) for line in lines])
    say("", COMPARED)
    if explained := _explained(lines):
        say("", *explained)


def _explained(lines: "Sequence[AgreementLine]") -> list[str]:
    """Return each sentence once, after all the questions of which it holds."""
    of_sentence: dict[str, list[str]] = {}
    for line in lines:
        if line.met.explanation:
            of_sentence.setdefault(line.met.explanation, []).append(line.id)
    return [f"{', '.join(ids)}: {sentence}" for sentence, ids in of_sentence.items()]


def _row(line: "AgreementLine") -> tuple[object, ...]:
    from exports.agreement_words import coefficient_words, share_words

    part = line.met
    figures = (
        share_words(part.percent),
        coefficient_words(part.ac1),
        coefficient_words(part.kappa),
    )
    return (line.id, line.read_twice, line.differences, line.settled, part.cases, *figures)
