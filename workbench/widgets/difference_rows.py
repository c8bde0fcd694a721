"""Differences as lines: the case, the question, both readers' answers, and how it stands."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.glyphs import ROLES, answer_words, glyphs
from workbench.widgets.rows import Piece, Role, Row, fitted, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checklists.answers import Answer
    from workbench.audits.second_readings.settling import Difference

ANSWER: Final = len("? not evidenced")
CASE_AT_LEAST: Final = 10
GAP: Final = "  "
TO_SETTLE: Final = "to settle"


def difference_rows(found: "Sequence[Difference]", width: int) -> list[Row]:
    """Return a heading and a line for each difference, those to settle first."""
    if not found:
        return []
    questions = max(len("question"), widest((line.question for line in found), at_most=12))
    stands = max(len(TO_SETTLE), *(len(stands_words(line)) for line in found))
    taken = questions + 2 * ANSWER + stands + 4 * len(GAP)
    cases = max(CASE_AT_LEAST, widest((line.case for line in found), at_most=width - taken))
    ordered = sorted(found, key=lambda line: line.settled)
    return [
        _heading(cases, questions),
        *(_row(line, cases=cases, questions=questions, stands=stands) for line in ordered),
    ]


def key_of(line: "Difference") -> str:
    """Return the key of a difference's line."""
    return f"{line.order}:{line.question}"


def stands_words(line: "Difference") -> str:
    """Return how a difference stands: to settle, what was agreed, or that a rule settled it."""
    if not line.settled:
        return TO_SETTLE
    agreed = line.agreed.answer if line.agreed else None
    return f"agreed {agreed.words}" if agreed else "by the rule"


def _heading(cases: int, questions: int) -> Row:
    words = (("case", cases), ("question", questions), ("first", ANSWER), ("second", ANSWER))
    cells = GAP.join(fitted(word, cells) for word, cells in words)
    return Row(pieces=(Piece(cells, Role.MUTED),))


def _row(line: "Difference", *, cases: int, questions: int, stands: int) -> Row:
    case = fitted(shortened(line.case, cases), cases)
    row = Row(
        key=key_of(line),
        pieces=(
            Piece(f"{case}{GAP}", Role.STRONG),
            Piece(f"{fitted(line.question, questions)}{GAP}"),
            _answer(line.first.answer),
            _answer(line.second.answer),
            Piece(fitted(stands_words(line), stands), Role.WARNING),
        ),
    )
    return row.muted() if line.settled else row


def _answer(answer: "Answer | None") -> Piece:
    return Piece(f"{fitted(answer_words(answer, glyphs()), ANSWER)}{GAP}", ROLES[answer])
