"""Why a PostgreSQL server lets a program in or not, told as a problem and a remedy."""

import re
from typing import Final

_KEEPER: Final = "Ask who keeps the server: docs/team.md tells what it needs."
_KNOWN: Final = (
    (
        r"no password supplied",
        "the server asks for a password, and none is known for this login",
        (
            "Write a line for it in ~/.pgpass (mode 0600) or in the file that PGPASSFILE names, or "
            "ask who keeps the server for a password: docs/team.md."
        ),
    ),
    (
        r"password authentication failed",
        "the server does not accept the name and password",
        "Check the login in the address, or the password in your .pgpass file.",
    ),
    (
        r"(peer|ident) authentication failed",
        "the server does not take this account of the computer for that login",
        "Name your own login in the address, or ask who keeps the server.",
    ),
    (
        r"could not translate host name|failed to resolve",
        "no server of that name is found from here",
        "Check the name in the address, and that this computer is on the network.",
    ),
    (
        r"no pg_hba.conf entry.*(no encryption|ssl off)",
        "the server does not let this login in from here without encryption",
        "Add ?sslmode=verify-full to the address; if it stays so, ask who keeps the server.",
    ),
    (
        r"no pg_hba.conf entry|pg_hba.conf rejects",
        "the server does not let this login in from here to that database",
        f"Check the login and the database in the address. {_KEEPER}",
    ),
    (
        r"does not support ssl",
        "the address asks for encryption, and the server has none",
        _KEEPER,
    ),
    (
        r"certificate verify failed|root certificate file|server certificate for",
        "the server cannot prove that it is the one in the address",
        (
            "Check the server's name and sslrootcert in the address, or ask who keeps the server; "
            "do not go on without the proof."
        ),
    ),
    (
        r"is not permitted to log in",
        "this login may not log in",
        "Check the login in the address, or ask who keeps the server to let it log in.",
    ),
    (
        r"permission denied for database",
        "this login may not use that database",
        "Ask an owner of the team to add it: workbench team add-user NAME --role R --login LOGIN.",
    ),
    (
        r"too many connections|too many clients|remaining connection slots",
        "all connections of the server are taken",
        "Wait a moment and try again; if it stays so, tell who keeps the server.",
    ),
    (
        r'(database|role) "[^"]*" does not exist',
        "the server has no such database or login",
        "Check the address.",
    ),
)


def words_of_connecting(said: str) -> tuple[str, str] | None:
    """Return the problem, without an end, and the remedy; None where it is something else.

    Args:
        said: What the driver or the server said, in English.
    """
    for sign, problem, remedy in _KNOWN:
        if re.search(sign, said, re.IGNORECASE | re.DOTALL):
            return problem, remedy
    return None
