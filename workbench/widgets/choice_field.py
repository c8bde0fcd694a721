"""A choice field: one of a few, shown on one line, changed with the left and right arrows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from workbench.settings import ascii_only


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: what it stands for, and its words."""

    key: str
    words: str


class ChoiceField(Static, can_focus=True):
    """`< simple >  1 of 6`."""

    DEFAULT_CSS = """
    ChoiceField {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { text-style: bold; background: $surface-lighten-2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", "Choice before", show=False, priority=True),
        Binding("right,space", "change(1)", "Next choice", show=False, priority=True),
    ]

    @dataclass
    class Changed(Message):
        """Another choice was made."""

        field: "ChoiceField"

        @property
        def control(self) -> "ChoiceField":
            """The field, for `@on` with a selector."""
            return self.field

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(choice_words(choices, 0), id=id, markup=False)
        self._choices = tuple(choices)
        self._at = 0

    @property
    def value(self) -> str:
        """What is chosen; empty where there is nothing to choose from."""
        return self._choices[self._at].key if self._choices else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(choice.key for choice in self._choices)

    def choose(self, key: str) -> None:
        """Choose one of what can be chosen."""
        self._choose(self.keys.index(key))

    def offer(self, choices: Sequence[Choice], *, at: str | None = None) -> None:
        """Offer other choices; the same one stays chosen where it still can."""
        wanted = self.value if at is None else at
        self._choices = tuple(choices)
        keys = [choice.key for choice in choices]
        self._choose(keys.index(wanted) if wanted in keys else 0)

    def action_change(self, by: int) -> None:
        """Go to another choice, round at the ends."""
        if self._choices:
            self._choose((self._at + by) % len(self._choices))

    def on_click(self) -> None:
        """Go to the next choice."""
        self.action_change(1)

    def _choose(self, at: int) -> None:
        self._at = at
        self.update(choice_words(self._choices, at))
        self.post_message(self.Changed(self))


def choice_words(choices: Sequence[Choice], at: int) -> str:
    """Return the line of a choice field."""
    if not choices:
        return "(nothing to choose from)"
    left, right = ("<", ">") if ascii_only() else ("◂", "▸")
    widest = max(cell_len(choice.words) for choice in choices)
    shown = f"{left} {choices[at].words} {right}"
    if len(choices) == 1:
        return choices[at].words
    return f"{shown}{' ' * (widest - cell_len(choices[at].words))}  {at + 1} of {len(choices)}"
