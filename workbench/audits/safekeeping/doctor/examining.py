"""Examining a record: everything that could be wrong with it, one finding each."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.people.sight import sight_of
from workbench.audits.proof.verifying import verify_record
from workbench.audits.safekeeping.doctor.contents import examine_contents, row_faults
from workbench.audits.safekeeping.doctor.findings import (
    Examination,
    Finding,
    fine,
    not_looked_at,
    note,
    wrong,
)
from workbench.audits.safekeeping.doctor.place import (
    examine_backups_folder,
    examine_place,
    examine_plain_copies,
    is_no_record,
)
from workbench.errors import RecordUnusable, WorkbenchError
from workbench.record.backups import KeptBackup, kept_backups
from workbench.record.engine import open_record
from workbench.record.location import Location, ServerAddress, record_location
from workbench.record.looking import Look, Seen, look
from workbench.record.soundness import file_faults
from workbench.record.way_back import newest_sound

OLD: Final = timedelta(days=7)
"""A backup that is older is told of, where something was done since."""


def examine_asked(asked: str | None = None) -> Examination:
    """Look at the record that was asked for, also where it lies is a place where none may be."""
    try:
        location = record_location(asked)
    except RecordUnusable as error:
        finding = wrong("place", error.problem, error.remedy)
        return Examination(record=asked or "", findings=(finding,))
    return examine(location)


def examine(location: Location, *, now: datetime | None = None) -> Examination:
    """Look at everything that could be wrong with a record, and change nothing.

    The record may be damaged, empty, gone, or a file of another kind.
    """
    moment = now or datetime.now(UTC)
    found = (
        _on_server(location) if isinstance(location, ServerAddress) else _as_file(location, moment)
    )
    return Examination(record=str(location), findings=tuple(found))


def _as_file(path: Path, now: datetime) -> Iterator[Finding]:
    seen = look(path)
    yield from examine_place(seen)
    if is_no_record(seen):
        return
    contents = tuple(examine_contents(seen, now))
    yield from contents
    can_be_copied = seen.seen is Seen.RECORD and Examination(str(path), contents).sound
    yield from _backups(seen, now, can_be_copied=can_be_copied)
    yield from examine_plain_copies(path)


def _backups(seen: Look, now: datetime, *, can_be_copied: bool) -> Iterator[Finding]:
    folder = examine_backups_folder(seen.path)
    if folder is not None:
        yield folder
    kept = kept_backups(seen.path)
    if not kept:
        yield _no_backup(seen, can_be_copied=can_be_copied)
        return
    yield _age(seen, kept, now)
    yield _newest(seen.path, kept)


def _no_backup(seen: Look, *, can_be_copied: bool) -> Finding:
    if seen.head is not None and not seen.head.seq:
        return fine("backups", "none, and nothing was entered yet")
    if can_be_copied:
        return note("backups", "None is kept beside it.", "Make one: workbench backup.")
    return note("backups", "None is kept beside it.")


def _age(seen: Look, kept: tuple[KeptBackup, ...], now: datetime) -> Finding:
    newest = kept[0]
    said = f"{len(kept)} kept, the newest of {newest.at:%Y-%m-%d %H:%M} UTC"
    if now - newest.at > OLD and look(newest.path).head != seen.head:
        return note("backups", f"{said}; much was done since.", "Make one: workbench backup.")
    return fine("backups", said)


def _newest(path: Path, kept: tuple[KeptBackup, ...]) -> Finding:
    if look(kept[0].path).seen is Seen.ENCRYPTED:
        return not_looked_at("newest backup", look(kept[0].path).problem)
    faults = file_faults(kept[0].path) or row_faults(look(kept[0].path))
    if not faults:
        return fine("newest backup", f"sound: history head {look(kept[0].path).head}")
    other = newest_sound(path)
    return wrong(
        "newest backup",
        f"{kept[0].path} is not sound: {faults[0]}.",
        f"The newest sound one is {other}." if other else "Make one now: workbench backup.",
    )


def _on_server(address: ServerAddress) -> Iterator[Finding]:
    try:
        record = open_record(address)
    except WorkbenchError as error:
        yield wrong("server", error.problem, error.remedy)
        return
    try:
        yield fine("server", f"{address} answers, and its schema is this program's")
        yield _rows_on_server(Desk(record=record, auditor=""))
    finally:
        record.close()
    yield note("backups", "They are made where the server is kept.", "workbench backup FILE.")


def _rows_on_server(desk: Desk) -> Finding:
    if not sight_of(desk).whole:
        return not_looked_at("rows", "only an owner's login is shown all of them")
    faults = verify_record(desk).faults
    if faults:
        return wrong("rows", f"{faults[0]}.", "workbench verify names all of it.")
    return fine("rows", "every row, frame and draw is as the history has it")
