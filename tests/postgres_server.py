"""A real PostgreSQL server for the tests: begun in a folder of its own, and stopped at the end."""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine

INSTALLED = "/usr/lib/postgresql"
PORT = 54320
"""Only the name of the socket: no port is opened."""
SETTINGS = "synchronous_commit=on", "listen_addresses=''", "max_connections=60"


def programs() -> Path | None:
    """Return the folder of the server's programs; None where no server is installed."""
    newest_first = sorted(Path(INSTALLED).glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    return next(
        (folder for folder in [*newest_first, *found] if (folder / "initdb").exists()), None
    )


def server_version() -> str:
    """Return the name and version of the server that tests start."""
    folder = programs()
    if folder is None:
        return "no PostgreSQL"
    said = subprocess.check_output([str(folder / "pg_ctl"), "--version"], text=True)
    return " ".join(re.findall(r"PostgreSQL|\d+\.\d+", said)[:2])


def why_no_server() -> str | None:
    """Return why no server can be started here; None where one can."""
    if programs() is None:
        return "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and not _has_postgres_user():
        return "PostgreSQL refuses to run as root, and there is no user `postgres` to run it as"
    return None


def _has_postgres_user() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return shutil.which("runuser") is not None


@dataclass
class PostgresServer:
    """A server that listens on a socket in its own folder, and nowhere else.

    Attributes:
        durable: Whether it waits for the disk, as a real one does. Most tests have no need of it.
    """

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="wb-pg-")))
    durable: bool = False
    _names: count = field(default_factory=count)

    def make(self) -> None:
        """Make the server's files, and start it."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "--no-sync")
        self.start()

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    def start(self) -> None:
        synced = f"fsync={'on' if self.durable else 'off'}"
        settings = " ".join(f"-c {setting}" for setting in (synced, *SETTINGS))
        options = f"-p {PORT} -k {self.folder} {settings}"
        self.run("pg_ctl", "-D", self.data, "-l", f"{self.data}/log", "-o", options, "-w", "start")

    def stop(self, mode: str = "fast") -> None:
        self.run("pg_ctl", "-D", self.data, "-m", mode, "-w", "stop")

    def remove(self) -> None:
        """Stop it, if it runs, and leave nothing of it."""
        if (Path(self.data) / "postmaster.pid").exists():
            self.stop("immediate")
        shutil.rmtree(self.folder)

    def run(self, program: str, *words: str) -> None:
        """Run one of the server's programs, as a user that is not root."""
        folder = programs()
        assert folder is not None, why_no_server()
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        locale = ["--encoding=UTF8", "--locale=C"] if program == "initdb" else []
        subprocess.run(
            [*as_user, str(folder / program), *words, *locale],
            check=True,
            cwd="/",
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=60,
        )

    def url(self, database: str, user: str = "postgres") -> str:
        """Return the address of a database on it."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}&port={PORT}"

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the server's own keeper, outside a transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        engine.dispose()

    def new_database(self, template: str = "template0") -> str:
        """Make a database, and return its name."""
        name = f"test_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name
