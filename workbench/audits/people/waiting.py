"""Waiting: what of an audit waits for whoever looks, beyond its first reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session

from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit
from workbench.audits.reviews.standing import SECOND_READING
from workbench.audits.second_readings.comparing_readings import double_readings
from workbench.audits.second_readings.twice_read import cases_read_twice


class Work(StrEnum):
    """What there is to do."""

    SECOND = "second"
    SETTLE = "settle"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some work that waits in an audit.

    Attributes:
        audit: The name of the audit.
        work: What there is to do.
        count: Cases to read second, or answers to agree on.
        cases: In how many cases.
    """

    audit: str
    work: Work
    count: int
    cases: int

    @property
    def words(self) -> str:
        """What there is to do, in words."""
        cases = "1 case" if self.cases == 1 else f"{self.cases} cases"
        if self.work is Work.SECOND:
            return f"read {cases} a second time, blind"
        answers = "1 difference" if self.count == 1 else f"{self.count} differences"
        return f"settle {answers} between two readers, in {cases}"


def waiting_in(session: Session, desk: Desk, audit: OpenAudit) -> Iterator[Waiting]:
    """Give what waits in an audit, the second reading before what is to be settled."""
    twice = cases_read_twice(session, audit)
    to_read = sum(
        each.second_reader == desk.auditor and SECOND_READING not in each.finished
        for each in (twice[case.id] for case in audit.cases if case.id in twice)
    )
    if to_read:
        yield Waiting(audit.name, Work.SECOND, to_read, to_read)
    unsettled = [each.unsettled for each in double_readings(session, audit) if each.unsettled]
    if unsettled:
        yield Waiting(audit.name, Work.SETTLE, sum(map(len, unsettled)), len(unsettled))
