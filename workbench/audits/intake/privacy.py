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

SAMPLED_ROWS: Final = 20_000
SAMPLED_VALUES: Final = 500
SUSPECT_SHARE: Final = 0.2
YOUNGEST: Final = 10
OLDEST: Final = 110
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
FORENAMES: Final = (
    "adam aisha alan alex ali amy andrew angela anna anthony barbara ben brian carol "
    "catherine charles chloe chris christine christopher claire daniel david deborah "
    "donna edward elizabeth emily emma fatima fiona gary george graham hannah harry helen "
    "ian jack jacob jacqueline james jane janet jason jennifer jessica joanne john "
    "jonathan joseph joshua julie karen kate keith kelly kevin laura lauren lee linda "
    "lisa louise lucy luke margaret maria mark martin mary matthew michael michelle "
    "mohammed muhammad natalie neil nicholas nicola olivia oliver patricia paul peter "
    "philip rachel rebecca richard robert ruth sally samantha samuel sandra sarah sharon "
    "simon sophie stephen steven stuart susan thomas tracey victoria wendy william zoe"
).replace(" ", "|")
VALUES: Final = {
    "names of people": re.compile(
        rf"(?:mr|mrs|ms|miss|mx|dr)\.? [a-z'\u2019-]+.*"
        rf"|(?:{FORENAMES})(?: [a-z'\u2019-]+){{1,3}}"
        rf"|[a-z'\u2019-]+, ?(?:{FORENAMES})(?: [a-z'\u2019-]+)*",
        re.IGNORECASE,
    ),
    "telephone numbers": re.compile(r"(?:\+44|\(?0)[ \d()-]{9,14}"),
    "postcodes": re.compile(r".*\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "addresses": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE),
}
DATED: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.](\d{4})|(\d{4})-\d{2}-\d{2}.*")


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
    for what, pattern in VALUES.items():
        if _are_many([value for value in values if pattern.fullmatch(value)], values):
            return what
    births = [value for value in values if _is_birth(value, today)]
    return "dates of birth" if _are_many(births, values) else ""


def _are_many(suspected: Sequence[str], values: Sequence[str]) -> bool:
    suspects = len(suspected)
    return suspects > 1 and suspects >= SUSPECT_SHARE * len(values)


def _is_birth(value: str, today: date) -> bool:
    found = DATED.fullmatch(value)
    return found is not None and YOUNGEST <= today.year - int(found[1] or found[2]) <= OLDEST
