"""Reading a section of YAML key by key, noting what is missing, blank or unknown.

A key that cannot be read gives an empty value and a fault; reading goes on, so that every fault
of a file is found at once. What is read counts only if no fault was noted.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from checklists.faults import FaultList
from checklists.nodes import Items, Node, Section, Text

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class SectionReader:
    """One section of the file, with its name for messages: "question SUP-02"."""

    section: Section
    name: str
    faults: FaultList

    def keys(self, *, needed: Collection[str], optional: Collection[str] = ()) -> None:
        """Note every key that is needed and missing, and every key that is neither."""
        for key in needed:
            if key not in self.section.entries:
                self.faults.add(
                    self.section.line,
                    f"{self.name} has no `{key}`",
                    f"Add a line `{key}:` with its text.",
                )
        known = (*needed, *optional)
        for key in self.section.entries:
            if key not in known:
                self.faults.add(
                    self.line(key), f"{self.name} has an unknown key `{key}`", _advice(key, known)
                )

    def has(self, key: str) -> bool:
        """Whether the key stands in the section."""
        return key in self.section.entries

    def line(self, key: str) -> int:
        """Return the line of a key, or of the section where the key is missing."""
        entry = self.section.entries.get(key)
        return self.section.line if entry is None else entry.line

    def value_line(self, key: str) -> int:
        """Return the line on which the value of a key begins."""
        entry = self.section.entries.get(key)
        return self.section.line if entry is None else entry.node.line

    def text(self, key: str) -> str:
        """Return the text of a key; blank text is a fault."""
        entry = self.section.entries.get(key)
        if entry is None:
            return ""
        if not isinstance(entry.node, Text):
            self._add(key, f"`{key}` is not text", "Write its text behind the colon.")
            return ""
        if not entry.node.value:
            self._add(key, f"`{key}` is empty", "Write its text behind the colon.")
        return entry.node.value

    def texts(self, key: str) -> tuple[tuple[int, str], ...]:
        """Return a list of texts, each with its line; one text alone is a list of one."""
        entry = self.section.entries.get(key)
        if entry is None:
            return ()
        nodes = entry.node.items if isinstance(entry.node, Items) else (entry.node,)
        found = tuple(
            (node.line, node.value) for node in nodes if isinstance(node, Text) and node.value
        )
        if not found or len(found) < len(nodes):
            self._add(key, f"`{key}` is not a list of words", f"Write `{key}: [one, another]`.")
        return found

    def day(self, key: str) -> date:
        """Return the day under a key; anything but year-month-day is a fault."""
        text = self.text(key)
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass  # a date such as 2022-02-30: the same fault as any other text
        if text:
            self.faults.add(
                self.line(key),
                f"`{text}` is not a date",
                "Write year, month and day: `2022-03-29`.",
            )
        return date.min

    def yes_or_no(self, key: str) -> bool:
        """Return whether the text of a key is yes; anything but yes and no is a fault."""
        if not self.has(key):
            return False
        value = self.text(key).casefold()
        if value and value not in ("yes", "no"):
            self._add(key, f"`{key}` is neither yes nor no", f"Write `{key}: yes` or leave it out.")
        return value == "yes"

    def node(self, key: str) -> Node | None:
        """Return what stands under a key, or None where it is missing."""
        entry = self.section.entries.get(key)
        return None if entry is None else entry.node

    def part(self, key: str, name: str) -> "SectionReader | None":
        """Return a reader for the section under a key; anything else there is a fault."""
        node = self.node(key)
        if node is None:
            return None
        if not isinstance(node, Section):
            self._add(key, f"`{key}` is not a block of keys", "Write one `key: text` a line below.")
            return None
        return SectionReader(node, name, self.faults)

    def parts(self, key: str, name: Callable[[int, Section], str]) -> "Iterator[SectionReader]":
        """Give a reader for each section of the list under a key, named by `name`."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, Items) or not node.items:
            self._add(key, f"`{key}` is not a list", "Begin each with a hyphen: `- id: ...`.")
            return
        for number, item in enumerate(node.items, start=1):
            if isinstance(item, Section):
                yield SectionReader(item, name(number, item), self.faults)
            else:
                self.faults.add(
                    item.line,
                    f"number {number} of `{key}` has no keys",
                    "Begin it with `- id: ...`.",
                )

    def _add(self, key: str, problem: str, remedy: str) -> None:
        self.faults.add(self.value_line(key), f"{self.name}: {problem}", remedy)


def _advice(key: str, known: Collection[str]) -> str:
    close = get_close_matches(key, known, n=1)
    if close:
        return f"Is `{close[0]}` meant?"
    return f"Known are {', '.join(known)}."
