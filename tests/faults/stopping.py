"""Stopping at the k-th step: each statement of a database and each file operation is one.

A step is what can be seen from inside the program, and is the same on every machine: a statement
as SQLite begins it, a file that is opened, renamed, removed or forced to the disk.
"""

import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any, Final

FILE_STEPS: Final = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate"}
)


class Stopping:
    """Counts the steps of this process within a folder, and kills it at one of them."""

    def __init__(self, folder: Path, at: int) -> None:
        self.steps = 0
        self._folder = str(folder)
        self._at = at

    def begin(self) -> None:
        """Count from now on. It cannot be undone: it is for a process that ends soon."""
        sync, connect = os.fsync, sqlite3.connect

        def counted_sync(handle: int) -> None:
            self._step()
            sync(handle)

        def traced_connect(*where: Any, **how: Any) -> sqlite3.Connection:
            connection = connect(*where, **how)
            connection.set_trace_callback(lambda _: self._step())
            return connection

        os.fsync = counted_sync
        sqlite3.connect = sqlite3.dbapi2.connect = traced_connect
        sys.addaudithook(self._see)

    def _see(self, event: str, values: tuple[object, ...]) -> None:
        if event in FILE_STEPS and str(values[0]).startswith(self._folder):
            self._step()

    def _step(self) -> None:
        self.steps += 1
        if self.steps == self._at:
            os.kill(os.getpid(), signal.SIGKILL)
