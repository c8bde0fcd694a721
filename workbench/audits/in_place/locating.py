"""Finding the columns of a list that stays in its database, before a row of it is read."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from workbench.audits.in_place.cells import DOUBTS, MEND
from workbench.audits.in_place.rows import ACCEPT
from workbench.audits.in_place.sources import DatabaseSource, selection
from workbench.audits.in_place.statements import (
    ENCODING_STATEMENT,
    TYPE_STATEMENT,
    WHITE_SPACE,
    Located,
    columns_statement,
    quoted,
)
from workbench.audits.intake.cells import NUMBER
from workbench.audits.intake.faults import FaultCode, FaultLog, Place
from workbench.audits.intake.headers import ColumnMap, map_columns
from workbench.audits.intake.profile import Profile
from workbench.audits.intake.tables import Source
from workbench.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from workbench.audits.intake.tables import Batch

FIRST_WITH_NORMALIZE: Final = (13,)
UTF8: Final = "UTF8"
TEXT_KINDS: Final = frozenset({"S", "E"})
NUMBER_TYPES: Final = frozenset({"smallint", "integer", "bigint", "numeric"})
IMPORT_IT: Final = "Bring the list in instead: workbench import takes the same address."


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of a query, as a list without rows: see `intake.tables.Table`."""

    header: tuple[str, ...]
    source: Source = field(default_factory=lambda: Source(""))
    header_line: int = 1
    total: int | None = None

    def batches(self, *, reference: int | None) -> "Iterator[Batch]":  # noqa: ARG002 - it has no row to look at
        return iter(())


def check_engine(connection: "Connection", source: DatabaseSource) -> None:
    """Refuse a database that cannot compute tickets as this program does.

    Raises:
        Refused: It is not PostgreSQL 13 or later, or does not hold UTF-8.
    """
    if not source.is_postgresql:
        raise Refused("Only PostgreSQL draws in place.", IMPORT_IT)
    version = connection.dialect.server_version_info or ()
    if version < FIRST_WITH_NORMALIZE:
        raise Refused("PostgreSQL before version 13 cannot compose Unicode.", IMPORT_IT)
    encoding = connection.exec_driver_sql(ENCODING_STATEMENT).scalar_one()
    if encoding != UTF8:
        raise Refused(f"This database holds {encoding}, not UTF-8.", IMPORT_IT)


def locate(
    connection: "Connection",
    source: DatabaseSource,
    profile: Profile,
    *,
    numeric_references: str,
    log: FaultLog,
) -> tuple[Located, ColumnMap]:
    """Find the columns that a profile keeps, and see that the references are text.

    Raises:
        IntakeFaults: A column is not there, or its type is not one of references.
        WorkbenchError: There is no such table.
        DBAPIError: The database refuses the query.
    """
    query = selection(connection, source)
    asked = columns_statement(Located(query, "", ()))
    result = connection.exec_driver_sql(asked, {"white_space": WHITE_SPACE})
    types = [column[1] for column in result.cursor.description]
    header = _Header(tuple(result.keys()))
    result.close()
    columns = map_columns(header, profile, log)
    place = columns.reference or 0
    _check_type(connection, types[place], header.header[place], numeric_references, log)
    names = quoted(header.header)
    kept = tuple(names[column.position] for column in columns.kept)
    return Located(query, names[place], kept), columns


def _check_type(
    connection: "Connection",
    type_number: object,
    column: str,
    numeric_references: str,
    log: FaultLog,
) -> None:
    found = connection.exec_driver_sql(TYPE_STATEMENT, {"type": type_number}).one()
    kind, name = str(found[0]), str(found[1])
    at = Place(column=column)
    if name in NUMBER_TYPES:
        if numeric_references != ACCEPT:
            log.add(FaultCode.NUMERIC_REFERENCE, *DOUBTS[NUMBER], at=at, value=name)
    elif kind not in TEXT_KINDS and name != "uuid":
        problem = f"the references are of the type {name}"
        log.add(FaultCode.MANGLED_REFERENCE, problem, MEND, at=at)
    log.raise_any()
