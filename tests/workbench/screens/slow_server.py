"""What tests of screens on a slow server share: how to make it slow, and what is seen meanwhile."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import OperationalError
from textual.pilot import Pilot

from tests.workbench.textual_private import screen_text
from workbench.record.location import ServerAddress
from workbench.record.postgres import WRITER_LOCK


@contextmanager
def another_is_writing(address: ServerAddress) -> Iterator[Connection]:
    """Hold the right to write, so that a save waits until this ends."""
    engine = create_engine(address.url)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({WRITER_LOCK})")
        yield connection
        with suppress(OperationalError):  # the server was stopped meanwhile
            connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")
    engine.dispose()


async def seen_while_at_work(pilot: Pilot[None], words: str) -> str:
    """Wait until words are on the screen, whatever work is going on."""
    until = time.monotonic() + 20
    while words not in (seen := screen_text(pilot.app)):
        assert time.monotonic() < until, seen
        await pilot.pause(0.01)
    return seen


class LongestWait:
    """The longest time in which the app looked at nothing, in seconds."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last = time.monotonic()
        self._beat()

    def _beat(self) -> None:
        now = time.monotonic()
        self.seconds = max(self.seconds, now - self._last)
        self._last = now
        self.handle = asyncio.get_running_loop().call_later(0.01, self._beat)
