"""Releasing: the rates of an audit as they stood, kept for those who may see rates and no case."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlmodel import Session, col

from exports.plain import rates_json
from workbench.audits.desk import Desk
from workbench.audits.opening import OpenAudit, open_drawn_audit
from workbench.audits.people.duties import Duty, check_may
from workbench.audits.people.sight import check_all_seen
from workbench.audits.results.counting import left_out_words
from workbench.audits.results.rates import rates
from workbench.errors import Refused, WorkbenchError
from workbench.record.history import Head, canonical, entries, head
from workbench.record.inserting import insert_row
from workbench.record.tables import ReleasedRates

RELEASED: Final = "rates released"


@dataclass(frozen=True, slots=True)
class Released:
    """The rates of an audit as they were released.

    Attributes:
        figures: What `workbench rates AUDIT --json` printed then.
        head: The head of the history that they rest on.
        at: When they were released, in UTC, as text.
        by: Who released them.
        number: How many times rates of this audit were released, this one counted.
    """

    audit: str
    figures: Mapping[str, Any]
    head: str
    at: str
    by: str
    number: int

    @property
    def said(self) -> str:
        """When and by whom they were released, in a sentence."""
        at = self.at[:16].replace("T", " ")
        again = f", release {self.number}" if self.number > 1 else ""
        return f"Released {at} UTC by {self.by}{again}; history head {self.head}."

    @property
    def open_words(self) -> str:
        """How much was not answered when they were released; empty where all was."""
        most = max((line["unanswered"] for line in self.figures["questions"]), default=0)
        if not most:
            return ""
        cases = "1 case was" if most == 1 else f"{most} cases were"
        return f"Not everything was answered then: {cases} still open in one question or more."

    def as_mapping(self) -> dict[str, object]:
        """Return them for a program to read."""
        released = {"at": self.at, "by": self.by, "history_head": self.head}
        return {**self.figures, "released": {**released, "times": self.number}}


def release_rates(desk: Desk, audit_name: str) -> Released:
    """Keep the rates of an audit as they stand now, for those who may see rates only.

    Raises:
        Refused: Only a supervisor or an owner may, and only one who is shown every case.
        WorkbenchError: There is no such audit, or nothing has been drawn for it.
    """
    check_may(desk, Duty.RELEASE)
    audit = open_drawn_audit(desk, audit_name)
    with desk.record.reading() as session:
        check_all_seen(session, audit.draw_id, what="Releasing rates")
        _check_nothing_left_out(left_out_words(session, desk, audit))
        newest = str(head(session))
    figures = canonical(rates_json(rates(desk, audit_name)))
    with desk.record.writing() as session:
        if str(head(session)) != newest:
            raise Refused(
                "Something was changed while the rates were worked out.", "Release them again."
            )
        if _stands(session, desk, audit, newest):
            return released_rates(desk, audit_name)
        row = {"audit_id": audit.id, "audit": audit.name, "figures": figures}
        by = {"history_head": newest, "released_at": desk.now(), "released_by": desk.auditor}
        insert_row(session, ReleasedRates, row | by)
        desk.enter(session, RELEASED, about=f"audit:{audit.id}", details={"history_head": newest})
    return released_rates(desk, audit_name)


def _stands(session: Session, desk: Desk, audit: OpenAudit, newest: str) -> bool:
    """Whether the newest entry is this person's own release of these rates, tried again."""
    entered = entries(session, about=f"audit:{audit.id}", action=RELEASED)
    last = max(entered, key=lambda entry: entry.seq, default=None)
    return (
        last is not None
        and last.actor == desk.auditor
        and str(Head(seq=last.seq, hash=last.hash)) == newest
    )


def _check_nothing_left_out(words: str) -> None:
    if words:
        raise Refused(f"These rates are not to be released yet. {words}", _BY_ANOTHER)


_BY_ANOTHER: Final = "Finish your reading, or let a supervisor release them who is not blind."


def released_rates(desk: Desk, audit_name: str) -> Released:
    """Return the rates of an audit as they were last released.

    Raises:
        WorkbenchError: None were; the message names the audits of which some were.
    """
    found = {each.audit: each for each in all_released(desk)}
    if audit_name not in found:
        names = ", ".join(found)
        raise WorkbenchError(
            f"No rates of {audit_name!r} were released.",
            f"There are those of: {names}."
            if names
            else "A supervisor releases them: workbench release AUDIT.",
        )
    return found[audit_name]


def all_released(desk: Desk) -> tuple[Released, ...]:
    """Return the rates that were last released of each audit, the latest first."""
    with desk.record.reading() as session:
        return tuple(_latest(session))


def _latest(session: Session) -> list[Released]:
    newest = select(func.max(col(ReleasedRates.id)), func.count()).group_by(
        col(ReleasedRates.audit_id)
    )
    times = {row[0]: row[1] for row in session.execute(newest)}
    rows = session.scalars(
        select(ReleasedRates)
        .where(col(ReleasedRates.id).in_(times))
        .order_by(col(ReleasedRates.id).desc())
    )
    return [_released(row, times[row.id]) for row in rows]


def _released(row: ReleasedRates, number: int) -> Released:
    return Released(
        audit=row.audit,
        figures=json.loads(row.figures),
        head=row.history_head,
        at=row.released_at,
        by=row.released_by,
        number=number,
    )
