"""The command palette: the commands of the screen below it, found by a part of their names."""

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from workbench.commands import CommandClass
from workbench.screens.workbench_screen import WorkbenchScreen

if TYPE_CHECKING:
    from collections.abc import Coroutine


class CommandsProvider(Provider):
    """Offers what can be done now on the screen that the palette was opened over."""

    def _offered(self) -> tuple[CommandClass, ...]:
        return self.screen.offered() if isinstance(self.screen, WorkbenchScreen) else ()

    async def discover(self) -> Hits:
        """Offer everything, before anything is typed."""
        for command in self._offered():
            yield DiscoveryHit(_title(command), self._run(command), help=command.help())

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for command in self._offered():
            if (match := matcher.match(_title(command))) > 0:
                yield Hit(
                    match,
                    matcher.highlight(_title(command)),
                    self._run(command),
                    text=_title(command),
                    help=command.help(),
                )

    def _run(self, command: CommandClass) -> "partial[Coroutine[object, object, None]]":
        screen = self.screen
        if not isinstance(screen, WorkbenchScreen):
            raise TypeError("the palette offers the commands of our own screens only")
        return partial(screen.run_command, command)


def _title(command: CommandClass) -> str:
    return f"{command.name()} ({command.key_words()})"
