"""A calibration set in words: how far it is, what to do next, and the line at hand in full."""

from textwrap import wrap
from typing import TYPE_CHECKING, Final

from workbench.widgets.calibration_rows import (
    ANSWER,
    AUDITOR,
    BETWEEN,
    QUESTION,
    case_words,
    figures,
)
from workbench.widgets.facts_text import fact

if TYPE_CHECKING:
    from workbench.audits.people.calibration_results import AuditorResult, CalibrationResults

NOT_GIVEN: Final = "No case of this calibration set was given to you."


def calibration_banner(found: "CalibrationResults", *, reveals: bool) -> str:
    """Return how far a set is, and what to do next.

    Args:
        found: The set, as whoever looks may see it.
        reveals: Whether whoever looks may reveal the agreed answers.
    """
    if not found.auditors:
        return NOT_GIVEN
    if found.revealed:
        return "How far each agrees with the agreed answers, in no order of merit."
    done = sum(each.done for each in found.auditors)
    far = f"Scored blind: {done} of {len(found.auditors)} auditors are done."
    if len(found.auditors) == 1:
        far = "Scored blind: you are done." if done else "Scored blind: you are not done yet."
    if not reveals:
        return f"{far} Agreement is shown once the agreed answers are revealed."
    return f"{far} Once all are, r reveals the agreed answers."


def calibration_notice(found: "CalibrationResults") -> str:
    """Return what the record has of the agreed answers while they are sealed."""
    return "" if found.revealed else f"Sealed by the SHA-256 of their file, {found.sha256}."


def calibration_lines(found: "CalibrationResults", key: str, width: int, hint: str) -> list[str]:
    """Return all there is to say of the line at hand, fitted to a width.

    Args:
        found: The set.
        key: Of the line.
        width: The cells there are.
        hint: How figures over all questions are to be read.
    """
    kind, name, *rest = key.split(BETWEEN)
    result = next(each for each in found.auditors if each.name == name)
    if kind == AUDITOR:
        return _auditor(result, width, hint)
    if kind == QUESTION:
        return _part(result, rest[0], width)
    return _answer(result, int(rest[0]), width) if kind == ANSWER else []


def _auditor(result: "AuditorResult", width: int, hint: str) -> list[str]:
    far = f"{result.name}: {result.complete} of {result.cases} cases complete"
    if result.overall is None:
        return [f"{far}.", *(["Only complete cases are compared."] if not result.done else [])]
    ruled = f"; rules set {result.set_by_rule} more" if result.set_by_rule else ""
    return [f"{far}, {result.overall.cases} answers compared{ruled}.", *wrap(hint, width)]


def _part(result: "AuditorResult", question: str, width: int) -> list[str]:
    part = next(part for name, part in result.questions if name == question)
    share, ac1 = figures(part)
    reason = f": {part.ac1.reason}" if part.ac1.reason else ""
    facts = (
        (question, f"{result.name}: {part.agreed} of {part.cases} cases alike, {share}"),
        ("AC1", f"{ac1}{reason}"),
    )
    return [fact(label, words, width) for label, words in facts]


def _answer(result: "AuditorResult", place: int, width: int) -> list[str]:
    each = result.disagreements[place]
    facts = [("Case", case_words(each)), ("Question", each.question)]
    facts += [(result.name[:11], each.theirs), ("Agreed", each.agreed)]
    return [fact(label, words, width) for label, words in facts]
