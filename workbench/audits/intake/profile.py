"""A profile: which columns of a list are kept, as which fields, and under which policies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

TEXT: Final = "text"
LOWER: Final = "lower"
MARKER: Final = "marker"
DATE: Final = "date"
KINDS: Final = (TEXT, LOWER, MARKER, DATE)
BLANK_POLICIES: Final = ("refuse", "reject")
DUPLICATES_POLICIES: Final = ("refuse", "first", "latest")
LOCAL_TIME: Final = "Europe/London"
RESERVED_FIELDS: Final = ("reference", "row", "force")
FIELD: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class KeptColumn:
    """A column that is kept, and how.

    Attributes:
        field: Its name in the frame.
        source: Its name in the file; case and outer spaces do not matter.
        kind: text; lower (text in lower case); marker (yes, no or blank); date.
        required: A list without it is refused; else its absence is noted.
        format: Of a date: day-first, month-first, iso, month, or empty to let the column decide.
    """

    field: str
    source: str
    kind: str = TEXT
    required: bool = False
    format: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """How a list of one kind becomes a frame.

    Attributes:
        name: What `--profile` calls it.
        title: What it is for, in a line.
        reference: The column of the case reference; None to derive one from each row's cells.
        date: The date that places a case in a period, if the list has one.
        kept: The other columns that are kept.
        blank: What to do with a row without a reference: refuse (the list) or reject (the row).
        duplicates: What to do with a repeated reference: refuse, or keep the first or the latest.
        force_from_file_name: Keep the force that a data.police.uk file is named after.
        time_zone: Where the local time is; times with an offset from UTC are taken to it.
    """

    name: str
    title: str
    reference: str | None
    date: KeptColumn | None = None
    kept: tuple[KeptColumn, ...] = ()
    blank: str = "refuse"
    duplicates: str = "refuse"
    force_from_file_name: bool = False
    time_zone: str = LOCAL_TIME

    @property
    def wanted(self) -> tuple[str, ...]:
        """The names of all columns that are looked for in a header."""
        date = (self.date.source,) if self.date else ()
        reference = (self.reference,) if self.reference else ()
        return (*reference, *date, *(column.source for column in self.kept))

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the kept fields, the date first."""
        return tuple(column.field for column in (*([self.date] if self.date else []), *self.kept))


def profile_from_options(
    *,
    reference: str | None = None,
    date: str | None = None,
    keep: Iterable[str] = (),
    date_format: str = "",
    over: Profile | None = None,
) -> Profile:
    """Return the profile that `--ref`, `--date` and `--keep` describe.

    Args:
        reference: The column of the case reference; None to derive one, or as in `over`.
        date: The column of the date, if any.
        keep: The columns to keep, each `COLUMN` or `field=COLUMN`.
        date_format: One of the formats of `KeptColumn`, or empty.
        over: A profile that these options change and add to.
    """
    start = over or Profile(
        name="options", title="Columns named on the command line", reference=None
    )
    return replace(
        start,
        reference=reference or start.reference,
        date=KeptColumn(field_name(date), date, DATE, required=True, format=date_format)
        if date
        else start.date,
        kept=(*start.kept, *(_kept(choice) for choice in keep)),
    )


def field_name(source: str) -> str:
    """Return the field name for a column: `Offence Group` becomes `offence_group`."""
    words = re.findall(r"[a-z0-9]+", source.casefold())
    name = "_".join(words)[:40].rstrip("_") or "column"
    return name if FIELD.fullmatch(name) else f"column_{name}"[:40]


def _kept(choice: str) -> KeptColumn:
    field, equals, source = choice.partition("=")
    if equals and FIELD.fullmatch(field):
        return KeptColumn(field, source, required=True)
    return KeptColumn(field_name(choice), choice, required=True)
