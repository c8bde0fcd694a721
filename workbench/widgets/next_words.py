"""What is next in a reading: said when a case, or all of them, is complete."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.audits.reviews.scoring import Scoring

SECOND = 2


def what_next(scoring: "Scoring") -> str:
    """Return what to do next, where something is complete; nothing while questions are open."""
    if scoring.complete:
        return _all_complete(scoring)
    if scoring.case_complete:
        case = f"Case {scoring.case.order} of {scoring.sample_size} is complete."
        own = scoring.progress
        if own.mine and own.mine_complete == own.mine:
            case = f"{case} So are all {own.mine} of yours: the next is another's."
        if scoring.case_to_finish:
            return f"{case} Enter finishes it and goes on to the next."
        return f"{case} Enter goes on to the next."
    return ""


def _all_complete(scoring: "Scoring") -> str:
    cases, left = len(scoring.audit.cases), scoring.to_finish
    if left:
        them = "this reading" if left == 1 else f"these {left} readings"
        return f"All is answered. Enter finishes {them}: once both are, neither can be changed."
    if scoring.reading == SECOND:
        return f"All {cases} of your second readings are finished. Next: 4 shows the results."
    return f"All {cases} cases are complete. Next: 4 shows the results."


def place_words(scoring: "Scoring") -> str:
    """Return the audit, and that it is its second reading, where it is."""
    second = ": second reading, blind" if scoring.reading == SECOND else ""
    return f"{scoring.audit.name}{second}"
