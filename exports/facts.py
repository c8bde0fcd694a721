"""Facts about an audit as labelled lines in sections, for any page that is read downwards."""

from dataclasses import dataclass
from typing import Final

NOT_HELD: Final = "none: the list stays in its database"
"""Stands for the fingerprint of what was never read whole."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it; `verbatim` is to be copied, so it keeps its spacing."""

    label: str
    value: str | int
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its facts."""

    title: str
    facts: tuple[Fact, ...]
