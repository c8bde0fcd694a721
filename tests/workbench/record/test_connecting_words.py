"""What a server says to a connection that it does not take: a plain reason and a true remedy."""

import pytest
from sqlalchemy.exc import OperationalError

from workbench.record.connecting_words import words_of_connecting
from workbench.record.location import ServerAddress
from workbench.record.plain_errors import in_words

AT = 'connection to server at "10.0.0.1", port 5432 failed: '
FATAL = f"{AT}FATAL:  "
ENTRY = 'no pg_hba.conf entry for host "10.0.0.2", user "full", database "locked", '


@pytest.mark.parametrize(
    ("said", "problem", "remedy"),
    [
        (f"{AT}fe_sendauth: no password supplied", "asks for a password", "~/.pgpass"),
        (
            f'{FATAL}password authentication failed for user "hal"',
            "does not accept the name and password",
            "your .pgpass",
        ),
        (
            f'{FATAL}Peer authentication failed for user "hal"',
            "does not take this account",
            "your own login",
        ),
        ("failed to resolve host 'x': Name or service not known", "no server of that", "the name"),
        (f"{FATAL}{ENTRY}no encryption", "without encryption", "?sslmode=verify-full"),
        (f"{FATAL}{ENTRY}SSL encryption", "does not let this login in from here", "who keeps"),
        (
            f"{AT}server does not support SSL, but SSL was required",
            "asks for encryption, and the server has none",
            "who keeps",
        ),
        (f"{AT}SSL error: certificate verify failed", "cannot prove", "sslrootcert"),
        (f'{FATAL}role "hal" is not permitted to log in', "may not log in", "who keeps"),
        (
            f'{FATAL}permission denied for database "audits"\nDETAIL:  no CONNECT privilege.',
            "may not use that database",
            "workbench team add-user",
        ),
        (f'{FATAL}too many connections for role "hal"', "connections", "Wait a moment"),
        (f"{FATAL}sorry, too many clients already", "connections", "Wait a moment"),
        (f"{FATAL}remaining connection slots are reserved", "connections", "Wait a moment"),
        (f'{FATAL}database "locked" does not exist', "no such database or login", "the address"),
        (f'{FATAL}role "full" does not exist', "no such database or login", "the address"),
    ],
)
def test_each_refusal_has_its_own_reason_and_remedy(said: str, problem: str, remedy: str) -> None:
    found = words_of_connecting(said)
    assert found is not None
    assert problem in found[0]
    assert remedy in found[1]
    address = ServerAddress("postgresql+psycopg://hal@h/audits")
    told = in_words(address, OperationalError("", None, Exception(said)))
    assert told == (f"Not saved: {found[0]} ({address}).", found[1])


@pytest.mark.parametrize(
    "said", ["Connection refused", 'relation "cases" does not exist', "database is locked"]
)
def test_what_is_no_refusal_of_a_connection_is_left_to_others(said: str) -> None:
    assert words_of_connecting(said) is None
