"""A file as a plain tree of text, with the line of everything."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text; runs of white space count as one space."""

    line: int
    value: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value`, with the line of the key."""

    line: int
    node: "Node"


@dataclass(frozen=True, slots=True)
class Section:
    """A block of `key: value` lines."""

    line: int
    entries: dict[str, Entry]


Node: TypeAlias = Text | Items | Section
