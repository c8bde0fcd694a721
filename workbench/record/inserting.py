"""Inserting one row and knowing its number."""

from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel, col

Values = dict[str, Any]
"""Column names with their values; the tables check them."""


def insert_row(session: Session, table: type[SQLModel], values: Values) -> int:
    """Insert a row within the caller's transaction, and return its id."""
    identifier = col(table.id)  # type: ignore[attr-defined] # every table asked of has an id
    return int(session.execute(insert(table).values(**values).returning(identifier)).scalar_one())
