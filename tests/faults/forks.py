"""A copy of this process that does a piece of work, says what it has done, and may be killed."""

import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Final

ENDED_IN_AN_ERROR: Final = 70

Say = Callable[[str], None]
"""Tells the process that forked this one; a line is told whole or not at all."""


class Fork:
    """A forked copy of this process, at work until it is done or killed."""

    def __init__(self, work: Callable[[Say], None]) -> None:
        self._told, telling = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _do(work, telling)
        os.close(telling)
        self._text = b""

    def lines(self) -> list[str]:
        """Return the whole lines that it has said so far."""
        return self._text.decode().splitlines()

    def listen_until(self, moment: float) -> None:
        """Take in what it says until a moment, by the monotonic clock, or until it ends."""
        while (left := moment - time.monotonic()) > 0:
            ready, _, _ = select.select([self._told], [], [], left)
            if ready and not self._hear():
                return

    def listen_for(self, lines: int) -> None:
        """Take in what it says until it has said so many lines, or ends."""
        while self._text.count(b"\n") < lines and self._hear():
            pass

    def kill(self) -> None:
        """Kill it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        """Take in the rest and return its exit code; less than 0 where a signal ended it."""
        while self._hear():
            pass
        os.close(self._told)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def _hear(self) -> bytes:
        heard = os.read(self._told, 65536)
        self._text += heard
        return heard


def _do(work: Callable[[Say], None], telling: int) -> None:
    """Work, and leave without a trace of the process this is a copy of."""
    code = ENDED_IN_AN_ERROR
    try:
        work(lambda line: _tell(telling, line))
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it must not go on as its parent
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _tell(telling: int, line: str) -> None:
    os.write(telling, f"{line}\n".encode())
