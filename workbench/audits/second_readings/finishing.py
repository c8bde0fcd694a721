"""Finishing: an auditor says of a case that its reading is done, once all of it is answered.

A reading that is changed afterwards is open again until it is said anew. Once both readings of a
case are finished, neither can be changed. Where every critical fail is read twice, a case joins
those when its first reading is finished and a critical question failed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.reviews.assessing import AssessedCase, assess_case, assessed_cases
from workbench.audits.reviews.standing import FIRST_READING, Place, standings
from workbench.audits.second_readings.joining import join_critical_fails, second_reading_of
from workbench.audits.second_readings.reading_lists import cases_to_read
from workbench.audits.second_readings.twice_read import check_may_change
from workbench.errors import Refused
from workbench.record.inserting import change_row, insert_row
from workbench.record.tables import Review, SampledCase

FINISHED: Final = "reading finished"


@dataclass(frozen=True, slots=True)
class ToFinish:
    """The cases whose reading was not said to be finished; none where nobody has to say it.

    Attributes:
        wanted: Whether readings are to be finished: cases of the audit are read twice.
        cases: Those that are not finished.
        begun_by_others: Those of them that it is for others to finish.
    """

    wanted: bool = False
    cases: frozenset[int] = frozenset()
    begun_by_others: frozenset[int] = frozenset()

    def mine(self, cases: Iterable[int]) -> tuple[int, ...]:
        """Return those of some cases that are still to be finished, and not by others."""
        return tuple(case for case in cases if case in self.cases - self.begun_by_others)

    def named(self, case: int) -> tuple[int, ...]:
        """Return a case that was named, if it is still to be finished."""
        return (case,) if case in self.cases else ()

    def without(self, cases: Iterable[int]) -> "ToFinish":
        """Return what is left once these are finished."""
        return replace(self, cases=self.cases - frozenset(cases))

    def after_change(self, case: int) -> "ToFinish":
        """Return what is to be finished once a case was changed."""
        return replace(self, cases=self.cases | {case}) if self.wanted else self


def readings_to_finish(session: Session, desk: Desk, audit: OpenAudit, reading: int) -> ToFinish:
    """Return the cases of an audit whose reading is not finished."""
    if second_reading_of(session, audit) is None:
        return ToFinish()
    rows = session.execute(
        select(col(Review.case_id), col(Review.auditor), col(Review.finished_at))
        .join(SampledCase, col(Review.case_id) == col(SampledCase.id))
        .where(col(SampledCase.draw_id) == audit.draw_id, col(Review.reading) == reading)
    ).all()
    finished = {case for case, _, at in rows if at is not None}
    return ToFinish(
        wanted=True,
        cases=frozenset(case.id for case in audit.cases) - finished,
        begun_by_others=frozenset(case for case, who, _ in rows if who != desk.auditor),
    )


def finish_readings(desk: Desk, audit: OpenAudit, cases: Sequence[int], *, reading: int) -> None:
    """Say of some cases that their reading is finished, all of them or none.

    Raises:
        Refused: Something is still to be answered in one, or it is another's to read.
        NotSaved: The record could not be written; nothing was changed.
    """
    if not cases:
        return
    by_id = {case.id: case for case in audit.cases}
    with desk.record.writing() as session:
        read = [
            assess_case(audit, by_id[case], standings(session, case, reading=reading))
            for case in cases
        ]
        for each in read:
            check_may_change(session, desk, Place(each.case.id, "", reading))
            _check_complete(each)
            if finish_reading(session, desk, each.case.id, reading=reading):
                desk.enter(
                    session,
                    FINISHED,
                    about=f"audit:{audit.id}/case:{each.case.id}",
                    details={"case_id": each.case.id, "reading": reading},
                )
    if reading == FIRST_READING:
        join_critical_fails(desk, audit)


def _check_complete(read: AssessedCase) -> None:
    if not read.complete:
        raise Refused(
            f"{read.case.reference} cannot be finished: something in it is still open.",
            "Answer every question, and write the notes that are owed.",
        )


def finish_reading(session: Session, desk: Desk, case_id: int, *, reading: int) -> bool:
    """Write that a reading is finished, within the caller's transaction, which makes the entry.

    Returns:
        False where it was finished already.
    """
    here = (col(Review.case_id) == case_id) & (col(Review.reading) == reading)
    begun = session.execute(select(col(Review.finished_at)).where(here)).first()
    at = {"finished_at": desk.now()}
    if begun is None:  # every question of it was set by a rule
        insert_row(session, Review, _begun_now(desk, case_id, reading) | at)
        return True
    return begun[0] is None and change_row(session, Review, here, at) is not None


def _begun_now(desk: Desk, case_id: int, reading: int) -> dict[str, object]:
    return {
        "case_id": case_id,
        "reading": reading,
        "auditor": desk.auditor,
        "started_at": desk.now(),
        "active_seconds": 0,
    }


def finish_mine(
    desk: Desk, audit_name: str, *, reading: int, reference: str | None = None
) -> tuple[str, ...]:
    """Say of one's own complete readings, or of one, that they are finished.

    Args:
        desk: Whose readings, on which record.
        audit_name: The audit.
        reading: The first or the second.
        reference: A case; None for every complete one that this auditor began.

    Returns:
        The references of those that were not finished before.

    Raises:
        Refused: No case of the audit is read twice; or the one named is not complete, or is
            another's to read.
        WorkbenchError: There is no such audit or case.
    """
    whole = open_drawn_audit(desk, audit_name)
    audit = replace(whole, cases=cases_to_read(desk, whole, reading=reading))
    with desk.record.reading() as session:
        left = readings_to_finish(session, desk, audit, reading)
        read = assessed_cases(session, audit, reading=reading)
    if not left.wanted:
        raise Refused(
            f"No case of {audit.name} is read twice, so nothing has to be finished.",
            "Every answer counts as it is given.",
        )
    complete = left.mine(each.case.id for each in read if each.complete)
    wanted = complete if reference is None else left.named(audit.case(reference).id)
    finish_readings(desk, audit, wanted, reading=reading)
    return tuple(case.reference for case in audit.cases if case.id in wanted)
