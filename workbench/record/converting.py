"""Encrypting a plain record, or making an encrypted one plain: a proved copy takes its place."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.errors import NotSaved, RecordUnusable, Refused
from workbench.record.copies import part_of, sync
from workbench.record.encryption import cipher, is_encrypted, key_in_use, quoted, unlock
from workbench.record.exchanging import exchange, held, name_aside
from workbench.record.history import Head
from workbench.record.looking import Seen, look, newest_entry, read_only
from workbench.record.schema import APPLICATION_ID
from workbench.record.soundness import faults_in
from workbench.record.sqlite_words import in_plain_words


@dataclass(frozen=True, slots=True)
class Converted:
    """A record in another form: the newest entry in it, and where the one before was set aside."""

    path: Path
    head: Head
    set_aside: Path


def encrypt_file(path: Path, *, at: datetime) -> Converted:
    """Put an encrypted copy of a plain record in its place, under the key in use.

    Killed at any moment, the record is the plain one or the encrypted one.

    Raises:
        Refused: It is encrypted already, there is no key, or somebody saved to it meanwhile.
        RecordUnusable: It is no sound record, or the extra `encrypted` is not installed.
        NotSaved: Another program has it in use, or it cannot be replaced.
    """
    if is_encrypted(path):
        raise Refused(f"{path} is encrypted already.")
    key = key_in_use()
    if not key:
        raise Refused("There is no key to encrypt with.", "Type one when asked, twice the same.")
    return _converted(path, key=key, at=at)


def decrypt_file(path: Path, *, at: datetime) -> Converted:
    """Put a plain copy of an encrypted record in its place.

    Raises:
        Refused: It is not encrypted, or somebody saved to it meanwhile.
        RecordUnusable: The key does not open it, or it is not sound.
        NotSaved: Another program has it in use, or it cannot be replaced.
    """
    if not is_encrypted(path):
        raise Refused(f"{path} is not encrypted.")
    return _converted(path, key="", at=at)


def _converted(path: Path, *, key: str, at: datetime) -> Converted:
    before = _sound_head(path)
    with part_of(path) as part:
        schema = look(path).schema or 0
        _export(path, part, key=key, schema=schema)
        if _sound_head(part) != before:
            raise _saved_meanwhile(path)
        sync(part)
        aside = name_aside(path, at)
        with held(path) as present:
            if present.connection is None or newest_entry(present.connection)[0] != before:
                raise _saved_meanwhile(path)
            exchange(present, part, aside=aside)
    return Converted(path=path, head=before, set_aside=aside)


def _sound_head(path: Path) -> Head:
    found = look(path)
    if found.seen is not Seen.RECORD or found.head is None:
        raise RecordUnusable(
            f"{path} cannot be converted: it is {found.seen}.", "workbench doctor says more."
        )
    with read_only(path) as connection:
        fault = next(faults_in(connection), None)
    if fault:
        raise RecordUnusable(f"{path} is not sound: {fault}.", "workbench doctor says more.")
    return found.head


def _saved_meanwhile(path: Path) -> Refused:
    return Refused(
        f"Somebody saved to {path} meanwhile.", "Nothing was changed; close it and run it again."
    )


def _export(path: Path, part: Path, *, key: str, schema: int) -> None:
    """Write all of a record into an empty file under another key; an empty one encrypts nothing."""
    module = cipher()
    try:
        with closing(module.connect(str(path), isolation_level=None)) as connection:
            if is_encrypted(path):
                unlock(connection, path)
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute(f"ATTACH DATABASE ? AS other KEY {quoted(key)}", (str(part),))
            connection.execute("SELECT sqlcipher_export('other')")
            connection.execute(f"PRAGMA other.application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA other.user_version = {schema}")
            connection.execute("DETACH DATABASE other")
    except module.Error as error:
        raise NotSaved(
            f"Not converted: {path} cannot be copied: {in_plain_words(error)}.",
            "The record is as it was.",
        ) from error
