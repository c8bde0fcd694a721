"""The logins of a team's members on its server: made and granted where one may, else told how."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session

from workbench.errors import Refused
from workbench.record.role_grants import quoted, role_name
from workbench.record.role_rules import Role
from workbench.record.roles import prefix_of

NOT_ALLOWED: Final = "42501"
"""What PostgreSQL calls a privilege that is missing (SQLSTATE)."""
LONGEST: Final = 63


def check_login(login: str) -> None:
    """Check that a login is a name that a server can have.

    Raises:
        Refused: It is not.
    """
    if not login or len(login.encode()) > LONGEST or '"' in login or not login.isprintable():
        raise Refused(
            f"{login!r} cannot be a login.",
            f"Use 1 to {LONGEST} letters, digits and signs, and no quotation mark.",
        )


def give_role(session: Session, login: str, role: Role | None) -> tuple[str, ...]:
    """Let a login have one role of the record and no other, or none; make it where there is none.

    Returns:
        What the server's keeper must still run; empty where it was done.
    """
    connection = session.connection()
    wanted = tuple(_statements(connection, login, role))
    return wanted if not _ran(session, wanted) else ()


def _statements(connection: Connection, login: str, role: Role | None) -> Iterator[str]:
    prefix, name = prefix_of(connection), quoted(login)
    there = login_exists(connection, login)
    if not there and role is not None:
        yield f"CREATE ROLE {name} LOGIN"
    has = roles_of(connection, login, prefix) if there else ()
    for other in has:
        if other is not role:
            yield f"REVOKE {quoted(role_name(prefix, other))} FROM {name}"
    if role is not None and role not in has:
        yield f"GRANT {quoted(role_name(prefix, role))} TO {name}"


def _ran(session: Session, statements: Sequence[str]) -> bool:
    """Run statements, all or none; False where this login may not."""
    attempt = session.begin_nested()
    try:
        for statement in statements:
            session.execute(text(statement.replace(":", r"\:")))
    except ProgrammingError as error:
        attempt.rollback()
        if getattr(error.orig, "sqlstate", None) != NOT_ALLOWED:
            raise
        return False
    attempt.commit()
    return True


def login_exists(connection: Connection, login: str) -> bool:
    """Whether there is such a login on the server."""
    asked = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :login)")
    return bool(connection.execute(asked, {"login": login}).scalar_one())


def roles_of(connection: Connection, login: str, prefix: str) -> tuple[Role, ...]:
    """Return which roles of the record a login was granted."""
    granted = text(
        "SELECT of.rolname FROM pg_auth_members am JOIN pg_roles of ON of.oid = am.roleid "
        "JOIN pg_roles m ON m.oid = am.member WHERE m.rolname = :login"
    )
    names = set(connection.execute(granted, {"login": login}).scalars())
    return tuple(role for role in Role if role_name(prefix, role) in names)


def this_login(connection: Connection) -> str:
    """Return the login of this connection."""
    return str(connection.exec_driver_sql("SELECT session_user").scalar_one())


def set_password(session: Session, login: str, password: str) -> None:
    """Give a login a password, of which only its proof (SCRAM) is sent to the server.

    Raises:
        Refused: This login may not.
    """
    driver = session.connection().connection.driver_connection
    if driver is None:
        raise Refused("The password was not set: the connection is closed.", "Try it again.")
    encrypt = driver.pgconn.encrypt_password
    proof = encrypt(password.encode(), login.encode(), b"scram-sha-256").decode()
    if not _ran(session, (f"ALTER ROLE {quoted(login)} PASSWORD '{proof}'",)):
        raise Refused(
            f"The password of {login} was not set: this login may not.",
            rf"The server's keeper sets it in psql: \password {quoted(login)}",
        )
