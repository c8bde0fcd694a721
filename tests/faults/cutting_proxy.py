"""A proxy before a database server, that cuts the connection at the very moment of COMMIT."""

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

PIECE: Final = 65536
COMMIT: Final = b"COMMIT"
ANSWERED_WITHIN_S: Final = 10


class Cut(StrEnum):
    """When the connection is cut."""

    NEVER = "never"
    BEFORE = "before the server has COMMIT"
    AFTER = "after the server has committed, before the program is told"


class CuttingProxy:
    """Passes on what a program and a server say to each other, through sockets in two folders."""

    def __init__(self, folder: Path, server: Path, port: int) -> None:
        self.cut = Cut.NEVER
        self.cuts = 0
        self.let_by = 0
        """So many COMMITs are passed on before the one at which the connection is cut."""
        self._to = str(server / f".s.PGSQL.{port}")
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / f".s.PGSQL.{port}"))
        self._listening.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                program, _ = self._listening.accept()
                threading.Thread(target=self._connect, args=(program,), daemon=True).start()

    def _connect(self, program: socket.socket) -> None:
        with program, socket.socket(socket.AF_UNIX) as server, contextlib.suppress(OSError):
            server.connect(self._to)
            unheard = Unheard()
            said = (server, program, unheard)
            back = threading.Thread(target=_pass_on, args=said, daemon=True)
            back.start()
            self._forth(program, server, unheard)
            server.shutdown(socket.SHUT_WR)
            back.join()

    def _forth(self, program: socket.socket, server: socket.socket, unheard: "Unheard") -> None:
        while said := program.recv(PIECE):
            if self.cut is not Cut.NEVER and COMMIT in said:
                if not self.let_by:
                    after, self.cut = self.cut is Cut.AFTER, Cut.NEVER
                    if after:
                        unheard.commit(server, said)
                    self.cuts += 1
                    program.shutdown(socket.SHUT_RDWR)
                    return
                self.let_by -= 1
            server.sendall(said)


@dataclass(frozen=True)
class Unheard:
    """What a server says that the program is not to hear.

    Attributes:
        begins: From now on it hears nothing.
        was_said: The server has said something since: it has committed.
    """

    begins: threading.Event = field(default_factory=threading.Event)
    was_said: threading.Event = field(default_factory=threading.Event)

    def commit(self, server: socket.socket, said: bytes) -> None:
        """Have the server commit, and wait until it has, so that a test can look at once."""
        self.begins.set()
        server.sendall(said)
        self.was_said.wait(ANSWERED_WITHIN_S)


def _pass_on(source: socket.socket, target: socket.socket, unheard: Unheard) -> None:
    """Pass on all that a server says until it hangs up; one that has hung up hears no more."""
    while said := source.recv(PIECE):
        if unheard.begins.is_set():
            unheard.was_said.set()
            continue
        with contextlib.suppress(OSError):
            target.sendall(said)
