"""The record, opened: read as one state, and written one durable transaction at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlmodel import Session

from workbench.errors import NotSaved, RecordUnusable
from workbench.record.location import Location, ServerAddress
from workbench.record.plain_errors import told_as_not_read, told_as_not_saved, told_as_unusable
from workbench.record.postgres import check_database, server_engine
from workbench.record.schema import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    create_schema,
    refuse_newer,
    schema_version,
)
from workbench.record.sqlite_file import (
    FileIdentity,
    check_same_file,
    file_engine,
    identity,
    may_be_written,
    prepare,
)


@dataclass(frozen=True, slots=True)
class Record:
    """An open record. Sessions come from `reading` and `writing`, and nowhere else.

    Attributes:
        location: The file, or the address of the team's database.
        opened: Which file it is, so that another in its place is noticed; None on a server.
        read_only: True where the file or its folder may not be written to.
    """

    location: Location
    engine: Engine
    opened: FileIdentity | None = None
    read_only: bool = False

    @property
    def path(self) -> Path:
        """The file.

        Raises:
            RecordUnusable: The record is on a server, and has none.
        """
        if isinstance(self.location, ServerAddress):
            raise RecordUnusable(
                f"The record is on a server ({self.location}), and is no file.",
                "This is done where the server is kept.",
            )
        return self.location

    @property
    def on_server(self) -> bool:
        """True for a team's record on a server, False for a file."""
        return isinstance(self.location, ServerAddress)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session that sees one state of the record and changes nothing."""
        with told_as_not_read(self.location), Session(self.engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session whose changes are all durable when the block ends, or none is made.

        Raises:
            NotSaved: The record is locked, full, read-only, damaged or out of reach; nothing was
                changed. Only where a server goes away at the very moment of saving may the change
                have been made all the same: what stands then tells.
        """
        self._check_may_write()
        writer = self.engine.execution_options(writing=True)
        with told_as_not_saved(self.location), Session(writer, expire_on_commit=False) as session:
            self._check_same()  # before SQLite makes a journal beside another file
            session.connection()  # takes the lock now, so that what is read cannot be overtaken
            self._check_same()  # another may have been put in its place as this one waited
            yield session
            session.commit()

    def _check_may_write(self) -> None:
        if self.read_only:
            raise NotSaved(
                f"Not saved: {self.location} may only be read.",
                "Check who may write to the file and its folder, or work on a copy.",
            )

    def _check_same(self) -> None:
        if self.opened is not None:
            check_same_file(self.path, self.opened)

    def close(self) -> None:
        """Let go of the file or the server, of what is still at work once it is done."""
        event.listen(self.engine.pool, "checkin", lambda _, returned: returned.invalidate())
        self.engine.dispose()


def open_record(location: Location) -> Record:
    """Open the record at a location; a file is made where there is none.

    A record of an older schema is brought to this one, after a verified backup.

    Raises:
        RecordUnusable: It is foreign or damaged, of a newer version, or cannot be read.
    """
    if isinstance(location, ServerAddress):
        return _open_server(location)
    return _open_file(location)


def create_on_server(address: ServerAddress) -> Record:
    """Make a record with the roles of a team in an empty database, as its owner, and open it.

    Raises:
        RecordUnusable: There is a record already, or the database is not fit for one.
    """
    from workbench.record.roles import begin_as_owner, protect

    record = Record(location=address, engine=server_engine(address))
    with _let_go_if_unusable(record), record.writing() as session:
        connection = session.connection()
        check_database(connection)
        if schema_version(connection):
            raise RecordUnusable(f"{address} has a record already.", "Open it as it is.")
        prefix = begin_as_owner(connection)
        create_schema(connection)
        protect(connection, prefix)
    return record


def _open_server(address: ServerAddress) -> Record:
    record = Record(location=address, engine=server_engine(address))
    with _let_go_if_unusable(record):
        with record.engine.connect() as connection:
            found = schema_version(connection)
            refuse_newer(record.location, connection, found)
        if not found:
            raise RecordUnusable(
                f"{address} has no record yet.", "Its owner makes one: workbench team create."
            )
        if found < SCHEMA_VERSION:
            raise RecordUnusable(
                f"{address} has schema version {found}; this program needs {SCHEMA_VERSION}.",
                "Its owner brings it up to date: workbench team upgrade.",
            )
    return record


def _open_file(path: Path) -> Record:
    made = prepare(path)
    read_only = not may_be_written(path)
    record = Record(
        location=path,
        engine=file_engine(path, read_only=read_only),
        opened=identity(path),
        read_only=read_only,
    )
    with _let_go_if_unusable(record):
        if made:
            _create(record)
        elif _version_of_file(record) < SCHEMA_VERSION:
            return _brought_up_to_date(record)
    return record


@contextmanager
def _let_go_if_unusable(record: Record) -> Iterator[None]:
    try:
        with told_as_unusable(record.location):
            yield
    except BaseException:
        record.close()
        raise


def _create(record: Record) -> None:
    with record.writing() as session:
        connection = session.connection()
        if not schema_version(connection):  # else another program made it as we looked
            create_schema(connection)


def _brought_up_to_date(record: Record) -> Record:
    from workbench.record.migrating import migrate_file

    record.close()
    if record.read_only:
        raise RecordUnusable(
            f"{record.location} is of an older version and may only be read.",
            "Open it once where it may be written to, so that it is brought up to date.",
        )
    migrate_file(record.path)
    return _open_file(record.path)


def _version_of_file(record: Record) -> int:
    with record.engine.connect() as connection:
        _refuse_foreign(record, connection)
        found = schema_version(connection)
        refuse_newer(record.location, connection, found)
    return found


def _refuse_foreign(record: Record, connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        raise RecordUnusable(
            f"{record.location} is a database, but not a Casefile Workbench record.",
            "Choose another file with --record; nothing was changed.",
        )
