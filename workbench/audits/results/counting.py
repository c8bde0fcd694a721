"""Counting: the answers that a rate rests on, as far as whoever looks may see them.

They are those of the first reading and, where the two readers of a case differed, those that were
agreed. To a second reader who is still blind a case looks as if nothing was answered in it.
"""

from collections.abc import Mapping

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.packs.marks import refuse_in_pack
from workbench.audits.people.sight import hidden_words
from workbench.audits.reviews.assessing import (
    AssessedCase,
    assess_case,
    assessed_cases,
    standings_by_case,
)
from workbench.audits.reviews.standing import AGREED_READING, FIRST_READING, Standing
from workbench.audits.second_readings.twice_read import TwiceRead, cases_read_twice


def counted_cases(session: Session, desk: Desk, audit: OpenAudit) -> tuple[AssessedCase, ...]:
    """Return every case of an audit with the answers that count, as this desk may see them.

    Raises:
        Refused: The record is a pack, whose cases are no sample.
    """
    refuse_in_pack(session, "A rate")
    firsts = assessed_cases(session, audit)
    twice = cases_read_twice(session, audit)
    if not twice:
        return firsts
    agreed = standings_by_case(session, audit, AGREED_READING)
    return tuple(
        _counted(audit, case, twice.get(case.case.id), agreed.get(case.case.id, {}), desk)
        for case in firsts
    )


def _counted(
    audit: OpenAudit,
    first: AssessedCase,
    twice: TwiceRead | None,
    agreed: Mapping[str, Standing],
    desk: Desk,
) -> AssessedCase:
    if twice is None:
        return first
    if twice.hides(FIRST_READING, desk.auditor):
        return assess_case(audit, first.case, {})
    return agreed_case(audit, first, agreed)


def agreed_case(
    audit: OpenAudit, first: AssessedCase, agreed: Mapping[str, Standing]
) -> AssessedCase:
    """Return a case as it counts: each agreed answer in the place of the first reader's."""
    settled = {question: each for question, each in agreed.items() if each.value is not None}
    if not settled:
        return first
    return assess_case(audit, first.case, {**first.standing, **settled})


def blind_cases(session: Session, desk: Desk, audit: OpenAudit) -> frozenset[int]:
    """Return the cases whose first reading this desk must not see yet."""
    twice = cases_read_twice(session, audit).values()
    return frozenset(each.case_id for each in twice if each.hides(FIRST_READING, desk.auditor))


def left_out_words(session: Session, desk: Desk, audit: OpenAudit) -> str:
    """Return in a sentence or two what this desk's figures leave out; nothing where nothing is."""
    kept_back = (hidden_words(session, audit.draw_id), _blind_words(session, desk, audit))
    return " ".join(filter(None, kept_back))


def _blind_words(session: Session, desk: Desk, audit: OpenAudit) -> str:
    blind = blind_cases(session, desk, audit) & {case.id for case in audit.cases}
    if not blind:
        return ""
    one = len(blind) == 1
    cases = (
        "1 case that you read second counts"
        if one
        else f"{len(blind)} cases that you read second count"
    )
    return f"Blind: {cases} as open here until both readings are finished."
