"""The roles of a team's database, and what makes the server itself hold to them.

Five roles without login stand for the five that a member can have; a member's own login is granted
one of them. Their names begin with that of the database, so that several records on one server do
not mix: `audits_owner`, `audits_supervisor`, `audits_moderator`, `audits_auditor`, `audits_viewer`.

The owner's role owns every table and function. Row-level security is enabled on every table and
forced on none: the owner makes, upgrades, verifies and backs up the record and must see all of it,
and the functions of `role_sight` run as the owner. No policy can protect a record from its owner.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, text
from sqlmodel import SQLModel

from workbench.errors import RecordUnusable
from workbench.record.role_grants import protection, quoted, role_name
from workbench.record.role_rules import RULES, Role

LONGEST_NAME: Final = 63
"""Bytes of a name on PostgreSQL; it cuts longer ones off, and two roles would be one."""


# A record that has its roles


def prefix_of(connection: Connection) -> str:
    """Return what the names of a record's roles begin with, as it was when the record was made.

    Raises:
        RecordUnusable: The record has no roles.
    """
    if not has_roles(connection):
        raise RecordUnusable(
            "This record was made without the roles of a team.",
            "Its owner gives it them: workbench team upgrade.",
        )
    return str(connection.exec_driver_sql("SELECT team_prefix()").scalar_one())


def is_whole(connection: Connection) -> bool:
    """Whether this login is shown every row: that of an owner, or of the server's keeper."""
    asked = "SELECT NOT row_security_active('answer')"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def is_shown_part(connection: Connection) -> bool:
    """Whether a server keeps rows or columns from this login; a file keeps nothing."""
    return connection.dialect.name == "postgresql" and not is_whole(connection)


# Making the roles, before there is a table


def begin_as_owner(connection: Connection) -> str:
    """Make the roles, and act as the owner's role to the end of the transaction.

    What is in the database already becomes the owner's role's.

    Returns:
        What the names of the roles begin with.

    Raises:
        RecordUnusable: The login may not, or a role of such a name is another's.
    """
    prefix = _database(connection)
    _check_name(prefix)
    _check_owns_database(connection, prefix)
    _make_missing_roles(connection, prefix)
    owner = quoted(role_name(prefix, Role.OWNER))
    if not _is_member(connection, role_name(prefix, Role.OWNER)):
        _run(connection, f"GRANT {owner} TO CURRENT_USER")
    close_database(connection, prefix)
    _run(connection, _adopting(prefix))
    act_as_owner(connection, prefix)
    return prefix


def has_roles(connection: Connection) -> bool:
    """Whether the record was made with the roles of a team."""
    asked = "SELECT to_regproc('team_prefix') IS NOT NULL"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def act_as_owner(connection: Connection, prefix: str) -> None:
    """Let what is made from here to the end of the transaction belong to the owner's role.

    Raises:
        RecordUnusable: The login is no owner of this record.
    """
    owner = role_name(prefix, Role.OWNER)
    if not _is_member(connection, owner):
        raise RecordUnusable(
            f"This login is no member of {owner}.", "Ask an owner of the record to do it."
        )
    _run(connection, f"SET LOCAL ROLE {quoted(owner)}")


def _check_name(prefix: str) -> None:
    if not re.fullmatch("[A-Za-z0-9_-]+", prefix):
        raise RecordUnusable(
            f"The database is named {prefix!r}, from which its roles cannot be named.",
            "Use one whose name is of letters, digits, _ and - only.",
        )
    longest = max(len(role_name(prefix, role)) for role in Role)
    if longest > LONGEST_NAME:
        raise RecordUnusable(
            f"The name of the database, {prefix}, is too long for the names of its roles.",
            f"Use one of at most {LONGEST_NAME - longest + len(prefix)} letters.",
        )


def _owns_database(connection: Connection) -> bool:
    owns = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
    return bool(connection.exec_driver_sql(owns).scalar_one())


def _database(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_database()").scalar_one())


def _check_owns_database(connection: Connection, prefix: str) -> None:
    if not _owns_database(connection):
        raise RecordUnusable(
            f"This login does not own the database {prefix}.",
            f"The server's keeper gives it: ALTER DATABASE {quoted(prefix)} OWNER TO this login.",
        )


def _make_missing_roles(connection: Connection, prefix: str) -> None:
    names = [role_name(prefix, role) for role in Role]
    there = _check_harmless(connection, names)
    missing = [name for name in names if name not in there]
    if missing and not may_make_logins(connection):
        raise RecordUnusable(
            f"This login may not make the roles {', '.join(missing)}.",
            "Ask the server's keeper to run:\n" + "\n".join(roles_for_keeper(connection, missing)),
        )
    for name in missing:
        _run(connection, f"CREATE ROLE {quoted(name)} NOLOGIN")


def _check_harmless(connection: Connection, names: Sequence[str]) -> set[str]:
    """Return which roles there are; refuse what would let strangers in, or let them do more."""
    found = connection.execute(text(_ROLES_THERE), {"names": list(names)}).all()
    for name, powerful, strangers in found:
        if powerful or strangers:
            why = "may do more than a role of a record" if powerful else f"has members: {strangers}"
            raise RecordUnusable(
                f"There is a role {name} on this server already, and it {why}.",
                "Use a database of another name, or ask the server's keeper to drop the role.",
            )
    return {row[0] for row in found}


_ROLES_THERE: Final = """
SELECT r.rolname,
    r.rolcanlogin OR r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolbypassrls,
    (SELECT string_agg(m.rolname, ', ') FROM pg_auth_members am JOIN pg_roles m ON m.oid = am.member
        WHERE am.roleid = r.oid AND m.rolname <> session_user)
FROM pg_roles r WHERE r.rolname = ANY(:names)
"""


def may_make_logins(connection: Connection) -> bool:
    """Whether the login may make others."""
    asked = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = session_user"
    return bool(connection.exec_driver_sql(asked).scalar_one())


def roles_for_keeper(connection: Connection, names: Sequence[str]) -> Iterator[str]:
    """Return the statements by which a server's keeper makes roles for an owner who may not."""
    login = str(connection.exec_driver_sql("SELECT session_user").scalar_one())
    for name in names:
        yield f"CREATE ROLE {quoted(name)} NOLOGIN;"
        yield f"GRANT {quoted(name)} TO {quoted(login)} WITH ADMIN OPTION;"


def _is_member(connection: Connection, name: str) -> bool:
    member = text("SELECT pg_has_role(session_user, :name, 'MEMBER')")
    return bool(connection.execute(member, {"name": name}).scalar_one())


def close_database(connection: Connection, prefix: str) -> None:
    """Close the database to all but the members of the record, if this login owns it."""
    if _owns_database(connection):
        for statement in _closing(_database(connection), prefix, _schema(connection)):
            _run(connection, statement)


def _closing(name: str, prefix: str, schema: str) -> Iterator[str]:
    database, place = quoted(name), quoted(schema)
    everyone = ", ".join(quoted(role_name(prefix, role)) for role in Role)
    yield f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"
    yield f"GRANT CONNECT ON DATABASE {database} TO {everyone}"
    yield f"REVOKE ALL ON SCHEMA {place} FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA {place} TO {everyone}"
    yield f"GRANT CREATE ON SCHEMA {place} TO {quoted(role_name(prefix, Role.OWNER))}"


def _adopting(prefix: str) -> str:
    """Return the statement that gives the tables and functions there are to the owner's role."""
    owner = quoted(role_name(prefix, Role.OWNER))
    return f"""
        DO $do$ DECLARE found record; BEGIN
            FOR found IN
                SELECT 'TABLE ' || oid::regclass AS name FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
                UNION ALL
                SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc
                WHERE pronamespace = current_schema()::regnamespace
            LOOP
                EXECUTE 'ALTER ' || found.name || ' OWNER TO {owner}';
            END LOOP;
        END $do$"""  # noqa: S608 - a checked name


# Protecting the tables, once they are there


def protect(connection: Connection, prefix: str) -> None:
    """Grant and restrict everything, anew where it was before; as the owner's role.

    Raises:
        RecordUnusable: There is a table that no rule speaks of.
    """
    check_every_table_has_rules()
    for statement in protection(prefix, _schema(connection)):
        _run(connection, statement)


def check_every_table_has_rules() -> None:
    """Check that the rules speak of every table, and of no other.

    Raises:
        RecordUnusable: A table was added without saying who may do what with it.
    """
    if strange := SQLModel.metadata.tables.keys() ^ RULES.keys():
        raise RecordUnusable(
            f"It is not said who of a team may see {', '.join(sorted(strange))}.",
            "This is a fault of the program: its table of rules is out of date.",
        )


def _schema(connection: Connection) -> str:
    return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


def _run(connection: Connection, statement: str) -> None:
    connection.execute(text(statement.replace(":", r"\:")))
