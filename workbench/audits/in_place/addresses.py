"""Addresses of databases: read, and written down without what must stay secret."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from sqlalchemy import URL

POSTGRESQL: Final = "postgresql"
DRIVERS: Final[Mapping[str, str]] = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
"""The driver of a kind of database whose address names none."""
TOLD_OPTIONS: Final = ("host", "port")
"""Options of an address that say where a database is; any other may hold a secret."""
HIDDEN: Final = "***"


def is_address(text: str) -> bool:
    """Whether a source is the address of a database, and not a file."""
    return "://" in text


def read_address(text: str) -> "URL":
    """Return an address, with the driver that this program uses.

    Raises:
        WorkbenchError: It is no address, or names a file that is not there.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        address = make_url(text)
    except (ArgumentError, ValueError):
        # What was typed is not shown: a password may stand anywhere in it.
        raise WorkbenchError(
            "The address of the database cannot be read.",
            "Write it postgresql://USER@HOST:PORT/DATABASE, with %40 for an @ in a name.",
        ) from None
    _check_file(address)
    return address.set(drivername=DRIVERS.get(address.drivername, address.drivername))


def told_address(address: "URL") -> str:
    """Return where a database is and who asks it, without password, driver or options."""
    from sqlalchemy import URL

    told = URL.create(
        address.get_backend_name(),
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query={name: value for name, value in address.query.items() if name in TOLD_OPTIONS},
    )
    return told.render_as_string(hide_password=False)  # it has none


def without_secrets(text: str, address: "URL") -> str:
    """Return what a server or driver said, with nothing of the address that may be secret."""
    options = [value for name, value in address.query.items() if name not in TOLD_OPTIONS]
    values = [one for value in options for one in ([value] if isinstance(value, str) else value)]
    for secret in filter(None, (address.password, *values)):
        text = text.replace(str(secret), HIDDEN)
    return text


def _check_file(address: "URL") -> None:
    """A database that is a file must be there: opening it would make an empty one."""
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise WorkbenchError(
            f"There is no database file {address.database!r}.", "Check the path in the address."
        )
