"""What SQLite says of a file, in plain words: for a person, with nothing of what the file holds."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Final

_BY_CODE: Final[Mapping[int, str]] = {
    sqlite3.SQLITE_CORRUPT: "a part of the file is damaged",
    sqlite3.SQLITE_NOTADB: "the beginning of the file is damaged",
    sqlite3.SQLITE_FORMAT: "the beginning of the file is damaged",
    sqlite3.SQLITE_ERROR: "a part of what every record has is not in it",
    sqlite3.SQLITE_BUSY: "another program is writing to it",
    sqlite3.SQLITE_LOCKED: "another program is writing to it",
    sqlite3.SQLITE_READONLY: "it may only be read",
    sqlite3.SQLITE_PERM: "it may not be opened",
    sqlite3.SQLITE_AUTH: "it may not be opened",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened",
    sqlite3.SQLITE_IOERR: "the disk did not answer",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_NOMEM: "the computer has too little memory left",
    sqlite3.SQLITE_TOOBIG: "a value in it is too long",
    sqlite3.SQLITE_CONSTRAINT: "a row of it breaks a rule of its table",
}
_NO_TEXT: Final = "something in it that should be text is not"
_NO_NUMBER: Final = "a number in it is too large"
_NOT_DECODED: Final = "could not decode"
"""How Python's own message begins; the value that it goes on to quote is nobody's business."""
_PAGE: Final = re.compile(r"\bpage (\d+)", re.IGNORECASE)
_INDEX: Final = re.compile(r"\bindex (\w+)")
_TABLE: Final = re.compile(r"(?:failed in|value in) (\w+)")


def in_plain_words(error: BaseException) -> str:
    """Return what an error in reading a file means, without full stop.

    Args:
        error: What `sqlite3`, SQLCipher, or SQLAlchemy over either of them, has raised. Words of
            this program's own, which come without a code, are returned as they are.
    """
    said = getattr(error, "orig", None) or error
    if isinstance(said, UnicodeError) or str(said).lower().startswith(_NOT_DECODED):
        return _NO_TEXT
    if isinstance(said, OverflowError):
        return _NO_NUMBER
    code = getattr(said, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return str(said).splitlines()[0] if str(said) else "it cannot be read"
    return _BY_CODE.get(code & 0xFF, f"SQLite cannot read it (its error {code})")


def damage_in_words(said: str) -> str:
    """Return what SQLite's own check of a file has found, without full stop.

    Args:
        said: What `PRAGMA integrity_check` said, where that is not "ok".
    """
    last = said.splitlines()[-1] if said else ""
    if page := _PAGE.search(last):
        return f"page {int(page[1]):,} of the file is damaged"
    if index := _INDEX.search(last):
        return f"the index {index[1]} does not agree with its table"
    if table := _TABLE.search(last):
        return f"a row of {table[1]} breaks a rule of its table"
    return "a part of the file is damaged"
