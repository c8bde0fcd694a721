"""Scoring beside others: a save is made upon what was shown; what they changed is shown anew."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from workbench.audits.reviews.conflicts import AnswerConflict, keep_theirs
from workbench.audits.reviews.going_about import GoingAbout, next_open
from workbench.audits.reviews.standing import Change, Place, Standing
from workbench.errors import NotSaved, Refused

Saved = TypeVar("Saved")


class SharedScoring(GoingAbout):
    """Going about an audit that others score too."""

    @property
    def _seen(self) -> Standing:
        """What is shown to stand at the question at hand."""
        return self.at_hand[self._index].standing.get(self._question, Standing())

    def _open_after(self, now: Standing) -> str:
        """Return the next open question once the one at hand stands so."""
        assessed = self.at_hand.if_stood(self._index, self._question, now)
        return next_open(assessed, after=self._question) or self._question

    @contextmanager
    def _shown_anew_if_refused(self, read: Callable[[], None] | None = None) -> Iterator[None]:
        """Save within. Where that is refused, read the case again: others may have changed it."""
        self.passed_over = None  # work goes on here
        try:
            yield
        except Refused:
            with suppress(NotSaved):
                (read or self._read_case)()
            raise

    # Where another person has changed the question at hand

    def take_theirs(self, conflict: AnswerConflict) -> None:
        """Keep what another person saved, show it, and go on to the next question.

        Raises:
            NotSaved: It can be chosen again.
        """
        now = keep_theirs(self.desk, self.audit, conflict)
        self._read_case()
        self._show(conflict.place, now)
        self._move(self._open_after(now))

    def put_mine(self, conflict: AnswerConflict, save: Callable[[], Saved]) -> Saved:
        """Save once more, in the place of what another person saved: mine, and nothing of theirs.

        It is made of what was shown to me, with the change; so their note and marks go, and what
        I had been shown of my own stays. What they saved is kept by the history.

        Args:
            conflict: Both sides, as they were told.
            save: What was about to be saved.

        Raises:
            AnswerConflict: Somebody has changed it once more; nothing was written.
            Refused: It is not allowed any more.
            NotSaved: It can be chosen again.
        """
        self._read_case()
        self._show(conflict.place, replace(conflict.seen, version=conflict.version))
        try:
            return save()
        except (AnswerConflict, NotSaved):
            self._show(conflict.place, conflict.seen)  # nothing is saved upon theirs unasked
            raise

    def _read_case(self) -> None:
        with self.desk.record.reading() as session:
            self.at_hand.read_case(session, self._index)

    def _show(self, place: Place, now: Standing) -> None:
        self.at_hand.take_in(Change(place, old=now, new=now))
