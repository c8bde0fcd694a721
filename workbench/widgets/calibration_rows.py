"""A calibration set as lines: how far each auditor is and agrees, and every answer that differs."""

from typing import TYPE_CHECKING, Final

from exports.agreement_words import coefficient_words, share_words
from workbench.widgets.rows import GAP, Column, Piece, Role, Row, row_of, shortened, widest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exports.agreement import AgreementOn
    from workbench.audits.people.calibration_results import (
        AuditorResult,
        CalibrationResults,
        Disagreement,
    )

AUDITOR, QUESTION, ANSWER = "auditor", "question", "answer"
"""Begin the key of a line."""
BETWEEN: Final = "\n"
"""Stands between the parts of a key, and in no name."""
NAME_AT_LEAST: Final = 8
NAME_AT_MOST: Final = 24
COMPLETE: Final = len("complete")
SHARE: Final = len("100.0% (100.0 to 100.0)")
AC1: Final = len("-0.00 (-0.00 to -0.00)")
ALIKE: Final = len("alike")
WORDS: Final = len("not applicable")
NOT_YET: Final = "-"
BLANK: Final = Row(pieces=())


def calibration_rows(found: "CalibrationResults", width: int) -> list[Row]:
    """Return a line for each auditor, and below them where each differs from what was agreed.

    Whoever is shown one auditor alone, as oneself, is shown every question; else those on which
    somebody differs.
    """
    if not found.auditors:
        return []
    alone = len(found.auditors) == 1
    compared = [each for each in found.auditors if each.overall is not None]
    return [
        *_auditors(found.auditors, width),
        *(row for each in compared for row in _questions(each, width, every=alone)),
    ]


def _auditors(auditors: "Iterable[AuditorResult]", width: int) -> list[Row]:
    auditors = list(auditors)
    room = max(width - COMPLETE - SHARE - AC1 - 3 * len(GAP), NAME_AT_LEAST)
    names = widest((each.name for each in auditors), at_most=min(room, NAME_AT_MOST))
    columns = _columns(max(names, NAME_AT_LEAST), COMPLETE, width)
    return [
        row_of(("auditor", "complete", "agree", "AC1"), columns, key=None),
        *(
            row_of(
                (
                    shortened(each.name, columns[0].width),
                    f"{each.complete}/{each.cases}",
                    *figures(each.overall),
                ),
                columns,
                key=BETWEEN.join((AUDITOR, each.name)),
            )
            for each in auditors
        ),
    ]


def _columns(first: int, second: int, width: int) -> tuple[Column, ...]:
    rest = max(width - first - second - SHARE - 3 * len(GAP), 0)
    shown = AC1 if rest >= AC1 else 0
    return (Column(first, Role.STRONG), Column(second, right=True), Column(SHARE), Column(shown))


def figures(part: "AgreementOn | None") -> tuple[str, str]:
    """Return the share alike and AC1 with their limits; a dash each while nothing is compared."""
    if part is None:
        return NOT_YET, NOT_YET
    return share_words(part.percent), coefficient_words(part.ac1)


def _questions(result: "AuditorResult", width: int, *, every: bool) -> "Iterator[Row]":
    differ = {each.question for each in result.disagreements}
    shown = [(name, part) for name, part in result.questions if every or name in differ]
    heading = f"{result.name} differs on:" if differ else f"{result.name} differs nowhere."
    yield BLANK
    yield Row(pieces=(Piece(heading, Role.MUTED),))
    if not shown:
        return
    names = max(widest((name for name, _ in shown), at_most=NAME_AT_MOST), len("question"))
    columns = _columns(names, ALIKE, width)
    yield row_of(("question", "alike", "agree", "AC1"), columns, key=None)
    for name, part in shown:
        key = BETWEEN.join((QUESTION, result.name, name))
        yield row_of((name, f"{part.agreed}/{part.cases}", *figures(part)), columns, key=key)
    if result.disagreements:
        yield from _answers(result, width)


def _answers(result: "AuditorResult", width: int) -> "Iterator[Row]":
    questions = widest((each.question for each in result.disagreements), at_most=NAME_AT_MOST)
    questions = max(questions, len("question"))
    room = width - questions - 2 * WORDS - 3 * len(GAP)
    cases = max(widest(map(case_words, result.disagreements), at_most=room), NAME_AT_LEAST)
    columns = (
        Column(cases, Role.STRONG),
        Column(questions),
        Column(WORDS, Role.WARNING),
        Column(WORDS),
    )
    theirs = shortened(result.name, WORDS)
    yield row_of(("case", "question", theirs, "agreed"), columns, key=None)
    for place, each in enumerate(result.disagreements):
        yield row_of(
            (shortened(case_words(each), cases), each.question, each.theirs, each.agreed),
            columns,
            key=BETWEEN.join((ANSWER, result.name, str(place))),
        )


def case_words(each: "Disagreement") -> str:
    """Return a case by its number and its reference."""
    return f"#{each.order} {each.case}"
