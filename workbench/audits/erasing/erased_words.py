"""Taking references and notes out of JSON: entries of the history, and how a list was read.

The answers' own entries hold neither, and are left as they are: a note is in them as a salted hash.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from sqlmodel import Session

from workbench.audits.erasing.erased_names import ERASED_WORDS
from workbench.record.history import ERASED, Entry, canonical, entries

NAMES_CASES: Final = frozenset({"out", "in", "case", "cases", "reference", "references"})
"""Where an entry about an audit names a case by its reference."""
TOLD_BY_RULE: Final = frozenset({ERASED, "answer changed", "answer undone", "answer redone"})

SEALED_LONG: Final = "sha256:"
"""How the seal of a long text begins."""

Words = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes words out of the details of an entry."""


def entries_to_change(session: Session, about: str, words: Words) -> Iterator[tuple[Entry, str]]:
    """Give the entries about a subject from which words are to be taken, with what is then left."""
    for entry in tuple(entries(session, about=about)):
        if entry.action not in TOLD_BY_RULE:
            left = canonical(words(json.loads(entry.payload)))
            if left != entry.payload:
                yield entry, left


def without_notes(details: dict[str, Any]) -> dict[str, Any]:
    """Return the details of an entry about an audit without the text of a note."""
    left = details | ({"note": ERASED_WORDS} if details.get("note") else {})
    return _in_seals(left, "replacement", "note", lambda text: text and ERASED_WORDS)


def without_references(names: Mapping[str, str]) -> Words:
    """Return what calls the cases of an entry by other names, and takes its notes out."""

    def words(details: dict[str, Any]) -> dict[str, Any]:
        left = without_notes(details)
        named = {key: _renamed(left[key], names) for key in NAMES_CASES & left.keys()}
        return _in_seals(left | named, "pack", "cases", lambda text: _names_left(text, names))

    return words


def _in_seals(
    details: dict[str, Any], table: str, column: str, left_of: Callable[[str], str]
) -> dict[str, Any]:
    """Take words out of a column that is sealed by itself: if short, it is in the history."""
    rows = details.get("rows", {})
    if table not in rows:
        return details
    seals = {key: seal | {column: left_of(seal[column])} for key, seal in rows[table].items()}
    return details | {"rows": rows | {table: seals}}


def _names_left(text: str, names: Mapping[str, str]) -> str:
    return text if text.startswith(SEALED_LONG) else renamed_text(text, names)


def renamed_text(text: str, names: Mapping[str, str]) -> str:
    """Return JSON in which cases are called by other names."""
    return canonical(_renamed(json.loads(text), names))


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - it is any JSON
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, list):
        return [_renamed(each, names) for each in value]
    if isinstance(value, dict):
        return {key: _renamed(each, names) for key, each in value.items()}
    return value


# How a list was read: the cases that were left out of it since an earlier audit drew them


def names_cases(mapping: str) -> bool:
    """Whether how a list was read names cases that were left out of it."""
    return any(each.get("references") for each in _drawn_before(json.loads(mapping)))


def mapping_without_cases(mapping: str) -> str:
    """Return how a list was read, with the cases that were left out counted and not named."""
    read = json.loads(mapping)
    if not names_cases(mapping):
        return mapping
    counted = [
        each | {"references": [], "erased": each.get("erased", 0) + len(each["references"])}
        for each in _drawn_before(read)
    ]
    return canonical(read | {"options": read["options"] | {"drawn_before": counted}})


def mapping_in_entry(details: dict[str, Any]) -> dict[str, Any]:
    """Do the same in the entry by which the list came in."""
    if "mapping" not in details:
        return details
    return details | {"mapping": mapping_without_cases(details["mapping"])}


def _drawn_before(read: Mapping[str, Any]) -> list[dict[str, Any]]:
    options = read.get("options")
    found = options.get("drawn_before") if isinstance(options, dict) else None
    return found if isinstance(found, list) else []
