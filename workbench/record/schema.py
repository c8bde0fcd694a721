"""The schema: its number, its tables, and what the database itself refuses to change.

The number is kept where every version of the program has looked for it: in the header of a file,
and in Alembic's own table, which is all that a server has.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from sqlalchemy import Connection, String, column, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from workbench.errors import RecordUnusable
from workbench.record.tables import APPEND_ONLY
from workbench.version import VERSION

APPLICATION_ID: Final = 0x43465742
"""`CFWB`, in the header of every record that is a file."""
SCHEMA_VERSION: Final = 2
VERSION_TABLE: Final = "alembic_version"


def revision(version: int) -> str:
    """Return what Alembic calls a version of the schema."""
    return f"{version:04}"


def schema_version(connection: Connection) -> int:
    """Return the number of the schema that is there; 0 where there is none."""
    if connection.dialect.name == "sqlite":
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if not inspect(connection).has_table(VERSION_TABLE):
        return 0
    number = column("version_num", String)
    return int(connection.scalars(select(number).select_from(table(VERSION_TABLE))).one())


def newer_schema(place: object, schema: int, program: str = "") -> RecordUnusable:
    """Return what is said of a record that a newer version of the program has written.

    Args:
        place: Where it is.
        schema: The number of its schema.
        program: The version of the program that wrote its newest entry; empty where that is not
            known. A member of a team may be shown an older entry: no older version will do.
    """
    known = program not in {"", VERSION}
    written = f", and was written by version {program} of the program" if known else ""
    return RecordUnusable(
        f"{place} has schema version {schema}{written}; this one, version {VERSION}, reads "
        f"schema version {SCHEMA_VERSION}.",
        f"Install version {program} or a newer one."
        if known
        else "Use the version of the program that wrote it, or a newer one.",
    )


def refuse_newer(place: object, connection: Connection, found: int) -> None:
    """Refuse a record of a schema that this program does not know.

    Raises:
        RecordUnusable: It is of a newer one.
    """
    if found > SCHEMA_VERSION:
        raise newer_schema(place, found, _newest_program(connection))


def _newest_program(connection: Connection) -> str:
    """Return the version of the program that wrote the newest entry that is shown; else nothing."""
    with suppress(SQLAlchemyError):
        query = select(column("program_version", String)).select_from(table("history"))
        return str(connection.scalars(query.order_by(column("seq").desc()).limit(1)).first() or "")
    return ""


def create_schema(connection: Connection) -> None:
    """Make every table, with what refuses change, in an empty database."""
    SQLModel.metadata.create_all(connection)
    for statement in append_only(connection.dialect.name, APPEND_ONLY):
        connection.execute(text(statement))
    if connection.dialect.name == "postgresql":
        connection.execute(text(HISTORY_HEAD))
    connection.exec_driver_sql(
        f"CREATE TABLE {VERSION_TABLE} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {VERSION_TABLE}_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(
        f"INSERT INTO {VERSION_TABLE} VALUES ('{revision(SCHEMA_VERSION)}')"  # noqa: S608 - a number
    )
    mark_version(connection, SCHEMA_VERSION)


def mark_version(connection: Connection, version: int) -> None:
    """Write the number of the schema into the header of a file, where older programs look."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={version}")


def append_only(dialect: str, tables: tuple[str, ...]) -> Iterator[str]:
    """Return the statements that make a database refuse to change or remove rows of the tables."""
    if dialect == "postgresql":
        yield _REFUSE_CHANGE
    refusals = _on_server if dialect == "postgresql" else _in_file
    for name in tables:
        yield from refusals(name)


def _in_file(table: str) -> Iterator[str]:
    for verb in ("UPDATE", "DELETE"):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )


def _on_server(table: str) -> Iterator[str]:
    for verb, level in (("UPDATE", "ROW"), ("DELETE", "ROW"), ("TRUNCATE", "STATEMENT")):
        yield (
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"FOR EACH {level} EXECUTE FUNCTION refuse_change()"
        )


_REFUSE_CHANGE: Final = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$
"""
HISTORY_HEAD: Final = """
CREATE OR REPLACE FUNCTION history_head() RETURNS TABLE (seq integer, hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
    SELECT h.seq, h.hash FROM history h ORDER BY h.seq DESC LIMIT 1
$$
"""
"""The newest entry's number and hash, for those too who may not read the entry itself."""
