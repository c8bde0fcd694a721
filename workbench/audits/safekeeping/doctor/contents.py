"""What is in a record: its schema, pages, references, protection, history, rows and clock."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from workbench.audits.desk import Desk
from workbench.audits.proof.verifying import verify_record
from workbench.audits.safekeeping.doctor.findings import (
    NO_SOUND_BACKUP,
    Finding,
    State,
    fine,
    not_looked_at,
    note,
    wrong,
)
from workbench.record.engine import Record
from workbench.record.looking import (
    Look,
    Seen,
    companions,
    pragma,
    read_only,
    reading_engine,
    uses_log,
    what_it_means,
    writable,
)
from workbench.record.schema import SCHEMA_VERSION, newer_schema
from workbench.record.soundness import chain_fault, page_fault, reference_fault, trigger_fault
from workbench.record.sqlite_file import journal_mode, sqlite_version
from workbench.record.sqlite_words import in_plain_words
from workbench.record.way_back import remedy_of_damage

CLOCKS_DIFFER: Final = timedelta(minutes=5)
WAIT: Final = 1.0
"""How long another program may be writing before it is told of, in seconds."""


def examine_contents(seen: Look, now: datetime) -> Iterator[Finding]:
    """Look at what is in a record; where it cannot be opened, say so once."""
    if seen.seen is Seen.RECORD:
        yield _use(seen.path)
        yield from _inside(seen, now)
        return
    if seen.seen is Seen.LOCKED:
        yield _locked()
    yield not_looked_at("contents", "neither pages, nor history, nor rows")


def _locked() -> Finding:
    return wrong(
        "another program",
        "Another program is writing to it, and has been for a while.",
        "Leave the app and the commands that use it, and look again.",
    )


def _use(path: Path) -> Finding:
    """Try for the right to write, and let it go again; nothing is written."""
    if uses_log(path):
        return _use_of_log(path)
    try:
        with writable(path, timeout=WAIT) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        if what_it_means(error) is Seen.LOCKED:
            return _locked()
        return not_looked_at("another program", in_plain_words(error))
    return fine("another program", "none is writing to it")


def _use_of_log(path: Path) -> Finding:
    """Say whether a record that is kept with a log is in use: to try would put the log away."""
    if companions(path):
        return fine("another program", "its log is there: a program has it open, or was killed")
    return fine("another program", "none has it open")


def _inside(seen: Look, now: datetime) -> Iterator[Finding]:
    yield _schema(seen)
    pages = _pages(seen)
    yield pages
    if pages.state is State.OK:
        yield from _on_the_pages(seen)
    else:
        yield not_looked_at("contents", "neither history nor rows")
    yield _clock(seen, now)
    yield _sqlite(seen.path)


def _pages(seen: Look) -> Finding:
    try:
        with read_only(seen.path) as connection:
            return _held("pages", page_fault, connection, seen.path, "as SQLite wrote them")
    except sqlite3.Error as error:
        return wrong("pages", f"{in_plain_words(error)}.", _way(seen.path))


def _on_the_pages(seen: Look) -> Iterator[Finding]:
    path, chain = seen.path, f"the chain holds: {seen.head}"
    with read_only(path) as connection:
        yield _held("references", reference_fault, connection, path, "every one leads on")
        yield _protection(seen, connection)
        yield _held("history", chain_fault, connection, path, chain)
    yield _rows(seen)


def _way(path: Path) -> str:
    return remedy_of_damage(path, NO_SOUND_BACKUP)


def _held(
    subject: str,
    fault_of: Callable[[sqlite3.Connection], str | None],
    connection: sqlite3.Connection,
    path: Path,
    good: str,
) -> Finding:
    try:
        fault = fault_of(connection)
    except (sqlite3.Error, OverflowError) as error:
        fault = f"it cannot be read: {in_plain_words(error)}"
    return fine(subject, good) if fault is None else wrong(subject, f"{fault}.", _way(path))


def _schema(seen: Look) -> Finding:
    said = f"schema version {seen.schema}; this program's is {SCHEMA_VERSION}"
    schema = seen.schema or 0
    if schema > SCHEMA_VERSION:
        told = newer_schema("It", schema, seen.program)
        return wrong("schema", told.problem, told.remedy)
    if schema < SCHEMA_VERSION:
        return note("schema", f"{said}.", "It is brought up to date, after a backup, when opened.")
    return fine("schema", f"version {schema}")


def _protection(seen: Look, connection: sqlite3.Connection) -> Finding:
    if seen.schema != SCHEMA_VERSION:
        return not_looked_at("protection", "another schema is protected otherwise")
    fault = trigger_fault(connection)
    if fault is None:
        return fine("protection", "what is sealed cannot be changed: every trigger is as made")
    return wrong("protection", f"{fault}.", f"Somebody altered the file. {_way(seen.path)}")


def row_faults(seen: Look) -> tuple[str, ...]:
    """Hold every row, frame and draw against the history, over a connection that only reads.

    A file of another schema cannot be held so, and is not.
    """
    if seen.schema != SCHEMA_VERSION:
        return ()
    engine = reading_engine(seen.path)
    try:
        record = Record(location=seen.path, engine=engine, read_only=True)
        return verify_record(Desk(record=record, auditor="")).faults
    finally:
        engine.dispose()


def _rows(seen: Look) -> Finding:
    if seen.schema != SCHEMA_VERSION:
        return not_looked_at("rows", "it is of another schema")
    faults = row_faults(seen)
    if not faults:
        return fine("rows", "every row, frame and draw is as the history has it")
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return wrong("rows", f"{faults[0]}{more}.", "workbench verify names all of it.")


def _clock(seen: Look, now: datetime) -> Finding:
    if not seen.newest_at:
        return fine("clock", "nothing was entered yet")
    try:
        newest = datetime.fromisoformat(seen.newest_at)
        behind = newest - now > CLOCKS_DIFFER
    except (TypeError, ValueError):
        return wrong("clock", f"{seen.newest_at!r} is no moment.", "workbench verify says more.")
    if behind:
        return wrong(
            "clock",
            f"This computer's clock is behind the newest entry, of {seen.newest_at[:19]}.",
            "Set the clock right before going on: entries are dated by it.",
        )
    latest = _latest(seen.path)
    if latest > (newest + CLOCKS_DIFFER).isoformat():
        return note(
            "clock",
            f"Entries before the newest, of {seen.newest_at[:19]}, are of {latest[:19]}: the clock "
            "was wrong then, or is now.",
            "Nothing is lost by it: the history goes by its numbers.",
        )
    return fine("clock", f"the newest entry is of {seen.newest_at[:19]}")


def _latest(path: Path) -> str:
    """Return the latest time of an entry, wherever it stands; empty where it cannot be read."""
    try:
        with read_only(path) as connection:
            return str(connection.execute("SELECT MAX(at) FROM history").fetchone()[0])
    except sqlite3.Error:
        return ""


def _sqlite(path: Path) -> Finding:
    version, chosen = ".".join(map(str, sqlite_version())), journal_mode(sqlite_version())
    try:
        with read_only(path) as connection:
            kept = "WAL" if _keeps_log(connection) else "DELETE"
            pages = pragma(connection, "page_count")
    except sqlite3.Error as error:
        return not_looked_at("SQLite", in_plain_words(error))
    said = f"version {version}, journal mode {chosen}, {pages:,} pages"
    if kept != chosen:
        return note("SQLite", f"{said}; the file has {kept}.", "It is changed when next opened.")
    return fine("SQLite", said)


def _keeps_log(connection: sqlite3.Connection) -> bool:
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0]).upper() == "WAL"
