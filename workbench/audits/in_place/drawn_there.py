"""Where a list stayed that was drawn from in its database, and the commands that go on with it."""

from collections.abc import Mapping
from shlex import quote


def commands_there(mapping: Mapping[str, object]) -> str:
    """Return how to draw from such a list again, or bring it in, as commands.

    Args:
        mapping: How the list was read, as the record keeps it; the address holds no password.
    """
    database = mapping.get("database")
    said = database if isinstance(database, Mapping) else {}
    address = quote(str(said.get("address", "ADDRESS")))
    what = f"--table {quote(str(said['table']))}" if said.get("table") else "--query FILE"
    return (
        f"Draw from it by command: workbench draw AUDIT --in-place {address} {what}. Or bring it "
        f"in, to look at its rows and draw here: workbench import {address} {what}."
    )
