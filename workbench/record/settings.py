"""Settings that belong to the whole record: named values, of which there are few."""

from sqlmodel import Session, SQLModel

from workbench.record.seals import note_row
from workbench.record.tables import Setting


def read_setting(session: Session, key: str) -> str | None:
    """Return a setting, or None if it was never made."""
    row = session.get(Setting, key)
    return None if row is None else row.value


def write_setting(session: Session, key: str, value: str) -> None:
    """Make or change a setting, within the caller's transaction; an entry must follow in it."""
    session.merge(Setting(key=key, value=value))
    note_row(session, SQLModel.metadata.tables["setting"], {"key": key, "value": value})
