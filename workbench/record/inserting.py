"""Writing one row, knowing its number, and sealing it for the history."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Table, insert, update
from sqlmodel import Session, SQLModel

from workbench.record.seals import note_row

Values = dict[str, Any]
"""Column names with their values; the tables check them."""
NOT_READ_BACK: Final = {"second_reading": frozenset({"seed"})}
"""Columns that a server keeps from whoever wrote them: what was written is sealed unread."""


def insert_row(session: Session, table: type[SQLModel], values: Values) -> int:
    """Insert a row within the caller's transaction, and return its id.

    Its seal goes into the next entry of the history that is made in the transaction.
    """
    of = _table(table)
    unread = NOT_READ_BACK.get(of.name, frozenset())
    back = [column for column in of.columns if column.name not in unread]
    row = session.execute(insert(of).values(**values).returning(*back)).one()
    as_written = row._asdict() | {name: values[name] for name in unread}
    note_row(session, of, {column.name: as_written[column.name] for column in of.columns})
    return int(row.id)


def change_row(
    session: Session, table: type[SQLModel], where: ColumnElement[bool], values: Values
) -> int | None:
    """Change the one row that `where` finds, and return its id; None if there is none.

    Its new seal goes into the next entry of the history that is made in the transaction.
    """
    of = _table(table)
    changing = update(of).where(where).values(**values).returning(*of.columns)
    row = session.execute(changing).first()
    if row is None:
        return None
    note_row(session, of, row._asdict())
    return int(row.id)


def _table(table: type[SQLModel]) -> Table:
    of: Table = SQLModel.metadata.tables[str(table.__tablename__)]
    return of
