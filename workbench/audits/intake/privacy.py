"""A warning where a kept column looks as if it named people: the audit needs no names.

Nothing is blocked: the person who imports decides. The warning names the column, never a value.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Final

from sampling.frames import Frame
from workbench.audits.intake.headers import ColumnMap
from workbench.audits.privacy.sightings import Kind, Sighting, sightings

SAMPLED_ROWS: Final = 20_000
SAMPLED_VALUES: Final = 500
SUSPECT_SHARE: Final = 0.2
PERSON: Final = (
    "victim suspect witness complainant offender officer informant aggrieved caller first last "
    "middle full given family person"
).replace(" ", "|")
HEADERS: Final = {
    "names of people": re.compile(
        rf"\b(?:{PERSON})['\u2019]?s?[ -]*names?\b|\b(?:sur|fore)names?\b"
        r"|\boic\b|\bofficer in (?:the )?case\b"
    ),
    "dates of birth": re.compile(r"\bd\.?o\.?b\b|\bbirth|\bborn\b"),
    "telephone numbers": re.compile(r"\b(?:tele)?phone\b|\bmobile\b|\btel\b"),
    "postcodes": re.compile(r"\bpost ?codes?\b"),
    "addresses": re.compile(r"\baddress(?:es)?\b|\be-?mail\b"),
}
VALUES: Final = {
    Kind.NAME: "names of people",
    Kind.PHONE: "telephone numbers",
    Kind.POSTCODE: "postcodes",
    Kind.EMAIL: "addresses",
    Kind.VEHICLE: "vehicle registrations",
    Kind.BIRTH: "dates of birth",
}
"""What a column looks like whose values look like this, in the order in which it is asked."""
LONGEST_NAME: Final = 4
"""A value of more words than this says more than a name."""


def personal_data(frame: Frame, columns: ColumnMap, *, today: date) -> Iterator[str]:
    """Yield a warning for each kept column that looks as if it held personal data.

    Args:
        frame: The eligible cases.
        columns: How their columns are named in the file.
        today: Decides which dates could be those of births.
    """
    for column in columns.kept:
        values = _different_values(frame.columns[column.kept.field])
        suspicion = _by_header(column.written) or _by_values(values, today)
        if suspicion:
            yield (
                f'The column "{column.written}", kept as {column.kept.field}, looks like '
                f"{suspicion}. Leave it out of the profile unless the audit cannot do without it."
            )


def _different_values(column: Sequence[str]) -> list[str]:
    different = dict.fromkeys(islice(column, SAMPLED_ROWS))
    return [value for value in islice(different, SAMPLED_VALUES) if value]


def _by_header(header: str) -> str:
    spoken = header.casefold().replace("_", " ")
    return next((what for what, pattern in HEADERS.items() if pattern.search(spoken)), "")


def _by_values(values: Sequence[str], today: date) -> str:
    looks = [_kinds(value, today) for value in values]
    for kind, what in VALUES.items():
        if _are_many(sum(kind in kinds for kinds in looks), values):
            return what
    return ""


def _kinds(value: str, today: date) -> set[Kind]:
    """Return what a value is, as a whole or nearly so; a postcode may end an address."""
    return {seen.kind for seen in sightings(value, today=today) if _fills(seen, value)}


def _fills(seen: Sighting, value: str) -> bool:
    if seen.kind is Kind.POSTCODE:
        return True
    if seen.kind is Kind.NAME:
        is_short = len(value.split()) <= LONGEST_NAME
        return is_short and (seen.start == 0 or seen.end == len(value))
    return seen.start == 0 and (seen.end == len(value) or seen.kind is Kind.BIRTH)


def _are_many(suspects: int, values: Sequence[str]) -> bool:
    return suspects > 1 and suspects >= SUSPECT_SHARE * len(values)
