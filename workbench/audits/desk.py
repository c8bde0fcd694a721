"""The desk: who is working, on which record, by which clock. Every use case starts from one."""

import getpass
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from workbench.audits.packs.marks import check_done_in_pack, pack_of
from workbench.errors import WorkbenchError
from workbench.record import history
from workbench.record.engine import Record
from workbench.record.seals import Seal, rows_written
from workbench.record.tables import Auditor


def utc_now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def this_person() -> str:
    """Return who is working: WORKBENCH_AUDITOR if it is set, else the name of the login."""
    return os.environ.get("WORKBENCH_AUDITOR") or getpass.getuser()


@dataclass(frozen=True, slots=True)
class Desk:
    """An auditor at an open record.

    Attributes:
        colleagues: The names of those who are registered in it, and what lists call them: they
            are not taken for names of the people of a case.
    """

    record: Record
    auditor: str
    clock: Callable[[], datetime] = utc_now
    colleagues: frozenset[str] = frozenset()

    def now(self) -> str:
        """Return this moment as the text that is stored and hashed."""
        return self.clock().isoformat(timespec="microseconds")

    def enter(
        self, session: Session, action: str, *, about: str, details: Mapping[str, object]
    ) -> history.Head:
        """Add an entry to the history, in the transaction of the change it describes.

        The entry holds the seals of the rows that were written since the one before.

        Raises:
            Refused: The record is a pack of cases, and this is not the scoring of them.
        """
        if not self.record.on_server:  # a pack is always a file
            check_done_in_pack(session, action)
        return history.append(
            session,
            at=self.now(),
            actor=self.auditor,
            action=action,
            subject=about,
            payload=_with_rows(details, rows_written(session)),
        )


def sit_down(record: Record, asked: str | None = None) -> Desk:
    """Return the desk of who is working: on a server whose login it is, else as asked.

    In a pack it is the one for whom it was made, unless another says so.

    Raises:
        WorkbenchError: A name was asked for that is not the login's on the server.
    """
    if not record.on_server:
        name = asked or _of_pack(record) or this_person()
        return Desk(record=record, auditor=name, colleagues=_colleagues(record))
    with record.reading() as session:
        name = name_of_login(session)
    if asked not in {None, name}:
        raise WorkbenchError(
            f"This login is {name}, not {asked}.", "Leave --auditor out: the login says who works."
        )
    return Desk(record=record, auditor=name, colleagues=_colleagues(record))


def _colleagues(record: Record) -> frozenset[str]:
    """Return what everybody who is registered is called; nothing where that cannot be read."""
    with suppress(WorkbenchError), record.reading() as session:
        rows = session.execute(select(col(Auditor.name), col(Auditor.known_as))).all()
        called = (name for row in rows for name in (row[0], *row[1].split(";")))
        return frozenset(filter(None, map(str.strip, called)))
    return frozenset()


def _of_pack(record: Record) -> str | None:
    """Return for whom a pack was made; None where the record is none, or a name was given."""
    if "WORKBENCH_AUDITOR" in os.environ:
        return None
    with record.reading() as session:
        pack = pack_of(session)
    return None if pack is None else pack.auditor


def name_of_login(session: Session) -> str:
    """Return the name that a server's login is registered under; the login itself if it is not."""
    login = session.scalars(select(func.current_user())).one()
    registered = select(col(Auditor.name)).where(col(Auditor.login) == login)
    return session.scalars(registered).first() or str(login)


def _with_rows(
    details: Mapping[str, object], rows: Mapping[str, Mapping[str, Seal]]
) -> Mapping[str, object]:
    return {**details, "rows": rows} if rows else details
