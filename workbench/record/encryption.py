"""Encryption of a record on the disk: SQLCipher, by a key that this program keeps nowhere.

A plain record begins as every SQLite file does; an encrypted one looks random from its first byte,
so that it cannot be told from noise without its key. Whoever loses the key loses the record.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import pbkdf2_hmac
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Final

from workbench.errors import RecordUnusable

ENVIRONMENT: Final = "WORKBENCH_KEY"
SQLITE_MAGIC: Final = b"SQLite format 3\x00"
PAGE: Final = 4096
"""The length of a page of SQLCipher: an encrypted file is made of whole ones."""
VARIED: Final = 200
"""So many different bytes has any page of noise; text and programs have fewer at their start."""
LOOKED_AT: Final = 1024
SALT: Final = 16
"""So many bytes at the start of an encrypted file are its salt, and not encrypted."""
ROUNDS: Final = 256_000

_given: list[str] = []


def use_key(key: str) -> None:
    """Open encrypted records with this key from now on."""
    _given[:] = [key]


def key_in_use() -> str | None:
    """Return the key that was given, or that WORKBENCH_KEY holds; None without one."""
    return _given[0] if _given else os.environ.get(ENVIRONMENT) or None


def is_encrypted(path: Path) -> bool:
    """Whether a file looks as an encrypted record does: whole pages of noise.

    Raises:
        OSError: It cannot be read.
    """
    return path.stat().st_size % PAGE == 0 and is_noise(path)


def is_noise(path: Path) -> bool:
    """Whether a file begins as noise does, as every encrypted record does.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    return not start.startswith(SQLITE_MAGIC) and len(set(start)) >= VARIED


def cipher() -> ModuleType:
    """Return SQLCipher's own form of `sqlite3`.

    Raises:
        RecordUnusable: The extra `encrypted` is not installed.
    """
    try:
        return import_module("sqlcipher3.dbapi2")
    except ModuleNotFoundError:
        raise RecordUnusable(
            "An encrypted record needs the extra `encrypted`, which is not installed.",
            "Install it: pip install casefile-workbench[encrypted].",
        ) from None


def unlock(connection: sqlite3.Connection, path: Path) -> None:
    """Give a new connection the key. Whether it is the right one shows when something is read.

    Raises:
        RecordUnusable: There is no key to give.
    """
    key = key_in_use()
    if key is None:
        raise RecordUnusable(
            f"{path} is encrypted, or not a Casefile Workbench record.",
            f"If it is encrypted, give its key in {ENVIRONMENT}, or run this in a terminal, "
            "which asks for it.",
        )
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
    connection.execute(f"PRAGMA key = {_as_pragma(key, path)}")


def _as_pragma(key: str, path: Path) -> str:
    """Return a key as SQLCipher takes it: derived already where the file has its salt."""
    with path.open("rb") as file:
        salt = file.read(SALT)
    return quoted(key) if not salt else f"\"x'{_derived(key, salt).hex()}{salt.hex()}'\""


@lru_cache(maxsize=16)
def _derived(key: str, salt: bytes) -> bytes:
    """Derive the key of a file as SQLCipher 4 does, once: it takes a tenth of a second by design.

    PBKDF2 with HMAC-SHA512 and 256,000 rounds (Zetetic, SQLCipher design, "Key derivation").
    """
    return pbkdf2_hmac("sha512", key.encode(), salt, ROUNDS, dklen=32)


def quoted(text: str) -> str:
    """Return a text as SQL writes it: a PRAGMA takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


def connect(address: str, path: Path, *, timeout: float) -> sqlite3.Connection:
    """Open an encrypted file with the key in use."""
    connection: sqlite3.Connection = cipher().connect(
        address, uri=True, timeout=timeout, isolation_level=None
    )
    unlock(connection, path)
    return connection


@contextmanager
def told_as_sqlite() -> Iterator[None]:
    """Turn what a damaged or an encrypted file ends in, inside the block, into errors of `sqlite3`.

    SQLCipher's have classes of their own, known only where something encrypted was opened; and
    what SQLite says of a damaged schema may itself be no text.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        damaged = sqlite3.DatabaseError("what it holds is no text")
        damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damaged from error
    except Exception as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is None or isinstance(error, sqlite3.Error):
            raise
        told = sqlite3.DatabaseError(*error.args)
        told.sqlite_errorcode = code
        raise told from error
