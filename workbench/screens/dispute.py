"""A dispute: what another person saved and what this one was about to, until one is chosen."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.widgets.notice_line import Notice, Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.audits.reviews.conflicts import AnswerConflict
    from workbench.widgets.question_rows import Unsaved


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two answers to one question.

    Attributes:
        conflict: Both, with who was first and when.
        unsaved: What this person was about to save.
        again: Saves it in the place of what the other person saved.
    """

    conflict: "AnswerConflict"
    unsaved: "Unsaved"
    again: "Callable[[AnswerConflict], object]"

    @property
    def notice(self) -> Notice:
        """What is to be said until one is chosen."""
        question, by = self.conflict.place.question, self.conflict.by
        return Notice(
            f"{question} was changed by {self.conflict.whose} at {by.when}, after it was shown to "
            "you. Yours is not saved: a keeps theirs, b puts yours in its place.",
            Tone.BAD,
        )
