"""Erasing: the one place where what a record holds for good is lawfully taken out of it.

What the database itself refuses to change is lifted for the tables and columns of
`MAY_BE_ERASED` and for the words of the history, and put back in the same transaction: whoever
looks, before or after or after a kill, finds it in force. Nothing but `audits.purging` uses this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel, col

from workbench.errors import Refused
from workbench.record.engine import Record
from workbench.record.history import Entry
from workbench.record.inserting import Values, change_row
from workbench.record.plain_errors import told_as_not_saved
from workbench.record.schema import append_only
from workbench.record.seals import MAY_BE_ERASED
from workbench.record.tables import APPEND_ONLY, HistoryRow

LIFTED: Final = tuple(name for name in APPEND_ONLY if name in MAY_BE_ERASED or name == "history")
"""The tables of which rows can be changed while something is erased; none can be removed."""


@contextmanager
def erasing(record: Record) -> Iterator[Session]:
    """Give a session that can erase: all of it is durable when the block ends, or nothing is.

    In a file what is overwritten is overwritten with zeroes, in the same transaction.

    Raises:
        Refused: The record is on a server, and whoever asks does not own it.
        NotSaved: The record could not be written; nothing was changed.
    """
    with record.writing() as session:
        connection = session.connection()
        if record.on_server:
            _check_owner(connection)
        else:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        _lift(connection)
        yield session
        session.flush()
        _put_back(connection)


def erase(session: Session, table: type[SQLModel], row_id: int, values: Values) -> None:
    """Put what is left in the place of what is erased in a row; its seal goes into the next entry.

    Raises:
        ValueError: Such a column is never erased, or there is no such row.
    """
    name = str(table.__tablename__)
    never = values.keys() - MAY_BE_ERASED[name]
    number = SQLModel.metadata.tables[name].c.id
    if never or change_row(session, table, number == row_id, values) is None:
        raise ValueError(f"{name} {row_id}: {', '.join(sorted(never)) or 'no such row'}")


def take_words(session: Session, entry: Entry, details: str) -> str:
    """Put other details into an entry of the history, and return the hash to vouch for them with.

    The entry keeps the hash that it was chained by.
    """
    session.execute(
        update(HistoryRow).where(col(HistoryRow.seq) == entry.seq).values(payload=details)
    )
    return Entry(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject,
        payload=details,
        program_version=entry.program_version,
        previous=entry.previous,
        hash=entry.hash,
    ).expected_hash()


def _check_owner(connection: Connection) -> None:
    owned = connection.exec_driver_sql(
        "SELECT pg_has_role(current_user, relowner, 'USAGE') "
        "FROM pg_class WHERE oid = 'history'::regclass"
    )
    if not owned.scalar_one():
        raise Refused(
            "Only the owner of a team's record can erase from it.",
            "Ask who made it on the server: workbench team roles names the owner.",
        )


def _lift(connection: Connection) -> None:
    for table in LIFTED:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_update")


def _put_back(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        for table in LIFTED:
            connection.exec_driver_sql(f"ALTER TABLE {table} ENABLE TRIGGER {table}_no_update")
        return
    for statement in append_only("sqlite", LIFTED):
        if statement.split()[2].endswith("_no_update"):
            connection.execute(text(statement))


def rewrite(record: Record) -> None:
    """Write the whole record anew, so that nothing is left between the rows of what once was there.

    On a server the tables that were erased from are; its log and its backups are its keeper's.

    Raises:
        NotSaved: Another program has it open. What was erased stays erased; try again.
    """
    with told_as_not_saved(record.location):
        if record.on_server:
            _rewrite_tables(record)
        else:
            _rewrite_file(record)


def _rewrite_tables(record: Record) -> None:
    engine = record.engine.execution_options(isolation_level="AUTOCOMMIT", writing=True)
    with engine.connect() as connection:
        for table in MAY_BE_ERASED:
            connection.exec_driver_sql(f"VACUUM FULL {table}")
        connection.exec_driver_sql("VACUUM FULL history")


def _rewrite_file(record: Record) -> None:
    connection = record.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA temp_store=MEMORY")  # nothing of a case goes to a temporary file
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # nothing is left in a log either
        cursor.close()
    except record.engine.dialect.loaded_dbapi.Error as error:  # SQLCipher has its own
        raise OperationalError("VACUUM", None, error) from error
    finally:
        connection.close()
