"""The one place where tests touch what Textual keeps to itself."""

from contextlib import suppress

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from workbench.screens.workbench_screen import WorkbenchScreen

ROUNDS = 100
"""More rounds of waiting than any test needs, so that a test that would hang fails instead."""


def screen_text(app: App[None]) -> str:
    """Return what is visible on the screen, as lines of plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def wait_for(pilot: Pilot[None], words: str) -> str:
    """Wait until these words can be read, on one line or over two, and return all that can be."""
    for _ in range(ROUNDS):
        await _all_painted(pilot)
        seen = screen_text(pilot.app)
        if words in seen or words in " ".join(seen.split()):
            return seen
    raise AssertionError(f"{words!r} did not appear in:\n{seen}")


async def text_at_rest(pilot: Pilot[None]) -> str:
    """Return all that can be read once it stays as it is: nothing is at work, no key is held."""
    before = ""
    for _ in range(ROUNDS):
        await _all_painted(pilot)
        seen = screen_text(pilot.app)
        if seen == before and not _waits(pilot.app):
            return seen
        before = seen
    raise AssertionError(f"it did not come to rest:\n{seen}")


def _waits(app: App[None]) -> bool:
    """Whether the screen holds keys back until something has been read or saved."""
    screen = app.screen
    if not isinstance(screen, WorkbenchScreen):
        return False
    return bool(screen._holds_keys or screen._held or screen._let_go)


async def _all_painted(pilot: Pilot[None]) -> None:
    """Wait for what is at work; what was begun anew meanwhile has given up what it replaced."""
    with suppress(WorkerCancelled):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def type_and_wait(pilot: Pilot[None], *keys: str) -> None:
    """Send keys at once, and wait until every one has acted: on a server each waits for a save."""
    await type_at_once(pilot, *keys)
    for _ in range(ROUNDS):
        await _all_painted(pilot)
        if not _waits(pilot.app):
            return
    raise AssertionError("the screen still waits for something")


async def type_at_once(pilot: Pilot[None], *keys: str) -> None:
    """Send keys faster than anything can be painted, as a script does."""
    for key in keys:
        one = len(key) == 1
        pilot.app.post_message(Key(_character_to_key(key) if one else key, key if one else None))
    await pilot.pause()
