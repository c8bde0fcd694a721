"""Erasures: those of a record, each with its certificate, and the backups that still hold all."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import Session, col

from workbench.audits.desk import Desk
from workbench.errors import Refused, WorkbenchError
from workbench.record.backups import Why, back_up_beside, kept_backups
from workbench.record.exchanging import SET_ASIDE
from workbench.record.history import ERASED, Head, entries
from workbench.record.looking import read_only
from workbench.record.tables import Erasure

BACKUPS_REMOVED: Final = "backups removed"
STILL_NAMED: Final = "references_still_named_in"


@dataclass(frozen=True, slots=True)
class ErasureView:
    """An erasure: what was erased, when, by whom and why.

    Attributes:
        head: The head of the history that holds the whole of it.
        certificate: All that is known of it, for a program to read.
    """

    number: int
    at: str
    by: str
    before: str
    reason: str
    notes: int
    references: int
    lists: int
    head: Head
    certificate: Mapping[str, Any] = field(repr=False)

    @property
    def lines(self) -> tuple[str, ...]:
        """What was erased of what, and where it is still named or held, as sentences."""
        told = self.certificate
        return (
            *map(_audit_line, told.get("audits", ())),
            *(f"list {each['name']}: {each['cases']:,} cases" for each in told.get("lists", ())),
            *(f"REFERENCES STILL NAMED in {each}" for each in told[STILL_NAMED]),
            *(f"STILL HOLDS IT: {each}" for each in told["copies_that_still_hold_it"]),
        )


def erasures(desk: Desk) -> tuple[ErasureView, ...]:
    """Return every erasure of a record, the first one first."""
    with desk.record.reading() as session:
        rows = session.scalars(select(Erasure).order_by(col(Erasure.id))).all()
        return tuple(_view(desk, session, row) for row in rows)


def erasure(desk: Desk, number: int) -> ErasureView:
    """Return one erasure.

    Raises:
        WorkbenchError: There is none of that number.
    """
    for found in erasures(desk):
        if found.number == number:
            return found
    raise WorkbenchError(f"There is no erasure {number}.", "See them with: workbench erasures.")


def _view(desk: Desk, session: Session, row: Erasure) -> ErasureView:
    certificate = json.loads(row.certificate)
    counts = certificate.get("rows_by_table", {})
    after = _head_of(session, row.id)
    told = _removed(session, row.id)
    return ErasureView(
        number=row.id,
        at=row.erased_at,
        by=row.erased_by,
        before=row.before,
        reason=row.reason,
        notes=counts.get("note", 0) + counts.get("replacement", 0),
        references=counts.get("sampled_case", 0),
        lists=len(certificate.get("lists", ())),
        head=after,
        certificate=certificate
        | {
            STILL_NAMED: certificate.get(STILL_NAMED, []),
            "erasure": row.id,
            "history_head_after": str(after),
            "backups_removed": told,
            "copies_that_still_hold_it": [
                str(path) for path in (*_backups(desk), *_set_aside(desk)) if _holds(path, after)
            ],
        },
    )


def _audit_line(audit: Mapping[str, Any]) -> str:
    kept = (*audit["columns_kept_for_rules"], *audit["columns_kept_as_shared"])
    return (
        f"audit {audit['name']}: columns kept: {', '.join(kept) or 'all'}; erased: "
        f"{', '.join(audit['columns_erased']) or 'none'}"
    )


def _head_of(session: Session, number: int) -> Head:
    """Return the head of the history once an erasure was in it."""
    closing = tuple(entries(session, about=f"erasure:{number}", action=ERASED))
    return Head(closing[-1].seq, closing[-1].hash) if closing else Head(0, "")


def _removed(session: Session, number: int) -> list[Any]:
    about = f"erasure:{number}"
    found = entries(session, about=about, action=BACKUPS_REMOVED)
    return [path for entry in found for path in json.loads(entry.payload)["removed"]]


# Backups beside the record, made before an erasure: they hold what was erased


def backups_holding(desk: Desk) -> tuple[Path, ...]:
    """Return the backups beside a record that hold what its last erasure took out of it."""
    after = _last_head(desk)
    return () if after is None else tuple(p for p in _backups(desk) if _holds(p, after))


def set_aside_holding(desk: Desk) -> tuple[Path, ...]:
    """Return the records set aside by a restoration that hold the same; nobody removes those."""
    after = _last_head(desk)
    return () if after is None else tuple(p for p in _set_aside(desk) if _holds(p, after))


def _last_head(desk: Desk) -> Head | None:
    """Return the head of the history as it was after the last erasure; None before the first."""
    with desk.record.reading() as session:
        newest = session.scalars(select(col(Erasure.id)).order_by(col(Erasure.id).desc())).first()
        return None if newest is None else _head_of(session, newest)


def check_backups_here(desk: Desk) -> None:
    """Refuse to see to backups that are not beside the record.

    Raises:
        Refused: The record is on a server.
    """
    if desk.record.on_server:
        raise Refused(
            "The record is on a server, and has no backups beside it.",
            "Leave --backups out, and tell its keeper which dumps and logs still hold it.",
        )


def remake_backups(desk: Desk) -> tuple[Path, ...]:
    """Keep a proved backup of the record as it is, and remove those that hold what was erased.

    Returns:
        Those that were removed; the entry in the history names them.

    Raises:
        Refused: The record is on a server, or the new backup cannot be written.
    """
    check_backups_here(desk)
    holding = backups_holding(desk)
    if not holding:
        return ()
    back_up_beside(desk.record.path, Why.ASKED, at=desk.clock())
    for path in holding:
        _remove(path)
    _note_removed(desk, holding)
    return holding


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(
            f"{path} could not be removed: {error.strerror}. It still holds what was erased.",
            "Remove it yourself; the erasure itself is done.",
        ) from None


def _note_removed(desk: Desk, removed: tuple[Path, ...]) -> None:
    with desk.record.writing() as session:
        number = session.scalars(select(col(Erasure.id)).order_by(col(Erasure.id).desc())).first()
        details = {"erasure": number, "removed": [str(path) for path in removed]}
        desk.enter(session, BACKUPS_REMOVED, about=f"erasure:{number}", details=details)


def _backups(desk: Desk) -> tuple[Path, ...]:
    """Return the backups beside a record; a server has none."""
    if desk.record.on_server:
        return ()
    return tuple(each.path for each in kept_backups(desk.record.path))


def _set_aside(desk: Desk) -> tuple[Path, ...]:
    """Return the records that a restoration set aside."""
    if desk.record.on_server:
        return ()
    path = desk.record.path
    return tuple(sorted(path.parent.glob(f"{escape(path.name)}.{SET_ASIDE}_*")))


def _holds(path: Path, after: Head) -> bool:
    """Whether a copy is from before an erasure, or cannot be asked."""
    try:
        with read_only(path) as copy:
            row = copy.execute("SELECT hash FROM history WHERE seq = ?", (after.seq,)).fetchone()
    except (sqlite3.Error, OSError):
        return True
    return row is None or row[0] != after.hash
