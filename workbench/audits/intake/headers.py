"""The header matched to a profile: which column of the file is which kept column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from workbench.audits.intake.dialects import header_key
from workbench.audits.intake.faults import FaultCode, FaultLog, Place, spelt_out
from workbench.audits.intake.profile import KeptColumn, Profile
from workbench.audits.intake.tables import Table


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A kept column and its place in the file.

    Attributes:
        kept: What the profile says of it.
        position: Its place in the header, from 0.
        written: Its name as the file gives it.
    """

    kept: KeptColumn
    position: int
    written: str


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where everything is.

    Attributes:
        reference: The place of the reference, or None if it is derived from all cells.
        reference_name: Its name as the file gives it; empty if derived.
        date: The date that places a case in a period, if the profile has one.
        kept: The other kept columns that the file has.
        absent: The kept columns that it has not.
        dropped: The names of all columns that are not kept.
    """

    reference: int | None
    reference_name: str
    date: FoundColumn | None
    kept: tuple[FoundColumn, ...]
    absent: tuple[KeptColumn, ...]
    dropped: tuple[str, ...]

    @property
    def all_kept(self) -> tuple[FoundColumn, ...]:
        """The date, if there is one, and the other kept columns."""
        return ((self.date,) if self.date else ()) + self.kept


def map_columns(table: Table, profile: Profile, log: FaultLog) -> ColumnMap:
    """Match the header to the profile, without regard to case and outer spaces.

    Raises:
        IntakeFaults: A name stands twice, or a column that must be there is not.
    """
    at = Place(line=table.header_line)
    places = _places(table.header, at, log)
    reference = _required(profile.reference, places, table.header, at, log)
    date_source = profile.date.source if profile.date else None
    date = _required(date_source, places, table.header, at, log)
    for column in profile.kept:
        if column.required:
            _required(column.source, places, table.header, at, log)
    if log.counts[FaultCode.HEADER] or log.counts[FaultCode.MISSING_COLUMN]:
        log.raise_any()
    found = [
        FoundColumn(column, places[key], table.header[places[key]].strip())
        for column in profile.kept
        if (key := header_key(column.source)) in places
    ]
    used = {column.position for column in found} | {reference, date}
    return ColumnMap(
        reference=reference,
        reference_name="" if reference is None else table.header[reference].strip(),
        date=None
        if profile.date is None or date is None
        else FoundColumn(profile.date, date, table.header[date].strip()),
        kept=tuple(found),
        absent=tuple(c for c in profile.kept if header_key(c.source) not in places),
        dropped=tuple(
            _named(name, number) for number, name in enumerate(table.header) if number not in used
        ),
    )


def absent_columns(columns: ColumnMap) -> tuple[str, ...]:
    """Return a notice that names the kept columns the file has not, if there are any."""
    if not columns.absent:
        return ()
    names = ", ".join(f'"{column.source}"' for column in columns.absent)
    return (f"The list has no {names}: nothing was kept for it.",)


def _places(header: Sequence[str], at: Place, log: FaultLog) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for position, name in enumerate(header):
        key = header_key(name)
        if key and key in places:
            log.add(
                FaultCode.HEADER,
                f"columns {places[key] + 1} and {position + 1} have the same name",
                "Rename one of them, so that it is plain which is meant.",
                at=Place(line=at.line, column=name.strip()),
            )
        places.setdefault(key, position)
    places.pop("", None)
    return places


def _required(
    source: str | None, places: Mapping[str, int], header: Sequence[str], at: Place, log: FaultLog
) -> int | None:
    if source is None:
        return None
    position = places.get(header_key(source))
    if position is None:
        log.add(
            FaultCode.MISSING_COLUMN,
            f'there is no column "{source}"; the columns are: {_listed(header)}',
            _advice(source, places, header),
            at=at,
        )
    return position


def _listed(header: Sequence[str]) -> str:
    return ", ".join(_named(name, number) for number, name in enumerate(header))


def _named(name: str, number: int) -> str:
    return spelt_out(name.strip()) or f"(column {number + 1}, without a name)"


def _advice(source: str, places: Mapping[str, int], header: Sequence[str]) -> str:
    close = get_close_matches(header_key(source), places, n=1)
    guess = f'Is it "{header[places[close[0]]].strip()}"? ' if close else ""
    return guess + "Name the columns with --ref and --date, or choose another --profile."
