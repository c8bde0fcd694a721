"""What a change to an answer was, in words: what was given, changed, taken back or made again."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checklists.answers import Answer
    from workbench.audits.reviews.standing import Change, Standing


def change_words(change: "Change") -> str:
    """Return what was just saved: `SUP-02 met`, or what it was and what it is now."""
    question, old, new = change.place.question, change.old, change.new
    if old.value is None and new.value is not None:
        return f"{question} {_word(new.value)}"
    if old.value is not new.value:
        now = f"was {_word(old.value)}, now {_word(new.value)}"
        return f"{question} {now}. u takes it back."
    return f"{question} {_beside(old, new)}"


def changes_standing(change: "Change | None") -> bool:
    """Whether a change put another answer, or none, in the place of one that stood."""
    return change is not None and change.old.value not in {None, change.new.value}


def step_words(change: "Change", said: str) -> str:
    """Return what was taken back or made again: `undone: SUP-02 not met, now open`.

    Args:
        change: The change that the step made.
        said: What the step did: "undone" or "redone".
    """
    question, old, new = change.place.question, change.old, change.new
    if old.value is not new.value:
        return f"{said}: {question} {_word(old.value)}, now {_word(new.value)}"
    return f"{said}: {question} {_beside(old, new)}"


def _word(answer: "Answer | None") -> str:
    return answer.words if answer is not None else "open"


def _beside(old: "Standing", new: "Standing") -> str:
    """Return what changed beside the answer, which is as it was."""
    if old.flagged != new.flagged:
        return "flagged" if new.flagged else "no longer flagged"
    if old.good_practice != new.good_practice:
        return "good practice" if new.good_practice else "no longer good practice"
    if old.note_id != new.note_id:
        return "has its note" if new.note_id is not None else "has no note now"
    if old.measured != new.measured and new.measured:
        return f"is still {_word(new.value)}, by another time"
    return f"is {_word(new.value)}, as it was"
