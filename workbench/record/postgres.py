"""The record as a team's PostgreSQL database: one writer at a time, and one state to a reader."""

from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event

from workbench.errors import RecordUnusable
from workbench.record.location import ServerAddress

CONNECT_TIMEOUT_S: Final = 2
UNANSWERED_MS: Final = 5000
"""A server that acknowledges nothing for so long is taken to be away, on a network."""
LOCK_TIMEOUT_MS: Final = 5000
WRITER_LOCK: Final = 0x43465742
"""The advisory lock that a writer holds to the end of its transaction, as a file has one writer."""


def server_engine(address: ServerAddress) -> Engine:
    """Return an engine on a team's database.

    A connection that the server has dropped is noticed before it is used, and made anew.

    Raises:
        RecordUnusable: The extra `team` is not installed.
    """
    try:
        engine = create_engine(
            address.url,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": CONNECT_TIMEOUT_S,
                "tcp_user_timeout": UNANSWERED_MS,
                "keepalives_idle": UNANSWERED_MS // 1000,
                "keepalives_interval": 1,
                "keepalives_count": 3,
                "options": f"-c lock_timeout={LOCK_TIMEOUT_MS} -c client_encoding=UTF8",
                "application_name": "casefile-workbench",
            },
        )
    except ModuleNotFoundError:
        raise RecordUnusable(
            "A team's record needs the extra `team`, which is not installed.",
            "Install it: pip install casefile-workbench[team].",
        ) from None
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def check_database(connection: Connection) -> None:
    """Check that a database sorts and stores text as a file does.

    Raises:
        RecordUnusable: It would sort references in another order, or not hold all of them.
    """
    encoding, collation = connection.exec_driver_sql(
        "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database "
        "WHERE datname = current_database()"
    ).one()
    if encoding != "UTF8" or collation not in {"C", "C.UTF-8", "POSIX"}:
        raise RecordUnusable(
            f"This database stores text as {encoding} and sorts it by {collation}.",
            "Make one that does as a record must: CREATE DATABASE name TEMPLATE template0 "
            "ENCODING 'UTF8' LOCALE 'C'.",
        )
