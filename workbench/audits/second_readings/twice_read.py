"""Cases that are read twice: whose readings they are, and who must not see which of them yet.

Until both readings are finished the second reader sees nothing of the first, and only the second
reader sees anything of the second. From then on both are as they are: neither can be changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Integer, Select, String, column, func, select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.people.calibration_sets import check_calibrating
from workbench.audits.people.conflict_rules import check_not_barred
from workbench.audits.reviews.standing import AGREED_READING, FIRST_READING, SECOND_READING, Place
from workbench.errors import Refused
from workbench.record.roles import is_shown_part
from workbench.record.tables import Allocation, Review, SampledCase

BY_LOT: Final = "drawn for a second reading"
CRITICAL_FAIL: Final = "a critical question failed"
"""Why a case is read twice. The second reader is not shown which of the two it is."""
NOBODY: Final = ("", None)


@dataclass(frozen=True, slots=True)
class TwiceRead:
    """A case that is read twice, and how far its readings are.

    Attributes:
        case_id: The case.
        second_reader: Who reads it second.
        why: BY_LOT, or for what the first reader found; empty where a server does not tell it.
        finished: The readings that are finished.
        first_reader: Who began the first reading, or is to read it; empty where nobody is known.
    """

    case_id: int
    second_reader: str
    why: str
    finished: frozenset[int]
    first_reader: str = ""

    @property
    def both_finished(self) -> bool:
        """Whether both are as they are, and can be compared."""
        return {FIRST_READING, SECOND_READING} <= self.finished

    @property
    def at_random(self) -> bool:
        """Whether it came to a second reading by lot."""
        return self.why == BY_LOT

    def hides(self, reading: int, auditor: str) -> bool:
        """Whether a reading of it must not be seen by somebody yet."""
        if self.both_finished or reading == AGREED_READING:
            return False
        return (auditor == self.second_reader) == (reading == FIRST_READING)


def cases_read_twice(session: Session, audit: OpenAudit) -> dict[int, TwiceRead]:
    """Return the cases of an audit's draw that are read twice, by number."""
    return _found(session, col(SampledCase.draw_id) == audit.draw_id)


def all_read_twice(session: Session) -> dict[int, TwiceRead]:
    """Return the cases of every audit that are read twice, by number."""
    return _found(session, col(SampledCase.id).is_not(None))


def case_read_twice(session: Session, case_id: int) -> TwiceRead | None:
    """Return how far the two readings of a case are, but not why; None where it is read once."""
    return _found(session, col(SampledCase.id) == case_id, why=False).get(case_id)


def whys(session: Session, wanted: ColumnElement[bool], reading: int) -> dict[int, str]:
    """Return why each case is to be read so, by number.

    On a server it is not told of a second reading that whoever asks still has to read blind.
    """
    asked = _told_whys if is_shown_part(session.connection()) else _all_whys
    return {row[0]: row[1] for row in session.execute(asked(reading).where(wanted))}


def _all_whys(reading: int) -> Select[int, str]:
    return (
        select(col(Allocation.case_id), col(Allocation.why))
        .join(SampledCase, col(Allocation.case_id) == col(SampledCase.id))
        .where(col(Allocation.reading) == reading)
    )


def _told_whys(reading: int) -> Select[int, str]:
    case = column("case_id", Integer)
    return (
        select(case, column("why", String))
        .select_from(func.team_whys())
        .join(SampledCase, case == col(SampledCase.id))
        .where(column("reading", Integer) == reading)
    )


def _found(
    session: Session, wanted: ColumnElement[bool], *, why: bool = True
) -> dict[int, TwiceRead]:
    second = _allocated(session, wanted, SECOND_READING)
    if not second:
        return {}
    told = whys(session, wanted, SECOND_READING) if why else {}
    first, begun = _allocated(session, wanted, FIRST_READING), _begun(session, wanted)
    return {
        case: TwiceRead(
            case_id=case,
            second_reader=reader,
            why=told.get(case, ""),
            finished=frozenset(
                reading
                for reading in (FIRST_READING, SECOND_READING)
                if begun.get((case, reading), NOBODY)[1] is not None
            ),
            first_reader=begun.get((case, FIRST_READING), (first.get(case, ""), None))[0],
        )
        for case, reader in second.items()
    }


def _allocated(session: Session, wanted: ColumnElement[bool], reading: int) -> dict[int, str]:
    """Return who is to read each case so."""
    rows = session.execute(
        select(col(Allocation.case_id), col(Allocation.auditor))
        .join(SampledCase, col(Allocation.case_id) == col(SampledCase.id))
        .where(wanted, col(Allocation.reading) == reading)
        .order_by(col(Allocation.case_id))
    )
    return {row[0]: row[1] for row in rows}


def _begun(
    session: Session, wanted: ColumnElement[bool]
) -> Mapping[tuple[int, int], tuple[str, str | None]]:
    rows = session.execute(
        select(
            col(Review.case_id), col(Review.reading), col(Review.auditor), col(Review.finished_at)
        )
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(wanted)
    )
    return {(case, reading): (auditor, finished) for case, reading, auditor, finished in rows}


def check_may_change(session: Session, desk: Desk, place: Place) -> None:
    """Refuse to change a reading that is another's, or closed, or of a case in conflict.

    Raises:
        Refused: It is so; the message says what to do instead.
    """
    if check_calibrating(session, desk, place):
        return
    twice = case_read_twice(session, place.case_id)
    if why_not := _why_not(twice, place.reading, desk.auditor):
        raise Refused(*why_not)
    check_not_barred(session, desk, place)


def _why_not(twice: TwiceRead | None, reading: int, auditor: str) -> tuple[str, str] | None:
    if twice is None:
        return None if reading == FIRST_READING else ONCE
    if reading == AGREED_READING:
        return None if twice.both_finished else TOO_EARLY
    if twice.both_finished:
        return CLOSED
    if reading == FIRST_READING:
        return ANOTHERS_FIRST if auditor == twice.second_reader else None
    if auditor != twice.second_reader:
        return (
            f"The second reading of this case is {twice.second_reader}'s.",
            "Nothing was saved: only the second reader answers in it.",
        )
    return None


ONCE: Final = ("This case is not read twice.", "workbench second shows which are.")
TOO_EARLY: Final = (
    "Both readings must be finished before their differences are settled.",
    "workbench second shows how far they are.",
)
CLOSED: Final = (
    "Both readings of this case are finished, so neither can be changed.",
    "Where they differ, the answer is agreed: see workbench settle.",
)
ANOTHERS_FIRST: Final = (
    "You read this case second and blind, so its first reading is another's.",
    "Your own reading of it is opened by: workbench score AUDIT --second.",
)
