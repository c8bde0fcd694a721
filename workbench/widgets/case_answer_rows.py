"""Cases as lines: order, reference, what stands for one question, and its note."""

from typing import TYPE_CHECKING, Final

from checklists.answers import Answer
from exports.wording import answer_words
from workbench.widgets.glyphs import ROLES, glyphs
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exports.report import AnswerPart, CasePart

REFERENCE_AT_MOST: Final = 30
ANSWER: Final = len("? not applicable (by the rule)")
FIRST: Final = ("not_met", "not_evidenced", "partly_met", "", "met", "not_applicable")
"""What is looked for comes first."""


def case_answer_rows(cases: "Sequence[CasePart]", question: str, width: int) -> list[Row]:
    """Return a line for each case, those not met first."""
    references = widest((case.reference for case in cases), at_most=REFERENCE_AT_MOST)
    answered = [(case, answer) for case in cases for answer in _answers(case, question)]
    answered.sort(key=lambda pair: FIRST.index(pair[1].answer))
    return [_row(case, answer, references, width) for case, answer in answered]


def _answers(case: "CasePart", question: str) -> "list[AnswerPart]":
    return [part for part in (*case.answers, *case.indicators) if part.question == question]


def _row(case: "CasePart", part: "AnswerPart", references: int, width: int) -> Row:
    answer = Answer(part.answer) if part.answer else None
    start = f"{case.order:>4}  {fitted(case.reference, references)}  "
    said = f"{glyphs().answers[answer]} {answer_words(part.answer, by_rule=part.by_rule)}"
    return Row(
        key=str(case.order),
        pieces=(
            Piece(start, Role.STRONG),
            Piece(fitted(said, ANSWER) + "  ", ROLES[answer]),
            Piece(fitted(part.note, width - len(start) - ANSWER - 2), Role.MUTED),
        ),
    )
