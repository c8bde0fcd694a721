"""The words of the warning: what a text that is kept, or is to be, looks to hold."""

from collections.abc import Collection
from datetime import date
from typing import Final

from workbench.audits.privacy.colleagues import is_a_colleague
from workbench.audits.privacy.sightings import Sighting, sightings

SHOWN: Final = 3
"""How much of what was seen is told; the rest is counted."""


def warning_of(
    text: str, *, today: date, called: str = "The note", colleagues: Collection[str] = ()
) -> str:
    """Return what a text looks to hold, quoted, or nothing where it looks clean.

    It is for the person who typed the text, there and then: it quotes what it saw.

    Args:
        text: What is to be kept, or was.
        today: See `sightings`.
        called: What the text is, to begin the sentence with.
        colleagues: Names that are not warned about: those of people who are registered.
    """
    found = _strangers(text, today, colleagues)
    if not found:
        return ""
    seen = [f'what looks like {each.kind}: "{each.text}"' for each in found[:SHOWN]]
    return f"{called} has {_joined(seen, len(found))}."


def warning_without_quotes(
    text: str, *, today: date, called: str, colleagues: Collection[str] = ()
) -> str:
    """Return the same for a text that was read from a file: where it stands, and no value.

    What a command prints about a file may be kept in a log, where no personal data belongs.
    """
    found = _strangers(text, today, colleagues)
    if not found:
        return ""
    seen = [f"what looks like {each.kind} at character {each.start + 1}" for each in found[:SHOWN]]
    return f"{called} has {_joined(seen, len(found))}."


def _strangers(text: str, today: date, colleagues: Collection[str]) -> list[Sighting]:
    found = sightings(text, today=today)
    return [each for each in found if not is_a_colleague(text, each, colleagues)]


def _joined(seen: list[str], of_all: int) -> str:
    more = [f"{of_all - SHOWN} more"] if of_all > SHOWN else []
    return " and ".join(filter(None, ["; ".join([*seen, *more][:-1]), [*seen, *more][-1]]))
