"""A backup of a team's record: what `pg_dump` writes, and what the server's keeper puts back."""

import os
import subprocess
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Final

from exports.whole_files import is_there
from workbench.errors import Refused
from workbench.record.copies import Copy, part_of, put, sync
from workbench.record.history import head
from workbench.record.location import ServerAddress

if TYPE_CHECKING:
    from sqlalchemy import URL

    from workbench.record.engine import Record

DUMP: Final = "pg_dump"
LIST: Final = "pg_restore"


def dump_server(record: "Record", target: Path, *, force: bool = False) -> Copy:
    """Write a team's record to a file with `pg_dump`, in its custom format.

    The head that is told is that of the moment before it: the dump holds it, and what came since.

    Raises:
        Refused: `pg_dump` is not on this computer, did not go through, or the target is there.
    """
    if is_there(target) and not force:
        raise Refused(
            f"{target} is there already.", "Choose another name, or write over it with --force."
        )
    _check_tools(record)
    with record.reading() as session:
        newest = head(session)
    with part_of(target) as part:
        _dump(record, part)
        sync(part)
        size = part.stat().st_size
        put(part, target, force=force)
    return Copy(path=target, head=newest, size=size)


def _check_tools(record: "Record") -> None:
    missing = [tool for tool in (DUMP, LIST) if which(tool) is None]
    if missing:
        raise Refused(
            f"The record is on a server, and {missing[0]} is not on this computer.",
            f"Who keeps the server runs: {command_of_keeper(record)}",
        )


def command_of_keeper(record: "Record") -> str:
    """Return what the server's keeper runs for a backup."""
    return f"{DUMP} --format=custom --file=FILE {_url(record).database}"


def _dump(record: "Record", part: Path) -> None:
    url, secret = _apart(_url(record))
    address = url.render_as_string(hide_password=False)
    _run([DUMP, "--format=custom", f"--file={part}", f"--dbname={address}"], secret, record)
    _run([LIST, "--list", str(part)], {}, record)  # what was written can be read back


def _apart(url: "URL") -> "tuple[URL, dict[str, str]]":
    """Return an address without its password, and the password for the environment.

    What stands on a command line can be read by everyone on the computer.
    """
    from sqlalchemy import URL

    query = {name: value for name, value in url.query.items() if name != "password"}
    password = url.password or url.query.get("password")
    bare = URL.create(
        "postgresql",
        username=url.username,
        host=url.host,
        port=url.port,
        database=url.database,
        query=query,
    )
    return bare, {"PGPASSWORD": str(password)} if password else {}


def _run(command: list[str], secret: dict[str, str], record: "Record") -> None:
    done = subprocess.run(  # noqa: S603 - a fixed program, and no shell
        command, env={**os.environ, **secret}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = next(iter(done.stderr.strip().splitlines()), "it did not say why")
        raise Refused(
            f"No backup was made of {record.location}: {said}.",
            f"Who keeps the server runs: {command_of_keeper(record)}",
        )


def _url(record: "Record") -> "URL":
    from sqlalchemy import make_url

    if not isinstance(record.location, ServerAddress):
        raise TypeError(record.location)
    return make_url(record.location.url)
