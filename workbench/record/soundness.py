"""Whether a file is whole: its pages, its references and the chain of its history.

Only SQLite is asked, so a file of any schema can be; `workbench verify` holds every row besides.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workbench.errors import CheckFailed, NotSaved
from workbench.record.engine import Record
from workbench.record.history import COLUMNS, ERASED, Entry, sound, vouched_for
from workbench.record.looking import Seen, look, read_only, what_it_means
from workbench.record.schema import append_only
from workbench.record.sqlite_words import damage_in_words, in_plain_words
from workbench.record.tables import APPEND_ONLY


def file_faults(path: Path) -> tuple[str, ...]:
    """Return what is wrong with a file as a record; nothing where it is whole."""
    seen = look(path)
    if seen.seen is not Seen.RECORD:
        return (seen.problem,)
    try:
        with read_only(path) as connection:
            return tuple(faults_in(connection))
    except (sqlite3.Error, OverflowError) as error:
        return (in_plain_words(error),)


def faults_in(connection: sqlite3.Connection) -> Iterator[str]:
    """Give what is wrong with an open record: pages, references, chain."""
    for fault in (page_fault(connection), reference_fault(connection), chain_fault(connection)):
        if fault:
            yield fault


def page_fault(connection: sqlite3.Connection) -> str | None:
    """Return the first thing that SQLite finds wrong with the file, in plain words."""
    said = str((connection.execute("PRAGMA integrity_check(1)").fetchone() or ("nothing",))[0])
    return None if said == "ok" else damage_in_words(said)


def damage_of(record: Record) -> str:
    """Return what SQLite finds wrong with the pages and indexes of a record; else nothing.

    Damage on a page that a command does not read would else leave in its figures, unseen. Asked of
    each record as it is opened: it takes about a millisecond for every megabyte. A server keeps
    its own pages, and checks them by its own means.
    """
    if record.on_server:
        return ""
    try:
        with record.reading() as session:
            asked = session.connection().exec_driver_sql("PRAGMA integrity_check(1)")
            said = str(asked.scalars().first())
    except NotSaved as error:
        if what_it_means(getattr(error.__cause__, "orig", error)) is not Seen.DAMAGED:
            raise
        return in_plain_words(error.__cause__ or error)
    return "" if said == "ok" else damage_in_words(said)


def reference_fault(connection: sqlite3.Connection) -> str | None:
    """Return the first row that refers to one that is not there."""
    row = connection.execute("PRAGMA foreign_key_check").fetchone()
    return None if row is None else f"a row of {row[0]} refers to a row of {row[2]} that is gone"


def chain_fault(connection: sqlite3.Connection) -> str | None:
    """Return what is wrong with the first entry of the history that does not hold."""
    query = f"SELECT {', '.join(COLUMNS)} FROM history"  # noqa: S608 - our own names
    erasing = connection.execute(f"{query} WHERE action = ? ORDER BY seq", (ERASED,))
    vouched = vouched_for(Entry(*row) for row in erasing)
    rows = connection.execute(f"{query} ORDER BY seq")
    try:
        for _ in sound((Entry(*row) for row in rows), vouched=vouched):
            pass
    except CheckFailed as error:
        return error.problem
    return None


def trigger_fault(connection: sqlite3.Connection) -> str | None:
    """Return what of the record's own protection is gone, altered or none of this program's."""
    made = {text.split()[2]: text for text in append_only("sqlite", APPEND_ONLY)}
    there = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    gone = sorted(made.keys() - there.keys())
    altered = sorted(name for name in made.keys() & there.keys() if made[name] != there[name])
    strange = sorted(map(str, there.keys() - made.keys()))
    for what, names in (("gone", gone), ("altered", altered), ("not this program's", strange)):
        if names:
            return f"{', '.join(names)}: {what}"
    return None
