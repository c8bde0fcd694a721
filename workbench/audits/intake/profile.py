"""A profile: which columns of a list are kept, as which fields, and under which policies."""

import re
import unicodedata
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
    dated = _dated(date, date_format) if date else start.date
    named = dict.fromkeys(_kept(choice) for choice in keep)
    fields = {column.field for column in named}
    return replace(
        start,
        reference=reference or start.reference,
        date=dated,
        kept=(
            *(column for column in start.kept if column.field not in fields),
            *(column for column in named if dated is None or not _is_same(column, dated)),
        ),
    )


def field_name(source: str) -> str:
    """Return the field name for a column: `Offence Group` becomes `offence_group`."""
    plain = unicodedata.normalize("NFKD", source).encode("ascii", "ignore").decode().lower()
    name = "_".join(re.findall(r"[a-z0-9]+", plain))
    return name[:40] if is_field(name[:40]) else f"column_{name}"[:40].rstrip("_")


def is_field(name: str) -> bool:
    """Return whether a kept field can have this name."""
    return FIELD.fullmatch(name) is not None and name not in RESERVED_FIELDS


def _dated(source: str, date_format: str) -> KeptColumn:
    return KeptColumn(field_name(source), source, DATE, required=True, format=date_format)


def _kept(choice: str) -> KeptColumn:
    field, equals, source = choice.partition("=")
    if equals and is_field(field):
        return KeptColumn(field, source, required=True)
    return KeptColumn(field_name(choice), choice, required=True)


def _is_same(column: KeptColumn, other: KeptColumn) -> bool:
    return (column.field, column.source) == (other.field, other.source)
