"""Encrypting a record, or making it plain again; what is still plain beside it is named."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from workbench.audits.desk import Desk
from workbench.errors import Refused
from workbench.record.backups import kept_backups
from workbench.record.converting import Converted, decrypt_file, encrypt_file
from workbench.record.encryption import is_encrypted
from workbench.record.exchanging import SET_ASIDE
from workbench.record.location import Location, ServerAddress

ENCRYPTED: Final = "record encrypted"
DECRYPTED: Final = "record made plain"


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was done to a record, and what is still readable by anyone beside it.

    Attributes:
        head: The newest entry of the history before this.
        set_aside: The record as it was; it is readable in its old form.
        still_plain: Every plain copy that is beside an encrypted record: that one, and backups.
    """

    record: Path
    head: str
    set_aside: Path
    still_plain: tuple[Path, ...]


def encrypt_record(desk: Desk, location: Location) -> Conversion:
    """Encrypt a record under the key in use. The desk's own connection to it is closed first.

    Raises:
        Refused: It is on a server, encrypted already, in use, or there is no key.
        RecordUnusable: It is not sound, or the extra `encrypted` is not installed.
    """
    path = _file(location)
    desk.record.close()
    return _told(encrypt_file(path, at=desk.clock()))


def decrypt_record(desk: Desk, location: Location) -> Conversion:
    """Make an encrypted record plain again.

    Raises:
        Refused: It is on a server, plain already, or in use.
        RecordUnusable: The key does not open it, or it is not sound.
    """
    path = _file(location)
    desk.record.close()
    return _told(decrypt_file(path, at=desk.clock()))


def say_converted(desk: Desk, action: str) -> None:
    """Enter in the history that a record was encrypted or made plain."""
    with desk.record.writing() as session:
        desk.enter(session, action, about="record", details={})


def plain_copies(path: Path) -> tuple[Path, ...]:
    """Return the plain copies beside an encrypted record: set aside, or kept as backups."""
    aside = sorted(path.parent.glob(f"{path.name}.{SET_ASIDE}_*"))
    backups = [backup.path for backup in kept_backups(path)]
    found = (*aside, *backups)
    return tuple(copy for copy in found if copy.is_file() and not is_encrypted(copy))


def remove_plain_copies(path: Path) -> tuple[Path, ...]:
    """Remove the plain copies beside a record that is encrypted, and return what they were.

    On a disk of flash memory the bytes may remain until they are written over: only encrypting
    the whole disk prevents that.

    Raises:
        Refused: The record itself is plain: they may be all there is.
    """
    if not is_encrypted(path):
        raise Refused(f"{path} is not encrypted.", "Encrypt it first: workbench encrypt.")
    removed = plain_copies(path)
    for copy in removed:
        copy.unlink()
    return removed


def _file(location: Location) -> Path:
    if isinstance(location, ServerAddress):
        raise Refused(
            f"The record is on a server ({location}).",
            "Its keeper encrypts the server's disk, and asks for TLS: docs/team.md.",
        )
    return location


def _told(done: Converted) -> Conversion:
    still = plain_copies(done.path) if is_encrypted(done.path) else ()
    return Conversion(
        record=done.path, head=str(done.head), set_aside=done.set_aside, still_plain=still
    )
