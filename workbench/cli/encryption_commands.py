"""Commands that encrypt the record at hand, or make it plain again; and the asking for its key."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.asking import check_can_ask
from workbench.cli.context import Asked, desk
from workbench.cli.printing import say
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from workbench.audits.safekeeping.encrypting import Conversion
    from workbench.record.location import Location

RemovePlain = Annotated[
    bool,
    typer.Option(
        "--remove-plain",
        help="Remove the plain copies beside it: the record as it was, and its backups.",
    ),
]


def add_to(commands: typer.Typer) -> None:
    """Add these commands."""
    commands.command()(encrypt)
    commands.command()(decrypt)


def encrypt(context: typer.Context, remove_plain: RemovePlain = False) -> None:
    """Encrypt the record on this disk by a key. Without the key nobody can read it again, ever."""
    from workbench.audits.safekeeping.encrypting import (
        ENCRYPTED,
        encrypt_record,
        remove_plain_copies,
    )
    from workbench.record.encryption import is_encrypted

    location = _location(context)
    if not (isinstance(location, Path) and location.exists() and is_encrypted(location)):
        _ask_new_key()
        with desk(context, daily=False) as at:
            done = encrypt_record(at, location)
        _enter(context, ENCRYPTED)
        _say_encrypted(done, remove_plain=remove_plain)
    elif not remove_plain:
        raise WorkbenchError(f"{location} is encrypted already.", "Nothing was changed.")
    if remove_plain and isinstance(location, Path):
        for copy in remove_plain_copies(location):
            say(f"removed {copy}")


def decrypt(context: typer.Context) -> None:
    """Make an encrypted record plain again, with its key."""
    from workbench.audits.safekeeping.encrypting import DECRYPTED, decrypt_record

    with desk(context, daily=False) as at:
        done = decrypt_record(at, _location(context))
    _enter(context, DECRYPTED)
    say(f"{done.record} is plain now.", f"As it was, encrypted: {done.set_aside}")


def _enter(context: typer.Context, action: str) -> None:
    from workbench.audits.safekeeping.encrypting import say_converted

    with desk(context, daily=False) as at:
        say_converted(at, action)


def _location(context: typer.Context) -> "Location":
    from workbench.record.location import record_location

    return record_location((context.find_object(Asked) or Asked()).record)


def _ask_new_key() -> None:
    """Ask for a key twice, unless one was given by the environment.

    Raises:
        WorkbenchError: There is nobody to ask, or the two differ.
    """
    from workbench.record.encryption import ENVIRONMENT, key_in_use, use_key

    if key_in_use():
        return
    check_can_ask("key", f"Give one in {ENVIRONMENT}.")
    say("Whoever loses the key loses the record: keep it where your force keeps such keys.")
    key = typer.prompt("Key", hide_input=True)
    if typer.prompt("The same again", hide_input=True) != key:
        raise WorkbenchError("The two keys differ.", "Nothing was changed; run it again.")
    use_key(key)


def _say_encrypted(done: "Conversion", *, remove_plain: bool) -> None:
    say(f"{done.record} is encrypted.", f"history head before: {done.head}")
    if not remove_plain:
        say("Still readable by anyone who has this disk:", *(f"  {c}" for c in done.still_plain))
        say("When the key has opened the record once: workbench encrypt --remove-plain.")
