"""Holding the file of a record: its pages, what refers to what, its protection and its schema.

The history proves what the rows say. This proves what they lie in: a damaged index finds other
rows than there are, and a schema without its rules lets anything be written.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from sqlalchemy import Connection, create_engine, inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from workbench.record.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    VERSION_TABLE,
    create_schema,
    revision,
)
from workbench.record.sqlite_words import damage_in_words, in_plain_words

Shape = Mapping[str, frozenset[tuple[object, ...]]]
"""What a schema says of each table, however its text is laid out."""

_COLUMNS: Final = """
SELECT m.name, 'column', x.name, upper(x.type), x."notnull", x.dflt_value, x.pk
FROM sqlite_schema m, pragma_table_xinfo(m.name) x WHERE m.type = 'table'
"""
_INDEXES: Final = """
SELECT m.name, 'index', l."unique", l.origin, l.partial, group_concat(x.name)
FROM sqlite_schema m, pragma_index_list(m.name) l, pragma_index_info(l.name) x
WHERE m.type = 'table' GROUP BY m.name, l.name
"""
_REFERENCES: Final = """
SELECT m.name, 'reference', f."from", f."table", f."to", f.on_delete
FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
"""
_PARTS: Final = """
SELECT tbl_name, type, name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_schema
"""


def hold_file(session: Session) -> tuple[str, ...]:
    """Return what is wrong with the file that a record is; nothing on a server, which has none."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return ()
    try:
        return tuple(_faults(connection))
    except (SQLAlchemyError, UnicodeError, OverflowError) as error:
        return (f"the file cannot be read to its end: {in_plain_words(error)}",)


def _faults(connection: Connection) -> Iterator[str]:
    pages = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalars().one()
    if pages != "ok":
        yield f"the file is damaged: {damage_in_words(str(pages))}"
    reference = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if reference is not None:
        yield f"a row of {reference[0]} refers to a row of {reference[2]} that is gone"
    found, made = shape(connection), _as_made()
    for table in sorted(found.keys() | made.keys()):
        if found.get(table) != made.get(table):
            yield f"the table {table} is not protected and laid out as this program makes it"
    yield from _marks(connection)


def _marks(connection: Connection) -> Iterator[str]:
    """Hold the number of the schema, where the header and where the migrations have it."""
    header = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    steps = connection.exec_driver_sql(f"SELECT version_num FROM {VERSION_TABLE}").scalars().all()  # noqa: S608 - our own name
    if (header, mark, list(steps)) != (SCHEMA_VERSION, APPLICATION_ID, [revision(SCHEMA_VERSION)]):
        yield f"the number of the schema is not {SCHEMA_VERSION} wherever it is kept"


def shape(connection: Connection) -> Shape:
    """Return what the schema of a file says: columns, indexes, references, triggers, rules."""
    said: dict[str, set[tuple[object, ...]]] = {}
    for query in (_COLUMNS, _INDEXES, _REFERENCES, _PARTS):
        for table, *what in connection.exec_driver_sql(query):
            said.setdefault(table, set()).add(tuple(what))
    looking = inspect(connection)
    for table in said.keys() & looking.get_table_names():
        rules = looking.get_check_constraints(table)
        said[table].update(("rule", rule["sqltext"]) for rule in rules)
    return {table: frozenset(what) for table, what in said.items()}


@cache
def _as_made() -> Shape:
    """Return the shape of the schema as this program makes it."""
    with create_engine("sqlite://").begin() as connection:
        create_schema(connection)
        return shape(connection)
