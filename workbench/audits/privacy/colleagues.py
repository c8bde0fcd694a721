"""Colleagues: whether what looks like a name is that of somebody who is registered to read.

"Sgt Webb" and "Ann" are no warning where Ann Webb is registered. "Ann Smith" is, and "victim Ann"
too: where a word for a person of the case stands before it, it may be another's name.
"""

from collections.abc import Collection
from typing import Final

from workbench.audits.privacy import name_words as known
from workbench.audits.privacy.names import WORD
from workbench.audits.privacy.sightings import Kind, Sighting

OF_THE_WORK: Final = frozenset({"officer", "oic", "supervisor"})
OF_THE_CASE: Final = known.ROLES - OF_THE_WORK
"""Words for the people of a case: a name after one is theirs, whoever else is called so."""
NOT_PART_OF_A_NAME: Final = known.TITLES | known.RANKS | OF_THE_WORK


def is_a_colleague(text: str, seen: Sighting, colleagues: Collection[str]) -> bool:
    """Whether a name that was seen in a text is that of one of these people, or a part of it.

    Args:
        text: The text.
        seen: What was seen in it.
        colleagues: The names of people, and what lists call them.
    """
    if seen.kind is not Kind.NAME or not colleagues:
        return False
    words = [word for word in _words(seen.text) if word not in NOT_PART_OF_A_NAME]
    if not words or _words(text[: seen.start])[-1:] in ([role] for role in OF_THE_CASE):
        return False
    return any(_is_of(words, _words(name)) for name in colleagues)


def _is_of(words: list[str], name: list[str]) -> bool:
    """Whether every word is one of a name, or the initial of one; and one at least is a word."""
    initials = {word[0] for word in name}
    return any(word in name for word in words) and all(
        word in name or word in initials for word in words
    )


def _words(text: str) -> list[str]:
    return [found.casefold().replace("\u2019", "'") for found in WORD.findall(text)]
