"""The lines of the question list: id, marks, answer in a mark and a word, and the question."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checklists.answers import Answer
from workbench.widgets.glyphs import ROLES, Glyphs, answer_words
from workbench.widgets.rows import Piece, Role, Row, fitted, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.reviews.scoring import QuestionLine

ANSWER_CELLS: Final = len("– not applicable")  # noqa: RUF001 - as it is drawn
ID_AT_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class Unsaved:
    """An answer that was given and could not be saved yet."""

    question: str
    answer: Answer | None


def question_rows(
    lines: "Sequence[QuestionLine]", width: int, marks: Glyphs, unsaved: Unsaved | None = None
) -> list[Row]:
    """Return the lines of one case, fitted to a width."""
    ids = widest((line.question.id for line in lines), at_most=ID_AT_MOST)
    return [_row(line, width, ids, marks, unsaved) for line in lines]


def _row(line: "QuestionLine", width: int, ids: int, marks: Glyphs, unsaved: Unsaved | None) -> Row:
    failed = unsaved is not None and unsaved.question == line.question.id
    answer = unsaved.answer if unsaved and failed else line.state.standing
    text, role = ("NOT SAVED", Role.BAD) if failed else _text(line)
    row = Row(
        key=line.question.id,
        pieces=(
            Piece(fitted(line.question.id, ids) + " "),
            Piece(_marks(line, marks) + " ", Role.WARNING),
            Piece(fitted(_answer(line, answer, marks), ANSWER_CELLS) + "  ", ROLES[answer]),
            Piece(fitted(text, width - ids - ANSWER_CELLS - 7), role),
        ),
    )
    return row if failed or line.state.can_be_answered else row.muted()


def _answer(line: "QuestionLine", answer: Answer | None, marks: Glyphs) -> str:
    if answer is None and line.state.applicability.waits_for:
        return f"{marks.answers[None]} waits"
    praise = f" {marks.good}" if line.good_practice else ""
    return f"{answer_words(answer, marks)}{praise}"


def _marks(line: "QuestionLine", marks: Glyphs) -> str:
    shown = (
        (line.question.critical, marks.critical),
        (line.flagged, marks.flag),
        (bool(line.note), marks.note),
    )
    return "".join(mark if there else " " for there, mark in shown)


def _text(line: "QuestionLine") -> tuple[str, Role]:
    """Return what stands beside the answer: what is owed, why not, or the question."""
    if line.note_owed:
        return f"NOTE OWED: {line.question.text}", Role.WARNING
    if waits_for := line.state.applicability.waits_for:
        return f"after {' and '.join(waits_for)}: {line.question.text}", Role.MUTED
    if not line.state.can_be_answered:
        return line.state.reason.replace("Applies when", "only when", 1), Role.MUTED
    return line.question.text, Role.PLAIN if line.state.standing is None else Role.MUTED
