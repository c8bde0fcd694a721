"""A tick field: any of some, on one line; the arrows go along it, the space bar ticks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

NOTHING: Final = "none yet: the arrows go along them, space ticks"
LESS, MORE = "< ", " >"


class TickField(Static, can_focus=True):
    """`[x] ELP  [ ] PLAN >[ ] SUP`: the one pointed at is where the space bar acts.

    Without the keyboard it names what is ticked.
    """

    DEFAULT_CSS = """
    TickField {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { background: $surface-lighten-2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "point(-1)", "The one before", show=False, priority=True),
        Binding("right", "point(1)", "The next one", show=False, priority=True),
        Binding("space", "tick", "Tick, or take the tick away", show=False, priority=True),
    ]

    @dataclass
    class Changed(Message):
        """Something was ticked, or is not any more; or another one is pointed at."""

        field: "TickField"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, markup=False)
        self._names: tuple[str, ...] = ()
        self._ticked: set[str] = set()
        self._at = 0

    @property
    def ticked(self) -> tuple[str, ...]:
        """What is ticked, in the order in which it is offered."""
        return tuple(name for name in self._names if name in self._ticked)

    @property
    def pointed(self) -> str:
        """The one that the space bar would tick."""
        return self._names[self._at] if self._names else ""

    def offer(self, names: Sequence[str], *, ticked: Sequence[str] = ()) -> None:
        """Offer these, some of them ticked."""
        self._names, self._ticked, self._at = tuple(names), set(ticked), 0
        self._show()

    def action_point(self, by: int) -> None:
        """Go along the line, round at the ends."""
        if self._names:
            self._at = (self._at + by) % len(self._names)
            self._show()

    def action_tick(self) -> None:
        """Tick the one pointed at, or take its tick away."""
        self._ticked ^= {self.pointed}
        self._show()

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001 - Textual's signature
        """Point at one while this field has the keyboard."""
        super().watch_has_focus(has_focus)
        self.update(self._words)

    def _show(self) -> None:
        self.update(self._words)
        self.post_message(self.Changed(self))

    def on_resize(self) -> None:
        """Show as many as fit now."""
        self.update(self._words)

    @property
    def _words(self) -> str:
        if not self._names:
            return "(nothing to choose from)"
        if not self.has_focus:
            return ", ".join(self.ticked) or NOTHING
        return tick_words(self._names, self._ticked, self._at, self.content_size.width)


def tick_words(names: Sequence[str], ticked: Collection[str], at: int, width: int) -> str:
    """Return as many of the names as fit, with the one pointed at among them.

    Args:
        names: All of them.
        ticked: Those that are ticked.
        at: The place of the one pointed at.
        width: The cells there are.
    """
    words = [
        f"{'>' if place == at else ' '}[{'x' if name in ticked else ' '}] {name}"
        for place, name in enumerate(names)
    ]
    first, last = at, at + 1
    while _cells(words, first, last) <= width and last - first < len(words):
        if last < len(words):
            last += 1
        else:
            first -= 1
    while _cells(words, first, last) > width and last - first > 1:
        first, last = (first, last - 1) if last - 1 > at else (first + 1, last)
    return (
        (LESS if first else "") + " ".join(words[first:last]) + (MORE if last < len(words) else "")
    )


def _cells(words: Sequence[str], first: int, last: int) -> int:
    shown = len(" ".join(words[first:last]))
    return shown + len(LESS) * (first > 0) + len(MORE) * (last < len(words))
