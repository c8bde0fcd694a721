"""Urgent matters as lines: when who was told of which case, and one of them in full."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from exports.wording import moment
from workbench.widgets.facts_text import fact
from workbench.widgets.rows import GAP, Column, Role, Row, row_of, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.audits.reviews.escalating import EscalationLine, UrgentMatters

MINUTE: Final = len("2026-11-22 09:30")
TOLD_AT_LEAST: Final = 14
NOTHING_SEEN: Final = "nothing was written, or it was erased"
HOW: Final = "U in Score records one."


def urgent_rows(lines: "Sequence[EscalationLine]", width: int) -> list[Row]:
    """Return a heading and a line for each urgent matter, the latest first."""
    if not lines:
        return []
    questions = max(len("question"), widest((line.question for line in lines), at_most=12))
    room = width - MINUTE - questions - TOLD_AT_LEAST - 3 * len(GAP)
    cases = max(len("case"), widest(map(case_words, lines), at_most=room))
    told = width - MINUTE - cases - questions - 3 * len(GAP)
    columns = (Column(MINUTE), Column(cases, Role.STRONG), Column(questions), Column(told))
    return [
        row_of(("told at", "case", "question", "told"), columns, key=None),
        *(
            row_of(
                (_minute(line), shortened(case_words(line), cases), line.question, line.told),
                columns,
                key=str(at),
            )
            for at, line in reversed(list(enumerate(lines)))
        ),
    ]


def case_words(line: "EscalationLine") -> str:
    """Return a case by its number and its reference: `#3 21/00012/26`.

    One that is not of the sample any more has no number in it.
    """
    return f"#{line.order} {line.case}" if line.in_sample else line.case


def _minute(line: "EscalationLine") -> str:
    return line.told_at[:MINUTE].replace("T", " ")


def urgent_lines(line: "EscalationLine", width: int) -> list[str]:
    """Return all there is to know of one urgent matter, fitted to a width."""
    told_at, at = (moment(datetime.fromisoformat(each)) for each in (line.told_at, line.at))
    facts = [
        ("Told", f"{line.told}, {told_at}"),
        ("Case", ", ".join(filter(None, (_case(line), line.question)))),
        ("Seen", line.saw or NOTHING_SEEN),
        ("Recorded", f"by {line.by}, {at}"),
    ]
    return [fact(label, words, width) for label, words in facts]


def _case(line: "EscalationLine") -> str:
    left = "" if line.in_sample else " (not of the sample any more)"
    return f"{case_words(line)}{left}"


def urgent_banner(found: "UrgentMatters") -> str:
    """Return how many there are, and how one is recorded."""
    count = len(found.lines)
    if not count:
        return f"No urgent matter was passed on in {found.audit}. {HOW}"
    said = "1 urgent matter was" if count == 1 else f"{count} urgent matters were"
    return f"{said} passed on{', the latest first' * (count > 1)}. {HOW}"
