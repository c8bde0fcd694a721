"""Conflicts: two people at one question. The first saves; the second is shown both, and chooses.

A save says what its screen showed. Where somebody has changed that since, nothing is written; what
stands and what was to be saved are told apart in an `AnswerConflict`. The check is made in the
transaction of the save, and a record has one writer at a time, so nothing can come between.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.answer_rows import note_text
from workbench.audits.reviews.standing import Change, Parts, Place, Standing, standings
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import WorkbenchError
from workbench.record.tables import AnswerRow, Review

KEPT: Final = "other answer kept"
"""What the history calls the choice to keep what another person had saved."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: what it is or would be, with the text of its note."""

    standing: Standing
    note: str = ""


@dataclass(frozen=True, slots=True)
class Author:
    """Who changed what stands, and when (the text that was hashed); empty where nobody knows."""

    name: str = ""
    at: str = ""

    @property
    def when(self) -> str:
        """The time by the clock of this machine, as `10:42 on 1 October`."""
        if not self.at:
            return "a time that is not known"
        moment = datetime.fromisoformat(self.at).astimezone()
        return f"{moment:%H:%M} on {moment.day} {moment:%B}"


class AnswerConflict(WorkbenchError):
    """Somebody changed a question since it was shown. Nothing was written.

    Attributes:
        place: The question.
        seen: What was shown to who was about to save.
        mine: What was to be saved: what was shown, with the change.
        theirs: What stands now.
        by: Who changed it, and when.
        reader: Who was about to save.
    """

    def __init__(
        self, meeting: "Meeting", *, mine: Side, theirs: Side, by: Author, reader: str
    ) -> None:
        place = meeting.place
        self.place = place
        self.seen = meeting.upon
        self.mine = mine
        self.theirs = theirs
        self.by = by
        self.reader = reader
        super().__init__(
            f"{place.question} was changed by {self.whose} at {by.when}: theirs is "
            f"{side_words(theirs)}, yours {side_words(mine)}.",
            "Nothing of yours was saved.",
        )

    @property
    def whose(self) -> str:
        """Who changed it: a name, or this person, at another screen."""
        return "you, elsewhere," if self.by.name == self.reader else self.by.name or "somebody"

    @property
    def version(self) -> int:
        """The version that stands: to be given back by who has seen it."""
        return self.theirs.standing.version


def side_words(side: Side) -> str:
    """Return one side in a few words: `not met by a time of 36, flagged, with a note`."""
    standing = side.standing
    words = "open" if standing.value is None else standing.value.words
    parts = [f"{words} by a time of {standing.measured}" if standing.measured else words]
    parts += ["flagged"] if standing.flagged else []
    parts += ["good practice"] if standing.good_practice else []
    parts += ["with a note"] if side.note else []
    return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A save, and what stands where it goes.

    Attributes:
        seen: What was shown to who saves; None where nothing was, and what stands is meant.
        now: What stands.
        parts: What is to be another in it.
        my_note: The text of a note that would stand; None where it is the note that was shown.
    """

    place: Place
    seen: Standing | None
    now: Standing
    parts: Parts
    my_note: str | None = None

    @property
    def upon(self) -> Standing:
        """What the save is made of: what was shown, so that nothing unseen comes into it."""
        return self.now if self.seen is None else self.seen

    @property
    def mine(self) -> Standing:
        """What would stand: the next version of what stands now."""
        return replace(self.upon.become(**self.parts), version=self.now.version + 1)


def already_saved(session: Session, desk: Desk, meeting: Meeting, *, alike: bool) -> Change | None:
    """Return the change that makes a save needless; None where it is to be written.

    What this person saved before without being told so, or another has saved alike, stands as it
    is: one answer, one entry of the history.

    Args:
        session: The transaction of the save.
        desk: Who saves.
        meeting: The save, and what stands.
        alike: Whether what would be saved is what stands.

    Raises:
        AnswerConflict: Somebody changed what stands since it was shown, into something else.
        Refused: The reading is another's, and not to be told of.
    """
    seen, now = meeting.seen, meeting.now
    if seen is None or seen.version == now.version:
        return None
    check_may_change(session, desk, meeting.place)
    by = author(session, meeting.place)
    if alike:
        also = None if by.name == desk.auditor else by.name
        return Change(place=meeting.place, old=seen, new=now, also_by=also)
    mine, typed = meeting.mine, meeting.my_note
    raise AnswerConflict(
        meeting,
        mine=Side(mine, note_text(session, mine.note_id) if typed is None else typed),
        theirs=Side(now, note_text(session, now.note_id)),
        by=by,
        reader=desk.auditor,
    )


def author(session: Session, place: Place) -> Author:
    """Return who changed what stands at a question last; the reviewer, where only that is known."""
    who = func.coalesce(col(AnswerRow.changed_by), col(Review.auditor))
    row = session.execute(
        select(who, col(AnswerRow.changed_at))
        .join(Review, col(AnswerRow.review_id) == col(Review.id))
        .where(
            col(Review.case_id) == place.case_id,
            col(Review.reading) == place.reading,
            col(AnswerRow.question) == place.question,
        )
    ).first()
    return Author(name=row[0], at=row[1]) if row else Author()


def keep_theirs(desk: Desk, audit: OpenAudit, conflict: AnswerConflict) -> Standing:
    """Keep what another person had saved, tell the history so, and return what stands now.

    Raises:
        NotSaved: The record could not be written; it can be chosen again.
    """
    place = conflict.place
    with desk.record.writing() as session:
        desk.enter(
            session,
            KEPT,
            about=f"audit:{audit.id}/case:{place.case_id}/{place.question}",
            details=Change(place, old=conflict.mine.standing, new=conflict.theirs.standing).told()
            | {"by": conflict.by.name},
        )
        now = standings(session, place.case_id, reading=place.reading)
        return now.get(place.question, Standing())
