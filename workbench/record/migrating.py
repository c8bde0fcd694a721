"""Bringing a record of an older schema to this one: all the steps, or none, after a backup."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, inspect

from workbench.errors import RecordUnusable
from workbench.record.plain_errors import told_as_unusable
from workbench.record.schema import (
    SCHEMA_VERSION,
    VERSION_TABLE,
    mark_version,
    revision,
    schema_version,
)
from workbench.record.sqlite_file import file_engine

if TYPE_CHECKING:
    from workbench.record.engine import Record

STEPS: Final = Path(__file__).with_name("migrations")


def migrate_file(path: Path) -> None:
    """Bring a file to the schema of this program, after a verified backup of it.

    Raises:
        RecordUnusable: A step failed; the file is as it was, and the backup is beside it.
    """
    from workbench.record.backups import back_up_before_migration

    with told_as_unusable(path):
        back_up_before_migration(path)
        engine = file_engine(path, read_only=False)
        try:
            with engine.execution_options(writing=True).begin() as connection:
                if schema_version(connection) < SCHEMA_VERSION:  # else another program has
                    run_steps(connection)
                    _check_references(path, connection)
        finally:
            engine.dispose()


def migrate_server(record: "Record") -> None:
    """Bring a team's database to the schema and the roles of this program, as its owner.

    Raises:
        RecordUnusable: A step failed, or the login is no owner's; the database is as it was.
    """
    from workbench.record.roles import (
        act_as_owner,
        begin_as_owner,
        close_database,
        has_roles,
        prefix_of,
        protect,
    )

    with told_as_unusable(record.location), record.writing() as session:
        connection = session.connection()
        if has_roles(connection):
            prefix = prefix_of(connection)
            close_database(connection, prefix)
            act_as_owner(connection, prefix)
        else:
            prefix = begin_as_owner(connection)
        run_steps(connection)
        protect(connection, prefix)


def run_steps(connection: Connection) -> None:
    """Run every step from the schema that is there to this one, in the caller's transaction."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    _ensure_marked(connection)
    script = ScriptDirectory(str(STEPS), version_locations=[str(STEPS)])
    target = revision(SCHEMA_VERSION)
    environment = EnvironmentContext(
        Config(),
        script,
        fn=lambda at, _: script._upgrade_revs(target, at),  # noqa: SLF001 - as Alembic's own command does
    )
    with environment:
        environment.configure(connection=connection, version_table=VERSION_TABLE)
        environment.run_migrations()
    mark_version(connection, SCHEMA_VERSION)


def _ensure_marked(connection: Connection) -> None:
    """Say in Alembic's table what the header of a first record says: it had no such table."""
    if inspect(connection).has_table(VERSION_TABLE):
        return
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    context.stamp(
        ScriptDirectory(str(STEPS), version_locations=[str(STEPS)]),
        revision(schema_version(connection)),
    )


def _check_references(path: Path, connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RecordUnusable(
            f"{path} cannot be brought up to date: a row of {broken[0]} refers to none of "
            f"{broken[2]}.",
            "Nothing was changed. Run workbench doctor, and restore a backup.",
        )
