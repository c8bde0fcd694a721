"""Case fields: what a checklist says of them in words, and what a case holds of them.

A checklist declares each field that its rules use with a phrase. A field is one of two kinds:

    victim: there is [a|no] victim                yes or no: [said for yes|said for no]
    suspect: the suspect is [not] named           yes or no: [said for no]
    status: the investigation is {open|closed}    one of the values between the braces
"""

import re
from collections.abc import Mapping, Sequence

YES_OR_NO = ("yes", "no")
_SPELT_OTHERWISE = {"y": "yes", "true": "yes", "n": "no", "false": "no"}
_VALUES = re.compile(r"\{([^{}]*)\}")
_YES_OR_NO_WORDS = re.compile(r"\[(?:([^\[\]|]*)\|)?([^\[\]|]*)\] ?")


def declared_values(words: str) -> tuple[str, ...]:
    """Return the values a field can take, read from its phrase: between braces, or yes and no."""
    found = _VALUES.search(words)
    if found is None:
        return YES_OR_NO
    return tuple(value.strip() for value in found[1].split("|") if value.strip())


def field_in_words(words: str, values: Sequence[str]) -> str:
    """Return the phrase of a field for some of its values: "the investigation is closed"."""
    if _VALUES.search(words):
        return _VALUES.sub(lambda _: " or ".join(values), words)
    if tuple(values) != ("no",):
        return _YES_OR_NO_WORDS.sub(lambda found: _spaced(found[1]), words).strip()
    if _YES_OR_NO_WORDS.search(words):
        return _YES_OR_NO_WORDS.sub(lambda found: _spaced(found[2]), words).strip()
    return f"it is not so that {words}"


def _spaced(words: str | None) -> str:
    return f"{words} " if words else ""


def known_value(field: str, fields: Mapping[str, str], *, among: Sequence[str]) -> str | None:
    """Return the value of a case's field as the checklist spells it, or None if it is unknown.

    Unknown is: not in the population, blank, or a text that the checklist does not know. Case
    and outer white space do not count; y, n, true and false are read as yes and no.
    """
    text = fields.get(field, "").strip().casefold()
    if tuple(among) == YES_OR_NO:
        text = _SPELT_OTHERWISE.get(text, text)
    return next((value for value in among if value.casefold() == text), None)
