"""A capacity field: whether somebody reads, and how much against the others."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from workbench.settings import ascii_only

MOST: Final = 99
DOES_NOT_READ: Final = "[ ] does not read"


class CapacityField(Static, can_focus=True):
    """`[x] capacity < 2 >`: the space bar ticks, left and right change the capacity."""

    DEFAULT_CSS = """
    CapacityField {
        height: 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &:focus { text-style: bold; background: $surface-lighten-2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", "Less", show=False, priority=True),
        Binding("right", "change(1)", "More", show=False, priority=True),
        Binding("space", "tick", "Tick, or take the tick away", show=False, priority=True),
    ]

    @dataclass
    class Changed(Message):
        """The tick or the capacity is another."""

        field: "CapacityField"

    def __init__(self, *, ticked: bool, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(capacity_words(1 if ticked else 0), id=id, markup=False)
        self._ticked = ticked
        self._capacity = 1

    @property
    def capacity(self) -> int:
        """How much they read against the others; 0 where they do not."""
        return self._capacity if self._ticked else 0

    def action_change(self, by: int) -> None:
        """Change the capacity; right ticks as well."""
        if not self._ticked:
            self._ticked = by > 0
        else:
            self._capacity = min(max(self._capacity + by, 1), MOST)
        self._show()

    def action_tick(self) -> None:
        """Tick, or take the tick away."""
        self._ticked = not self._ticked
        self._show()

    def on_click(self) -> None:
        """Tick, or take the tick away."""
        self.action_tick()

    def _show(self) -> None:
        self.update(capacity_words(self.capacity))
        self.post_message(self.Changed(self))


def capacity_words(capacity: int) -> str:
    """Return the line of a capacity field."""
    if not capacity:
        return DOES_NOT_READ
    left, right = ("<", ">") if ascii_only() else ("◂", "▸")
    return f"[x] capacity {left} {capacity} {right}"
