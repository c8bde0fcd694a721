"""Rival answers as lines: the questions that wait for a choice, and the answers to one in full."""

from typing import TYPE_CHECKING, Final

from workbench.widgets.glyphs import ROLES, answer_words, glyphs
from workbench.widgets.rows import Piece, Role, Row, fitted, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.packs.settling import Dispute, RivalView

ANSWER: Final = len("? not evidenced")
CASE_AT_LEAST: Final = 10
GAP: Final = "  "


def dispute_key(dispute: "Dispute") -> str:
    """Return the key of a question's line."""
    return f"{dispute.order}:{dispute.place.reading}:{dispute.place.question}"


def dispute_rows(found: "Sequence[Dispute]", width: int) -> list[Row]:
    """Return a heading and a line for each question: its case, and the answers side by side."""
    if not found:
        return []
    questions = max(len("question"), widest((d.place.question for d in found), at_most=12))
    room = width - questions - 2 * (ANSWER + len(GAP)) - 2 * len(GAP)
    cases = max(CASE_AT_LEAST, widest((d.case for d in found), at_most=room))
    heading = GAP.join((fitted("case", cases), fitted("question", questions), "answers"))
    return [
        Row(pieces=(Piece(heading, Role.MUTED),)),
        *(_row(each, cases=cases, questions=questions, width=width) for each in found),
    ]


def _row(dispute: "Dispute", *, cases: int, questions: int, width: int) -> Row:
    room = (width - cases - questions - 2 * len(GAP)) // (ANSWER + len(GAP))
    more = len(dispute.rivals) - room
    shown = dispute.rivals if more <= 0 else dispute.rivals[: room - 1]
    case = fitted(shortened(dispute.case, cases), cases)
    return Row(
        key=dispute_key(dispute),
        pieces=(
            Piece(f"{case}{GAP}", Role.STRONG),
            Piece(f"{fitted(dispute.place.question, questions)}{GAP}"),
            *map(_answer, shown),
            *([Piece(f"and {more + 1} more", Role.MUTED)] if more > 0 else []),
        ),
    )


def _answer(rival: "RivalView") -> Piece:
    words = fitted(answer_words(rival.answer, glyphs()), ANSWER)
    return Piece(f"{words}{GAP}", ROLES[rival.answer])


def dispute_lines(dispute: "Dispute", width: int) -> list[str]:
    """Return the question and each answer in full: the key that takes it, who, when, and why."""
    who = widest((rival.by for rival in dispute.rivals), at_most=max(width // 4, 8))
    words = max(len(rival.words) for rival in dispute.rivals)
    lines = [f"{dispute.place.question}  {dispute.text}"]
    for rival in dispute.rivals:
        when = rival.at[:16].replace("T", " ")
        said = f"{rival.number}  {fitted(rival.words, words)}  {fitted(rival.by, who)}"
        lines.append(f"{said}  {when} UTC  {rival.source}")
        lines += [f"   {rival.note}"] if rival.note else []
    return lines


def rivals_banner(found: "Sequence[Dispute]") -> str:
    """Return how many questions wait, and what to do next."""
    if not found:
        return "No different answers wait for a choice. esc goes back."
    one = len(found) == 1
    questions = "1 question has" if one else f"{len(found)} questions have"
    counts = "counts" if one else "count"
    return (
        f"{questions} different answers, and {counts} as open: take one by its number, and say why."
    )
