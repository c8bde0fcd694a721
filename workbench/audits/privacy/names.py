"""Where a text seems to name a person: a title, a rank or a known name, and what goes with it.

Words of the work ("Sgt Reviewed", "Victim Support"), abbreviations in capitals and names of places
("Victoria Road", "St John") are no names. A name that no list holds, and that stands beside no
title, rank or role, is not seen.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from workbench.audits.privacy import name_words as known

WORD: Final = re.compile(r"[^\W\d_]+(?:[-'\u2019](?!s\b)[^\W\d_]+)*", re.IGNORECASE)
LONGEST_ABBREVIATION: Final = 4
LONGEST_NAME: Final = 4
SHORTEST_SURNAME: Final = 3
LONGEST_SURE: Final = 5
"""Up to so many letters, an ending such as "ed" says nothing: Reed, King, Ahmed."""

Span = tuple[int, int]
"""Where something begins in a text, and where it ends."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        text: As it is written.
        plain: As the lists have it.
        start: Where it begins.
        gap: What stands between it and the word before.
    """

    text: str
    plain: str
    start: int
    gap: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_all_capitals(self) -> bool:
        """Whether it is nothing but capitals."""
        return self.text.isupper()

    @property
    def is_short_capitals(self) -> bool:
        """Whether it is most likely an abbreviation."""
        return self.is_all_capitals and len(self.text) <= LONGEST_ABBREVIATION


_SIGNS: Final = (
    known.TITLES
    | known.RANKS
    | known.ROLES
    | known.FORENAMES
    | known.AMBIGUOUS_FORENAMES
    | known.SURNAMES
)


def names(text: str) -> Iterator[Span]:
    """Yield where each name begins and ends."""
    words = _words(text)
    at = 0
    while at < len(words):
        found = _name_at(words, at)
        if found is None:
            at += 1
            continue
        first, after = found
        yield words[first].start, words[after - 1].end
        at = after


def _words(text: str) -> Sequence[Word]:
    words, end = [], 0
    for found in WORD.finditer(text):
        plain = found[0].casefold().replace("\u2019", "'")
        words.append(Word(found[0], plain, found.start(), text[end : found.start()]))
        end = found.end()
    return words


def _name_at(words: Sequence[Word], at: int) -> Span | None:
    """Return the first word of a name that this word tells of, and the word after its last."""
    plain = words[at].plain
    if plain not in _SIGNS and "-" not in plain:
        return None
    if plain in known.TITLES:
        return _after_title(words, at)
    if plain in known.RANKS:
        return _after_rank(words, at)
    if plain in known.ROLES:
        return _after_role(words, at)
    if _is_forename(words, at) or _is_surname(words[at]):
        return _whole_name(words, at)
    return None


def _after_title(words: Sequence[Word], at: int) -> Span | None:
    title, first = words[at], _next(words, at)
    if first is None or first.plain in known.NOT_NAMES or first.text == "s":
        return None
    if title.plain == "ms" and first.plain in known.SOFTWARE:
        return None
    if not (first.is_capital or (title.plain in known.ALWAYS_TITLES and len(first.text) > 1)):
        return None
    after = _extended(words, at + 2)
    is_named = len(first.text) > 1 or after > at + 2
    return (at, after) if is_named and not _ends_as_no_name(first) else None


def _after_rank(words: Sequence[Word], at: int) -> Span | None:
    follows = _next(words, at)
    if follows is None or not _could_be_surname(follows):
        return None
    return at, _extended(words, at + 2)


def _after_role(words: Sequence[Word], at: int) -> Span | None:
    """Find "victim Atherton" and "IP Atherton", and not the heading "Victim Journey"."""
    role, follows = words[at], _next(words, at)
    is_heading = role.is_capital and not role.is_all_capitals
    if is_heading or follows is None or not _could_be_surname(follows):
        return None
    return _whole_name(words, at + 1)


def _whole_name(words: Sequence[Word], at: int) -> Span | None:
    first, after = _begun(words, at), _extended(words, at + 1)
    return None if _is_place(words, first, after) else (first, after)


def _is_forename(words: Sequence[Word], at: int) -> bool:
    word, follows = words[at], _next(words, at)
    has_surname = follows is not None and _goes_on(word, follows)
    if word.plain in known.AMBIGUOUS_FORENAMES:
        return word.is_capital and not word.is_short_capitals and has_surname
    is_known = word.plain in known.FORENAMES or (
        word.is_capital and "-" in word.text and word.plain.split("-")[0] in known.FORENAMES
    )
    return is_known and (has_surname or not word.is_short_capitals)


def _is_surname(word: Word) -> bool:
    is_known = any(part in known.SURNAMES for part in (word.plain, *word.plain.split("-")))
    return is_known and word.is_capital and not word.is_short_capitals


def _goes_on(word: Word, follows: Word) -> bool:
    """Whether a word carries on a name, written as the one before it is."""
    if word.is_all_capitals and len(word.text) > 1:
        is_long = len(follows.text) >= SHORTEST_SURNAME
        return follows.is_all_capitals and is_long and _is_of_no_list(follows)
    if not word.is_capital:
        return follows.plain in known.SURNAMES
    return _could_be_surname(follows)


def _could_be_surname(word: Word) -> bool:
    if _is_surname(word):
        return True
    is_written_so = word.is_capital and not word.is_all_capitals
    return is_written_so and len(word.text) >= SHORTEST_SURNAME and _is_of_no_list(word)


def _is_of_no_list(word: Word) -> bool:
    return word.plain not in _OTHER_WORDS and not _ends_as_no_name(word)


_OTHER_WORDS: Final = (
    known.NOT_NAMES
    | known.PLACE_WORDS
    | known.RANKS
    | known.ROLES
    | known.TITLES
    | known.BEFORE_PLACES
)


def _ends_as_no_name(word: Word) -> bool:
    return len(word.text) > LONGEST_SURE and word.plain.endswith(known.NOT_NAME_ENDINGS)


def _next(words: Sequence[Word], at: int) -> Word | None:
    """Return the word that follows in the same phrase, if one does."""
    if at + 1 == len(words) or words[at + 1].gap not in {" ", ". ", "."}:
        return None
    is_abbreviated = len(words[at].text) == 1 or words[at].plain in known.TITLES
    return words[at + 1] if is_abbreviated or words[at + 1].gap == " " else None


def _extended(words: Sequence[Word], after: int) -> int:
    """Return the word after the last of a name, of which the words so far are sure."""
    longest = after + LONGEST_NAME - 1
    while after < longest:
        follows = _next(words, after - 1)
        if follows is None or not (_goes_on(words[after - 1], follows) or _is_initial(follows)):
            break
        after += 1
    return after


def _is_initial(word: Word) -> bool:
    return len(word.text) == 1 and word.is_capital and word.text not in "AI"


def _begun(words: Sequence[Word], at: int) -> int:
    """Return where a name begins: an unknown forename, an initial, or "Doe, Jane"."""
    if at == 0:
        return at
    before = words[at - 1]
    if words[at].gap == " " and (_could_be_surname(before) or _is_initial(before)):
        return at - 1
    if words[at].gap == ", " and _could_be_surname(before):
        return at - 1
    return at


def _is_place(words: Sequence[Word], first: int, after: int) -> bool:
    """Whether it is the name of a place, an operation or a law: "St John", "Clare's Law"."""
    if first and words[first].gap in {" ", ". "} and words[first - 1].plain in known.BEFORE_PLACES:
        return True
    if after == len(words):
        return False
    follows = words[after]
    if follows.gap == " " and follows.plain in known.PLACE_WORDS:
        return follows.is_capital == words[after - 1].is_capital
    follows_law = after + 1 < len(words) and words[after + 1].plain in known.AFTER_NAMES_OF_LAWS
    return follows.plain == "s" and follows_law
