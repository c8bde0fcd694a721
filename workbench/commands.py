"""Commands: everything a person can do by key, each declared once.

A command is a class. Its name is what the palette shows and the method that does it
(`NextUnscored` is "Next unscored", done by `action_next_unscored`); its docstring is the sentence
in help; its keys and the words for the key bar stand in it. Nothing is declared twice.
"""

import re
from collections.abc import Iterable
from inspect import cleandoc
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

KEY_WORDS: Final = {
    "escape": "esc",
    "pageup": "pgup",
    "pagedown": "pgdn",
    "f1": "F1",
    "f2": "F2",
    "comma": ",",
}


def key_words(key: str) -> str:
    """Return a key as a person reads it: "esc" for "escape"."""
    return KEY_WORDS.get(key, key)


class Command:
    """A thing a person can do, by a key, from the palette or from help.

    Attributes:
        keys: The keys, the one to show first.
        footer: The words for the key bar; empty for a command that is not shown there.
        while_typing: Whether it also works while a text field has the keyboard.
        title: Its name, where the words of the class name are not the best.
        duty: What of a team's work it is, as `people.duties` names it; empty for what all may do.
            It is offered to those only whose role may.
    """

    keys: ClassVar[tuple[str, ...]] = ()
    footer: ClassVar[str] = ""
    while_typing: ClassVar[bool] = False
    title: ClassVar[str] = ""
    duty: ClassVar[str] = ""

    @classmethod
    def action(cls) -> str:
        """Return the name of the method that does it, without `action_`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def name(cls) -> str:
        """Return its name in words."""
        return cls.title or cls.action().replace("_", " ").capitalize()

    @classmethod
    def help(cls) -> str:
        """Return the sentence that says what it does."""
        return " ".join(cleandoc(cls.__doc__ or "").split())

    @classmethod
    def key_words(cls) -> str:
        """Return its keys as a person reads them: "u, ctrl+z"."""
        return ", ".join(map(key_words, cls.keys))

    @classmethod
    def bindings(cls, *, at_once: bool) -> list[BindingType]:
        """Return its key bindings.

        Args:
            at_once: Whether the key acts before anything typed after it is looked at.
        """
        return [
            Binding(
                key,
                cls.action(),
                description=cls.name(),
                show=bool(cls.footer),
                priority=at_once,
                tooltip=cls.help(),
            )
            for key in cls.keys
        ]


CommandClass = type[Command]


def bindings_of(commands: Iterable[CommandClass], *, at_once: bool = False) -> list[BindingType]:
    """Return the key bindings of some commands."""
    return [binding for command in commands for binding in command.bindings(at_once=at_once)]


class Help(Command):
    """Show every command of this screen; type to find one, enter runs it."""

    keys = ("?", "f1")
    footer = "Help"


class CommandPalette(Command):
    """Find a command by a part of its name, and run it."""

    keys = ("ctrl+p",)
    title = "Commands"
    while_typing = True


class Quit(Command):
    """Leave the app. Every answer that was given is saved already."""

    keys = ("ctrl+q",)
    while_typing = True


class GoUp(Command):
    """Close what is open, or go up one level. Nothing is lost, and it never quits."""

    keys = ("escape",)
    footer = "Back"
    title = "Back"
    while_typing = True


class LightOrDark(Command):
    """Change between the light and the dark theme; the choice is remembered."""

    keys = ("f2",)
    title = "Light or dark theme"


class Down(Command):
    """Go down one line."""

    keys = ("j", "down")


class Up(Command):
    """Go up one line."""

    keys = ("k", "up")


class First(Command):
    """Go to the first line."""

    keys = ("g", "home")


class Last(Command):
    """Go to the last line."""

    keys = ("G", "end")


class NextPage(Command):
    """Go down one page of the list."""

    keys = ("pagedown",)


class PreviousPage(Command):
    """Go up one page of the list."""

    keys = ("pageup",)


class Choose(Command):
    """Open the line at hand."""

    keys = ("enter",)
    footer = "Open"
    title = "Open"


class KeepTyped(Command):
    """Keep the line that is being typed, or go where it says."""

    keys = ("enter",)
    footer = "Keep"
    title = "Keep what is typed"
    while_typing = True


class GoToPopulation(Command):
    """Go to the list of cases that this audit draws from."""

    keys = ("1",)
    title = "Go to 1 Population"


class GoToDraw(Command):
    """Go to the draw of this audit: how its sample was chosen."""

    keys = ("2",)
    title = "Go to 2 Draw"


class GoToScore(Command):
    """Go to the scoring of this audit, at the question where you left it."""

    keys = ("3",)
    title = "Go to 3 Score"


class GoToResults(Command):
    """Go to the rates of this audit, with their intervals."""

    keys = ("4",)
    title = "Go to 4 Results"


class GoToExport(Command):
    """Go to the files that this audit can write."""

    keys = ("5",)
    title = "Go to 5 Export"


class GoToBaselines(Command):
    """Go to the verdicts: this audit beside what inspections found."""

    keys = ("6",)
    title = "Go to 6 Baselines"


EVERYWHERE: Final[tuple[CommandClass, ...]] = (GoUp, Help, LightOrDark)
"""Commands of every screen."""

APP_WIDE: Final[tuple[CommandClass, ...]] = (CommandPalette, Quit)
"""Commands that work over every screen, dialogs too."""

LIST_MOVES: Final[tuple[CommandClass, ...]] = (Down, Up, First, Last)
"""Commands of every screen with a list of lines."""

PAGE_MOVES: Final[tuple[CommandClass, ...]] = (NextPage, PreviousPage)
"""Commands of every screen with a long list."""

STEP_COMMANDS: Final[tuple[CommandClass, ...]] = (
    GoToPopulation,
    GoToDraw,
    GoToScore,
    GoToResults,
    GoToExport,
    GoToBaselines,
)
"""Commands of every screen of an audit."""
