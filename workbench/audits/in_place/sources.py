"""A list in a database: a table or a query at an address, opened read-only in one state."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from workbench.audits.in_place.addresses import (
    POSTGRESQL,
    read_address,
    told_address,
    without_secrets,
)
from workbench.errors import WorkbenchError
from workbench.record.connecting_words import words_of_connecting

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.exc import DBAPIError

MOST_NAMED: Final = 10
NO_PERMISSION: Final = "42501"
NO_ANSWER: Final = "no server answers there"
READABLE: Final = """
SELECT CASE WHEN pg_table_is_visible(c.oid) THEN '' ELSE n.nspname || '.' END || c.relname
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND n.nspname <> 'information_schema' AND left(n.nspname, 3) <> 'pg_'
  AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
"""
"""The tables and views that the user may read, with the schema where it has to be named."""


@dataclass(frozen=True, slots=True)
class DatabaseSource:
    """Where a list is.

    Attributes:
        address: An SQLAlchemy URL; a password in it is used and never shown or kept.
        table: The name of a table or view, with its schema before a dot if it needs one.
        query: The text of a query, where there is no table. One of the two.
    """

    address: "URL"
    table: str
    query: str

    def __repr__(self) -> str:
        return f"DatabaseSource({self.name!r})"

    @property
    def told(self) -> str:
        """The address without its password."""
        return told_address(self.address)

    @property
    def what(self) -> str:
        """What is read, in words."""
        return f"table {self.table}" if self.table else "a query"

    @property
    def name(self) -> str:
        """What the list is called where a file has its name."""
        return f"{self.what} of {self.told}"

    @property
    def is_postgresql(self) -> bool:
        """Whether the engine is one that draws in place."""
        return self.address.get_backend_name() == POSTGRESQL

    def as_mapping(self, *, in_place: bool) -> dict[str, object]:
        """Return what the record and a certificate say of the source."""
        what = {"table": self.table} if self.table else {"query": self.query}
        return {"address": self.told, **what, "in_place": in_place}


def database_source(address: str, *, table: str = "", query: str = "") -> DatabaseSource:
    """Return the list that an address and a table or a query name.

    Raises:
        WorkbenchError: The address cannot be read, or not exactly one of the two is given.
    """
    asked = query.strip().rstrip(";").rstrip()
    if bool(table.strip()) == bool(asked):
        raise WorkbenchError(
            "A list in a database is a table or a query.", "Give one: --table T or --query FILE."
        )
    return DatabaseSource(read_address(address), table.strip(), asked)


@contextmanager
def opened(source: DatabaseSource) -> Iterator["Connection"]:
    """Give a connection that sees one state of the database and may change nothing.

    Raises:
        WorkbenchError: The server cannot be reached, there is no such table, or it refuses.
    """
    from sqlalchemy.exc import DBAPIError

    engine = _engine(source)
    try:
        with _reached(source, engine) as connection:
            yield connection
    except DBAPIError as error:
        raise _refused(source, error) from None
    finally:
        engine.dispose()


def selection(connection: "Connection", source: DatabaseSource) -> str:
    """Return the query of the source: its own, or one for the whole table.

    Raises:
        WorkbenchError: There is no such table.
    """
    if not source.table:
        return source.query
    schema, _, table = source.table.rpartition(".")
    _check_table(connection, source, schema or None, table)
    quote = connection.dialect.identifier_preparer.quote
    named = ".".join(quote(part) for part in (schema, table) if part)
    return f"SELECT * FROM {named}"  # noqa: S608 - quoted, and known to be there


def _engine(source: DatabaseSource) -> "Engine":
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    kind = source.address.drivername
    try:
        return create_engine(source.address, poolclass=NullPool)
    except (NoSuchModuleError, ModuleNotFoundError):
        raise WorkbenchError(
            f"The driver for {kind} is not installed.",
            "For PostgreSQL: pip install 'casefile-workbench[team]'. For another database install "
            "its SQLAlchemy driver, or export the list as CSV and import that.",
        ) from None
    except (ArgumentError, TypeError, ValueError):
        raise WorkbenchError(
            f"The address {source.told} cannot be used.", "Check its parts and options."
        ) from None


@contextmanager
def _reached(source: DatabaseSource, engine: "Engine") -> Iterator["Connection"]:
    from sqlalchemy.exc import SQLAlchemyError

    options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        connection = engine.connect()
        if source.is_postgresql:
            connection = connection.execution_options(**options)
    except (SQLAlchemyError, TypeError, ValueError) as error:
        why, remedy = _why_unreached(source, error)
        raise WorkbenchError(
            f"The database {source.told} cannot be reached: {why}.", remedy
        ) from None
    with connection:
        yield connection


def _why_unreached(source: DatabaseSource, error: Exception) -> tuple[str, str]:
    """Return why, in our words where they are known, and what to do."""
    said = str(getattr(error, "orig", None) or error)
    if source.is_postgresql and (known := words_of_connecting(said)):
        return known
    why = NO_ANSWER if "connection refused" in said.lower() else _said(source, error)
    return why, (
        "Check the address, that the server runs and who may log in. A password is taken from "
        "the address, PGPASSWORD or .pgpass."
    )


def _refused(source: DatabaseSource, error: "DBAPIError") -> WorkbenchError:
    said = _said(source, error)
    if getattr(error.orig, "sqlstate", None) == NO_PERMISSION:
        remedy = "Ask for the right to read it, or log in as a user who has it."
    elif source.query:
        remedy = "Correct the query; it is run inside another one, so it must be one SELECT."
    else:
        remedy = "Nothing was kept; try again, or ask who looks after the database."
    return WorkbenchError(f"The database {source.told} could not give the list: {said}.", remedy)


def _said(source: DatabaseSource, error: BaseException) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    first = lines[0] if lines else type(error).__name__
    return without_secrets(first.rstrip("."), source.address)


def _check_table(
    connection: "Connection", source: DatabaseSource, schema: str | None, table: str
) -> None:
    from sqlalchemy import inspect

    look = inspect(connection)
    if look.has_table(table, schema=schema):
        return
    if source.is_postgresql:
        known = sorted(connection.exec_driver_sql(READABLE).scalars())
    else:
        known = sorted({*look.get_table_names(schema), *look.get_view_names(schema)})
    raise WorkbenchError(
        f"There is no table {source.table!r} in {source.told}.", _advice(table, known)
    )


def _advice(table: str, known: Sequence[str]) -> str:
    folded = {name.rpartition(".")[2].casefold(): name for name in known}
    close = get_close_matches(table.casefold(), folded, n=1)
    guess = f"Is it {folded[close[0]]!r}? " if close else ""
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    listed = ", ".join(known[:MOST_NAMED]) or "none that this user may see"
    return f"{guess}The tables are: {listed}{more}. Names are compared letter by letter."


def database_of(mapping: Mapping[str, object]) -> Mapping[str, object]:
    """Return what an import or a certificate says of a database; empty for a file."""
    found = mapping.get("database")
    return found if isinstance(found, Mapping) else {}
